/** `measurement-flow`: finished stays by how far they were measured. */
import type { FigureData } from '$lib/metrics/metric';
import { allGroups, chosenStays, personsIn } from '../../choose';
import { rowsWith } from '../../look-up';
import { isOutcome } from '../../score-kinds';
import { share, wilson } from '../../stats';
import type { DerivedStay } from '../../types';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';

const STEPS = ['admitted', 'attended once', 'baseline', 'two scores', 'discharge score'];

/** Each step counts those who reached every step before. */
export function measurementFlow({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const finished = stays.filter((stay) => !stay.open);
  const pairs = derived.scorePairs.filter((p) => p.grain === 'stay' && isOutcome(p.measure));
  const checks = [
    () => true,
    (stay: DerivedStay) =>
      rowsWith(derived.sessions, 'stay_id', stay.stay_id).some((s) => s.status === 'attended'),
    (stay: DerivedStay) =>
      rowsWith(pairs, 'stay_id', stay.stay_id).some((pair) => pair.baseline !== null),
    (stay: DerivedStay) =>
      rowsWith(pairs, 'stay_id', stay.stay_id).some((pair) => pair.status === 'paired'),
    (stay: DerivedStay) =>
      rowsWith(pairs, 'stay_id', stay.stay_id).some(
        (pair) => pair.status === 'paired' && pair.discharge_score !== null,
      ),
  ];
  const rows = allGroups(finished).flatMap(({ level, program, stays: own }) => {
    if (own.length === 0) return [];
    let left = [...own];
    return STEPS.map((name, at) => {
      left = left.filter(checks[at]!);
      return {
        level,
        program,
        class: name,
        numerator: left.length,
        denominator: own.length,
        persons: personsIn(own),
        value: share(left.length, own.length),
        ...wilson(left.length, own.length),
      };
    });
  });
  return toFigure(
    shareHeadline(
      rows.find((row) => row.level === null && row.program === null && row.class === 'two scores'),
      'two scores',
    ),
    'level program class numerator denominator persons value low high'.split(' '),
    rows,
    exclusions([['open', stays.length - finished.length]]),
  );
}
