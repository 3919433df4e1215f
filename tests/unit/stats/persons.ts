import fc from 'fast-check';
import type { TimeCounts } from '$lib/stats/kaplan-meier';
import { readReferenceCsv } from '../../support/reference';

/** One person's stay: how long, and whether it ended or was last seen open. */
export interface Person {
  time: number;
  hasEnded: boolean;
}

/** Counts persons per time, ascending, as SQL does. */
export function countsOf(persons: readonly Person[]): TimeCounts[] {
  const counts = new Map<number, TimeCounts>();
  for (const { time, hasEnded } of persons) {
    const count = counts.get(time) ?? { time, events: 0, censored: 0 };
    if (hasEnded) count.events++;
    else count.censored++;
    counts.set(time, count);
  }
  return [...counts.values()].sort((a, b) => a.time - b.time);
}

/** Random persons with many ties. */
export const somePersons = fc.array(
  fc.record({ time: fc.integer({ min: 1, max: 25 }), hasEnded: fc.boolean() }),
  { minLength: 1, maxLength: 60 },
);

const ended = (time: number): Person => ({ time, hasEnded: true });
const open = (time: number): Person => ({ time, hasEnded: false });

/**
 * Weeks in remission of 42 children with leukemia: the textbook example of two curves.
 *
 * Source: Freireich EJ et al. (1963), Blood 21:699-716, as printed in Cox DR, Oakes D (1984).
 */
export const freireich: { mercaptopurine: Person[]; placebo: Person[] } = {
  mercaptopurine: [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(open),
  ],
  placebo: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(ended),
};

/** Reads days in methadone treatment of 238 persons, with the columns that make groups. */
export function readAddicts(folder: string): (Person & { row: Record<string, string> })[] {
  return readReferenceCsv(folder, 'retention/addicts.csv').map((row) => ({
    row,
    time: Number(row['days']),
    hasEnded: row['departed'] === '1',
  }));
}

/** Reads days to linkage with primary care of the 431 persons for whom it is known. */
export function readHelp(folder: string): (Person & { row: Record<string, string> })[] {
  return readReferenceCsv(folder, 'retention/helprct.csv')
    .filter((row) => row['dayslink'] !== '' && row['linkstatus'] !== '')
    .map((row) => ({
      row,
      time: Number(row['dayslink']),
      hasEnded: row['linkstatus'] === '1',
    }));
}

/** One curve of `retention_km.json`. */
export interface CurveOracle {
  n: number;
  events: number;
  censored: number;
  at: { time: number; n_risk: number; surv: number; lo_log_log: number; hi_log_log: number }[];
  median: number | null;
  median_ci_log_log: [number | null, number | null];
  rmst_to: number;
  rmst: number;
  rmst_se: number;
}

/** One comparison of `retention_km.json`. */
export interface ComparisonOracle {
  overall: CurveOracle;
  by_group: Record<string, CurveOracle>;
  logrank: { chisq: number; df: number; p: number; observed: number[]; expected: number[] };
}

/** The comparisons of `retention_km.json` and how each finds its groups. */
export const comparisons: {
  name: string;
  read: (folder: string) => (Person & { row: Record<string, string> })[];
  groupOf: (row: Record<string, string>) => string | undefined;
}[] = [
  { name: 'addicts_by_clinic', read: readAddicts, groupOf: (row) => row['clinic'] },
  { name: 'addicts_by_prison', read: readAddicts, groupOf: (row) => row['prison'] },
  {
    name: 'addicts_by_dose60',
    read: readAddicts,
    groupOf: (row) => (Number(row['mdose']) < 60 ? 'dose<60' : 'dose>=60'),
  },
  { name: 'helprct_days_to_link_by_treat', read: readHelp, groupOf: (row) => row['treat'] },
  { name: 'helprct_days_to_link_by_substance', read: readHelp, groupOf: (row) => row['substance'] },
];
