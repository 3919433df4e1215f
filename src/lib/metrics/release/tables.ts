/** Builds the tables of some linked figures from their people, and decides what is hidden in each. */
import { Atoms } from './atoms';
import { grouped } from './grouped';
import { type Part, type TableRow, hideSmall, totalName } from './hide';
import type { Membership, PeopleOfTable } from './patterns';

/** What is hidden of one row. */
export interface HiddenRow {
  /** Everything but its keys. */
  readonly whole: boolean;
  /** Numerator and share, then further counts, in the order of the metric. */
  readonly counts: readonly boolean[];
}

/** The row's name inside its table. */
export function rowName(
  metric: string,
  level: string | null,
  program: string | null,
  keys: string,
): string {
  return JSON.stringify([metric, level, program, keys]);
}

/** What is hidden, by table and name of the row. */
export type HiddenRows = ReadonlyMap<string, ReadonlyMap<string, HiddenRow>>;

/** Scopes of the rows that show one headline over paths and over stays: hidden together. */
const JOINED_SCOPES = ['paths', 'all stays'];

/** Decides about every table; `smallest` is the largest number of people that counts as few. */
export function hiddenRows(
  memberships: ReadonlyMap<number, Membership>,
  people: readonly PeopleOfTable[],
  smallest: number,
): HiddenRows {
  return new Map(
    [...grouped(people, ({ table }) => table)].map(([table, own]) => {
      const { atoms, rows } = tableOf(memberships, own);
      hideSmall(rows, atoms, smallest);
      return [table, new Map(rows.map((row) => [row.name, hiddenOf(row)]))];
    }),
  );
}

function hiddenOf({ whole, counts }: TableRow): HiddenRow {
  return {
    whole: whole.isHidden,
    counts: counts.map(({ isHidden }) => isHidden || whole.isHidden),
  };
}

/** Units in the same cells are one atom. */
function tableOf(
  memberships: ReadonlyMap<number, Membership>,
  people: readonly PeopleOfTable[],
): { readonly atoms: Atoms; readonly rows: readonly TableRow[] } {
  const numbers = new Map<string, number>();
  const cells: (readonly number[])[] = [];
  const numberOf = (unit: readonly number[]): number => {
    const key = unit.join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, cells.length);
    cells.push(unit);
    return cells.length - 1;
  };
  const patterns = people.map(({ units, persons }) => ({ atoms: units.map(numberOf), persons }));
  const atoms = new Atoms(cells.length, patterns);
  const rows = new Map<string, RowOfAtoms>();
  cells.forEach((unit, atom) => {
    for (const number of unit) {
      for (const row of rowsOf(memberships.get(number)!)) {
        const known = rows.get(row.name) ?? row;
        rows.set(row.name, known);
        known.add(atom, memberships.get(number)!.flags);
      }
    }
  });
  return { atoms, rows: [...rows.values()].map((row) => row.toRow(atoms)) };
}

/** The rows that a unit is in: everybody, its level, its program, and the total of its metric. */
function rowsOf(membership: Membership): RowOfAtoms[] {
  const { metric, level, program, isDivided, keys } = membership;
  const row = (ownLevel: string | null, ownProgram: string | null): RowOfAtoms =>
    new RowOfAtoms(metric, ownLevel, ownProgram, keys);
  return [
    ...(isDivided ? [] : [row(null, null), new RowOfAtoms(metric, null, null, null)]),
    ...(level === null ? [] : [row(level, null)]),
    ...(program === null ? [] : [row(null, program)]),
  ];
}

class RowOfAtoms {
  readonly name: string;
  private readonly whole = new Set<number>();
  private readonly counted: Set<number>[] = [];
  private readonly rest: Set<number>[] = [];

  constructor(
    private readonly metric: string,
    private readonly level: string | null,
    private readonly program: string | null,
    private readonly keys: readonly string[] | null,
  ) {
    this.name = keys === null ? totalName(metric) : rowName(metric, level, program, keysText(keys));
  }

  add(atom: number, flags: string): void {
    const [isIn, ...counts] = flags;
    if (isIn === '1') this.whole.add(atom);
    if (this.keys === null) return;
    counts.forEach((flag, at) => {
      this.counted[at] ??= new Set();
      this.rest[at] ??= new Set();
      if (flag === '1') this.counted[at].add(atom);
      if (flag === '0') this.rest[at].add(atom);
    });
  }

  toRow(atoms: Atoms): TableRow {
    const { name, metric, level, program } = this;
    return {
      ...{ name, metric, level, program },
      keys: this.keys ?? [],
      whole: part(atoms, this.whole, null),
      counts: this.counted.map((counted, at) => part(atoms, counted, this.rest[at]!)),
      joined: this.joined(),
    };
  }

  private joined(): string[] {
    const { metric, level, program, keys } = this;
    const at = keys?.findIndex((key) => JOINED_SCOPES.includes(key)) ?? -1;
    if (!keys || at < 0) return [];
    const others = JOINED_SCOPES.filter((scope) => scope !== keys[at]);
    return others.map((scope) => rowName(metric, level, program, keysText(keys.with(at, scope))));
  }
}

function keysText(keys: readonly string[]): string {
  return JSON.stringify(keys);
}

function part(atoms: Atoms, counted: Set<number>, rest: Set<number> | null): Part {
  return {
    counted: atoms.setOf(counted),
    rest: rest && atoms.setOf(rest),
    isHidden: false,
  };
}
