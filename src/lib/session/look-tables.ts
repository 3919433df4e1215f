/** A first look at every table of a file; most files hold one. */
import { otherTables } from '$lib/ingest/other-tables';
import { type Look, lookAt } from './look';
import type { Memory } from './mapping-memory';

/** One table of a file: its name as people read it, and what a look at it found. */
export interface TableLook {
  readonly name: string;
  readonly look: Look;
}

/** Looks at the tables of a file, in file order; never rejects. */
export async function lookAtTables(
  file: File,
  memory: Memory,
  today: string,
): Promise<readonly TableLook[]> {
  const { name } = file;
  const look = await lookAt(file, memory, today);
  const found: TableLook[] = [{ name, look }];
  if (look.state === 'refused') return found;
  const { layout } = look.state === 'ready' ? look.plan : look.proposal.plan;
  for (const other of otherTables(name, layout, look.profile)) {
    found.push({ name: other.name, look: await lookAt(file, memory, today, other.given) });
  }
  return found;
}
