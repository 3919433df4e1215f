/**
 * A reader who wants to know a hidden number: takes every number that a release of some figures shows,
 * knows who belongs to which group but not how many, and solves. Written apart from the rules that hide:
 * from the released rows and the units, by elimination in floating point and by bounds.
 */
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureRow, Headline } from '$lib/metrics/metric';

type Unit = Readonly<Record<string, string | number | null>>;

/** A figure before and after it was released, with the units behind it. */
export interface Released {
  readonly inside: ComputedFigure;
  readonly outside: ComputedFigure;
  readonly units: readonly Unit[];
}

/** A number of one row over the units of its table. */
interface Count {
  readonly what: string;
  readonly units: ReadonlySet<string>;
  readonly persons: number;
  readonly isShown: boolean;
}

const NUMERATOR = ['numerator', 'value', 'low', 'high', 'difference'];
const WHOLE = ['denominator', 'n', 'persons'];

/** Every hidden number about 1 to `smallest` people that can be worked out, in words; none = safe. */
export function attack(figures: readonly Released[], smallest: number): string[] {
  const tables = new Map<string, Count[]>();
  for (const figure of figures) {
    for (const [table, counts] of countsOf(figure)) {
      tables.set(table, [...(tables.get(table) ?? []), ...counts]);
    }
  }
  return [...tables].flatMap(([table, counts]) =>
    solve(counts, smallest).map((what) => `${table}: ${what}`),
  );
}

function countsOf({ inside, outside, units }: Released): ReadonlyMap<string, Count[]> {
  const { metric, data } = inside;
  const { apart, within, guards, personsOf, further = [] } = metric.units;
  const counted = units.filter((unit) => unit['left_out'] === null);
  const found = new Map<string, Count[]>();
  data.rows.forEach((row, at) => {
    if (!within.includes('statistic') && (row['statistic'] ?? null) !== null) return;
    const released = outside.data.rows[at]!;
    const behind = counted.filter((unit) => isIn(unit, row, [...apart, ...within]));
    const table = JSON.stringify(apart.map((key) => row[key] ?? null));
    const name = JSON.stringify(
      [metric.id, row['level'], row['program'], ...within.map((key) => row[key])].map(
        (value) => value ?? null,
      ),
    );
    const shows = (columns: readonly string[]): boolean =>
      columns.some((column) => typeof released[column] === 'number');
    const heads = [data, ...(data.focuses ?? [])].map((own, index) => ({
      own,
      shown: index === 0 ? outside.data : outside.data.focuses![index - 1]!,
    }));
    const repeated = heads.filter(({ own }) => isRepeated(own, row));
    const isWhole = shows(WHOLE) || repeated.some(({ shown }) => shown.n !== null);
    const inRow =
      personsOf === 'denominator' ? behind.filter((unit) => unit['denominator'] !== 0) : behind;
    const counts: Count[] = [count(`${name} whole`, inRow, isWhole)];
    if (guards === 'share') {
      const inIt = behind.filter((unit) => Number(unit['numerator']) > 0);
      const rest = inRow.filter((unit) => !inIt.includes(unit));
      const isShown =
        shows(NUMERATOR) || repeated.some(({ shown }) => shown.numerator !== null || shown.value !== null); // prettier-ignore
      counts.push(count(`${name} counted`, inIt, isShown && typeof row['value'] === 'number'));
      counts.push(count(`${name} rest`, rest, false));
    }
    for (const { column, of = 'denominator', tells, guards: own = guards } of further) {
      if (own !== 'share' || tells.every((tell) => (row[tell] ?? null) === null)) continue;
      const judged = behind.filter((unit) => (unit[column] ?? null) !== null);
      const part = judged.filter((unit) => Number(unit[column]) > 0);
      const others = judged.filter((unit) => !(Number(unit[column]) > 0) && Number(unit[of]) > 0);
      counts.push(count(`${name} ${column}`, part, shows([column, ...tells])));
      counts.push(count(`${name} not ${column}`, others, false));
    }
    // Every day of a curve counts the same units: one of them is enough.
    const known = found.get(table) ?? [];
    const isKnown = known.some((other) => other.what === counts[0]!.what && other.isShown);
    if (!isKnown) found.set(table, [...known, ...counts]);
  });
  return found;
}

function count(what: string, units: readonly Unit[], isShown: boolean): Count {
  const persons = new Set(units.map((unit) => unit['person_no'] ?? `unit ${unit['unit']}`)).size;
  return { what, units: new Set(units.map((unit) => String(unit['unit']))), persons, isShown };
}

