/** The figure of scores that are worse than predicted, and of stays that have such a score. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, personsIn } from '../../choose';
import { addDays } from '../../days';
import { rowsWith } from '../../look-up';
import { type Kind, kindsOf } from '../../score-kinds';
import { windowOf } from '../../score-windows';
import { clusteredShare, share, wilson } from '../../stats';
import type { ScorePoint, ScoreTrack } from '../../types';
import { headlineKind, keysOf, unitsOf } from '../../unit-pairs';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { type ChosenUnit, chosenUnits } from './units';

interface Looked extends ScoreTrack {
  /** The stay under which its stay or path stands. */
  readonly under: string;
}

/** `not-on-track`: scores off track among those looked at; stays with one among those with any. */
export function notOnTrack(input: FigureInput): FigureData {
  const { derived, cohort } = input;
  const byStay = new Map(
    chosenUnits(input).flatMap((unit) =>
      unit.stays.map(({ stay_id }): [string | null, ChosenUnit] => [stay_id, unit]),
    ),
  );
  const unitOf = (stayId: string | null): ChosenUnit | undefined => byStay.get(stayId);
  const looked = derived.scoreTracks.flatMap((track): Looked[] => {
    const unit = unitOf(track.stay_id);
    return unit ? [{ ...track, under: unit.under }] : [];
  });
  const rows = allGroups(unitsOf(input).stays).flatMap((group) =>
    kindsOf(looked).flatMap((kind) => trackRows(group, kind, looked, cohort.unit)),
  );
  const modelled = new Set(derived.trackModels.map(({ measure }) => measure));
  const kind = headlineKind(derived, ({ measure }) => modelled.has(measure));
  const headline = rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === kind?.measure &&
      row['rater'] === kind?.rater &&
      row['scope'] === 'scores',
  );
  return toFigure(
    shareHeadline(kind && headline, kind?.measure ?? null),
    'measure rater level program scope class numerator denominator persons value low high'.split(
      ' ',
    ),
    rows,
    kind ? leftOut(kind, input, (stayId) => unitOf(stayId) !== undefined) : [],
  );
}

function trackRows(
  group: Group,
  kind: Kind,
  looked: readonly Looked[],
  unit: 'stay' | 'path',
): FigureRow[] {
  const stays = new Set(group.stays.map(({ stay_id }) => stay_id));
  const own = looked.filter(
    ({ measure, rater, under }) =>
      measure === kind.measure && rater === kind.rater && stays.has(under),
  );
  if (own.length === 0) return [];
  const unders = [...new Set(own.map(({ under }) => under))];
  const byUnit = unders.map((under) => {
    const scores = rowsWith(own, 'under', under);
    return {
      person_id: scores[0]!.person_id,
      is_off_track: scores.some((score) => score.is_off_track),
    };
  });
  const row = (scope: string, members: readonly Pick<Looked, 'person_id' | 'is_off_track'>[]) => {
    const off = members.filter((member) => member.is_off_track).length;
    const people = [...new Set(members.map(({ person_id }) => person_id))];
    const parts = people.map((person) => {
      const all = rowsWith(members, 'person_id', person);
      return { person, y: all.filter((one) => one.is_off_track).length, x: all.length };
    });
    const isClustered = scope === 'scores' || unit === 'path';
    return {
      ...keysOf(group, kind),
      scope,
      class: 'off track',
      numerator: off,
      denominator: members.length,
      persons: personsIn(members),
      value: share(off, members.length),
      ...(isClustered ? clusteredShare(parts) : wilson(off, members.length)),
    };
  };
  return [row('scores', own), row('stays', byUnit)];
}

function leftOut(
  kind: Kind,
  { derived }: FigureInput,
  isChosen: (stayId: string | null) => boolean,
): ReturnType<typeof exclusions> {
  const points = derived.scorePoints.filter(
    (point) =>
      point.measure === kind.measure && point.rater === kind.rater && isChosen(point.stay_id),
  );
  const isLooked = (point: ScorePoint): boolean =>
    rowsWith(derived.scoreTracks, 'stay_id', point.stay_id!).some(
      (track) =>
        track.measure === kind.measure &&
        track.rater === kind.rater &&
        track.taken_on === point.taken_on,
    );
  const reasonOf = (point: ScorePoint): string => {
    if (point.taken_on === null) return 'no day';
    const stay = rowsWith(derived.stays, 'stay_id', point.stay_id!)[0]!;
    const pair = rowsWith(derived.scorePairs, 'stay_id', point.stay_id).find(
      (p) => p.grain === 'stay' && p.measure === kind.measure && p.rater === kind.rater,
    );
    if (pair?.baseline_on && point.taken_on <= pair.baseline_on) {
      return 'the baseline, or before it';
    }
    const { lastAfter } = windowOf(stay.level_of_care, derived.settings);
    if (stay.discharged_on !== null && point.taken_on > addDays(stay.discharged_on, lastAfter)) {
      return 'after the window of the last score';
    }
    return pair?.baseline == null ? 'no_baseline' : 'before attendance on 3 days';
  };
  const reasons = points.filter((point) => !isLooked(point)).map(reasonOf);
  return exclusions(
    [
      'no day',
      'the baseline, or before it',
      'after the window of the last score',
      'no_baseline',
      'before attendance on 3 days',
    ].map((reason) => [reason, reasons.filter((found) => found === reason).length]),
  );
}
