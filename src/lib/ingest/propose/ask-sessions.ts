/** Questions about the minutes of sessions. */
import type { FileProfile, Question } from '../proposal';
import type { MinuteUnit } from '../reading';
import type { FilePlan } from '../types';
import { billedService } from './billing';
import { answer, withReading } from './change';
import { minuteUnitOf } from './minutes';

/** How long a program day lasts, where a code for one is billed. */
export function askProgramDay(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const { billing } = plan.reading;
  const column = billing ? profile.columns[billing.at] : undefined;
  if (!billing || !column) return [];
  const codes = column.values
    .map(({ value }) => value)
    .filter((value) => billedService(value)?.minutes === 'program day');
  if (codes.length === 0) return [];
  const { at } = billing;
  return [
    {
      id: 'program-day',
      text: `How long is a program day, billed as ${codes.slice(0, 3).join(', ')}?`,
      detail:
        'Where the file gives no minutes, one such row counts as one program day, marked as assumed. Payers differ on what a unit of H0015 is.',
      answers: [3, 4, 5, 6].map((hours) =>
        answer(`${hours} hours`, (before) =>
          withReading(before, { billing: { at, programDayMinutes: 60 * hours } }),
        ),
      ),
    },
  ];
}

const UNITS: readonly (readonly [MinuteUnit, string])[] = [
  ['units15', 'Units of 15 minutes'],
  ['hours', 'Hours'],
  ['minutes', 'Minutes'],
];

/** The unit of small whole numbers that neither name nor values tell. */
export function askMinuteUnit(plan: FilePlan, profile: FileProfile): readonly Question[] {
  if (plan.kind !== 'sessions') return [];
  const open = ['scheduled_minutes', 'attended_minutes'].filter((column) => {
    const at = plan.columns[column];
    const found = at === undefined ? undefined : profile.columns[at];
    return found && found.filled > 0 && !minuteUnitOf(found).isClear;
  });
  const [first] = open;
  if (first === undefined) return [];
  const column = profile.columns[plan.columns[first]!]!;
  const example = column.values[0]?.value ?? '';
  return [
    {
      id: 'minutes-unit',
      text: `What is the unit of "${column.name.trim()}"?`,
      detail: `Its values are small, such as ${example}, and neither they nor the name tell the unit.`,
      answers: UNITS.map(([unit, label]) =>
        answer(`${example} = ${label.toLowerCase()}`, (before) =>
          withReading(before, {
            units: {
              ...before.reading.units,
              ...Object.fromEntries(open.map((name) => [name, unit])),
            },
          }),
        ),
      ),
    },
  ];
}
