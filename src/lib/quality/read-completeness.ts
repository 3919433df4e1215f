/** Reads the completeness of the loaded rows as a picture: columns down, files, programs or months across. */
import { CANONICAL, type Kind, KINDS } from '$lib/model/canonical';
import type { Columns } from '$lib/sql/columns';
import { countedColumns, filledCells, LACKING } from './completeness';
import { canonicalColumn, givenColumns, type GivenFile } from './given-columns';
import { type Grouping, NOT_GIVEN, SEVERAL_PROGRAMS } from './row-groups';
import { type Share, sumOf } from './share';

/** One column of the files. */
export interface CompletenessRow {
  readonly column: string;
  /** One for each group; null = the file of the group has no such column. */
  readonly cells: readonly (Share | null)[];
  /** Over all groups; rows of files without the column count as empty. */
  readonly all: Share;
}

/** The completeness of the files of one kind. */
export interface Completeness {
  readonly kind: Kind;
  /** Ids of files, programs or months, in order; `SET_ASIDE` = rows set aside for want of a value. */
  readonly groups: readonly string[];
  readonly rows: readonly CompletenessRow[];
  /** Canonical columns that no file of the kind has. */
  readonly absent: readonly string[];
}

/** The group of rows that are set aside since a value is missing; by file they count in their file. */
export const SET_ASIDE = 'set aside';

/** Months at most; of more the earlier ones are one group. */
export const MOST_MONTHS = 24;

/** Begins the name of the group of the earlier months; the first month that stands alone follows. */
export const BEFORE = 'before ';

type Run = (query: string) => Promise<Columns>;

/** Reads the completeness of every kind that is loaded, in the order of the kinds. */
export async function readCompleteness(
  files: readonly GivenFile[],
  by: Grouping,
  run: Run,
): Promise<readonly Completeness[]> {
  const lacking = (await run(LACKING.text)).rows();
  const found: Completeness[] = [];
  for (const kind of KINDS) {
    const own = files.filter((file) => file.kind === kind);
    const given = givenColumns(files, kind);
    const columns = countedColumns(kind, given);
    if (columns.length === 0) continue;
    const counts = await run(filledCells(kind, columns, by).text);
    const shares = new SharesByGroup();
    const first = by === 'month' ? firstMonth(counts.column('group_name')) : null;
    for (let row = 0; row < counts.rowCount; row += 1) {
      const name = String(counts.text('group_name', row));
      const group = first !== null && name < first ? BEFORE + first : name;
      columns.forEach((column, at) => {
        const n = counts.number(`n_${at}`, row) ?? 0;
        shares.add(group, column, { n, of: counts.number(`of_${at}`, row) ?? 0 });
      });
    }
    for (const row of lacking) {
      const file = own.find(({ fileId }) => fileId === row['file_id']);
      const column = file && canonicalColumn(file, String(row['column_name']));
      if (!column || !columns.includes(column)) continue;
      const group = by === 'file' ? String(file.fileId) : SET_ASIDE;
      shares.add(group, column, { n: 0, of: Number(row['n']) });
    }
    const groups = inOrder(shares.groups, by, own);
    const lacks = (group: string, column: string): boolean =>
      by === 'file' &&
      own.some(({ fileId, columns: has }) => String(fileId) === group && !has.includes(column));
    found.push({
      kind,
      groups,
      rows: columns.map((column) => ({
        column,
        cells: groups.map((group) => (lacks(group, column) ? null : shares.get(group, column))),
        all: sumOf(groups.map((group) => shares.get(group, column))),
      })),
      absent: CANONICAL[kind].map(({ name }) => name).filter((name) => !given.includes(name)),
    });
  }
  return found;
}

class SharesByGroup {
  private readonly shares = new Map<string, Map<string, Share>>();

  get groups(): readonly string[] {
    return [...this.shares.keys()];
  }

  add(group: string, column: string, share: Share): void {
    const columns = this.shares.get(group) ?? new Map<string, Share>();
    columns.set(column, sumOf([this.get(group, column), share]));
    this.shares.set(group, columns);
  }

  get(group: string, column: string): Share {
    return this.shares.get(group)?.get(column) ?? { n: 0, of: 0 };
  }
}

/** The first month that stands alone; null = all do. */
function firstMonth(names: readonly unknown[]): string | null {
  const months = names
    .map(String)
    .filter((name) => name !== NOT_GIVEN)
    .sort();
  return months.length > MOST_MONTHS ? months.at(-MOST_MONTHS)! : null;
}

function inOrder(
  groups: readonly string[],
  by: Grouping,
  files: readonly GivenFile[],
): readonly string[] {
  const last = [SEVERAL_PROGRAMS, NOT_GIVEN, SET_ASIDE];
  const place = (group: string): number => {
    if (by === 'file') return files.findIndex(({ fileId }) => String(fileId) === group);
    return group.startsWith(BEFORE) ? -1 : last.indexOf(group) + 1;
  };
  return [...groups].sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'en-US'));
}
