/** Which kind of file a header belongs to, and the mapping of its columns by their canonical names. */
import { CANONICAL, EXTRA_PREFIX, type Kind, KINDS } from '$lib/model/canonical';
import { isOwnColumn } from './own-column-names';
import type { ExtraColumn } from './types';

/** A header that names every required column of a kind. */
export interface Recognised {
  readonly state: 'recognised';
  readonly kind: Kind;
  readonly columns: Readonly<Record<string, number>>;
  readonly extras: readonly ExtraColumn[];
}

/** A header that names no kind fully, with the kind that it is closest to. */
export interface Unrecognised {
  readonly state: 'unrecognised';
  readonly likelyKind: Kind | null;
  readonly missing: readonly string[];
}

/** A name as it is compared: without case and without space around it. */
export function normalName(name: string): string {
  return name.trim().toLowerCase();
}

/** Names that stand more than once in a header; cells without a name are never mapped and may. */
export function repeatedNames(header: readonly string[]): readonly string[] {
  const names = header.map(normalName).filter((name) => name !== '');
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** The most columns of any one kind that a header names. */
export function knownColumns(header: readonly string[]): number {
  return Math.max(...KINDS.map((kind) => Object.keys(mapColumns(kind, header)).length));
}

/** Recognises the kind of a file by its header. */
export function recogniseKind(header: readonly string[]): Recognised | Unrecognised {
  const candidates = KINDS.map((kind) => {
    const columns = mapColumns(kind, header);
    const required = CANONICAL[kind].filter((column) => column.required);
    const missing = required.map(({ name }) => name).filter((name) => !(name in columns));
    const found = (required.length - missing.length) / required.length;
    return { kind, columns, missing, found, known: Object.keys(columns).length };
  });
  const best = candidates.reduce((a, b) =>
    b.found > a.found || (b.found === a.found && b.known > a.known) ? b : a,
  );
  if (best.missing.length > 0) {
    const likelyKind = best.known === 0 ? null : best.kind;
    return { state: 'unrecognised', likelyKind, missing: likelyKind ? best.missing : [] };
  }
  const { kind, columns } = best;
  const extras = kind === 'stays' ? extraColumns(header, columns) : [];
  return { state: 'recognised', kind, columns, extras };
}

function mapColumns(kind: Kind, header: readonly string[]): Record<string, number> {
  const names = header.map(normalName);
  const positions = CANONICAL[kind].map(({ name }) => [name, names.indexOf(name)] as const);
  return Object.fromEntries(positions.filter(([, at]) => at >= 0));
}

/** The columns of a stays file that are mapped to nothing, each with a name of its own. */
export function extraColumns(
  header: readonly string[],
  columns: Readonly<Record<string, number>>,
): ExtraColumn[] {
  const mapped = new Set(Object.values(columns));
  const taken = new Set<string>();
  return header.flatMap((name, at) => {
    if (mapped.has(at) || name.trim() === '' || isOwnColumn(name)) return [];
    const slug = name
      .trim()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_|_$/g, '');
    const base = EXTRA_PREFIX + (slug || `column_${at + 1}`);
    let unique = base;
    for (let copy = 2; taken.has(unique); copy += 1) unique = `${base}_${copy}`;
    taken.add(unique);
    return [{ name: unique, header: name }];
  });
}
