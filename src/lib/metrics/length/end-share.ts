/**
 * Shares of ends by class: of stays inside a level or program, and of paths where levels are pooled,
 * so that one person's steps are not three ends; the share of all stays stands beside it.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Exclusion, FigureData, FigureRow, MetricContext, QueryResults } from '../metric';
import { pathMembers } from '../index-paths';
import { classColumns, pathShareCounts, shareRows, stayShareCounts } from '../shares';
import { type Tallied, tallied } from '../tallied';
import type { Units } from '../units';
import { pathEnds, stayEnds } from './ends';
import { type Judged, judgedPaths, judgedStays, leftOutCounts, scopedUnits } from './scoped-units';

/** What is counted: stays inside a level or program, paths over several. */
export type EndScope = 'stays' | 'paths';

/** A share of ends. */
export interface EndShare {
  /** SQL over `stay_end` or `path_end`: why an end is not counted, null = it is. */
  readonly leftOut: Sql;
  /** The reasons that `leftOut` gives, in the order of the figure. */
  readonly reasons: readonly string[];
  /** Conditions over the same columns, by class. */
  readonly classes: Readonly<Record<string, string>>;
}

/** The unit of analysis of these figures. */
export const END_UNIT = 'stay; pooled over several levels: path';

/** What `rows` says of the scopes. */
export const END_SCOPES =
  'Everybody: scope `paths` and `all stays` when what is counted covers more than one level and more than one program, else `stays`; levels and programs: scope `stays`';

/** Said beside a figure that counts paths. */
export const PATHS_NOTE =
  'Everybody: paths, stays of one person that follow each other, with the reason of the last stay. Levels and programs: single stays.';

/** The queries of a share of ends. */
export function endShareQueries(context: MetricContext, share: EndShare): Record<string, Query> {
  const stays: Judged = {
    table: 'judged_stay',
    tables: (own) => judgedStays(stayEnds(own), 'stay_end', share.leftOut),
  };
  const paths: Judged = {
    table: 'judged_path',
    tables: (own) => judgedPaths(pathEnds(own), 'path_end', share.leftOut),
    members: pathMembers,
  };
  return {
    stays: tallied(context, {
      units: endUnitsOf(stays, share),
      counts: stayShareCounts(share.classes),
    }),
    paths: tallied(context, {
      views: 'everybody',
      members: pathMembers,
      units: endUnitsOf(paths, share),
      counts: pathShareCounts(share.classes),
    }),
    excluded_stays: leftOutCounts(context, stays, share.reasons),
    excluded_paths: leftOutCounts(context, paths, share.reasons),
  };
}

/** The ends that count, with their classes. */
function endUnitsOf({ tables, table }: Judged, { classes }: EndShare): Tallied['units'] {
  return (context) => ({
    tables: tables(context),
    select: sql`SELECT stay_no, person_no, place_no, ${classColumns(classes)}
      FROM ${ident(table)} WHERE left_out IS NULL`,
  });
}

/** What stands behind a share of ends with a class as key. */
export function endClassUnits(share: EndShare): Units {
  const names = Object.keys(share.classes);
  return {
    query: (context) => sql`WITH ${endUnits(context, share)},
    class AS (SELECT unnest([${join(names.map((name) => sql`${name}`))}]) AS class)
    SELECT ${UNIT}, class,
      CASE class ${join(
        names.map((name) => sql`WHEN ${name} THEN ${countOf(share, name)}`),
        ' ',
      )} END AS numerator
    FROM end_unit LEFT JOIN class ON left_out IS NULL`,
    apart: [],
    within: ['scope', 'class'],
    guards: 'share',
  };
}

/** What stands behind `oneShareFigure`. */
export function oneShareUnits(
  shareOf: (context: MetricContext) => EndShare,
  name: string,
  beside: readonly string[] = [],
): Units {
  return {
    query: (context) => {
      const share = shareOf(context);
      const counts = beside.map((other) => sql`, ${countOf(share, other)} AS ${ident(other)}`);
      return sql`WITH ${endUnits(context, share)}
    SELECT ${UNIT}, ${countOf(share, name)} AS numerator${join(counts, '')}
    FROM end_unit`;
    },
    apart: [],
    within: ['scope'],
    guards: 'share',
    further: beside.map((column) => ({ column, tells: [column] })),
  };
}

