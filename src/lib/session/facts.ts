/** What is loaded, in numbers: the cut, the stays of the cohort, and the values of every filter. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import { FILTER_FIELDS, type FilterField } from '$lib/cohort/fields';
import { indexStayCondition } from '$lib/cohort/predicate';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import { LEVEL_NOT_GIVEN, LEVELS } from '$lib/model/levels';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import { ident, join, sql } from '$lib/sql/sql';
import { indexStays } from '$lib/metrics/groups';
import { membersByFilters, tallied } from '$lib/metrics/tallied';
import type { Query } from '$lib/tally/tally';

/** Facts that change with the data only. */
export interface DataFacts {
  /** The latest day that counts; null = no day is loaded. */
  readonly dataCut: string | null;
  readonly firstDay: string | null;
  readonly stays: number;
  readonly persons: number;
  readonly openStays: number;
  readonly scores: number;
  readonly sessions: number;
  /** What the stays know about time; without a file of stays, what the scores know. */
  readonly timeMode: 'dates' | 'relative' | 'order';
  /** The days of a file of stays were moved on purpose, person by person: no common calendar. */
  readonly isShifted: boolean;
  /** A file of stays is loaded; without one each person has one implied stay. */
  readonly hasStays: boolean;
  /** With days since admission: the end of observation is known for somebody. */
  readonly hasObservedUntil: boolean;
  /** The person said that the ids of people are given per admission. */
  readonly idsPerAdmission: boolean;
  /** Filter fields with at least two values, extra columns of the stays file included. */
  readonly fields: readonly FilterField[];
}

/** One value of a filter field with the number of stays that the other filters leave. */
export interface FilterOption {
  /** The empty text stands for "not given". */
  readonly value: string;
  readonly label: string;
  readonly stays: number;
  /** Distinct people among them; null = not counted, since nothing is hidden by it. */
  readonly persons: number | null;
}

/** How much of the data a cohort holds. */
export interface CohortSize {
  readonly stays: number;
  readonly persons: number;
}

/** The values of each filter field with their counts. */
export type FieldOptions = Readonly<Record<string, readonly FilterOption[]>>;

type Run = (query: string) => Promise<Columns>;

/** Answers a query that may be counted. */
type AskQuery = (query: Query) => Promise<Columns>;

/** Reads the facts of the data. */
export async function readDataFacts(run: Run, settings: Settings): Promise<DataFacts> {
  const counts = await run(
    sql`SELECT (SELECT day FROM data_cut)::DATE AS data_cut, min(admitted_on)::DATE AS first_day,
      count(*)::INTEGER AS stays, count(DISTINCT person_no)::INTEGER AS persons,
      count_if(is_open)::INTEGER AS open_stays,
      (SELECT count(*) FROM score_point)::INTEGER AS scores,
      (SELECT count(*) FROM session)::INTEGER AS sessions,
      count(observed_until)::INTEGER AS observed
    FROM stay`.text,
  );
  const timeMode = await readTimeMode(run);
  const extras = await run('SELECT name, label FROM extra_column ORDER BY name');
  const candidates: FilterField[] = [
    ...FILTER_FIELDS,
    ...extras.rows().map((row) => ({ key: String(row['name']), label: String(row['label']) })),
  ];
  const distinct = await run(
    sql`SELECT ${join(
      candidates.map(({ key }) => sql`count(DISTINCT ${ident(key)})::INTEGER AS ${ident(key)}`),
    )} FROM stay`.text,
  );
  return {
    dataCut: counts.text('data_cut', 0),
    firstDay: counts.text('first_day', 0),
    stays: counts.number('stays', 0) ?? 0,
    persons: counts.number('persons', 0) ?? 0,
    openStays: counts.number('open_stays', 0) ?? 0,
    scores: counts.number('scores', 0) ?? 0,
    sessions: counts.number('sessions', 0) ?? 0,
    ...timeMode,
    hasObservedUntil: (counts.number('observed', 0) ?? 0) > 0,
    idsPerAdmission: settings.idsPerAdmission,
    fields: candidates.filter(({ key }) => (distinct.number(key, 0) ?? 0) > 1),
  };
}

/** What the loaded files know about time, and whether stays are among them. */
export async function readTimeMode(
  run: Run,
): Promise<Pick<DataFacts, 'timeMode' | 'isShifted' | 'hasStays'>> {
  const files = await run(
    `SELECT kind, time_mode, max(is_shifted::INTEGER)::INTEGER AS is_shifted FROM loaded_file
     GROUP BY kind, time_mode ORDER BY kind, time_mode`,
  );
  const modesOf = (kind: string): readonly string[] =>
    files
      .rows()
      .filter((file) => file['kind'] === kind)
      .map((file) => String(file['time_mode']));
  const stays = modesOf('stays');
  const modes = stays.length > 0 ? stays : modesOf('scores');
  const timeMode = modes.includes('dates') || modes.length === 0 ? 'dates' : modes.at(-1)!;
  const isShifted = files.rows().some((file) => file['is_shifted'] === 1);
  return { timeMode: timeMode as DataFacts['timeMode'], isShifted, hasStays: stays.length > 0 };
}

