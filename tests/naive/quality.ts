/** The quality of canonical rows by plain loops, to compare the SQL with. */
import { addDays, daysBetween, isWithin } from './days';
import { endOf } from './derive-stays';
import { scoresFor, windowOf } from './score-windows';
import type { Derived, DerivedStay, ScoreRow, StayRow } from './types';

type Row = Readonly<Record<string, unknown>>;
type Counts = Record<string, readonly [n: number, of: number]>;

/** Filled cells of a column by group: those that have a value, and those that could. */
export function filled(
  rows: readonly Row[],
  column: string,
  groupOf: (row: Row) => string,
  isExpected: (row: Row) => boolean,
): Counts {
  const counts: Counts = {};
  for (const row of rows) {
    const [n, of] = counts[groupOf(row)] ?? [0, 0];
    const has = isExpected(row) && (row[column] ?? null) !== null;
    counts[groupOf(row)] = [n + Number(has), of + Number(isExpected(row))];
  }
  return counts;
}

/** The program of the stay that a row names, else the only one of its person. */
export function programOf(row: Row, stays: readonly StayRow[]): string {
  const own = stays.filter(({ person_id }) => person_id === row['person_id']);
  const named = own.find(({ stay_id }) => stay_id === row['stay_id']);
  if (named) return named.program ?? 'not given';
  const programs = [...new Set(own.map(({ program }) => program ?? 'not given'))];
  return programs.length === 1
    ? programs[0]!
    : programs.length === 0
      ? 'not given'
      : 'several programs';
}

/** Occasions on which one instrument was given more than once to a person on a day. */
export function repeatedScores(
  scores: readonly ScoreRow[],
): Record<string, { n: number; of: number; distances: readonly number[] }> {
  const found: Record<string, { n: number; of: number; distances: readonly number[] }> = {};
  const occasions = (keyOf: (score: ScoreRow) => unknown[]): ScoreRow[][] => {
    const groups = new Map<string, ScoreRow[]>();
    for (const score of scores) {
      const key = JSON.stringify(keyOf(score));
      groups.set(key, [...(groups.get(key) ?? []), score]);
    }
    return [...groups.values()];
  };
  const note = (raters: string, rows: readonly ScoreRow[]): void => {
    const key = `${rows[0]!.measure} ${raters}`;
    const values = rows.map(({ score }) => score);
    const distance = Math.max(...values) - Math.min(...values);
    const { n, of, distances } = found[key] ?? { n: 0, of: 0, distances: [] };
    found[key] = { n: n + Number(distance === 0), of: of + 1, distances: [...distances, distance] };
  };
  for (const rows of occasions((s) => [s.person_id, s.measure, s.taken_on, s.rater])) {
    if (rows.length > 1) note('same', rows);
  }
  for (const rows of occasions((s) => [s.person_id, s.measure, s.taken_on])) {
    const raters = new Set(rows.flatMap(({ rater }) => (rater === null ? [] : [rater])));
    if (raters.size > 1) note('other', rows);
  }
  return found;
}

/** Stays whose sex is known, of people whose stay before has one too: how many keep it. */
export function keptSex(stays: readonly StayRow[]): readonly [n: number, of: number] {
  let n = 0;
  let of = 0;
  for (const stay of stays) {
    if (stay.sex === null) continue;
    const before = stays
      .filter((other) => other.person_id === stay.person_id && other.sex !== null)
      .sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))
      .filter((other) => orderKey(other) < orderKey(stay))
      .at(-1);
    if (!before) continue;
    of += 1;
    n += Number(before.sex === stay.sex);
  }
  return [n, of];
}

const orderKey = (stay: StayRow): string => `${stay.admitted_on} ${stay.stay_id}`;

