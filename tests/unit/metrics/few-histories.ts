/** Forty persons of the sample data with every move, in the shape in which queries deliver them. */
import { Columns } from '$lib/sql/columns';
import type { Cell } from '$lib/sql/columns';
import oracle from '../../oracles/occupancy.json';
import type { Episode } from '../stats/histories';

/** The states of the figures. */
export const { states } = oracle;

/** The time of each person in each state. */
export const fewHistories: Episode[] = oracle.few.histories.map(([id, from, to, state, next]) => ({
  id: String(id),
  from: from!,
  to: to!,
  state: state!,
  next: next === -1 ? null : next!,
}));

function columns(rows: readonly Readonly<Record<string, Cell>>[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  return new Columns(
    rows.length,
    new Map(names.map((name) => [name, rows.map((row) => row[name] ?? null)])),
  );
}

/** The persons divided into two levels and two programs of unequal size. */
export function few(): { histories: Columns; views: Columns } {
  const levelOf = (id: number): string => (id % 2 === 0 ? 'php' : 'iop');
  const programOf = (id: number): string => (id % 3 === 0 ? 'North' : 'South');
  const ids = [...new Set(fewHistories.map(({ id }) => Number(id)))];
  const lastDay = (id: string): number =>
    Math.max(...fewHistories.filter((one) => one.id === id).map(({ to }) => to));
  const view = (level: string | null, program: string | null, own: (id: number) => boolean) => ({
    level,
    program,
    persons: ids.filter(own).length,
  });
  return {
    histories: columns(
      fewHistories.map(({ id, from, state }) => ({
        person_no: Number(id),
        level: levelOf(Number(id)),
        program: programOf(Number(id)),
        last_day: lastDay(id),
        day: from,
        state: states[state]!,
      })),
    ),
    views: columns([
      view(null, null, () => true),
      view('php', null, (id) => levelOf(id) === 'php'),
      view('iop', null, (id) => levelOf(id) === 'iop'),
      view(null, 'North', (id) => programOf(id) === 'North'),
      view(null, 'South', (id) => programOf(id) === 'South'),
    ]),
  };
}
