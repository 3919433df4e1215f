/** Takes the hidden numbers out of the rows, the headlines and the exclusions of a figure. */
import { isEverybody } from '../groups';
import {
  type Exclusion,
  type FigureData,
  type FigureRow,
  type Headline,
  type Metric,
  SUPPRESSED,
} from '../metric';
import type { Units } from '../units';
import { hiddenCounts } from './counts';
import { endCurves, isAfterEnd } from './curves';
import { totalName } from './hide';
import { keyTexts, type LeftOut, tableText } from './patterns';
import { type HiddenRow, type HiddenRows, rowName } from './tables';
import { hideWeeks } from './weeks';

/** Columns that name a row or say what is meant, beside the keys of its units; never about people. */
const NAMES = [
  'level', 'program', 'class', 'statistic', 'between', 'visit_label', 'day', 'basis', 'incomplete',
  'floor', 'target_low', 'target_high',
]; // prettier-ignore

/** What a numerator is told by. */
const TOLD_BY_NUMERATOR = ['numerator', 'value', 'low', 'high'];

const NOTHING_HIDDEN: HiddenRow = { whole: false, counts: [] };

/** The figure with null for every hidden number. */
export function applyHidden(
  metric: Metric,
  data: FigureData,
  hidden: HiddenRows,
  leftOut: readonly LeftOut[],
  smallest: number,
): FigureData {
  const units = metric.units;
  const names = new Set([...NAMES, ...units.apart, ...units.within]);
  const found = data.rows.map((row) => hiddenOf(metric, units, row, hidden));
  const rows = withoutBase(
    data.rows.map((row, at) => withoutHidden(row, found[at]!, data, units, names)),
    units,
  );
  const ended = units.atRisk
    ? endCurves(rows, units.atRisk, names, smallest)
    : hideWeeks(rows, names);
  const isAny = ended.some((row) => row[SUPPRESSED] === 1);
  const headline = (own: Headline): Headline => ({
    ...own,
    ...hiddenHeadline(own, data, found, ended, metric, hidden, smallest),
    excluded: hiddenExclusions(own.excluded, leftOut, ended, smallest),
  });
  return {
    ...data,
    ...headline(data),
    ...(data.focuses
      ? { focuses: data.focuses.map((focus) => ({ ...headline(focus), key: focus.key })) }
      : {}),
    columns: isAny ? [...data.columns, SUPPRESSED] : data.columns,
    rows: isAny ? ended : data.rows,
  };
}

function hiddenOf(metric: Metric, units: Units, row: FigureRow, hidden: HiddenRows): HiddenRow {
  const value = (key: string): FigureRow[string] => row[key] ?? null;
  const table = hidden.get(tableText(units.apart.map(value)));
  const keys = JSON.stringify(keyTexts(units.within.map(value)));
  const [level, program] = [row['level'] ?? null, row['program'] ?? null].map((name) =>
    name === null ? null : String(name),
  ) as [string | null, string | null];
  return table?.get(rowName(metric.id, level, program, keys)) ?? NOTHING_HIDDEN;
}

/** The row with null for what is hidden, and whether anything is. */
function withoutHidden(
  row: FigureRow,
  { whole, counts }: HiddenRow,
  { columns }: FigureData,
  units: Units,
  names: ReadonlySet<string>,
): FigureRow {
  const told = whole
    ? columns.filter((column) => !names.has(column))
    : [TOLD_BY_NUMERATOR, ...(units.further ?? []).map(({ tells }) => tells)]
        .filter((_, at) => counts[at])
        .flat()
        .concat(counts[0] && units.personsOf === 'numerator' ? ['persons'] : [])
        .concat(counts[0] && units.comparedWith ? [units.comparedWith.column] : []);
  const nulls = told
    .filter((column) => columns.includes(column) && (row[column] ?? null) !== null)
    .map((column) => [column, null]);
  return { ...row, ...Object.fromEntries(nulls), [SUPPRESSED]: nulls.length > 0 ? 1 : 0 };
}

