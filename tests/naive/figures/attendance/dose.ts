/** What was attended beside what changed: hours per improvement, improvement by hours per week. */
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, personsIn, programName } from '../../choose';
import { rowsWith } from '../../look-up';
import { kindsOf } from '../../score-kinds';
import { mean, standardDeviation, sum, tInterval } from '../../stats';
import { changeClass } from '../../thresholds';
import type { DerivedSession, DerivedStay, ScorePair } from '../../types';
import {
  type UnitPair,
  type Units,
  headlineKind,
  keysOf,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, NO_HEADLINE, exclusions, shareHeadline, toFigure } from '../figure';
import { rulesOf } from '../symptoms/change';
import { programsWithSessions, ratioCells, remembered } from './chosen';

/** The stays that a pair is about. */
function staysOf({ derived }: FigureInput, pair: UnitPair): readonly DerivedStay[] {
  if (pair.grain === 'stay') return rowsWith(derived.stays, 'stay_id', pair.under);
  const path = derived.paths.find(({ path_id }) => path_id === pair.path_id)!;
  return path.stay_ids.flatMap((id) => rowsWith(derived.stays, 'stay_id', id));
}

function attended(input: FigureInput, pair: UnitPair): DerivedSession[] {
  return staysOf(input, pair)
    .flatMap((stay) => rowsWith(input.derived.sessions, 'stay_id', stay.stay_id))
    .filter(({ status }) => status === 'attended');
}

function hours(input: FigureInput, pair: UnitPair): number {
  return sum(attended(input, pair).map(({ minutes }) => minutes ?? 0)) / 60;
}

function daysOf(input: FigureInput, pair: UnitPair): number {
  if (pair.grain === 'stay') return staysOf(input, pair)[0]!.length_days;
  return input.derived.paths.find(({ path_id }) => path_id === pair.path_id)!.length_days;
}

interface Dosed {
  readonly units: Units;
  readonly pairs: readonly UnitPair[];
  /** What else is left out of a kind. */
  readonly excluded: (kind: { measure: string; rater: string | null } | undefined) => Exclusion[];
}

function dosedPairs(input: FigureInput, counts: (pair: ScorePair) => boolean): Dosed {
  const units = unitsOf(input);
  const known = programsWithSessions(input);
  const all = paired(units).filter(counts);
  const isTold = (pair: UnitPair): boolean =>
    staysOf(input, pair).some((stay) => known.has(programName(stay)));
  return {
    units,
    pairs: all.filter(isTold),
    excluded: (kind) => [
      ...withoutPair(units, kind),
      ...exclusions([
        [
          'pairs of programs of which no session is loaded',
          all.filter((p) => p.measure === kind?.measure && p.rater === kind.rater && !isTold(p))
            .length,
        ],
      ]),
    ],
  };
}

/** `hours-per-improved`: attended hours and days over reliable improvements. */
export function hoursPerImproved(input: FigureInput): FigureData {
  const rules = rulesOf(input);
  const isKnown = (pair: ScorePair): boolean => changeClass(pair, rules(pair.measure)) !== null;
  const { units, pairs, excluded } = dosedPairs(input, isKnown);
  const amounts: [string, (pair: UnitPair) => number][] = [
    ['hours', remembered((pair: UnitPair) => hours(input, pair))],
    [
      'days',
      remembered(
        (pair: UnitPair) => new Set(attended(input, pair).map(({ held_on }) => held_on)).size,
      ),
    ],
  ];
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => {
      const own = pairsIn(group, kind, pairs);
      if (own.length === 0) return [];
      return amounts.map(([statistic, amount]): FigureRow => ({
        ...keysOf(group, kind),
        statistic,
        ...ratioCells(
          own.map((pair) => ({
            person: pair.person_id,
            y: amount(pair),
            x: changeClass(pair, rules(pair.measure)) === 'improved' ? 1 : 0,
          })),
          'none',
        ),
      }));
    }),
  );
  const kind = headlineKind(input.derived, isKnown);
  const headline = rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['statistic'] === 'hours' &&
      row['measure'] === kind?.measure &&
      row['rater'] === kind?.rater,
  );
  return toFigure(
    shareHeadline(headline, kind?.measure ?? null),
    [
      ...'measure rater level program statistic n persons'.split(' '),
      ...'numerator denominator value low high'.split(' '),
    ],
    rows,
    excluded(kind),
  );
}

const BANDS: readonly (readonly [name: string, from: number, below: number])[] = [
  ['under 3', -Infinity, 3],
  ['3 to 6', 3, 6],
  ['6 to 9', 6, 9],
  ['9 to 12', 9, 12],
  ['12 to 15', 12, 15],
  ['15 or more', 15, Infinity],
];

/** `improvement-by-dose`: mean improvement by attended hours per week. */
export function improvementByDose(input: FigureInput): FigureData {
  const { units, pairs, excluded } = dosedPairs(input, () => true);
  const perWeek = remembered(
    (pair: UnitPair): number => hours(input, pair) / (daysOf(input, pair) / 7),
  );
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => {
      const own = pairsIn(group, kind, pairs);
      return BANDS.flatMap(([name, from, below]): FigureRow[] => {
        const some = own.filter((pair) => perWeek(pair) >= from && perWeek(pair) < below);
        if (some.length === 0) return [];
        const improvements = some.map((pair) => pair.improvement!);
        return [
          {
            ...keysOf(group, kind),
            class: name,
            n: some.length,
            persons: personsIn(some),
            value: mean(improvements),
            ...tInterval(improvements),
            sd: standardDeviation(improvements),
            baseline_mean: mean(some.map((pair) => pair.baseline!)),
          },
        ];
      });
    }),
  );
  const kind = headlineKind(input.derived, () => true);
  const own = pairs.filter((p) => p.measure === kind?.measure && p.rater === kind.rater);
  const counts = { n: own.length, persons: personsIn(own) };
  return toFigure(
    {
      ...NO_HEADLINE,
      ...counts,
      ...(own.length === 0 ? { numerator: 0, denominator: 0 } : {}),
      about: kind?.measure ?? null,
    },
    'measure rater level program class n persons value low high sd baseline_mean'.split(' '),
    rows,
    excluded(kind),
  );
}
