/**
 * What a load makes of the decisions about identifying columns: the identifying text must stand in no
 * table of the engine afterwards, and every row and cell must still be accounted for.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '$lib/engine/port';
import type { IdentityDecision, IdentityPlan } from '$lib/identity/decision';
import { PersonKeys } from '$lib/identity/pseudonyms';
import { accounting } from '$lib/ingest/accounting';
import { withDecisions } from '$lib/ingest/identity-plan';
import { recogniseKind } from '$lib/ingest/kinds';
import { keyFileText, readKeyFile } from '$lib/ingest/key-file';
import { loadFile } from '$lib/ingest/load';
import { PLAIN_READING } from '$lib/ingest/reading';
import { removeFile } from '$lib/ingest/remove-file';
import { settle } from '$lib/ingest/settle';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import { startNodeEngine } from '../../support/node-engine';

// Which texts identify is tested elsewhere; here an address with an @ is enough.
vi.mock('$lib/identity/find', () => ({
  findIdentifiers: () => [],
  identifierIn: (value: string) => (value.includes('@') ? 'email' : null),
}));

let engine: Engine;
const FILE_IDS = [1, 2];
beforeAll(async () => void (engine = await startNodeEngine()));
afterAll(() => engine.terminate());
beforeEach(async () => {
  for (const id of FILE_IDS) await removeFile(engine, id).catch(() => undefined);
});

function planOf(text: string, decisions: readonly IdentityDecision[] = []): FilePlan {
  const header = text.split('\n')[0]!.split(',');
  const found = recogniseKind(header);
  if (found.state !== 'recognised') throw new Error('not a file of ours');
  const { kind, columns, extras } = found;
  const dialect = {
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    escape: 'doubled',
  } as const;
  const plan = { ...PLAIN_FILE, kind, dialect, header, columns, extras, reading: PLAIN_READING };
  return withDecisions(plan, decisions);
}

async function load(
  text: string,
  { plan = planOf(text), id = 1, keys }: { plan?: FilePlan; id?: number; keys?: PersonKeys } = {},
): Promise<void> {
  const personKeys = keys ? { personKeys: keys } : {};
  await loadFile(engine, new Blob([text]), id, plan, { today: '2026-06-30', ...personKeys });
}

async function settleAll(ids: readonly number[] = [1]): Promise<void> {
  await settle(
    engine,
    ids.map((fileId) => ({ fileId, name: `f${fileId}.csv`, order: fileId })),
  );
}

/** Tables in which a text stands, in whole or in part of any cell; views have nothing of their own. */
async function standsIn(text: string): Promise<readonly string[]> {
  const tables = await engine.query(
    `SELECT table_name FROM information_schema.tables
     WHERE table_type <> 'VIEW' ORDER BY table_name`,
  );
  const found: string[] = [];
  for (const name of tables.column('table_name').map(String)) {
    const hits = await engine.query(
      `SELECT count(*)::INTEGER AS n FROM "${name}" AS t WHERE contains(CAST(t AS VARCHAR), '${text}')`,
    );
    if (hits.number('n', 0)! > 0) found.push(name);
  }
  return found;
}

async function texts(query: string): Promise<readonly unknown[]> {
  const found = await engine.query(query);
  return found.column(found.names[0]!);
}

const drop = (at: number): IdentityDecision => ({
  at,
  kind: 'email',
  action: 'drop',
  reason: null,
});

const HEADER = 'contact,person_id,stay_id,level_of_care,admitted_on,discharged_on,program,zip';

/** Rows of stays; the contact comes first and holds what must not be found. */
function stays(...rows: readonly string[]): string {
  return [HEADER, ...rows].join('\n') + '\n';
}

const USUAL = [
  'secret1@example.org,p1,s1,iop,2026-01-05,2026-02-10,North,02139',
  'secret2@example.org,p2,s2,php,2026-01-06,2026-02-11,North,03601',
  'secret3@example.org,p3,s3,iop,2026-01-07,,South,2139',
];