/** Scores with a day that no stay holds, with the days before and after that the settings give. */
export function scoresOutside(derived: Derived): readonly ScoreRow[] {
  const { stays, scores, settings } = derived;
  return scores.filter(
    (score) =>
      !stays.some((stay) => {
        if (!scoresFor(stay, [score]).length) return false;
        const { baselineBefore, lastAfter, dischargeAround } = windowOf(
          stay.level_of_care,
          settings,
        );
        const end = stay.discharged_on;
        const to = end === null ? '9999' : addDays(end, Math.max(lastAfter, dischargeAround));
        return isWithin(score.taken_on, addDays(stay.admitted_on, -baselineBefore), to);
      }),
  );
}

type Counted = Record<string, number>;

/** Stays by part, measure, program and place of the score, for stays in programs with the measure. */
export function timing(
  derived: Derived,
  inUse: readonly { readonly program: string; readonly measure: string }[],
): { counts: Counted; days: Record<string, number[]> } {
  const counts: Counted = {};
  const days: Record<string, number[]> = {};
  for (const { program, measure } of inUse) {
    for (const stay of derived.stays.filter((one) => (one.program ?? 'not given') === program)) {
      for (const part of ['baseline', 'discharge'] as const) {
        if (part === 'discharge' && stay.open) continue;
        const pairs = derived.scorePairs.filter(
          (pair) =>
            pair.grain === 'stay' && pair.stay_id === stay.stay_id && pair.measure === measure,
        );
        const key = `${part} ${measure} ${program}`;
        const place = placeOf(part, stay, measure, pairs, derived);
        if (typeof place === 'string')
          counts[`${key} ${place}`] = (counts[`${key} ${place}`] ?? 0) + 1;
        else {
          counts[`${key} in_window`] = (counts[`${key} in_window`] ?? 0) + 1;
          days[key] = [...(days[key] ?? []), place];
        }
      }
    }
  }
  return { counts, days };
}

/** Days from admission or discharge of the score in the window; else where it lies. */
function placeOf(
  part: 'baseline' | 'discharge',
  stay: DerivedStay,
  measure: string,
  pairs: readonly { readonly baseline_on: string | null; readonly discharge_on: string | null }[],
  { stays, scores, settings, dataCut }: Derived,
): string | number {
  const { baselineBefore, baselineAfter, dischargeAround } = windowOf(stay.level_of_care, settings);
  const baselines = pairs.flatMap(({ baseline_on }) => baseline_on ?? []).sort();
  const discharges = pairs.flatMap(({ discharge_on }) => discharge_on ?? []).sort();
  const first = baselines[0];
  const last = discharges.at(-1);
  if (part === 'baseline' && first) return daysBetween(stay.admitted_on, first);
  if (part === 'discharge' && last) return daysBetween(stay.discharged_on!, last);
  const end = endOf(stay, dataCut);
  const serving = scoresFor(
    stay,
    scores.filter((score) => score.measure === measure),
  ).filter(
    (score) =>
      score.stay_id !== null ||
      isWithin(score.taken_on, stay.admitted_on, end) ||
      !stays.some(
        (other) =>
          other.person_id === stay.person_id &&
          other.stay_id !== stay.stay_id &&
          isWithin(score.taken_on, other.admitted_on, other.discharged_on ?? '9999'),
      ),
  );
  const has = (from: string, to: string): boolean =>
    serving.some(({ taken_on }) => isWithin(taken_on, from, to));
  if (part === 'baseline') {
    const windowEnd = addDays(stay.admitted_on, baselineAfter);
    const windowStart = addDays(stay.admitted_on, -baselineBefore);
    if (has(addDays(windowEnd, 1), end)) return 'late';
    if (stay.open && dataCut < windowEnd) return 'not_yet';
    return has(addDays(windowStart, -30), addDays(windowStart, -1)) ? 'early' : 'missing';
  }
  const windowEnd = addDays(stay.discharged_on!, dischargeAround);
  const from = first ? addDays(first, 1) : stay.admitted_on;
  if (has(addDays(windowEnd, 1), addDays(windowEnd, 30))) return 'late';
  if (dataCut < windowEnd) return 'not_yet';
  const start = from > stay.admitted_on ? from : stay.admitted_on;
  return has(start, addDays(stay.discharged_on!, -dischargeAround - 1)) ? 'early' : 'missing';
}
