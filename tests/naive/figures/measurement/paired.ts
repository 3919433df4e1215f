/** The figure of stays with scores on two days, without which there is no change to speak of. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays, personsIn } from '../../choose';
import { compareText } from '../../derive-stays';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { isOutcome } from '../../score-kinds';
import { scoresAround } from '../../score-windows';
import { share, wilson } from '../../stats';
import type { DerivedStay } from '../../types';
import { mayCount } from '../../visits';

/** `paired-data`: stays with scores of one measure on two days among those who attended. */
export function pairedData({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const finished = stays.filter((stay) => !stay.open);
  const daysAttended = (stay: DerivedStay): number =>
    new Set(
      rowsWith(derived.sessions, 'stay_id', stay.stay_id)
        .filter(({ status }) => status === 'attended')
        .map(({ held_on }) => held_on),
    ).size;
  const eligible = finished.filter((stay) => daysAttended(stay) >= 2);
  const every = [...derived.scores, ...derived.visits];
  const measures = [...new Set(every.map((score) => score.measure))].sort(compareText);
  const pairedWith = new Map(
    measures.map((measure) => [
      measure,
      new Set(eligible.filter((stay) => hasTwoDays(stay, measure))),
    ]),
  );
  const usableWith = new Map(
    measures.map((measure) => [
      measure,
      new Set(eligible.filter((stay) => isUsable(stay, measure))),
    ]),
  );

  function hasTwoDays(stay: DerivedStay, measure: string): boolean {
    const scores = rowsWith(derived.scores, 'measure', measure);
    const around = scoresAround(stay, scores, derived.settings, derived.dataCut);
    const own = rowsWith(derived.visits, 'stay_id', stay.stay_id).filter(
      (visit) => visit.measure === measure && mayCount(visit),
    );
    const days = new Set(around.map((score) => score.taken_on));
    const visits = new Set(own.map(({ position, label }) => JSON.stringify([position, label])));
    return days.size + visits.size >= 2;
  }

  function isUsable(stay: DerivedStay, measure: string): boolean {
    return (
      isOutcome(measure) &&
      rowsWith(derived.scorePairs, 'stay_id', stay.stay_id).some(
        (pair) => pair.measure === measure && pair.status === 'paired',
      )
    );
  }

  function toRow(group: Group, measure: string | null): FigureRow {
    const asked = measure === null ? measures : [measure];
    const paired = group.stays.filter((stay) =>
      asked.some((candidate) => pairedWith.get(candidate)?.has(stay)),
    ).length;
    const usable = group.stays.filter((stay) =>
      asked.some((candidate) => usableWith.get(candidate)?.has(stay)),
    ).length;
    const hasUsable = measure === null || isOutcome(measure);
    const denominator = group.stays.length;
    return {
      measure,
      level: group.level,
      program: group.program,
      numerator: paired,
      denominator,
      persons: personsIn(group.stays),
      value: share(paired, denominator),
      ...wilson(paired, denominator),
      usable: hasUsable ? usable : null,
      usable_value: hasUsable ? share(usable, denominator) : null,
    };
  }

  const rows = allGroups(eligible)
    .filter((group) => group.stays.length > 0)
    .flatMap((group) => [null, ...measures].map((measure) => toRow(group, measure)));
  return toFigure(
    shareHeadline(rows[0], null),
    'measure level program numerator denominator persons value low high usable usable_value'.split(
      ' ',
    ),
    rows,
    exclusions([
      ['open', stays.length - finished.length],
      ['too few sessions', finished.length - eligible.length],
    ]),
  );
}
