/** The statement that counts units in the engine. */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Count, Grouping, UnitRows } from './tally';

/** Counts by group in the order everybody, levels by intensity, programs by name; inside by the keys. */
export function countStatement({ tables, select }: UnitRows, grouping: Grouping): Sql {
  const kinds = new Set(Object.values(grouping.counts).map((count) => count.of));
  const shape = kinds.has('product') ? byPerson : kinds.has('quantile') ? atOnce : byPlace;
  return sql`WITH ${tables},
    unit AS NOT MATERIALIZED (${select})${shape(grouping)}`;
}

/** The statement for the units themselves. */
export function unitStatement({ tables, select }: UnitRows): Sql {
  return sql`WITH ${tables} SELECT * EXCLUDE (person_no, place_no) FROM (${select})`;
}

/** The persons of a group of rows as a set of bits; sets unite, so that views come from few rows. */
const PEOPLE = raw(`bitstring_agg(person_no, 1, getvariable('last_person_no'))`);

/** Rows are read once and grouped by small numbers; the views are added up from these groups. */
function byPlace(grouping: Grouping): Sql {
  if (grouping.views === 'everybody') return atOnce(grouping);
  const keys = ['place_no', ...grouping.keys.map(({ column }) => column)].map(ident);
  const counts = entries(grouping);
  const inner = counts.flatMap(([name, count]) => {
    const counted = partOf(count);
    return counted ? [sql`${counted} AS ${ident(name)}`] : [];
  });
  const outer = counts.map(
    ([name, count]) => sql`${wholeOf(count, ident(name))} AS ${ident(name)}`,
  );
  return sql`,
    cell AS (
      SELECT ${join([...keys, ...inner])}
      FROM unit GROUP BY ${join(keys)}
    )
    SELECT ${join([...groupColumns(grouping), ...outer])}
    FROM cell JOIN place USING (place_no)${labelJoins(grouping)}
    ${groupBy(grouping)} HAVING count(*) > 0 ${orderBy(grouping)}`;
}

function partOf(count: Count): Sql | null {
  switch (count.of) {
    case 'rows':
      return raw('count(*)');
    case 'sum':
      return sql`sum(${ident(count.column)})`;
    case 'persons':
      return sql`${PEOPLE}${whereOne(count.where)}`;
    case 'least':
      return sql`min(${ident(count.column)})`;
    case 'greatest':
      return sql`max(${ident(count.column)})`;
    default:
      return null;
  }
}

function wholeOf(count: Count, part: Sql): Sql {
  switch (count.of) {
    case 'persons':
      return sql`coalesce(bit_count(bit_or(${part})), 0)::DOUBLE`;
    case 'least':
      return sql`min(${part})::DOUBLE`;
    case 'greatest':
      return sql`max(${part})::DOUBLE`;
    case 'levels':
      return raw('count(DISTINCT level)::DOUBLE');
    case 'programs':
      return raw('count(DISTINCT program)::DOUBLE');
    case 'only level':
      return raw('CASE WHEN count(DISTINCT level) = 1 THEN min(level) END');
    default:
      return sql`sum(${part})::DOUBLE`;
  }
}

/** Everything over the units themselves. */
function atOnce(grouping: Grouping): Sql {
  const counts = entries(grouping).map(
    ([name, count]) => sql`${directly(count)} AS ${ident(name)}`,
  );
  const places = grouping.views === 'everybody' ? raw('') : raw(' JOIN place USING (place_no)');
  return sql`
    SELECT ${join([...groupColumns(grouping), ...counts])}
    FROM unit${places}${labelJoins(grouping)}
    ${groupBy(grouping)} HAVING count(*) > 0 ${orderBy(grouping)}`;
}

function directly(count: Count): Sql {
  switch (count.of) {
    case 'persons':
      return count.where === undefined
        ? raw('count(DISTINCT person_no)::DOUBLE')
        : sql`count(DISTINCT CASE WHEN ${ident(count.where)} = 1 THEN person_no END)::DOUBLE`;
    case 'quantile':
      return sql`quantile_cont(${ident(count.column)}, ${count.share})${whereOne(count.where)}::DOUBLE`;
    case 'product':
      throw new TypeError('Products are summed over persons');
    default: {
      const part = partOf(count);
      return part ? sql`${part}::DOUBLE` : wholeOf(count, raw(''));
    }
  }
}

