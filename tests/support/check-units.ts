/** Compares the rows behind a figure with its numbers: sums, people and reasons must be the same. */
import { expect } from 'vitest';
import type { Engine } from '$lib/engine/port';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow, Headline, Metric } from '$lib/metrics/metric';
import type { Units } from '$lib/metrics/units';

type Unit = Readonly<Record<string, string | number | null>>;

/** Expects that each row of a figure can be counted again from its units. */
export async function expectUnits(engine: Engine, figure: ComputedFigure): Promise<void> {
  const { metric, context, data } = figure;
  const units = metric.units;
  const keys = [...units.apart, ...units.within];
  const rows = (
    await engine.query(`SELECT * FROM (${units.query(context).text}) ORDER BY unit`)
  ).rows();
  const counted = rows.filter((unit) => unit['left_out'] === null);
  const adding = (units.further ?? []).some(({ withLeftOut }) => withLeftOut)
    ? rows.filter((unit) => unit['left_out'] !== null)
    : [];
  const index = new Map<string, Unit[]>();
  for (const unit of counted) {
    const own = keys.map((key) => unit[key] ?? null);
    for (const view of viewsOf(unit)) {
      const key = JSON.stringify([...view, ...own]);
      const list = index.get(key) ?? [];
      if (list.length === 0) index.set(key, list);
      list.push(unit);
    }
  }
  for (const row of data.rows) {
    if (isBeside(row, keys)) continue;
    const own = keys.map((key) => row[key] ?? null);
    const key = JSON.stringify([row['level'] ?? null, row['program'] ?? null, ...own]);
    const behind = index.get(key) ?? [];
    const where = `${metric.id} ${key}`;
    expectDistinct(where, behind);
    expectRow(
      where,
      row,
      behind,
      adding.filter((unit) => isInView(unit, row)),
      units,
    );
    expectCount(where, row, behind, metric);
  }
  if (units.atRisk !== undefined) expectCurves(figure, index, keys);
  expectExclusions(metric.id, isOverAll(data) ? { ...data, about: null } : data, rows, units);
  for (const focus of data.focuses ?? []) {
    const isDivided = focus.key === 'divided' && !units.within.includes('scope');
    if (!isDivided) expectExclusions(`${metric.id} ${focus.key}`, focus, rows, units);
  }
}

/** Rows of a curve or of a test are no counts. */
function isBeside(row: FigureRow, keys: readonly string[]): boolean {
  return (row['statistic'] ?? null) !== null && !keys.includes('statistic');
}

function viewsOf(unit: Unit): readonly (readonly Unit[string][])[] {
  const { level = null, program = null } = unit;
  return [
    ...(unit['divided'] === 1 ? [] : [[null, null]]),
    ...(level === null ? [] : [[level, null]]),
    ...(program === null ? [] : [[null, program]]),
  ];
}

function isInView(unit: Unit, row: FigureRow): boolean {
  const own = JSON.stringify([row['level'] ?? null, row['program'] ?? null]);
  return viewsOf(unit).some((view) => JSON.stringify(view) === own);
}

function expectDistinct(where: string, behind: readonly Unit[]): void {
  const names = behind.map((unit) => unit['unit']);
  expect(new Set(names).size, `${where}: a unit comes twice`).toBe(names.length);
}

