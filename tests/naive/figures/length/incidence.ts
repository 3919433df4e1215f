/** `dropout-incidence`: Aalen-Johansen, stay by stay. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays, personsIn } from '../../choose';
import type { Derived, DerivedStay } from '../../types';
import { type FigureInput, NO_HEADLINE, toFigure } from '../figure';
import { endsPlanned } from './ends';

const COLUMNS = 'level program class day at_risk events value low high'.split(' ');

const CAUSES = ['planned', 'dropout', 'other'] as const;

type Cause = (typeof CAUSES)[number];

function causeOf(stay: DerivedStay, derived: Derived): Cause | null {
  if (stay.open) return null;
  if (endsPlanned(stay, derived)) return 'planned';
  return stay.dropout ? 'dropout' : 'other';
}

/** How stays end by day, and dropout by day 30. */
export function dropoutIncidence({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  if (stays.length === 0) {
    return toFigure({ ...NO_HEADLINE, n: 0, persons: 0, about: 'dropout by day 30' }, COLUMNS, []);
  }
  const rows = allGroups(stays).flatMap((group) =>
    CAUSES.flatMap((cause) => causeRows(group, cause, derived)),
  );
  const isKnown = stays.some((stay) => stay.length_days >= 30) || lastAllEnded(stays);
  const all = { level: null, program: null, stays };
  const by30 = causeRows(all, 'dropout', derived).filter((row) => Number(row['day']) <= 30);
  return toFigure(
    {
      ...NO_HEADLINE,
      n: stays.length,
      persons: personsIn(stays),
      value: isKnown ? Number(by30.at(-1)?.['value'] ?? 0) : null,
      about: 'dropout by day 30',
    },
    COLUMNS,
    rows,
  );
}

/** Whether nobody was still open on the longest length, so that the curve has reached its end. */
function lastAllEnded(stays: readonly DerivedStay[]): boolean {
  const longest = Math.max(...stays.map((stay) => stay.length_days));
  return stays.every((stay) => stay.length_days < longest || !stay.open);
}

function causeRows({ level, program, stays }: Group, name: Cause, derived: Derived): FigureRow[] {
  const days = [...new Set(stays.map((stay) => stay.length_days))].sort((a, b) => a - b);
  let left = 1;
  let incidence = 0;
  return days.map((day) => {
    const atRisk = stays.filter((stay) => stay.length_days >= day).length;
    const ended = stays.filter((stay) => stay.length_days === day && !stay.open);
    const events = ended.filter((stay) => causeOf(stay, derived) === name).length;
    incidence += (left * events) / atRisk;
    left *= 1 - ended.length / atRisk;
    return {
      ...{ level, program, class: name, day, at_risk: atRisk, events },
      ...{ value: incidence, low: null, high: null },
    };
  });
}