describe('a column that is dropped', () => {
  it('stands in no table, neither of its loaded rows nor of those that were set aside', async () => {
    const text = stays(
      ...USUAL,
      'secret4@example.org,p4,s4,unheard of,2026-01-08,,South,02139',
      'secret5@example.org,p5,s5,iop',
    );
    await load(text, { plan: planOf(text, [drop(0)]) });
    await settleAll();
    expect(await standsIn('secret')).toEqual([]);
    const [account] = await accounting(engine);
    expect(account).toMatchObject({ rowsRead: 5, rowsLoaded: 3, rowsSetAside: 2 });
    // The level is ours to show; the line that could not be read is not: it holds the address.
    expect(await texts('SELECT value FROM set_aside ORDER BY row_no')).toEqual([
      'unheard of',
      null,
    ]);
  });

  it('still tells a total by its first cell, and equal rows by all cells', async () => {
    const twice = 'b@example.org,p2,s2,php,2026-01-06,2026-02-11,North,03601';
    const text = stays(USUAL[0]!, twice, twice, 'Total 3,,,,,,,');
    await load(text, { plan: planOf(text, [drop(0)]) });
    await settleAll();
    const reasons = await texts('SELECT reason FROM every_set_aside ORDER BY row_no');
    expect(reasons).toEqual(['duplicate_row', 'total_row']);
    expect(await standsIn('Total')).toEqual([]);
  });

  it('keeps no text of an unreadable line of a file without decisions that holds an address', async () => {
    await load(stays(...USUAL.map((row) => row.replace(/^[^,]*/, '')), 'lost@example.org,p9'));
    expect(await standsIn('lost@')).toEqual([]);
    expect(await texts(`SELECT reason FROM set_aside`)).toEqual(['unreadable']);
  });
});

describe('a column that is made coarse', () => {
  it('holds areas of ZIP codes; what is none is counted as lost, without its text', async () => {
    const text = stays(
      ...USUAL,
      'x,p4,s4,iop,2026-01-08,,South,Elm Street 5',
      'x,p5,s5,iop,2026-01-08,,South,',
    );
    const plan = planOf(text, [drop(0), { at: 7, kind: 'zip5', action: 'coarsen', reason: null }]);
    await load(text, { plan });
    const areas = await texts('SELECT x_zip FROM typed_stays_1 ORDER BY row_no');
    expect(areas).toEqual(['ZIP 021', 'ZIP 000', 'ZIP 021', null, null]);
    const lost = await engine.query('SELECT row_no, reason, column_name, value FROM cell_aside');
    expect(lost.rows()).toEqual([
      { row_no: 4, reason: 'identifier', column_name: 'x_zip', value: null },
    ]);
    for (const secret of ['02139', '03601', 'Elm']) expect(await standsIn(secret)).toEqual([]);
  });
});

describe('a column that is kept with a reason', () => {
  it('is loaded as it is', async () => {
    const text = stays(...USUAL);
    const keep = { at: 0, kind: 'email', action: 'keep', reason: 'the alumni survey' } as const;
    await load(text, { plan: planOf(text, [keep]) });
    expect(await texts('SELECT x_contact FROM typed_stays_1 ORDER BY row_no')).toEqual([
      'secret1@example.org',
      'secret2@example.org',
      'secret3@example.org',
    ]);
  });
});

describe('an identifier that nobody was asked about', () => {
  it('leaves its cell empty and is written down without its value', async () => {
    const text = stays(...USUAL.slice(0, 2), 'x,p3,s3,iop,2026-01-07,,late@example.org,02139');
    await load(text, { plan: planOf(text, [drop(0)]) });
    await settleAll();
    expect(await standsIn('late@')).toEqual([]);
    const [account] = await accounting(engine);
    expect(account).toMatchObject({ rowsLoaded: 3, rowsSetAside: 0 });
    expect(account!.cells).toEqual([{ reason: 'identifier', column: 'program', n: 1 }]);
  });

  it('takes its row with it where the column is needed', async () => {
    const text = 'taken_on,instrument,score\n2026-01-01,NPS,9\n2026-01-02,late@example.org,8\n';
    await load(text);
    await settleAll();
    expect(await standsIn('late@')).toEqual([]);
    const [account] = await accounting(engine);
    expect(account).toMatchObject({ rowsRead: 2, rowsLoaded: 1, rowsSetAside: 1 });
    expect(account!.byReason).toEqual([{ reason: 'identifier', n: 1 }]);
  });

  it('is no value of a cell or row that is set aside for another reason', async () => {
    const text =
      'person_id,taken_on,measure,score,reviewed_on\n' +
      'p1,2026-01-01,phq9,call late@example.org,\np2,2026-01-01,phq9,9,see late@example.org\n';
    await load(text);
    expect(await standsIn('late@')).toEqual([]);
    expect(await texts('SELECT reason FROM set_aside')).toEqual(['invalid_score']);
    expect(await texts('SELECT reason FROM cell_aside')).toEqual(['not_a_date']);
  });
});

