/** What a first look at a file finds; a kept mapping is applied unasked only while it still fits. */
import { describe, expect, it } from 'vitest';
import { propose, questionsOf } from '$lib/ingest/propose/propose';
import { LEAVE_OUT } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { type Look, lookAt } from '$lib/session/look';
import { type Memory, NO_MEMORY, remember, wordMark } from '$lib/session/mapping-memory';

const TODAY = '2026-11-26';

const HEADER = 'Client,LOC,Admit Dt,D/C Dt,Housing';

/** Rows of a stays file in words of its own; the days of the first twelve of a month do not tell. */
function stays(rows: readonly string[] = [], header = HEADER): string {
  const usual = Array.from(
    { length: 12 },
    (_, n) => `C-${n},${n % 2 ? 'IOP 2.1' : 'PHP Day'},${1 + n}/${1 + (n % 9)}/2026,,Shelter`,
  );
  return [header, ...usual, ...rows].join('\n') + '\n';
}

function file(text: string, name = 'export.csv'): File {
  return new File([text], name, { type: 'text/csv' });
}

async function look(text: string, memory: Memory = NO_MEMORY): Promise<Look> {
  return lookAt(file(text), memory, TODAY);
}

type Unmapped = Extract<Look, { state: 'unmapped' }>;

/** Ids of the questions that the proposal raises. */
function asked({ proposal, profile }: Unmapped): readonly string[] {
  return questionsOf(proposal.plan, profile, TODAY).map(({ id }) => id);
}

async function unmapped(text: string, memory: Memory = NO_MEMORY): Promise<Unmapped> {
  const found = await look(text, memory);
  if (found.state !== 'unmapped') throw new Error(`The file is ${found.state}.`);
  return found;
}

/** The memory after a person mapped a text and answered every question with its first answer. */
async function memoryOf(
  text: string,
  change: (plan: FilePlan) => FilePlan = (plan) => plan,
): Promise<Memory> {
  const { proposal, profile } = await unmapped(text);
  let plan = change(proposal.plan);
  const answered: Record<string, string> = {};
  for (;;) {
    const open = questionsOf(plan, profile, TODAY).find(({ id }) => !(id in answered));
    if (!open) break;
    const [first] = open.answers;
    answered[open.id] = first!.label;
    plan = first!.apply(plan);
  }
  return remember(NO_MEMORY, { name: 'export.csv', savedOn: '2026-10-01', plan, answered });
}

function withCodes(plan: FilePlan, column: string, codes: Record<string, string>): FilePlan {
  const { reading } = plan;
  const own = { ...reading.codes[column], ...codes };
  return { ...plan, reading: { ...reading, codes: { ...reading.codes, [column]: own } } };
}

describe('a file that nobody has mapped', () => {
  it('is ready where it is written like a template', async () => {
    const found = await look('person_id,level_of_care,admitted_on\nA,iop,2026-03-01\n');
    expect(found).toMatchObject({ state: 'ready', recalled: null, plan: { kind: 'stays' } });
  });

  it('waits with a proposal and nothing answered', async () => {
    const found = await unmapped(stays());
    expect(found.answered).toEqual({});
    expect(found.recalledOn).toBeNull();
    expect(found.proposal.plan.kind).toBe('stays');
    expect(asked(found)).toEqual(['day-order']);
    const { plan } = found.proposal;
    expect(plan).toEqual(propose(plan, plan.header, found.profile, TODAY).plan);
  });

  it.each([
    ['', 'The file is empty.'],
    ['\n\n', /blank/],
    ['PK\u0003\u0004 and so on', /Excel workbook/],
  ])('is refused with a sentence and a next step: %j', async (text, message) => {
    const found = await look(text);
    if (found.state !== 'refused') throw new Error(found.state);
    expect(found.issue.name).toBe('export.csv');
    expect(found.issue.message).toMatch(message);
    expect(found.issue.nextStep).toMatch(/\.$/);
  });

  it('is refused where it cannot be read any more, and nothing is thrown', async () => {
    const gone = file(stays());
    gone.slice = () => {
      throw new DOMException('gone', 'NotFoundError');
    };
    const found = await lookAt(gone, NO_MEMORY, TODAY);
    expect(found).toMatchObject({
      state: 'refused',
      issue: { nextStep: 'Choose the file again.' },
    });
  });
});

