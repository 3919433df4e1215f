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
  const people = peopleIn(histories, states);
  const keys = [...new Set(people.flatMap(({ cells }) => cells))].sort((a, b) => a - b);
  const place = new Map(keys.map((key, index) => [key, index]));
  const viewOf = viewFinder(personViews);
  const personStart = new Int32Array(people.length + 1);
  people.forEach(({ cells }, index) => {
    personStart[index + 1] = personStart[index]! + cells.length;
  });
  const job: OccupancyBandJob = {
    kind: 'state-occupancy',
    persons: people.length,
    states: states.length,
    views: personViews.rowCount,
    levelView: Int32Array.from(people, ({ row }) => viewOf('level', histories.text('level', row))),
    programView: Int32Array.from(people, ({ row }) =>
      viewOf('program', histories.text('program', row)),
    ),
    personStart,
    personCells: Int32Array.from(
      people.flatMap(({ cells }) => cells),
      (key) => place.get(key)!,
    ),
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

function cellKey(day: number, kind: 'start' | 'move' | 'end', from: number, to: number): number {
  const order = { start: 0, move: 1, end: 2 }[kind];
  return day * DAY + order * 65_536 + from * 256 + to;
}

interface Person {
  /** The first row about the person. */
  readonly row: number;
  readonly cells: number[];
}

function peopleIn(histories: Columns, states: readonly string[]): readonly Person[] {
  const people: Person[] = [];
  const stateIn = new Map(states.map((state, index) => [state, index]));
  const persons = histories.column('person_no');
  const days = histories.column('day') as readonly number[];
  const lastDays = histories.column('last_day') as readonly number[];
  const reached = histories.column('state');
  for (let row = 0; row < histories.rowCount; row += 1) {
    const isFirst = row === 0 || persons[row] !== persons[row - 1];
    const isLast = persons[row] !== persons[row + 1];
    const state = stateIn.get(String(reached[row]))!;
    if (isFirst) people.push({ row, cells: [cellKey(0, 'start', NONE, state)] });
    const { cells } = people.at(-1)!;
    if (!isFirst && days[row]! <= LAST_DAY) {
      const before = stateIn.get(String(reached[row - 1]))!;
      cells.push(cellKey(days[row]!, 'move', before, state));
    }
    const end = lastDays[row]!;
    if (isLast && end <= LAST_DAY) cells.push(cellKey(end, 'end', state, NONE));
  }
  return people;
}

function viewFinder(
  personViews: Columns,
): (column: 'level' | 'program', value: string | null) => number {
  const places = new Map(
    personViews.rows().map(({ level, program }, index) => [`${level} ${program}`, index]),
  );
  return (column, value) => places.get(column === 'level' ? `${value} null` : `null ${value}`) ?? 0;
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
