/** The SQL about identity: coarser forms of texts, and people whom ordinary columns single out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { coarsened, NOT_COARSENED, SMALL_ZIP3_AREAS } from '$lib/identity/coarsen';
import { variants } from '$lib/identity/k-anonymity';
import { IDENTIFIER_KINDS, type IdentifierKind } from '$lib/identity/kinds';
import { KIND_WORDS } from '$lib/identity/kind-words';
import { join, raw, sql } from '$lib/sql/sql';
import { nextRandom, randomState } from '$lib/stats/random';
import { readUniqueness } from '$lib/session/uniqueness';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => void (engine = await startNodeEngine()));
afterAll(() => engine.terminate());

async function coarse(kind: IdentifierKind, texts: readonly (string | null)[]): Promise<unknown[]> {
  const rows = texts.map((text, no) => sql`(${no}, ${text})`);
  const found = await engine.query(
    sql`SELECT ${coarsened(kind, raw('text'), '2026-06-30')} AS value
      FROM (VALUES ${join(rows)}) AS cells(no, text) ORDER BY no`.text,
  );
  return found.column('value').map((value) => (value === NOT_COARSENED ? 'lost' : value));
}

describe('the coarser form', () => {
  it.each<[IdentifierKind, Record<string, string>]>([
    [
      'zip5',
      {
        '02139': 'ZIP 021',
        '02139-4307': 'ZIP 021',
        '02139-': 'ZIP 021',
        '021394307': 'ZIP 021',
        '2139': 'ZIP 021',
        '2139.0': 'ZIP 021',
        '94110.0': 'ZIP 941',
        '021': 'ZIP 021',
        '03601': 'ZIP 000',
        '3601': 'ZIP 000',
        '89301-0001': 'ZIP 000',
        'K1A 0B1': 'lost',
        unknown: 'lost',
        '12': 'lost',
      },
    ],
    [
      'zip3',
      { '021': 'ZIP 021', '21': 'ZIP 021', '36': 'ZIP 000', '036': 'ZIP 000', '02139': 'ZIP 021' },
    ],
    [
      'birth_date',
      {
        '1984-03-09': '1984',
        '3/9/1984': '1984',
        '19840309': '1984',
        '09-Mar-1984': '1984',
        'March 9, 1984': '1984',
        '3/9/84': '1984',
        '9-Mar-84': '1984',
        '3/9/25': '2025',
        '1984': '1984',
        '30750': '1984',
        '1937-01-01': '1937',
        '1936-12-31': '1936 or before',
        '1899-12-31': '1936 or before',
        unknown: 'lost',
        'Mar 9': 'lost',
      },
    ],
    ['event_date', { '2024-05-06 10:30': '2024', '1931-01-01': '1931', '5/6/24 10:30 AM': '2024' }],
    [
      'age_over_89',
      {
        '37': '30-39',
        '37.5': '30-39',
        '37 years': '30-39',
        '9': '0-9',
        '89': '80-89',
        '90': '90+',
        '104': '90+',
        '25-34': '25-34',
        '85-94': '85+',
        '91 to 95': '90+',
        '65+': '65+',
        '95+': '90+',
        old: 'lost',
      },
    ],
  ])('of %s', async (kind, expected) => {
    const found = await coarse(kind, Object.keys(expected));
    expect(Object.fromEntries(Object.keys(expected).map((text, at) => [text, found[at]]))).toEqual(
      expected,
    );
    expect(await coarse(kind, [null])).toEqual([null]);
  });

  it('is there for exactly the kinds that say what is left', async () => {
    for (const kind of IDENTIFIER_KINDS) {
      const [value] = await coarse(kind, ['90']);
      const [year] = await coarse(kind, ['1984-03-09']);
      const [zip] = await coarse(kind, ['02139']);
      const isCoarse = [value, year, zip].some((one) => one !== 'lost');
      expect([kind, isCoarse]).toEqual([kind, KIND_WORDS[kind].coarsened !== null]);
    }
  });

  it('is 000 in each of the 17 areas with 20,000 people or fewer', async () => {
    expect(SMALL_ZIP3_AREAS).toHaveLength(17);
    const found = await coarse(
      'zip5',
      SMALL_ZIP3_AREAS.map((area) => `${area}05`),
    );
    expect(new Set(found)).toEqual(new Set(['ZIP 000']));
  });
});

interface Stay {
  readonly person: number;
  readonly no: number;
  readonly values: Readonly<Record<string, string | null>>;
}

/** The counts of plain code over the first stay of each person. */
function naive(stays: readonly Stay[], keyOf: (stay: Stay) => string): number[] {
  const first = new Map<number, Stay>();
  for (const stay of stays) {
    const known = first.get(stay.person);
    if (!known || stay.no < known.no) first.set(stay.person, stay);
  }
  const sizes = new Map<string, number>();
  for (const stay of first.values()) sizes.set(keyOf(stay), (sizes.get(keyOf(stay)) ?? 0) + 1);
  const below = (few: number): number =>
    [...sizes.values()].filter((size) => size < few).reduce((sum, size) => sum + size, 0);
  return [first.size, below(2), Math.min(...sizes.values()), below(5), below(10)];
}

