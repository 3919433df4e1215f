/** The line maps of loaded files; they live as long as the engine that holds the files. */
import type { Engine } from '$lib/engine/port';
import type { LineMap } from './line-map';

const registry = new WeakMap<Engine, Map<number, LineMap>>();

/** Keeps the line map of a loaded file. */
export function keepLines(engine: Engine, fileId: number, lines: LineMap): void {
  const files = registry.get(engine) ?? new Map<number, LineMap>();
  registry.set(engine, files.set(fileId, lines));
}

/** Forgets the line map of a file. */
export function forgetLines(engine: Engine, fileId: number): void {
  registry.get(engine)?.delete(fileId);
}

/** The physical line on which a row of a loaded file begins. */
export function lineOf(engine: Engine, fileId: number, rowNo: number): number {
  const lines = registry.get(engine)?.get(fileId);
  if (!lines) throw new Error(`File ${fileId} is not loaded`);
  return lines.lineOf(rowNo);
}
