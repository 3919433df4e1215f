/**
 * From the rows of histories to cells (what happened to whom on which day), the days that the figure
 * shows of each view, and the estimate on them.
 */
import { type MoveFlow, aalenJohansen, withAtRisk } from '$lib/stats/aalen-johansen';
import type { Columns } from '$lib/sql/columns';
import { NONE, type OccupancyBandJob, countCells } from './occupancy-bands';

/** Days that every view shows as far as people are followed. */
export const OCCUPANCY_DAYS = [0, 7, 14, 30, 60, 90, 180, 365] as const;

/** The last day of the figure. */
const LAST_DAY = 365;

/** A curve ends where fewer are under observation, or fewer than half of those who began. */
const FOLLOWED_PERSONS = 10;

/** The distribution on one day. */
export interface OccupancyOn {
  readonly day: number;
  /** Persons under observation until that day at least. */
  readonly observed: number;
  /** One share per state. */
  readonly shares: readonly number[];
}

/** Builds the cells of everybody up to day 365; null when there is nobody. */
export function occupancyJob(
  histories: Columns,
  personViews: Columns,
  states: readonly string[],
): OccupancyBandJob | null {
  if (histories.rowCount === 0) return null;
  const { personStart, firstRows, cells } = historiesOf(histories, states);
  const keys = [...new Set(cells)].sort((a, b) => a - b);
  const place = new Map(keys.map((key, index) => [key, index]));
  const job: OccupancyBandJob = {
    kind: 'state-occupancy',
    persons: firstRows.length,
    states: states.length,
    views: personViews.rowCount,
    levelView: viewsOf('level', histories, personViews, firstRows),
    programView: viewsOf('program', histories, personViews, firstRows),
    personStart,
    personCells: Int32Array.from(cells, (key) => place.get(key)!),
    cellDay: Int32Array.from(keys, (key) => Math.floor(key / DAY)),
    cellFrom: Uint8Array.from(keys, (key) => Math.floor(key / 256) % 256),
    cellTo: Uint8Array.from(keys, (key) => key % 256),
    viewStart: new Int32Array(personViews.rowCount + 1),
    days: new Int32Array(0),
  };
  const shown = countedViews(job).map((view, at) => shownDays(view, at === 0));
  const viewStart = new Int32Array(shown.length + 1);
  shown.forEach((days, view) => (viewStart[view + 1] = viewStart[view]! + days.length));
  return { ...job, viewStart, days: Int32Array.from(shown.flat()) };
}

/** The estimate of each view on its days. */
export function occupancyByView(job: OccupancyBandJob): readonly (readonly OccupancyOn[])[] {
  return countedViews(job).map((view, at) => {
    const { start, flows, leftOnDay0, observedOn } = view;
    const present = start.map((count, state) => count - leftOnDay0[state]!);
    const steps =
      aalenJohansen({ states: job.states, start, times: withAtRisk(present, flows) }) ?? [];
    const days = job.days.subarray(job.viewStart[at]!, job.viewStart[at + 1]!);
    return Array.from(days, (day) => ({
      day,
      observed: observedOn(day),
      shares: steps.findLast(({ time }) => time <= day)?.occupancy ?? [],
    }));
  });
}

/** A cell as one number that sorts by day; on a day starts, then moves, then ends of observation. */
const DAY = 3 * 65_536;

const ORDER = { start: 0, move: 1, end: 2 } as const;

function cellKey(day: number, kind: keyof typeof ORDER, from: number, to: number): number {
  return day * DAY + ORDER[kind] * 65_536 + from * 256 + to;
}

/** The cells of everybody, one person after the other. */
interface Histories {
  /** Where the cells of each person begin, and after the last one the number of all. */
  readonly personStart: Int32Array;
  /** The first row about each person. */
  readonly firstRows: readonly number[];
  readonly cells: readonly number[];
}

