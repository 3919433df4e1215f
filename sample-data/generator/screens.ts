// Screens for suicide risk at admission: rows of their own behind the scores, from a stream of their
// own, so that no other number of the sample depends on them.
import { CUT, isoOf } from './days';
import { Random } from './random';
import type { Score } from './scores';
import type { Stay } from './stays';
import type { Table } from './table';

/** Share of stays with a baseline that are screened, by level of care. */
const SCREENED: Readonly<Record<string, number>> = {
  inpatient: 0.97,
  withdrawal_management: 0.92,
  residential: 0.94,
  php: 0.93,
  iop: 0.86,
  op: 0.72,
  aftercare: 0,
};

const RISKS = ['negative', 'low', 'moderate', 'high'] as const;

/** Weights of the risks. */
const RISK_AT_HOME = [66, 23, 8, 3] as const;
const RISK_OVERNIGHT = [34, 27, 24, 15] as const;

const POSITIVE_FROM = 2;

/** The days of the screen and of the assessment after a positive one, if somebody made one. */
function screenOf(
  random: Random,
  stay: Stay,
): { day: number; risk: number; assessed: number | null } {
  const weights = stay.unit.level === 'inpatient' ? RISK_OVERNIGHT : RISK_AT_HOME;
  const day = stay.admitted + random.weighted([[0, 90] as const, [1, 6], [3, 4]]);
  const risk = random.weighted(weights.map((weight, value) => [value, weight] as const));
  const answer = random.weighted([[0, 72] as const, [1, 14], [2, 6], [null, 8]]);
  return { day, risk, assessed: risk < POSITIVE_FROM || answer === null ? null : day + answer };
}

/**
 * Rows of the C-SSRS with the risk as a word, for stays that have a score about their admission, so
 * that no stay has its only baseline here; in the columns of the scores table.
 */
export function screenRows(
  stays: readonly Stay[],
  scores: readonly Score[],
  table: Table,
): string[][] {
  const random = new Random('screens');
  const measured = measuredStays(stays, scores);
  const screens = stays.flatMap((stay) => {
    const isScreened = random.chance(SCREENED[stay.unit.level] ?? 0);
    const { day, risk, assessed } = screenOf(random, stay);
    const isSeen = day <= Math.min(CUT, stay.lastContact);
    return isScreened && isSeen && measured.has(stay.id) ? [{ stay, day, risk, assessed }] : [];
  });
  screens.sort((a, b) => a.day - b.day);
  return screens.map(({ stay, day, risk, assessed }) => {
    const isAssessed = assessed !== null && assessed <= CUT;
    const cells: Readonly<Record<string, string>> = {
      person_id: stay.person.id,
      taken_on: isoOf(day),
      measure: 'cssrs',
      score: RISKS[risk] ?? '',
      stay_id: stay.id,
      risk_assessed_on: isAssessed ? isoOf(assessed) : '',
    };
    return table.columns.map((column) => cells[column] ?? '');
  });
}

function measuredStays(stays: readonly Stay[], scores: readonly Score[]): Set<string> {
  const daysOf = new Map<string, number[]>();
  for (const { personId, stayId, day } of scores) {
    const key = stayId ?? personId;
    daysOf.set(key, [...(daysOf.get(key) ?? []), day]);
  }
  const measured = stays.filter((stay) => {
    const last = Math.min(stay.admitted + 7, stay.discharged, CUT);
    const isNear = (day: number): boolean => day >= stay.admitted && day <= last;
    return [stay.id, stay.person.id].some((key) => daysOf.get(key)?.some(isNear));
  });
  return new Set(measured.map((stay) => stay.id));
}