describe('people whom columns single out', () => {
  const state = randomState(7);
  const random = (): number => nextRandom(state) / 2 ** 32;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const stays: readonly Stay[] = Array.from({ length: 400 }, (_, no) => ({
    person: Math.floor(random() * 250),
    no,
    values: {
      age_band: pick(['18-25', '26-35', '47', '48', '91', '93', null]),
      sex: pick(['female', 'male', 'male', null]),
      site: pick(['North', 'South', 'East']),
      admitted_month: pick(['2025-03', '2025-07', '2026-01']),
    },
  }));

  beforeAll(async () => {
    const rows = stays.map(
      ({ person, no, values: v }) =>
        sql`(${person}, ${no}, ${v['age_band']!}, ${v['sex']!}, ${v['site']!},
          CAST(${`${v['admitted_month']}-15`} AS DATE))`,
    );
    await engine.execute(
      sql`CREATE TABLE stay AS FROM (VALUES ${join(rows)})
        AS rows(person_no, stay_no, age_band, sex, site, admitted_on)`.text,
    );
  });

  it('are counted as plain code counts them, for every column left out or made coarser', async () => {
    const fields = ['age_band', 'sex', 'site', 'admitted_month'];
    const coarser: Readonly<Record<string, (value: string | null) => string | null>> = {
      admitted_month: (value) => value!.slice(0, 4),
      age_band: (value) =>
        ({ 47: '40-49', 48: '40-49', 91: '90+', 93: '90+' })[value ?? ''] ?? value,
    };
    const found = await readUniqueness((text) => engine.query(text), fields);
    const expected = variants(fields).map(({ field, change }) => {
      const counts = naive(stays, ({ values }) =>
        JSON.stringify(
          fields.map((name) => {
            if (name !== field) return values[name];
            return change === 'left out' ? '' : coarser[name]!(values[name] ?? null);
          }),
        ),
      );
      return { field, change, counts };
    });
    const plain = [found.chosen, ...found.better].map((one) => ({
      field: one.field,
      change: one.change,
      counts: [one.people, one.alone, one.smallest, one.below5, one.below10],
    }));
    expect(plain[0]).toEqual(expected[0]);
    expect(expected).toEqual(expect.arrayContaining(plain));
    expect(found.better.length).toBeGreaterThan(3);
    expect(found.better.map(({ alone }) => alone)).toEqual(
      found.better.map(({ alone }) => alone).sort((a, b) => a - b),
    );
  });

  it('are one group where a single column is left out', async () => {
    const { better } = await readUniqueness((text) => engine.query(text), ['site']);
    for (const one of better) expect(one.smallest).toBe(one.people);
  });

  it('are nobody where nothing is loaded', async () => {
    await engine.execute('DELETE FROM stay');
    const { chosen, better } = await readUniqueness((text) => engine.query(text), ['sex']);
    expect(chosen).toMatchObject({ people: 0, alone: 0, smallest: null });
    expect(better).toEqual([]);
  });
});