/** Counts the stays of a cohort, and their people. */
export async function readCohortSize(cohort: Cohort, ask: AskQuery): Promise<CohortSize> {
  const counts = await ask(
    tallied(
      { cohort, basis: basisOf(cohort) },
      {
        views: 'everybody',
        units: (own) => ({
          tables: indexStays(own),
          select: sql`SELECT stay_no, person_no, place_no FROM index_stay`,
        }),
        counts: { stays: { of: 'rows' }, persons: { of: 'persons' } },
      },
    ),
  );
  return {
    stays: counts.number('stays', 0) ?? 0,
    persons: counts.number('persons', 0) ?? 0,
  };
}

/** Counts the values of each field under the other filters; a value is kept, with 0, where nothing is left. */
export async function readFieldOptions(
  cohort: Cohort,
  fields: readonly FilterField[],
  run: Run,
): Promise<FieldOptions> {
  const basis = basisOf(cohort);
  const isRelease = cohort.mode === 'release';
  const options: Record<string, FilterOption[]> = {};
  if (fields.length > 0) {
    const values = await run(
      join(
        fields.map(({ key }) => {
          const others = Object.entries(cohort.filters).filter(([field]) => field !== key);
          const without = { ...cohort, filters: Object.fromEntries(others) };
          return sql`SELECT ${key} AS field, coalesce(${ident(key)}, '') AS value,
            count_if(${indexStayCondition(without, basis)})::INTEGER AS stays,
            ${isRelease ? sql`count(DISTINCT person_no) FILTER (WHERE ${indexStayCondition(without, basis)})` : sql`NULL`}::INTEGER AS persons
            FROM stay GROUP BY ALL`;
        }),
        ' UNION ALL ',
      ).text,
    );
    for (const row of values.rows()) {
      const field = String(row['field']);
      const value = String(row['value']);
      const stays = Number(row['stays']);
      const persons = row['persons'] === null ? null : Number(row['persons']);
      const option = { value, label: optionLabel(field, value), stays, persons };
      (options[field] ??= []).push(option);
    }
    for (const [field, list] of Object.entries(options)) list.sort(inOrder(field));
  }
  return options;
}

/** The queries for the stays of each value, of fields with few: what a reader may choose next. */
export function setsOfOptions(options: FieldOptions): readonly string[] {
  return Object.entries(options).flatMap(([field, values]) =>
    values.length <= MOST_VALUES_AHEAD
      ? membersByFilters({ [field]: values.map(({ value }) => value) }).flat()
      : [],
  );
}

/** Fields with more values are asked about when one is chosen. */
const MOST_VALUES_AHEAD = 16;

function basisOf({ basis }: Cohort): Basis {
  return basis ?? 'discharged';
}

/** A value of a filter field as people read it. */
export function optionLabel(field: string, value: string): string {
  if (value === '') return 'Not given';
  if (field === 'level') {
    if (value === LEVEL_NOT_GIVEN.code) return LEVEL_NOT_GIVEN.label;
    return LEVELS.find((level) => level.code === value)?.label ?? value;
  }
  if (field === 'baseline_severity') {
    const [measure = '', ...band] = value.split(': ');
    return `${measureShortName(measure)}: ${band.join(': ')}`;
  }
  return value;
}

/** Where a band stands among those of its instrument. */
function bandPosition(value: string): number {
  const [measure = '', ...band] = value.split(': ');
  return findMeasure(measure)?.bands?.findIndex(({ label }) => label === band.join(': ')) ?? -1;
}

function inOrder(field: string): (a: FilterOption, b: FilterOption) => number {
  if (field === 'level') {
    const position = (value: string): number => LEVELS.findIndex((level) => level.code === value);
    return (a, b) => position(a.value) - position(b.value);
  }
  if (field === 'baseline_severity') {
    return (a, b) =>
      Number(a.value === '') - Number(b.value === '') ||
      (a.value.split(':')[0] ?? '').localeCompare(b.value.split(':')[0] ?? '', 'en') ||
      bandPosition(a.value) - bandPosition(b.value);
  }
  return (a, b) =>
    Number(a.value === '') - Number(b.value === '') ||
    a.label.localeCompare(b.label, 'en', { numeric: true });
}
