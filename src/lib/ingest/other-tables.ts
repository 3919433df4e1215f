/** Further tables of a file, each to be looked at and mapped as a file of its own. */
import type { Given } from './inspect';
import type { FileProfile } from './proposal';
import type { Layout } from './types';
import { linesOf } from './written-words';

/** One more table of a file. */
export interface OtherTable {
  /** The name under which people find it, such as `report.csv (lines 15 to 40)`. */
  readonly name: string;
  /** For `inspectFile`, so that it looks at this table. */
  readonly given: Given;
}

/** The tables of a file besides the one that a layout names, in file order. */
export function otherTables(
  fileName: string,
  layout: Layout,
  { tables }: FileProfile,
): readonly OtherTable[] {
  return tables
    .filter((table) => table.layout.startLine !== layout.startLine)
    .map((table) => ({
      name: `${fileName} (${linesOf(table)})`,
      given: { layout: table.layout },
    }));
}