describe('a kept mapping', () => {
  it('is applied to the same columns, with the answers of that time', async () => {
    const memory = await memoryOf(stays());
    const [kept] = memory.mappings;
    expect(Object.keys(kept!.answered)).toEqual(['day-order']);
    const found = await look(stays(['C-99,IOP 2.1,3/4/2026,5/6/2026,Own home']), memory);
    expect(found).toMatchObject({ state: 'ready', plan: kept!.plan });
    expect(found.state === 'ready' && found.recalled).toBe(kept);
  });

  it('is not applied to other columns', async () => {
    const memory = await memoryOf(stays());
    const found = await unmapped(stays([], 'Client,LOC,Admit Dt,D/C Dt,Site'), memory);
    expect(found.answered).toEqual({});
    expect(asked(found)).toEqual(['day-order']);
  });

  it('is read in the way in which the new file is written', async () => {
    const memory = await memoryOf(stays());
    const found = await look(stays().replaceAll(',', ';').replaceAll('\n', '\r\n'), memory);
    expect(found).toMatchObject({ state: 'ready', plan: { dialect: { delimiter: ';' } } });
  });

  it('serves a header that differs in space and case only, filters included', async () => {
    const memory = await memoryOf(stays());
    const found = await look(stays([], 'CLIENT,loc,Admit dt ,D/C Dt,HOUSING'), memory);
    if (found.state !== 'ready') throw new Error(found.state);
    const { header, columns, extras } = found.plan;
    expect(header).toEqual(['CLIENT', 'loc', 'Admit dt ', 'D/C Dt', 'HOUSING']);
    expect(columns).toEqual(memory.mappings[0]!.plan.columns);
    // The values of a filter are found by the name in the file.
    expect(extras).toEqual([{ name: 'x_housing', header: 'HOUSING' }]);
  });

  it('stands before a proposal, also where the file is written like a template', async () => {
    const text = 'person_id,level_of_care,admitted_on\nA,iop,2026-03-01\n';
    const ready = await look(text);
    if (ready.state !== 'ready') throw new Error(ready.state);
    const plan: FilePlan = {
      ...ready.plan,
      reading: { ...ready.plan.reading, values: { program: 'North' } },
    };
    const saved = { name: 'a.csv', savedOn: '2026-10-01', plan, answered: {} };
    const found = await look(text, remember(NO_MEMORY, saved));
    expect(found).toMatchObject({ state: 'ready', recalled: saved, plan });
  });
});

describe('a kept mapping that does not fit any more', () => {
  it('waits with its own plan where a word has no code', async () => {
    const memory = await memoryOf(stays());
    const found = await unmapped(stays(['C-99,Sober Coach,3/4/2026,,Own home']), memory);
    expect(found.proposal.plan).toEqual(memory.mappings[0]!.plan);
    expect(found.answered).toEqual(memory.mappings[0]!.answered);
    expect(found.recalledOn).toBe('2026-10-01');
  });

  it('is applied where the same words were left open on purpose, and not where others are', async () => {
    const coach = 'C-99,Sober Coach,3/4/2026,,Own home';
    const [kept] = (await memoryOf(stays([coach]))).mappings;
    const undecided = [wordMark({ column: 'level_of_care', word: 'sober coach' })];
    const memory = remember(NO_MEMORY, { ...kept!, undecided });
    expect((await look(stays([coach]), memory)).state).toBe('ready');
    expect((await look(stays(), memory)).state).toBe('ready');
    const more = stays([coach, 'C-98,Day Camp,3/4/2026,,Own home']);
    expect((await look(more, memory)).state).toBe('unmapped');
    const other = stays(['C-98,Day Camp,3/4/2026,,Own home']);
    expect((await look(other, memory)).state).toBe('unmapped');
  });

  it('is applied where the word has a code, or leaves its rows out', async () => {
    for (const code of ['op', LEAVE_OUT]) {
      const memory = await memoryOf(stays(), (plan) =>
        withCodes(plan, 'level_of_care', { 'sober coach': code }),
      );
      const found = await look(stays(['C-99,Sober Coach,3/4/2026,,Own home']), memory);
      expect(found.state, code).toBe('ready');
    }
  });

  it('is applied in spite of an empty cell, which is set aside and counted', async () => {
    const memory = await memoryOf(stays());
    const many = Array.from({ length: 60 }, (_, n) => `D-${n},IOP 2.1,3/4/2026,,Own home`);
    const found = await look(stays([...many, 'C-99,,3/4/2026,,Own home']), memory);
    expect(found.state).toBe('ready');
  });

  it('waits where a question comes up that was not answered then', async () => {
    const memory = await memoryOf(stays());
    const found = await unmapped(stays(['C-99,IOP 2.1,3/4/2026,pending,Own home']), memory);
    const open = questionsOf(found.proposal.plan, found.profile, TODAY).map(({ id }) => id);
    expect(open.filter((id) => !(id in found.answered))).toEqual(['open-words']);
    expect(found.answered).toEqual(memory.mappings[0]!.answered);
  });

  it('waits where the days of the file say that they are written in another order', async () => {
    const memory = await memoryOf(stays());
    expect(memory.mappings[0]!.plan.reading.dayFormats['admitted_on']).toBe('mdy');
    const dayFirst = Array.from(
      { length: 20 },
      (_, n) => `D-${n},IOP 2.1,${13 + (n % 12)}/4/2026,,x`,
    );
    const found = await unmapped(stays(dayFirst), memory);
    // What was confirmed then is of no use: everything is proposed anew.
    expect(found.proposal.plan.reading.dayFormats['admitted_on']).toBe('dmy');
    expect(found.answered).toEqual({});
    expect(found.recalledOn).toBeNull();
  });

  it('is applied in spite of a few days that are none', async () => {
    const memory = await memoryOf(stays());
    const slips = ['C-98,IOP 2.1,2/30/2026,,x', 'C-99,IOP 2.1,soon,,x'];
    expect((await look(stays(slips), memory)).state).toBe('ready');
  });

  it('waits where scores that were multiplied are in the full unit now', async () => {
    const scores = (values: readonly number[]): string =>
      ['Client,Completed,WHO-5', ...values.map((value, n) => `C-${n},2026-03-${13 + n},${value}`)]
        .join('\n')
        .concat('\n');
    const raw = scores([13, 7, 25, 3, 9, 11]);
    const memory = await memoryOf(raw);
    expect(memory.mappings[0]!.plan.reading.factors).toEqual({ who5: 4 });
    expect((await look(raw, memory)).state).toBe('ready');
    const found = await unmapped(scores([52, 28, 100, 12, 36, 44]), memory);
    expect(found.proposal.plan.reading.factors).toEqual({});
  });
});