/** A difference to a hidden number would tell it: the rows that are compared with it lose theirs. */
function withoutBase(
  rows: readonly FigureRow[],
  { apart, within, comparedWith }: Units,
): readonly FigureRow[] {
  if (!comparedWith) return rows;
  const { column, base } = comparedWith;
  const keys = ['level', 'program', ...apart, ...within].filter((key) => !(key in base));
  const isBase = (row: FigureRow): boolean =>
    Object.entries(base).every(([key, value]) => row[key] === value);
  const bases = rows.filter((row) => isBase(row) && row[SUPPRESSED] === 1);
  const isCompared = (row: FigureRow): boolean =>
    bases.some((one) => keys.every((key) => (one[key] ?? null) === (row[key] ?? null)));
  return rows.map((row) =>
    (row[column] ?? null) !== null && isCompared(row)
      ? { ...row, [column]: null, [SUPPRESSED]: 1 }
      : row,
  );
}

const ALL = ['n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high'] as const;
const COUNTED = ['numerator', 'value', 'low', 'high'] as const;

/** What is hidden of a headline: as much as of the row that it repeats, or of the total. */
function hiddenHeadline(
  own: Headline,
  data: FigureData,
  found: readonly HiddenRow[],
  released: readonly FigureRow[],
  metric: Metric,
  hidden: HiddenRows,
  smallest: number,
): Partial<Headline> {
  const isFew = own.persons !== null && own.persons > 0 && own.persons <= smallest;
  const isTotalHidden = [...hidden.values()].some(
    (table) => hidden.size === 1 && table.get(totalName(metric.id))?.whole,
  );
  const repeated = data.rows.flatMap((row, at) => (repeats(own, row) ? [at] : []));
  const isWhole =
    isFew ||
    isTotalHidden ||
    repeated.some((at) => found[at]!.whole) ||
    data.rows.some((row, at) => found[at]!.whole && isAboutAllOf(own, row));
  const isCounted = repeated.some((at) => {
    const isTold = own.numerator !== null || own.value !== null;
    const isValueGone = own.value !== null && released[at]!['value'] === null;
    return (isTold && found[at]!.counts[0]) || isValueGone;
  });
  const isBeyond = isBeyondCurve(own, metric, released);
  if (!isWhole && !isCounted && !isBeyond) return {};
  const fields = isWhole ? ALL : COUNTED;
  return { ...Object.fromEntries(fields.map((field) => [field, null])), suppressed: true };
}

/** Whether a row of everybody has the numbers of a headline. */
function repeats(own: Headline, row: FigureRow): boolean {
  if (!isEverybody(row)) return false;
  const estimate = [
    [own.numerator, row['numerator']],
    [own.value, row['value']],
  ];
  const pairs = [
    [own.n, row['n'] ?? row['denominator']],
    [own.persons, row['persons']],
    ...estimate,
  ];
  const known = pairs.filter(([one, other]) => one !== null && other !== undefined);
  const isAlike = known.length > 0 && known.every(([one, other]) => one === other);
  // The share can be that of another row than n and persons are of.
  return isAlike || (own.value !== null && estimate.every(([one, other]) => one === other));
}

/** Whether n and persons of a headline are those of a row of everybody, whatever the estimate. */
function isAboutAllOf(own: Headline, row: FigureRow): boolean {
  const n = row['n'] ?? row['denominator'] ?? null;
  return isEverybody(row) && n !== null && own.n === n && own.persons === (row['persons'] ?? null);
}

/** A median of days is not told where the curve that it is read from has ended before. */
function isBeyondCurve(
  { value, low, high }: Headline,
  metric: Metric,
  released: readonly FigureRow[],
): boolean {
  if (!metric.units.atRisk || metric.unit !== 'days') return false;
  return isAfterEnd([value, low, high], released.filter(isEverybody));
}

/** Exclusions about few people are hidden, and another one beside a single hidden one. */
function hiddenExclusions(
  excluded: readonly Exclusion[],
  leftOut: readonly LeftOut[],
  released: readonly FigureRow[],
  smallest: number,
): readonly Exclusion[] {
  const persons = excluded.map(({ reason, n }) => {
    const own = leftOut.filter((one) => one.reason === reason);
    // Several tables can have the reason: the one with this number, else the fewest people of all.
    const exact = own.filter((one) => one.n === n);
    const counts = (exact.length > 0 ? exact : own).map((one) => one.persons);
    return counts.length > 0 ? Math.min(...counts) : Number(n);
  });
  const gone = hiddenCounts(persons, smallest);
  // Some are counted apart, in a scope of their own, and hidden there.
  const isHiddenApart = ({ reason }: Exclusion): boolean =>
    released.some((row) => row['scope'] === reason && row['denominator'] === null);
  return excluded.map((exclusion, at) =>
    gone.has(at) || isHiddenApart(exclusion) ? { ...exclusion, n: null } : exclusion,
  );
}