/** Persons are what is sampled, so their sums are made first, for each view and key. */
function byPerson(grouping: Grouping): Sql {
  const counts = entries(grouping);
  const summed = [
    ...new Set(
      counts.flatMap(([, count]) =>
        count.of === 'product' ? count.columns : count.of === 'sum' ? [count.column] : [],
      ),
    ),
  ];
  const flags = counts.flatMap(([, count]) =>
    count.of === 'persons' && count.where !== undefined ? [count.where] : [],
  );
  const columns = [...viewColumns(grouping), ...grouping.keys.map(({ column }) => column)].map(
    ident,
  );
  const inner = [
    raw('person_no, count(*) AS units'),
    ...summed.map((name) => sql`sum(${ident(name)}::DOUBLE) AS ${ident(`sum ${name}`)}`),
    ...flags.map((name) => sql`max(${ident(name)}) AS ${ident(`any ${name}`)}`),
  ];
  const places = grouping.views === 'everybody' ? raw('') : raw(' JOIN place USING (place_no)');
  const positions = grouping.views === 'each' ? [raw('min(level_position) AS level_position')] : [];
  const outer = counts.map(([name, count]) => sql`${overPersons(count)}::DOUBLE AS ${ident(name)}`);
  return sql`,
    by_person AS (
      SELECT ${join([...columns, ...positions, ...inner])}
      FROM unit${places} ${groupBy(grouping, 'person_no')}
    )
    SELECT ${join([...groupColumns(grouping), ...outer])}
    FROM by_person${labelJoins(grouping)}
    ${plainGroupBy(grouping)} HAVING count(*) > 0 ${orderBy(grouping)}`;
}

function overPersons(count: Count): Sql {
  switch (count.of) {
    case 'rows':
      return raw('sum(units)');
    case 'sum':
      return sql`sum(${ident(`sum ${count.column}`)})`;
    case 'persons':
      return count.where === undefined
        ? raw('count(*)')
        : sql`count_if(${ident(`any ${count.where}`)} = 1)`;
    case 'product': {
      const [one, other] = count.columns.map((name) => ident(`sum ${name}`));
      return sql`sum(${one!} * ${other!})`;
    }
    default:
      throw new TypeError(`${count.of} is not counted over persons`);
  }
}

function entries({ counts }: Grouping): readonly [string, Count][] {
  return Object.entries(counts);
}

function whereOne(column: string | undefined): Sql {
  return column === undefined ? raw('') : sql` FILTER (WHERE ${ident(column)} = 1)`;
}

function viewColumns({ views }: Grouping): readonly string[] {
  if (views === 'each') return ['level', 'program'];
  return views === 'programs' ? ['program'] : [];
}

/** Columns that name a group: its view, then its keys with what they stand for. */
function groupColumns(grouping: Grouping): readonly Sql[] {
  const keys = grouping.keys.flatMap(({ column, labels }) => labels?.columns ?? [column]);
  return [...viewColumns(grouping), ...keys].map(ident);
}

function labelJoins({ keys }: Grouping): Sql {
  const joins = keys.flatMap(({ column, labels }) =>
    labels ? [sql` LEFT JOIN ${raw(labels.table)} USING (${ident(column)})`] : [],
  );
  return join(joins, '');
}

/** The groups of rows that carry their level and program; further keys of ours come after the keys. */
function groupBy(grouping: Grouping, ...further: readonly string[]): Sql {
  const own = further.length > 0;
  const keys = [
    ...grouping.keys.flatMap(({ column, labels }) =>
      own ? [column] : (labels?.columns ?? [column]),
    ),
    ...further,
  ].map(ident);
  if (grouping.views === 'each') {
    const sets = [keys, [...keys, ident('level')], [...keys, ident('program')]];
    return sql`GROUP BY GROUPING SETS (${join(sets.map((set) => sql`(${join(set)})`))})`;
  }
  const all = grouping.views === 'programs' ? [ident('program'), ...keys] : keys;
  return all.length > 0 ? sql`GROUP BY ${join(all)}` : raw('');
}

/** The groups of rows that are one for each view already. */
function plainGroupBy(grouping: Grouping): Sql {
  const columns = groupColumns(grouping);
  return columns.length > 0 ? sql`GROUP BY ${join(columns)}` : raw('');
}

function orderBy({ views, keys }: Grouping): Sql {
  const view =
    views === 'each'
      ? [
          raw(`program NULLS FIRST, level IS NOT NULL,
        CASE WHEN level IS NOT NULL THEN min(level_position) END, level`),
        ]
      : views === 'programs'
        ? [raw('program')]
        : [];
  const inside = keys.flatMap(({ column, labels, nullsFirst }) =>
    labels
      ? labels.order.map(raw)
      : [sql`${ident(column)} ${raw(nullsFirst ? 'NULLS FIRST' : 'NULLS LAST')}`],
  );
  const all = [...view, ...inside];
  return all.length > 0 ? sql`ORDER BY ${join(all)}` : raw('');
}
