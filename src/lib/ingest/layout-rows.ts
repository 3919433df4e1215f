/**
 * Records of a file that are none: units below the header, the header again on a later page, notes and
 * totals around the table. They are counted as rows and set aside as `total_row`.
 */
import { all, raw, type Sql, sql } from '$lib/sql/sql';
import { isFooter } from './cell-look';
import { parseCells } from './header';
import { hasParts } from './parts';
import { cell } from './read-sql';
import type { UnreadableRecords } from './scan-result';
import type { FilePlan } from './types';

/** Whether a record is the header again, or a note in its first cell with nothing in the others. */
export function isLayoutRow(plan: FilePlan): Sql {
  const again = plan.layout.hasHeader ? isHeaderAgain(plan.header) : raw('FALSE');
  return sql`(${again} OR is_note)`;
}

/** Takes the first records below the header out of the typed table, by their numbers in the file. */
export function setUnitRowsAside(plan: FilePlan, fileId: number, table: Sql): readonly Sql[] {
  const { unitRows } = plan.layout;
  if (unitRows === 0) return [];
  const once = hasParts(plan) ? raw(' AND part_no = 0') : raw('');
  return [
    sql`INSERT INTO set_aside SELECT ${fileId}, row_no, 'total_row', NULL, problems[1].value, NULL,
      NULL, NULL, NULL FROM ${table} WHERE row_no <= ${unitRows}${once}`,
    sql`DELETE FROM ${table} WHERE row_no <= ${unitRows}`,
  ];
}

/**
 * Whether a record that cannot be read is a row of units, a total, or a note behind the last record,
 * by its position in the list of all that cannot be read and by its text.
 */
export function isUnreadableNote(
  { dialect, layout }: FilePlan,
  { records }: UnreadableRecords,
  recordCount: number,
): (at: number, text: string) => boolean {
  return (at, text) => {
    const record = records[at]!;
    if (record <= layout.unitRows) return true;
    if (text === '') return false;
    const cells = parseCells(text, dialect, 1)[0] ?? [];
    const filled = cells.filter((value) => value.trim() !== '');
    if (isFooter(filled[0] ?? '')) return true;
    const isBehindAll = recordCount - record === records.length - 1 - at;
    return isBehindAll && filled.length === 1;
  };
}

/** Every named cell holds the name of its column; the others are looked at where the first one does. */
function isHeaderAgain(header: readonly string[]): Sql {
  const [first, ...others] = header.flatMap((name, at): Sql[] =>
    name.trim() === '' ? [] : [sql`${cell(at)} IS NOT DISTINCT FROM ${name.trim()}`],
  );
  if (!first) return raw('FALSE');
  return others.length === 0 ? first : sql`CASE WHEN ${first} THEN ${all(others)} ELSE FALSE END`;
}
