/** The mapping of rows that were set aside, repaired, and dropped again. */
import { headerOfRows, planOfRows } from '$lib/ingest/own-columns';
import { type Memory, remember, type SavedMapping } from './mapping-memory';

/**
 * The memory in which the rows to fix of each kept mapping and of each loaded file are known too, by
 * their own header. Whoever repaired the rows has answered the questions about their file before.
 */
export function withRepairedRows(memory: Memory, loaded: readonly SavedMapping[]): Memory {
  const known = [...memory.mappings, ...loaded].flatMap((saved) => {
    const plan = planOfRows(saved.plan, headerOfRows(saved.plan));
    return plan ? [{ ...saved, plan }] : [];
  });
  return known.reduce(remember, memory);
}