describe('pseudonyms', () => {
  const identity: IdentityPlan = { columns: [], personId: 'pseudonym' };
  const asked = (text: string, decisions: readonly IdentityDecision[] = []): FilePlan => {
    const plan = planOf(text, decisions);
    return { ...plan, identity: { ...plan.identity, personId: 'pseudonym' } };
  };
  const people = (n: number): string[] =>
    Array.from(
      { length: n },
      (_, at) => `x,MRN-${70 + at},ENC-${at},iop,2026-01-0${1 + at},,North,`,
    );
  const scores =
    'person_id,taken_on,measure,score,stay_id\n' +
    'MRN-70,2026-01-02,phq9,12,ENC-0\nMRN-71,2026-01-03,phq9,11,ENC-1\n' +
    'MRN-99,2026-01-03,phq9,10,ENC-9\nMRN-72,2026-01-04,phq9,99,\nMRN-73,2026-01\n';

  it('stand for people and stays in every table, and match across files', async () => {
    const keys = new PersonKeys();
    const text = stays(...people(4), 'x,MRN-98,ENC-8,unheard of,2026-01-01,,,');
    await load(text, { plan: asked(text, [drop(0)]), keys });
    await load(scores, { plan: asked(scores), id: 2, keys });
    await settleAll([1, 2]);
    expect(await standsIn('MRN-')).toEqual([]);
    expect(await standsIn('ENC-')).toEqual([]);
    const accounts = await accounting(engine);
    expect(accounts.map(({ rowsLoaded }) => rowsLoaded)).toEqual([4, 2]);
    const ids = await texts('SELECT DISTINCT person_id FROM stays ORDER BY person_id');
    const known = ['70', '71', '72', '73'].map((no) => keys.pseudonymOf('person', `MRN-${no}`));
    expect(ids).toEqual([...known].sort());
    const never = await engine.query(
      `SELECT value, person_id FROM every_set_aside WHERE reason = 'person_never_admitted'`,
    );
    const unknown = keys.pseudonymOf('person', 'MRN-99');
    expect(never.rows()).toEqual([{ value: unknown, person_id: unknown }]);
  });

  it('are the same again after the key file was saved and taken in', async () => {
    const text = stays(...people(3));
    const before = new PersonKeys();
    await load(text, { plan: asked(text, [drop(0)]), keys: before });
    const first = await texts('SELECT person_id FROM typed_stays_1 ORDER BY row_no');
    const after = new PersonKeys();
    after.add(readKeyFile(keyFileText(before)));
    await removeFile(engine, 1);
    await load(text, { plan: asked(text, [drop(0)]), keys: after });
    expect(await texts('SELECT person_id FROM typed_stays_1 ORDER BY row_no')).toEqual(first);
    expect(first.every((id) => /^P-[0-9A-Z]{10}$/.test(String(id)))).toBe(true);
  });

  it('stand in rows that the mapping leaves out by the id itself', async () => {
    const text = stays(...people(2));
    const plan = asked(text, [drop(0)]);
    const leaveOut = [{ at: 1, words: ['mrn-70'] }];
    await load(text, {
      plan: { ...plan, reading: { ...plan.reading, leaveOut } },
      keys: new PersonKeys(),
    });
    expect(await standsIn('MRN-')).toEqual([]);
  });

  it('are refused without keys, and nothing is left of the file', async () => {
    const text = stays(...people(2));
    await expect(load(text, { plan: { ...planOf(text), identity } })).rejects.toThrow(/keys/);
    expect(await standsIn('MRN-')).toEqual([]);
  });
});

describe('ids of episodes', () => {
  it('are gone once they have closed the rows of a history', async () => {
    const text =
      'person_id,level_of_care,admitted_on,case\np1,php,2026-01-05,CASE-1\np1,iop,2026-01-20,CASE-1\n';
    const plan = planOf(text);
    const reading = { ...plan.reading, history: { episodeAt: 3 } };
    await load(text, { plan: { ...plan, extras: [], reading } });
    expect(await texts('SELECT discharged_on FROM typed_stays_1 ORDER BY row_no')).toEqual([
      '2026-01-20',
      null,
    ]);
    expect(await standsIn('CASE-')).toEqual([]);
  });
});