function historiesOf(histories: Columns, states: readonly string[]): Histories {
  const stateIn = new Map<unknown, number>(states.map((state, index) => [state, index]));
  const persons = histories.column('person_no');
  const days = histories.column('day') as readonly number[];
  const lastDays = histories.column('last_day') as readonly number[];
  const reached = Uint8Array.from(histories.column('state'), (state) => stateIn.get(state)!);
  const starts: number[] = [];
  const firstRows: number[] = [];
  const cells: number[] = [];
  for (let row = 0; row < histories.rowCount; row += 1) {
    const state = reached[row]!;
    if (row === 0 || persons[row] !== persons[row - 1]) {
      starts.push(cells.length);
      firstRows.push(row);
      cells.push(cellKey(0, 'start', NONE, state));
    } else if (days[row]! <= LAST_DAY) {
      cells.push(cellKey(days[row]!, 'move', reached[row - 1]!, state));
    }
    const end = lastDays[row]!;
    const isLast = persons[row] !== persons[row + 1];
    if (isLast && end <= LAST_DAY) cells.push(cellKey(end, 'end', state, NONE));
  }
  return { personStart: Int32Array.from([...starts, cells.length]), firstRows, cells };
}

/** The view by level, or by program, of each person. */
function viewsOf(
  column: 'level' | 'program',
  histories: Columns,
  personViews: Columns,
  firstRows: readonly number[],
): Int32Array {
  const named = [...personViews.column(column).entries()].filter(([, value]) => value !== null);
  const places = new Map(named.map(([view, value]) => [value, view]));
  const values = histories.column(column);
  return Int32Array.from(firstRows, (row) => places.get(values[row] ?? null) ?? 0);
}

interface CountedView {
  readonly persons: number;
  readonly start: readonly number[];
  /** Persons by state who were observed on day 0 only. */
  readonly leftOnDay0: readonly number[];
  readonly flows: readonly MoveFlow[];
  readonly observedOn: (day: number) => number;
}

/** Everybody once, as the statistic reads it. */
function countedViews(job: OccupancyBandJob): readonly CountedView[] {
  const counts = countCells(job, new Int32Array(job.persons).fill(1));
  return Array.from({ length: job.views }, (_, view) => countedView(job, view, counts));
}

function countedView(job: OccupancyBandJob, view: number, counts: Int32Array): CountedView {
  const cells = job.cellDay.length;
  const none = (): number[] => new Array<number>(job.states).fill(0);
  const start = none();
  const leftOnDay0 = none();
  const byDay = new Map<number, { moves: [number, number, number][]; censored: number[] }>();
  for (let cell = 0; cell < cells; cell += 1) {
    const count = counts[view * cells + cell]!;
    if (count === 0) continue;
    const [day, from, to] = [job.cellDay[cell]!, job.cellFrom[cell]!, job.cellTo[cell]!];
    if (from === NONE) start[to] = start[to]! + count;
    else if (day === 0) leftOnDay0[from] = leftOnDay0[from]! + count;
    else {
      const at = byDay.get(day) ?? { moves: [], censored: none() };
      if (to === NONE) at.censored[from] = at.censored[from]! + count;
      else at.moves.push([from, to, count]);
      byDay.set(day, at);
    }
  }
  const persons = sumOf(start);
  const flows = [...byDay].map(([time, flow]) => ({ time, ...flow }));
  const observedOn = (day: number): number => {
    const gone = flows.filter(({ time }) => time < day).map(({ censored }) => sumOf(censored));
    return persons - (day > 0 ? sumOf(leftOnDay0) : 0) - sumOf(gone);
  };
  return { persons, start, leftOnDay0, flows, observedOn };
}

/** All days with a move for everybody, the fixed ones for the others; as far as people are followed. */
function shownDays({ persons, flows, observedOn }: CountedView, isEverybody: boolean): number[] {
  const enough = Math.min(FOLLOWED_PERSONS, persons / 2);
  let last = LAST_DAY;
  while (last > 0 && observedOn(last) < enough) last -= 1;
  const moved = isEverybody ? flows.filter(({ moves }) => moves.length > 0) : [];
  const days = new Set<number>([...OCCUPANCY_DAYS, ...moved.map(({ time }) => time)]);
  if (isEverybody) days.add(last);
  return [...days].filter((day) => day <= last).sort((a, b) => a - b);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
