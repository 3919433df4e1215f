/**
 * A plausible figure of every metric whose numbers are all different and found nowhere else, so that
 * a sentence that tells one of them can be caught; and the same figure with some of them hidden.
 */
import { type Exclusion, type FigureData, type FigureRow, SUPPRESSED } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { AS_SHOWN } from '$lib/metrics/symptoms/sensitivity-choices';
import { figureData } from './figure-data';

const each = (column: string, ...values: readonly FigureRow[string][]): FigureRow[] =>
  values.map((value) => ({ [column]: value }));

const cross = (rows: readonly FigureRow[], others: readonly FigureRow[]): FigureRow[] =>
  rows.flatMap((row) => others.map((other) => ({ ...row, ...other })));

const scopes = (...names: readonly string[]): FigureRow[] => each('scope', ...names);
const classes = (...names: readonly string[]): FigureRow[] => each('class', ...names);
const moves = cross(
  each('window', 7),
  [['php', 'iop'], ['php', 'none'], ['iop', 'op'], ['iop', 'none']].map(([from, to]) => ({
    from: from!,
    to: to!,
  })),
); // prettier-ignore
const pooled = scopes('paths', 'all stays');

/** Key columns of the rows about everybody; one row where nothing is said. */
const ROWS: Readonly<Record<string, readonly FigureRow[]>> = {
  'measure-adherence': each('window', null, 'admission', 'periodic', 'discharge'),
  'score-course': each('week', 0, 1, 2, 3),
  'attendance-course': each('week', 0, 1, 2, 3),
  'severity-bands': cross(scopes('baseline', 'last'), classes('mild', 'moderate', 'severe')),
  'reliable-change': cross(scopes('all'), classes('improved', 'unchanged', 'deteriorated')),
  'clinically-significant-change': classes('recovered', 'improved', 'deteriorated', 'harmed'),
  recovery: [{ scope: 'caseness', class: 'recovery' }, ...cross(scopes('all'), classes('improved', 'deteriorated'))],
  'reliable-recovery': [{ scope: 'caseness', class: 'recovery' }, ...cross(scopes('all'), classes('improved', 'deteriorated'))],
  'missing-bounds': scopes('observed', 'worst', 'best'),
  'step-change': classes('step 1', 'step 2', 'step 3', 'step 4'),
  'pre-post': [{ from: 16, to: 4 }, { from: 8, to: 8 }, { from: 5, to: 9 }],
  'not-on-track': cross(scopes('scores', 'stays'), classes('off track')),
  sensitivity: cross(
    [{ choice: AS_SHOWN }, { choice: 'unit', alternative: 'path' }, { choice: 'window', alternative: '3 days' }],
    classes('improved', 'recovered'),
  ),
  'attendance-weekday': classes('monday', 'tuesday', 'friday'),
  'weeks-at-floor': scopes('attended', 'scheduled'),
  'service-mix': classes('group', 'individual', 'family', 'not recorded'),
  'group-size': classes('all', 'up to 10'),
  'program-fidelity': classes('days_per_week', 'length_days', 'group_size'),
  'hours-per-improved': each('statistic', 'hours', 'days'),
  'improvement-by-dose': classes('under 3', '3 to 6', '6 to 9'),
  'length-of-stay': pooled,
  'discharge-reasons': cross(pooled, classes('completed', 'dropped_out', 'against_advice')),
  'planned-discharge': pooled,
  'early-dropout': pooled,
  'early-unplanned': pooled,
  'dropout-incidence': cross(classes('dropout', 'planned', 'other'), each('day', 8, 29, 40)),
  'level-flow': moves,
  'transition-matrix': moves,
  'readmission-30': scopes('all', 'against advice'),
  'readmission-90': scopes('all', 'against advice'),
  'frequent-paths': classes('PHP > IOP', 'IOP', 'other'),
  'state-occupancy': cross(each('day', 0, 60, 90), classes('php', 'iop', 'planned_end', 'dropped_out', 'deceased', 'out_of_sight')),
}; // prettier-ignore

const ABOUT: Readonly<Record<string, string | null>> = {
  'gap-days': null,
  'first-session-attended': null,
  'state-occupancy': null,
  'length-of-stay': 'paths',
  'discharge-reasons': 'paths',
  'planned-discharge': 'paths',
  'early-dropout': 'paths',
  'early-unplanned': 'paths',
  'frequent-paths': 'PHP > IOP',
  census: '2025-06-30',
  'follow-up-score-90': '90 days',
  'follow-up-score-180': '180 days',
  'follow-up-score-365': '365 days',
};

