/**
 * Mappings that the browser keeps: how a file with a certain header is read, and the instruments and
 * thresholds that they lean on. Header words and code words are kept, rows never. One JSON document
 * carries them to another computer; all settings are in `settings-file.ts`.
 */
import * as v from 'valibot';
import { planSchema } from '$lib/ingest/plan-schema';
import type { FilePlan } from '$lib/ingest/types';
import type { EnteredThresholds, OwnInstrument } from '$lib/measures/own';
import { instrumentsSchema, thresholdsSchema } from './settings-schema';

/** A mapping as it is kept. */
export interface SavedMapping {
  /** Name of the file that it was made for. */
  readonly name: string;
  /** Day on which it was confirmed, `YYYY-MM-DD`. */
  readonly savedOn: string;
  readonly plan: FilePlan;
  /** Questions that were answered, with the answers in words. */
  readonly answered: Readonly<Record<string, string>>;
  /** Marks of the words that the person left without a code; the words themselves are not kept. */
  readonly undecided?: readonly string[] | undefined;
}

/** Everything that is kept. */
export interface Memory {
  readonly mappings: readonly SavedMapping[];
  readonly instruments: readonly OwnInstrument[];
  readonly thresholds: Readonly<Record<string, EnteredThresholds>>;
}

/** Nothing kept. */
export const NO_MEMORY: Memory = { mappings: [], instruments: [], thresholds: {} };

const KEY = 'stepdown-mappings';
const VERSION = 1;

const document = v.object({
  format: v.literal(KEY),
  version: v.literal(VERSION),
  mappings: v.array(
    v.object({
      name: v.string(),
      savedOn: v.pipe(v.string(), v.isoDate()),
      plan: planSchema,
      answered: v.record(v.string(), v.string()),
      undecided: v.optional(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)))),
    }),
  ),
  instruments: instrumentsSchema,
  thresholds: thresholdsSchema,
});

/** A document of mappings that cannot be used. */
export class MappingsNotReadable extends Error {
  override readonly name = 'MappingsNotReadable';
  readonly nextStep = 'Choose a file that was saved with "Export mappings"; nothing was changed.';
}

/** The columns of a file by which its mapping is found again; space and case do not matter. */
export function headerFingerprint(header: readonly string[]): string {
  return header.map((name) => name.trim().toLowerCase()).join('\u001f');
}

/** A short mark of a word of a column, by which it is known again (FNV-1a, 32 bits, in hex). */
export function wordMark({ column, word }: { column: string; word: string }): string {
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(`${column}\u001f${word}`)) {
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The kept mapping for a header; null = none. */
export function recall(memory: Memory, header: readonly string[]): SavedMapping | null {
  const wanted = headerFingerprint(header);
  return memory.mappings.find(({ plan }) => headerFingerprint(plan.header) === wanted) ?? null;
}

/** The memory with a mapping in place of an earlier one for the same header. */
export function remember(memory: Memory, saved: SavedMapping): Memory {
  const own = headerFingerprint(saved.plan.header);
  const others = memory.mappings.filter(({ plan }) => headerFingerprint(plan.header) !== own);
  return { ...memory, mappings: [...others, saved] };
}

/** Two memories as one; of two mappings for one header, and two values of one id, the second stays. */
export function merge(memory: Memory, added: Memory): Memory {
  const mappings = added.mappings.reduce(remember, memory).mappings;
  const ids = new Set(added.instruments.map(({ id }) => id));
  return {
    mappings,
    instruments: [...memory.instruments.filter(({ id }) => !ids.has(id)), ...added.instruments],
    thresholds: { ...memory.thresholds, ...added.thresholds },
  };
}

/** What the browser has kept; nothing where it kept nothing that can be read. */
export function readMemory(storage: Pick<Storage, 'getItem'>): Memory {
  const text = storage.getItem(KEY);
  if (text === null) return NO_MEMORY;
  try {
    return parseMemory(text);
  } catch {
    return NO_MEMORY;
  }
}

/** Lets the browser keep a memory; a browser that refuses keeps nothing, and nothing fails. */
export function writeMemory(storage: Pick<Storage, 'setItem'>, memory: Memory): void {
  try {
    storage.setItem(KEY, memoryJson(memory));
  } catch {
    // Storage is full or forbidden: the mapping holds for this tab all the same.
  }
}

/** The document of a memory. */
export function memoryJson(memory: Memory): string {
  return `${JSON.stringify({ format: KEY, version: VERSION, ...memory }, null, 2)}\n`;
}

/** Reads a document; throws `MappingsNotReadable` with the first thing that is wrong. */
export function parseMemory(text: string): Memory {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new MappingsNotReadable('The file is not JSON.', { cause });
  }
  const found = v.safeParse(document, data);
  if (!found.success) {
    const [issue] = found.issues;
    const place = v.getDotPath(issue) ?? 'the file';
    throw new MappingsNotReadable(
      `The file holds no mappings that can be used (${place}: ${issue.message}).`,
    );
  }
  const { mappings, instruments, thresholds } = found.output;
  return { mappings, instruments, thresholds };
}
