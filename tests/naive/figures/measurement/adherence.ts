/** The figure of measurements done among those that were due. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays, personsIn, programName } from '../../choose';
import { addDays, daysBetween } from '../../days';
import { compareText } from '../../derive-stays';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { isOutcome } from '../../score-kinds';
import { scoresAround } from '../../score-windows';
import { clusteredShare, share } from '../../stats';
import type { Derived, DerivedStay } from '../../types';
import { mayCount } from '../../visits';
import { servingScores } from './completion';

const PARTS = ['admission', 'periodic', 'discharge'];

interface Due {
  readonly stay: DerivedStay;
  readonly person_id: string;
  readonly measure: string;
  readonly part: string;
  readonly day: string;
  readonly isDone: boolean;
}

/** `measure-adherence`: at admission, every so many days, and at discharge. */
export function measureAdherence({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const used = measuresInUse(derived);
  const every = stays.flatMap((stay) =>
    (used.get(programName(stay)) ?? []).flatMap((measure) => dueOf(stay, measure, derived)),
  );
  const lastDay = addDays(derived.dataCut, -3);
  const due = every.filter(({ day }) => day <= lastDay);
  const measures = [...new Set(due.map(({ measure }) => measure))].sort(compareText);
  const rows = allGroups(stays).flatMap((group) => {
    const ids = new Set(group.stays);
    const own = due.filter(({ stay }) => ids.has(stay));
    return [null, ...measures].flatMap((measure) =>
      [null, ...PARTS].flatMap((part) => rowOf(group, measure, part, own)),
    );
  });
  return toFigure(
    shareHeadline(rows[0], null),
    'measure level program window numerator denominator persons value low high'.split(' '),
    rows,
    exclusions([['too close to the cut', every.length - due.length]]),
  );
}

function rowOf(
  group: Group,
  measure: string | null,
  part: string | null,
  due: readonly Due[],
): FigureRow[] {
  const own = due.filter(
    (one) => (measure === null || one.measure === measure) && (part === null || one.part === part),
  );
  if (own.length === 0) return [];
  const done = own.filter(({ isDone }) => isDone).length;
  const parts = own.map(({ person_id, isDone }) => ({
    person: person_id,
    y: isDone ? 1 : 0,
    x: 1,
  }));
  return [
    {
      measure,
      level: group.level,
      program: group.program,
      window: part,
      numerator: done,
      denominator: own.length,
      persons: personsIn(own),
      value: share(done, own.length),
      ...clusteredShare(parts),
    },
  ];
}

/** By program the outcome instruments that at least half of all its stays have a score of. */
function measuresInUse(derived: Derived): Map<string, string[]> {
  const every = [...derived.scores, ...derived.visits].map(({ measure }) => measure);
  const measures = [...new Set(every)].filter(isOutcome).sort(compareText);
  const programs = [...new Set(derived.stays.map(programName))];
  return new Map(
    programs.map((program) => {
      const stays = derived.stays.filter((stay) => programName(stay) === program);
      const inUse = measures.filter(
        (measure) => 2 * stays.filter((stay) => has(stay, measure, derived)).length >= stays.length,
      );
      return [program, inUse];
    }),
  );
}

function has(stay: DerivedStay, measure: string, derived: Derived): boolean {
  const scores = rowsWith(derived.scores, 'measure', measure);
  const visits = rowsWith(derived.visits, 'stay_id', stay.stay_id);
  return (
    scoresAround(stay, scores, derived.settings, derived.dataCut).length > 0 ||
    visits.some((visit) => visit.measure === measure && mayCount(visit))
  );
}

function dueOf(stay: DerivedStay, measure: string, derived: Derived): Due[] {
  const { conventions } = derived.settings;
  const interval =
    conventions.measureEveryDaysByLevel[stay.level_of_care] ?? conventions.measureEveryDays;
  const end = stay.discharged_on ?? derived.dataCut;
  const days: [string, string][] = [['admission', stay.admitted_on]];
  for (let day = addDays(stay.admitted_on, interval); day <= end; day = addDays(day, interval)) {
    const isAtDischarge = stay.discharged_on !== null && daysBetween(day, stay.discharged_on) <= 3;
    if (!isAtDischarge) days.push(['periodic', day]);
  }
  if (stay.discharged_on !== null) days.push(['discharge', stay.discharged_on]);
  const scores = servingScores(stay, derived).filter((score) => score.measure === measure);
  return days.map(([part, day]) => ({
    stay,
    person_id: stay.person_id,
    measure,
    part,
    day,
    isDone: scores.some((score) => Math.abs(daysBetween(day, score.taken_on)) <= 3),
  }));
}