function aboutOf(id: string, columns: readonly string[]): string | null {
  if (id in ABOUT) return ABOUT[id]!;
  const { group } = metricOf(id);
  if (group === 'transitions') return '7 days';
  return columns.includes('measure') && group !== 'measurement' && group !== 'access'
    ? 'phq9'
    : null;
}

const COUNTED = ['n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high'] as const;

/** Columns that name rows; the number in each other column is its own. */
const NAMES = [
  'measure', 'rater', 'level', 'program', 'scope', 'class', 'week', 'visit', 'visit_label', 'window',
  'day', 'from', 'to', 'statistic', 'choice', 'alternative', 'basis', 'between', 'month',
]; // prettier-ignore

const SHARES = ['share', 'response', 'within_value'];

/** The figure of a metric: rows of everybody, then as many of one level, which no sentence tells. */
export function plausible(id: string): FigureData {
  const { columns, unit } = metricOf(id);
  const about = aboutOf(id, columns);
  let counts = 100_003;
  let shares = 0;
  const isShare = (column: string): boolean =>
    SHARES.includes(column) ||
    (['value', 'low', 'high'].includes(column) && /^proportion|^share/.test(unit));
  const next = (column: string): number =>
    isShare(column) ? (100 + (((shares += 1) * 37) % 791)) / 1000 : (counts += 7919);
  const denominator = next('denominator');
  const row = (keys: FigureRow, level: string | null): FigureRow => ({
    ...Object.fromEntries(columns.map((column) => [column, NAMES.includes(column) ? null : next(column)])),
    ...(columns.includes('denominator') && level === null ? { denominator } : {}),
    ...(columns.includes('measure') ? { measure: about, rater: null } : {}),
    ...{ level, program: null },
    ...keys,
  }); // prettier-ignore
  const keys = ROWS[id] ?? [{}];
  const own = keys.map((key) => row(key, null));
  const headline = Object.fromEntries(
    COUNTED.map((column) => [column, (own[0]![column] as number | undefined) ?? next(column)]),
  );
  const n = columns.includes('n') ? headline['n']! : denominator;
  return figureData({
    ...headline,
    n,
    about,
    excluded: ['no_score', 'no_baseline', 'no_later_score', 'open'].map((reason): Exclusion => ({
      reason,
      n: next('n'),
    })),
    columns: [...columns, SUPPRESSED],
    rows: [...own, ...keys.map((key) => row(key, 'iop'))].map((cells) => ({
      ...cells,
      [SUPPRESSED]: 0,
    })),
  });
}

/** What to hide of a row or headline. */
export type Hiding = 'nothing' | 'count' | 'all';

const OF_COUNT = ['numerator', 'value', 'low', 'high'];

/** A row without what is hidden of it. */
export function hideRow(row: FigureRow, hiding: Hiding): FigureRow {
  if (hiding === 'nothing') return row;
  const gone = Object.keys(row).filter(
    (column) => !NAMES.includes(column) && (hiding === 'all' || OF_COUNT.includes(column)),
  );
  return { ...row, ...Object.fromEntries(gone.map((column) => [column, null])), [SUPPRESSED]: 1 };
}

/** A figure without what is hidden of its headline. */
export function hideHeadline(data: FigureData, hiding: Hiding): FigureData {
  if (hiding === 'nothing') return data;
  const gone = COUNTED.filter((field) => hiding === 'all' || OF_COUNT.includes(field));
  return {
    ...data,
    ...Object.fromEntries(gone.map((field) => [field, null])),
    suppressed: true,
  };
}

/** Every number in a figure, of headline, exclusions and rows; not those in keys. */
export function numbersIn(data: FigureData): number[] {
  const cells = data.rows.flatMap((row) =>
    Object.entries(row)
      .filter(([column]) => !NAMES.includes(column) && column !== SUPPRESSED)
      .map(([, cell]) => cell),
  );
  const all = [
    ...COUNTED.map((field) => data[field]),
    ...data.excluded.map(({ n }) => n),
    ...cells,
  ];
  return all.filter((cell) => typeof cell === 'number');
}