const UNIT = raw(
  'unit, person_no, stay_no, level, program, divided, scope, left_out, 1::DOUBLE AS denominator',
);

function endUnits(context: MetricContext, { leftOut }: EndShare): Sql {
  return sql`${judgedStays(stayEnds(context), 'stay_end', leftOut)},
    ${judgedPaths(pathEnds(context), 'path_end', leftOut)},
    ${scopedUnits()}`;
}

/** 1 where the end is of the class, 0 where not, null where it is left out. */
function countOf({ classes }: EndShare, name: string): Sql {
  return sql`CASE WHEN left_out IS NULL THEN coalesce(${raw(classes[name]!)}, FALSE) END::DOUBLE`;
}

/** The rows of a view, from a row of counts and what `scope` says. */
export type ToRows = (cells: FigureRow, scope: string, counted: EndScope) => FigureRow[];

/** The scoped rows of a share of ends with the headline of both scopes. */
export interface EndShareFigure {
  readonly rows: readonly FigureRow[];
  /** Paths where levels are pooled, else stays. */
  readonly about: EndScope;
  /** The rows of everybody in the scope of `about`. */
  readonly first: readonly FigureRow[];
  /** The rows of everybody that count stays. */
  readonly stays: readonly FigureRow[];
  /** What is not counted, by scope. */
  readonly excluded: Readonly<Record<EndScope, readonly Exclusion[]>>;
}

/** Arranges the results of `endShareQueries`. */
export function endShareRows(results: QueryResults, toRows: ToRows): EndShareFigure {
  const views = results['stays']!.rows();
  const several = (key: string): boolean => views.filter((cells) => cells[key] !== null).length > 1;
  // Inside one level or one program stays are counted, so that a unit reads its own ends.
  const isPooled = several('level') && several('program');
  const staysScope = isPooled ? 'all stays' : 'stays';
  const stays = views.filter(isEverybody).flatMap((cells) => toRows(cells, staysScope, 'stays'));
  const units = views
    .filter((cells) => !isEverybody(cells))
    .flatMap((cells) => toRows(cells, 'stays', 'stays'));
  const whole = results['paths']!.rows()[0] ?? { level: null, program: null };
  const paths = isPooled ? toRows(whole, 'paths', 'paths') : [];
  return {
    rows: [...paths, ...stays, ...units],
    about: isPooled ? 'paths' : 'stays',
    first: isPooled ? paths : stays,
    stays,
    excluded: {
      stays: exclusionsFrom(results['excluded_stays']!),
      paths: exclusionsFrom(results['excluded_paths']!),
    },
  };
}

const COLUMNS = [
  'level', 'program', 'scope', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
] as const; // prettier-ignore

/** The columns of a figure of one class, with the counts named beside it. */
export function endColumns(beside: readonly string[] = []): string[] {
  return [...COLUMNS, ...beside];
}

/**
 * A figure about one class; further classes stand beside it as counts under their own names.
 */
export function oneShareFigure(
  results: QueryResults,
  name: string,
  beside: readonly string[],
): FigureData {
  const columns = endColumns(beside);
  const figure = endShareRows(results, (cells, scope, counted) =>
    shareRows(cells, [], [name], counted === 'paths' ? 'path' : 'stay').map((row) => {
      const all: FigureRow = { ...row, scope, ...besideOf(cells, beside) };
      return Object.fromEntries(columns.map((column) => [column, all[column] ?? null]));
    }),
  );
  const { about, first, stays, excluded } = figure;
  const ofStays = { ...headlineOf(stays[0]), about: 'stays', excluded: excluded.stays };
  return {
    ...headlineOf(first[0]),
    about,
    excluded: excluded[about],
    focuses: [{ key: 'divided', ...ofStays }],
    columns,
    rows: figure.rows,
    notes: about === 'paths' ? [PATHS_NOTE] : [],
  };
}

function besideOf(cells: FigureRow, names: readonly string[]): FigureRow {
  return Object.fromEntries(names.map((name) => [name, Number(cells[`y ${name}`] ?? 0)]));
}