function expectRow(
  where: string,
  row: FigureRow,
  behind: readonly Unit[],
  leftOut: readonly Unit[],
  units: Units,
): void {
  const check = (column: string, found: number): void => {
    const expected = row[column];
    if (typeof expected !== 'number') return;
    const isClose = Math.abs(found - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
    expect(isClose, `${where} ${column}: the units give ${found}, the figure ${expected}`).toBe(
      true,
    );
  };
  if (units.atRisk === undefined) {
    check('denominator', sum(behind, 'denominator'));
    check('numerator', sum(behind, 'numerator'));
    check('n', behind.length);
  }
  const { personsOf: part } = units;
  check('persons', personsOf(part ? behind.filter((unit) => unit[part] !== 0) : behind));
  for (const { column, withLeftOut } of units.further ?? []) {
    check(column, sum(withLeftOut ? [...behind, ...leftOut] : behind, column));
  }
}

/** The value of a count is what its units add to it, or the people among them. */
function expectCount(
  where: string,
  row: FigureRow,
  behind: readonly Unit[],
  { unit, interval }: Metric,
): void {
  if (interval !== null || typeof row['value'] !== 'number') return;
  if (unit === 'stays') {
    expect(sum(behind, 'denominator'), `${where} value`).toBeCloseTo(row['value'], 9);
  }
  if (unit === 'persons') expect(personsOf(behind), `${where} value`).toBe(row['value']);
}

/** At first all units of a curve are at risk; the events of its days are their numerators. */
function expectCurves(
  { metric, data }: ComputedFigure,
  index: ReadonlyMap<string, readonly Unit[]>,
  keys: readonly string[],
): void {
  const curves = new Map<string, FigureRow[]>();
  for (const row of data.rows.filter(({ events }) => typeof events === 'number')) {
    const names = ['level', 'program', ...keys];
    const key = JSON.stringify(names.map((name) => row[name] ?? null));
    curves.set(key, [...(curves.get(key) ?? []), row]);
  }
  for (const [key, rows] of curves) {
    const behind = index.get(key) ?? [];
    const where = `${metric.id} ${key}`;
    expectDistinct(where, behind);
    const atRisk = Math.max(...rows.map((row) => Number(row[metric.units.atRisk!])));
    const events = rows.reduce((total, row) => total + Number(row['events']), 0);
    expect(sum(behind, 'denominator'), `${where}: at risk at first`).toBe(atRisk);
    expect(sum(behind, 'numerator'), `${where}: events`).toBe(events);
    if (key.startsWith('[null,null')) {
      expect(personsOf(behind), `${where}: persons of the headline`).toBe(data.persons);
    }
  }
}

function personsOf(behind: readonly Unit[]): number {
  return new Set(behind.flatMap((unit) => unit['person_no'] ?? [])).size;
}

/** The reasons of a headline are those of the units about the same; of one of its raters. */
function expectExclusions(
  where: string,
  { about, excluded }: Pick<Headline, 'about' | 'excluded'>,
  rows: readonly Unit[],
  units: Units,
): void {
  const expected = byReason(excluded.map(({ reason, n }) => ({ reason, n: Number(n) })));
  if (units.apart.includes('measure') && about === null && excluded.length === 0) return;
  const alike = rows.filter((unit) => isAbout(unit, about, units));
  const own = alike.filter((unit) => unit['left_out'] !== null);
  const raters = [...new Set(alike.map((unit) => unit['rater'] ?? null))];
  const found = (raters.length > 0 ? raters : [null]).map((rater) =>
    byReason(
      own
        .filter((unit) => (unit['rater'] ?? null) === rater)
        .map((unit) => ({ reason: String(unit['left_out']), n: Number(unit['denominator']) })),
    ),
  );
  if (found.length === 1) expect(found[0], `${where}: reasons`).toEqual(expected);
  else expect(found, `${where}: reasons of a rater`).toContainEqual(expected);
}

function byReason(counts: readonly { reason: string; n: number }[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { reason, n } of counts) total[reason] = (total[reason] ?? 0) + n;
  return Object.fromEntries(Object.entries(total).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether the headline counts units of all measures, whichever it names: those of that one are others. */
function isOverAll({ about, n, focuses = [] }: FigureData): boolean {
  const own = focuses.filter(({ key }) => key === about);
  return own.length > 0 && own.every((focus) => Number(focus.n) < Number(n));
}

/** Units that are left out name what they are about like the headline does. */
function isAbout(unit: Unit, about: string | null, units: Units): boolean {
  const { measure = null, window = null, scope = null } = unit;
  if (units.apart.includes('measure')) return measure === null || measure === about;
  if (units.apart.includes('window')) return window === null || `${window} days` === about;
  if (units.within.includes('scope')) {
    return (
      scope === null || scope === about || !['paths', 'all stays', 'stays'].includes(String(scope))
    );
  }
  return true;
}

function sum(behind: readonly Unit[], column: string): number {
  return behind.reduce((total, unit) => total + Number(unit[column] ?? 0), 0);
}
