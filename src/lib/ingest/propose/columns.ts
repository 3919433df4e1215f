/**
 * Which column of a file is which canonical column: names and values give each pair points, and the
 * pairs with most points are taken first, so that a name that says more is never taken for less.
 */
import type { Kind } from '$lib/model/canonical';
import { normalName } from '../kinds';
import type { ColumnProfile, FileProfile, Reason } from '../proposal';
import { fitOf, type Fit } from './column-fit';
import { ANSWER_RANGE, headerWords } from './header-text';
import { HEADER_RULES } from './record-headers';

/** Names by which a canonical column is known. */
export interface HeaderRule {
  readonly column: string;
  /** Points to names, divided by `|`; all words must stand in the header, `=` = nothing else may. */
  readonly names: Readonly<Record<number, string>>;
  /** Words, or words joined by `_`, with which it is something else. */
  readonly never: string;
  /** Words that speak a little against it, and for it. */
  readonly less?: string;
  readonly more?: string;
}

/** A column that is proposed for a canonical column. */
export interface Match {
  readonly at: number;
  readonly points: number;
  readonly reason: Reason;
}

interface Pair extends Match {
  readonly column: string;
}

/** Points of a canonical name; no other name has as many. */
export const OWN_NAME = 2;

/** Below this a name says too little. */
const ENOUGH = 0.45;

const FILLERS: ReadonlySet<string> = new Set(
  `of the a and for name code description person value text number date ${ANSWER_RANGE}`.split(' '),
);

/** The matches of a kind, by canonical column; positions in `taken` are used by other parts. */
export function matchColumns(
  kind: Kind,
  profile: FileProfile,
  taken: ReadonlySet<number> = new Set(),
): Readonly<Record<string, Match>> {
  const pairs = profile.columns
    .filter(({ at, name }) => !taken.has(at) && name.trim() !== '')
    .flatMap((column) => pairsOf(kind, column, profile))
    .sort((a, b) => b.points - a.points || a.at - b.at);
  const used = new Set<number>();
  const matches: Record<string, Match> = {};
  for (const { column, at, points, reason } of pairs) {
    if (used.has(at) || column in matches) continue;
    used.add(at);
    matches[column] = { at, points, reason };
  }
  return matches;
}

function pairsOf(kind: Kind, column: ColumnProfile, profile: FileProfile): Pair[] {
  const header = headerWords(column.name);
  return HEADER_RULES[kind].flatMap((rule): Pair[] => {
    const isOwn = normalName(column.name) === rule.column;
    const byName = isOwn ? OWN_NAME : namePoints(rule, header);
    const fit = fitOf(kind, rule.column, column, profile);
    if (fit.verdict === 'no' && !isOwn) return [];
    if (byName < 0.6 && fit.verdict !== 'yes') return [];
    const points = byName + (fit.verdict === 'yes' ? 0.15 + 0.1 * (fit.extra ?? 0) : 0);
    if (byName < ENOUGH || (fit.needed && fit.verdict !== 'yes' && !isOwn)) return [];
    return [{ column: rule.column, at: column.at, points, reason: reasonOf(column, byName, fit) }];
  });
}

/** Points of a header for a rule, from 0 to 1; 0 = its names do not stand in it. */
function namePoints(rule: HeaderRule, header: readonly string[]): number {
  const has = (words: string): boolean =>
    words.split(/[_ ]/).every((word) => header.includes(word));
  if (rule.never.split(' ').some((word) => word !== '' && has(word))) return 0;
  const [less, more] = [rule.less, rule.more].map(
    (list) => list?.split(' ').filter((word) => header.includes(word)).length ?? 0,
  );
  let best = 0;
  for (const [points, names] of Object.entries(rule.names)) {
    for (const name of names.split('|')) {
      const isWhole = name.startsWith('=');
      const words = name.replace('=', '').split(' ');
      if (!words.every((word) => header.includes(word))) continue;
      const others = header.filter((word) => !words.includes(word));
      if (isWhole && others.length > 0) continue;
      const telling = others.filter((word) => !FILLERS.has(word)).length;
      best = Math.max(
        best,
        Number(points) * (1 - 0.12 * Math.min(3, telling)) - 0.01 * others.length,
      );
    }
  }
  return best === 0 ? 0 : best - 0.2 * less! + 0.08 * more!;
}

function reasonOf(column: ColumnProfile, byName: number, fit: Fit): Reason {
  const says = `the header says "${column.name.trim()}"`;
  const isClear = byName >= 0.8;
  if (fit.verdict === 'yes') {
    return { confidence: isClear ? 'sure' : 'likely', because: `${says} and ${fit.because}` };
  }
  return { confidence: isClear ? 'likely' : 'unsure', because: says };
}
