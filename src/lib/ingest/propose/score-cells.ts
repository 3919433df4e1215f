/** The numbers of the cells that hold scores, as a plan reads them. */
import { readNumber } from '../number-text';
import type { ColumnProfile, FileProfile } from '../proposal';
import { type NumberFormat, wordKey } from '../reading';
import type { FilePlan } from '../types';
import { suggestScore } from './score-words';
import { ownCode, suggestCode } from './words';

/** The number of a cell of a score or item, also with words around it; null = none. */
export function numberInCell(cell: string, format: NumberFormat): number | null {
  const number = readNumber(cell, format);
  return number ?? readNumber(suggestScore(cell, true) ?? '', 'plain');
}

/** The columns of a plan that hold scores and items. */
export function scoreColumns(plan: FilePlan, profile: FileProfile): readonly ColumnProfile[] {
  const { shape } = plan.reading;
  if (plan.kind !== 'scores' && plan.kind !== 'surveys') return [];
  const single = plan.columns['score'];
  const positions =
    shape.kind === 'scores'
      ? shape.parts.flatMap(({ at }) => at)
      : single === undefined
        ? []
        : [single];
  return positions.flatMap((at) => profile.columns[at] ?? []);
}

/** A cell of a score with what it is a score of. */
export interface ScoreCell {
  readonly measure: string;
  readonly number: number;
  /** Number of the item, from 1; null = a total. */
  readonly item: number | null;
  /** How many cells hold it; those of a long file come one by one. */
  readonly n: number;
}

const read = new WeakMap<FilePlan, WeakMap<FileProfile, readonly ScoreCell[]>>();

/**
 * The cells of scores and items that hold numbers, in the rows that were looked at. Several questions
 * ask for those of one plan, so they are read once.
 */
export function scoreCells(plan: FilePlan, profile: FileProfile): readonly ScoreCell[] {
  const ofPlan = read.get(plan) ?? new WeakMap<FileProfile, readonly ScoreCell[]>();
  read.set(plan, ofPlan);
  const known = ofPlan.get(profile);
  if (known) return known;
  const cells = readCells(plan, profile);
  ofPlan.set(profile, cells);
  return cells;
}

function readCells(plan: FilePlan, profile: FileProfile): readonly ScoreCell[] {
  const { shape, codes, numbers, values } = plan.reading;
  const format = numbers['score'] ?? 'plain';
  if (plan.kind !== 'scores') return [];
  if (shape.kind === 'scores') {
    return shape.parts.flatMap(({ measure, at }) =>
      at.flatMap((position, no) =>
        (profile.columns[position]?.values ?? []).flatMap(({ value, n }): ScoreCell[] => {
          const number = numberInCell(value, format);
          const item = at.length > 1 ? no + 1 : null;
          return number === null ? [] : [{ measure, number, item, n }];
        }),
      ),
    );
  }
  const { measure: measureAt, score: scoreAt } = plan.columns;
  if (scoreAt === undefined) return [];
  const constant = values['measure'] ?? null;
  const known = new Map<string, string | null>();
  const measureOf = (cell: string): string | null => {
    const key = wordKey(cell);
    if (!known.has(key)) {
      const code = codes['measure']?.[key] ?? ownCode('measure', cell);
      known.set(key, code ?? suggestCode('measure', cell)?.code ?? null);
    }
    return known.get(key) ?? null;
  };
  const numbersOf = new Map<string, number | null>();
  const numberOf = (cell: string): number | null => {
    if (!numbersOf.has(cell)) numbersOf.set(cell, numberInCell(cell, format));
    return numbersOf.get(cell) ?? null;
  };
  return profile.rows.flatMap((row): ScoreCell[] => {
    const measure = measureAt === undefined ? constant : measureOf(row[measureAt] ?? '');
    const number = measure === null ? null : numberOf(row[scoreAt] ?? '');
    return measure === null || number === null ? [] : [{ measure, number, item: null, n: 1 }];
  });
}
