/**
 * Where people are: stacked areas in level order by day for everybody; levels and programs of the
 * first stay as stacked bars on one day.
 */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { END_STATES } from '$lib/metrics/transitions/occupancy-histories';
import { OCCUPANCY_DAYS } from '$lib/metrics/transitions/occupancy-job';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { levelShort, levelToken } from '../../labels';
import { allHidden, hidesAny, isHidden } from '../../hidden';
import type { Pattern, Plot } from '../../plot';
import { groupsBy, numberIn, rowsBy, textIn } from '../../rows';
import { saying, sayEstimate } from '../../say';
import { shareStack, type StackClass } from '../share-stack';

/** The day on which groups are compared, as far as they are followed. */
const comparedDay = 90;

const ends: Readonly<
  Record<(typeof END_STATES)[number], { label: string; token: string; pattern: Pattern }>
> = {
  planned_end: { label: 'Planned end', token: 'better', pattern: 'none' },
  dropped_out: { label: 'Dropped out', token: 'worse', pattern: 'hatch' },
  deceased: { label: 'Deceased', token: 'ink-soft', pattern: 'none' },
  out_of_sight: { label: 'Out of sight', token: 'series-other', pattern: 'dots' },
};

const bandRemark = 'Intervals stand in the table and at the cursor.';

/** Describes the states of everybody by day, or of groups on one day. */
export function stateOccupancy(data: FigureData, view: FigureChoices): Plot {
  const states = statesIn(data.rows);
  return view.by === 'all' ? byDay(rowsBy(data.rows, 'all'), states) : onOneDay(data, view, states);
}

function statesIn(rows: readonly FigureRow[]): readonly StackClass[] {
  const codes = [...new Set(rows.map((row) => textIn(row, 'class')))];
  // The last days, which are hidden, can lack the names of their states.
  return codes
    .filter((code) => code !== null)
    .map((code) => {
      const end = END_STATES.find((name) => name === code);
      if (end) return { code, ...ends[end] };
      return { code, label: levelShort(code), token: levelToken(code), pattern: 'none' };
    });
}

function byDay(all: readonly FigureRow[], states: readonly StackClass[]): Plot {
  const nothing = allHidden(all, 'value');
  if (nothing) return nothing;
  const rows = untilHidden(all);
  const days = [...new Set(rows.map((row) => numberIn(row, 'day') ?? 0))];
  const last = days.at(-1);
  const gone = all.filter((row) => isHidden(row, 'value'));
  const nothingLeft = last ? null : allHidden(gone, 'value');
  if (nothingLeft) return nothingLeft;
  if (last === undefined) return { kind: 'none', reason: 'Nobody to follow here.' };
  if (last === 0) return { kind: 'none', reason: 'Nobody is followed beyond the first day.' };
  const found = new Map(rows.map((row) => [`${row['class']} ${row['day']}`, row]));
  const rowOf = (code: string, day: number): FigureRow => found.get(`${code} ${day}`) ?? {};
  const ticks = OCCUPANCY_DAYS.filter((day) => days.includes(day) && (last <= 90 || day % 30 < 7));
  return {
    kind: 'areas',
    x: {
      title: 'Days since the first admission in the file',
      min: 0,
      max: last,
      ticks: ticks.map((value) => ({ value, label: String(value) })),
    },
    y: { title: 'People, %', unit: 'share', min: 0, max: 1 },
    places: days,
    series: states.map(({ code, label, token, pattern }) => ({
      name: label,
      token,
      pattern,
      values: days.map((day) => numberIn(rowOf(code, day), 'value') ?? 0),
    })),
    under: {
      title: 'Observed',
      rows: [
        {
          name: 'Observed',
          token: null,
          cells: ticks.map((day) => ({
            x: day,
            text: formatCount(numberIn(rowOf(states[0]?.code ?? '', day), 'at_risk')),
          })),
        },
      ],
    },
    references: [],
    remark: bandRemark,
    ...hidesAny(all, 'value'),
    cursor: states.flatMap(({ code, label }, series) =>
      days.map((day, index) => ({
        label: `${label}, day ${formatCount(day)}`,
        text: sayState(rowOf(code, day)),
        series,
        index,
        pick: null,
        row: rowOf(code, day),
      })),
    ),
  };
}

/** The days before the first on which anything is hidden: a layer of unknown height hides all above. */
function untilHidden(rows: readonly FigureRow[]): readonly FigureRow[] {
  const end = Math.min(
    ...rows.filter((row) => isHidden(row, 'value')).map((row) => numberIn(row, 'day') ?? 0),
  );
  return rows.filter((row) => (numberIn(row, 'day') ?? 0) < end);
}

function sayState(row: FigureRow): string {
  const observed = plural(numberIn(row, 'at_risk'), 'person', 'people');
  return saying(sayEstimate(row, 'share'), `${observed} still observed`);
}

function onOneDay(data: FigureData, view: FigureChoices, states: readonly StackClass[]): Plot {
  const groups = groupsBy(data.rows, view.by);
  const reached = groups.flatMap(({ rows }) => rows.map((row) => numberIn(row, 'day') ?? 0));
  const day = Math.max(0, ...reached.filter((one) => one <= comparedDay));
  const entries = groups.map((group) => ({
    label: group.label,
    pick: group.pick,
    rowOf: (code: string): FigureRow | undefined => {
      const onDay = group.rows.filter((one) => numberIn(one, 'day') === day);
      const row =
        onDay.find((one) => textIn(one, 'class') === code) ??
        onDay.find((one) => isHidden(one, 'value'));
      return row && { ...row, denominator: row['persons'] ?? null, persons: null };
    },
  }));
  const isComplete = groups.every(({ rows }) => rows.some((row) => numberIn(row, 'day') === day));
  const shorter = `Groups that are not followed until day ${formatCount(day)} stand in the table only.`;
  const remark = `By the ${view.by} of the first stay.${isComplete ? '' : ` ${shorter}`}`;
  return shareStack(entries, states, `People by state on day ${formatCount(day)}, %`, remark, [
    'person',
    'people',
  ]);
}
