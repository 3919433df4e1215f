/**
 * Which number of a figure is asked about, and the condition on its units that this makes. A row of the
 * figure names its units by its keys; the headline is a row of everybody, or all units of its subject.
 */
import type { ComputedFigure } from '$lib/metrics/compute';
import { isEverybody } from '$lib/metrics/groups';
import type { FigureRow, Headline, Metric } from '$lib/metrics/metric';
import { type Sql, all, ident, list, raw, sql } from '$lib/sql/sql';

/** The number that is asked about: a row of the figure; null = its headline. */
export type Focus = FigureRow | null;

/** Scopes that count the same stays in different ways; other scopes are parts of a figure. */
const WAYS_TO_COUNT = ['paths', 'all stays', 'stays'];

/** The row of everybody whose numbers the headline repeats; null = it has none. */
export function headlineRow({ data, metric }: ComputedFigure): FigureRow | null {
  if (isOverAll(data)) return null;
  const rows = data.rows.filter(
    (row) => isEverybody(row) && isCounted(row, metric) && isAbout(row, data),
  );
  const repeated =
    rows.find((row) => repeats(data, row)) ?? rows.find((row) => repeatsShare(data, row));
  const isSingle = rows.length === 1 && !metric.units.atRisk;
  return repeated ?? (isSingle ? rows[0]! : null);
}

/** The row that a focus stands for; null = the units of the headline have no row of their own. */
export function rowOf(figure: ComputedFigure, focus: Focus): FigureRow | null {
  return focus ?? headlineRow(figure);
}

/** The condition that a unit is one of those behind the number, counted or left out. */
export function focusCondition(figure: ComputedFigure, focus: Focus): Sql {
  return sql`CASE WHEN left_out IS NULL THEN ${countedCondition(figure, focus)}
    ELSE ${leftOutCondition(figure, focus)} END`;
}

function countedCondition(figure: ComputedFigure, focus: Focus): Sql {
  const { apart, within, personsOf } = figure.metric.units;
  const row = rowOf(figure, focus);
  const keys = [...apart, ...within];
  const conditions = row
    ? [viewCondition(row), ...keys.map((key) => isValue(key, row[key] ?? null))]
    : [...wayConditions(figure), ...subjectConditions(figure)];
  // Those that stand in the row for a further count alone are no part of its denominator.
  return all([...conditions, ...(personsOf === 'denominator' ? [raw('denominator <> 0')] : [])]);
}

function leftOutCondition(figure: ComputedFigure, focus: Focus): Sql {
  const { apart, within } = figure.metric.units;
  const row = rowOf(figure, focus);
  const isHeadline = focus === null || focus === headlineRow(figure);
  if (!isHeadline) {
    const keys = [...apart, ...within].filter((key) => key !== 'rater');
    return all([
      viewCondition(focus, false),
      ...keys.map((key) => isValueOrNone(key, focus[key] ?? null)),
      ...(apart.includes('rater') ? [isValue('rater', focus['rater'] ?? null)] : []),
    ]);
  }
  const rater = row && apart.includes('rater') ? [isValue('rater', row['rater'] ?? null)] : [];
  const isByScope = within.includes('scope') && !apart.some((key) => SUBJECTS.includes(key));
  const { about } = figure.data;
  const scope = sql`scope IS NULL OR scope IS NOT DISTINCT FROM ${about}
    OR scope NOT IN ${list(WAYS_TO_COUNT)}`;
  return all([...rater, ...subjectConditions(figure, true), ...(isByScope ? [scope] : [])]);
}

/** Without a row of its own: everybody, or all stays of the views by level and program. */
function wayConditions({ metric, data }: ComputedFigure): Sql[] {
  const isWay = data.about !== null && WAYS_TO_COUNT.includes(data.about);
  if (metric.units.within.includes('scope') && isWay) return [isValue('scope', data.about)];
  return [raw('coalesce(divided, 0) <> 1')];
}

/** Keys that the subject of a headline names. */
const SUBJECTS = ['measure', 'window'];

/** What a headline is about, as conditions; also units that name none, where `orNone`. */
function subjectConditions({ metric, data }: ComputedFigure, orNone = false): Sql[] {
  const { apart } = metric.units;
  if (data.about === null || isOverAll(data)) return [];
  const is = orNone ? isValueOrNone : isValue;
  if (apart.includes('measure')) return [is('measure', data.about)];
  if (apart.includes('window')) return [is('window', Number.parseInt(data.about, 10))];
  return [];
}

function viewCondition(row: FigureRow, isCounted = true): Sql {
  const level = row['level'] ?? null;
  const program = row['program'] ?? null;
  if (level !== null) return isValue('level', level);
  if (program !== null) return isValue('program', program);
  return raw(isCounted ? 'coalesce(divided, 0) <> 1' : 'TRUE');
}

function isValue(key: string, value: string | number | null): Sql {
  return sql`${ident(key)} IS NOT DISTINCT FROM ${value}`;
}

function isValueOrNone(key: string, value: string | number | null): Sql {
  return sql`${ident(key)} IS NULL OR ${ident(key)} IS NOT DISTINCT FROM ${value}`;
}

/** Rows of a curve or of a test are no counts. */
function isCounted(row: FigureRow, { units }: Metric): boolean {
  const isKey = units.apart.includes('statistic') || units.within.includes('statistic');
  return isKey || (row['statistic'] ?? null) === null;
}

function isAbout(row: FigureRow, { about }: Headline): boolean {
  if (about === null) return true;
  const { measure, window, scope, day } = row;
  if (typeof day === 'string') return day === about;
  if (measure !== undefined && measure !== null) return measure === about;
  if (window !== undefined && window !== null) return `${window} days` === about;
  return scope === undefined || scope === about || !WAYS_TO_COUNT.includes(about);
}

/** Whether the headline counts units of all measures, whichever it names. */
function isOverAll({ about, n, focuses = [] }: ComputedFigure['data']): boolean {
  const own = focuses.filter(({ key }) => key === about);
  return own.length > 0 && own.every((focus) => Number(focus.n) < Number(n));
}

function repeats(own: Headline, row: FigureRow): boolean {
  const pairs = [
    [own.n, row['n']],
    [own.denominator ?? own.n, row['denominator']],
    [own.persons, row['persons']],
    [own.numerator, row['numerator']],
    [own.value, row['value']],
  ];
  const known = pairs.filter(([one, other]) => one !== null && other !== undefined);
  return known.length > 0 && known.every(([one, other]) => one === other);
}

/** A headline can tell a share beside a total with people of its own. */
function repeatsShare(own: Headline, row: FigureRow): boolean {
  if (own.numerator === null || own.denominator === null) return false;
  return own.numerator === row['numerator'] && own.denominator === row['denominator'];
}
