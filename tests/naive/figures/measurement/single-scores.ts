/** Figures of single scores that asked for an answer: off track, or positive for risk. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, chosenStays, personsIn } from '../../choose';
import { addDays, daysBetween } from '../../days';
import { compareText } from '../../derive-stays';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { clusteredShare, share } from '../../stats';
import type { ScorePoint } from '../../types';
import { isScreen, unknownShare } from './completion';

const COLUMNS = 'measure level program numerator denominator persons value low high'.split(' ');

function shareOfScores(
  { derived, cohort, basis }: FigureInput,
  points: readonly ScorePoint[],
  days: number,
  holds: (point: ScorePoint) => boolean,
): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const ids = new Set(stays.map(({ stay_id }) => stay_id));
  const own = points.filter(({ stay_id }) => stay_id !== null && ids.has(stay_id));
  const seen = own.filter(({ taken_on }) => taken_on! <= addDays(derived.dataCut, -days));
  const measures = [...new Set(seen.map(({ measure }) => measure))].sort(compareText);
  const rows = allGroups(stays).flatMap((group) =>
    [null, ...measures].flatMap((measure): FigureRow[] => {
      const ofGroup = new Set(group.stays.map(({ stay_id }) => stay_id));
      const some = seen.filter(
        (point) => ofGroup.has(point.stay_id!) && (measure === null || point.measure === measure),
      );
      if (some.length === 0) return [];
      const numerator = some.filter(holds).length;
      return [
        {
          measure,
          level: group.level,
          program: group.program,
          numerator,
          denominator: some.length,
          persons: personsIn(some),
          value: share(numerator, some.length),
          ...clusteredShare(
            some.map((point) => ({ person: point.person_id, y: holds(point) ? 1 : 0, x: 1 })),
          ),
        },
      ];
    }),
  );
  return toFigure(
    shareHeadline(rows[0], null),
    COLUMNS,
    rows,
    exclusions([['too close to the cut', own.length - seen.length]]),
  );
}

function isWithinDays(from: string, to: string | null, days: number): boolean {
  if (to === null) return false;
  const after = daysBetween(from, to);
  return after >= 0 && after <= days;
}

/** `off-track-review`: scores off track that somebody looked at within a week. */
export function offTrackReview(input: FigureInput): FigureData {
  const { scorePoints, scoreTracks, trackModels } = input.derived;
  const isKnown = scorePoints.some(({ reviewed_on }) => reviewed_on !== null);
  if (trackModels.length === 0 || !isKnown) return unknownShare(COLUMNS);
  const keyOf = (row: Omit<ScorePoint, 'predicted'> | (typeof scoreTracks)[number]): string =>
    JSON.stringify([row.person_id, row.stay_id, row.measure, row.rater, row.taken_on]);
  const off = new Set(scoreTracks.filter((track) => track.is_off_track).map(keyOf));
  return shareOfScores(
    input,
    scorePoints.filter((point) => point.taken_on !== null && off.has(keyOf(point))),
    7,
    (point) => isWithinDays(point.taken_on!, point.reviewed_on, 7),
  );
}

/** `risk-follow-through`: positive screens after which somebody assessed the risk. */
export function riskFollowThrough(input: FigureInput): FigureData {
  const screens = input.derived.scorePoints.filter(
    (point) => point.taken_on !== null && isScreen(point),
  );
  if (!screens.some(({ risk_assessed_on }) => risk_assessed_on !== null)) {
    return unknownShare(COLUMNS);
  }
  const positive = screens.filter(({ measure, score, risk_item }) =>
    measure === 'cssrs' ? score >= 2 : risk_item! >= 1,
  );
  return shareOfScores(input, positive, 1, (point) =>
    isWithinDays(point.taken_on!, point.risk_assessed_on, 1),
  );
}