function isIn(unit: Unit, row: FigureRow, keys: readonly string[]): boolean {
  const isEverybody = (row['level'] ?? null) === null && (row['program'] ?? null) === null;
  return (
    !(isEverybody && unit['divided']) &&
    keys.every((key) => (unit[key] ?? null) === (row[key] ?? null)) &&
    ['level', 'program'].every((view) => (row[view] ?? null) === null || unit[view] === row[view])
  );
}

function isRepeated(own: Headline, row: FigureRow): boolean {
  if ((row['level'] ?? null) !== null || (row['program'] ?? null) !== null) return false;
  return own.denominator !== null && own.numerator !== null
    ? own.denominator === row['denominator'] && own.numerator === row['numerator']
    : own.n !== null && own.n === (row['n'] ?? row['denominator']);
}

/** Unknowns: how many units there are of each kind, a kind being what the same counts hold. */
function solve(counts: readonly Count[], smallest: number): string[] {
  const kinds = new Map<string, { holds: boolean[]; size: number }>();
  for (const unit of new Set(counts.flatMap(({ units }) => [...units]))) {
    const holds = counts.map(({ units }) => units.has(unit));
    const key = holds.map(Number).join('');
    const kind = kinds.get(key) ?? { holds, size: 0 };
    kind.size += 1;
    kinds.set(key, kind);
  }
  const unknowns = [...kinds.values()];
  const rowOf = (at: number): number[] => unknowns.map(({ holds }) => Number(holds[at]));
  const shown = counts.flatMap(({ isShown }, at) => (isShown ? [rowOf(at)] : []));
  const basis = reduced(shown);
  const bounds = boundsOf(
    shown,
    unknowns.map(({ size }) => size),
  );
  return counts.flatMap(({ what, persons, isShown }, at) => {
    if (persons === 0 || persons > smallest) return [];
    if (isShown) return [`${what} is shown`];
    const row = rowOf(at);
    if (isCombination(row, basis)) return [`${what} is a combination`];
    const total = (side: 'low' | 'high'): number =>
      row.reduce((sum, holds, unknown) => sum + holds * bounds[unknown]![side], 0);
    return total('low') === total('high') ? [`${what} is bounded`] : [];
  });
}

/** Rows in echelon form, by elimination with the largest pivot. */
function reduced(rows: readonly (readonly number[])[]): number[][] {
  const left = rows.map((row) => [...row]);
  const basis: number[][] = [];
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    left.sort((a, b) => Math.abs(b[column]!) - Math.abs(a[column]!));
    const [pivot] = left;
    if (!pivot || Math.abs(pivot[column]!) < 1e-9) continue;
    left.shift();
    for (const row of left) subtract(row, pivot, column);
    basis.push(pivot);
  }
  return basis;
}

function isCombination(row: readonly number[], basis: readonly (readonly number[])[]): boolean {
  const left = [...row];
  for (const pivot of basis) {
    const column = pivot.findIndex((value) => Math.abs(value) > 1e-9);
    subtract(left, pivot, column);
  }
  return left.every((value) => Math.abs(value) < 1e-6);
}

function subtract(row: number[], pivot: readonly number[], column: number): void {
  const factor = row[column]! / pivot[column]!;
  if (Math.abs(factor) < 1e-12) return;
  for (let at = 0; at < row.length; at += 1) {
    row[at] = row[at]! - factor * pivot[at]!;
    if (Math.abs(row[at]!) < 1e-9) row[at] = 0;
  }
}

/** Each unknown is a number of units, so at least 0; every sum that is shown narrows its unknowns. */
function boundsOf(
  shown: readonly (readonly number[])[],
  sizes: readonly number[],
): { low: number; high: number }[] {
  const bounds = sizes.map(() => ({ low: 0, high: Infinity }));
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const row of shown) {
      const own = row.flatMap((holds, at) => (holds === 1 ? [at] : []));
      const total = own.reduce((sum, at) => sum + sizes[at]!, 0);
      for (const at of own) {
        const others = own.filter((other) => other !== at);
        const low = total - others.reduce((sum, other) => sum + bounds[other]!.high, 0);
        const high = total - others.reduce((sum, other) => sum + bounds[other]!.low, 0);
        if (low > bounds[at]!.low) [bounds[at]!.low, isChanged] = [low, true];
        if (high < bounds[at]!.high) [bounds[at]!.high, isChanged] = [high, true];
      }
    }
  }
  return bounds;
}
