/**
 * A figure as it may leave the house: numbers about few people, and those that would give them away,
 * are null. Last step before words, pictures and files, so that none of them can tell more.
 */
import type { Columns } from '$lib/sql/columns';
import type { ComputedFigure } from '../compute';
import { applyHidden } from './apply';
import { type LeftOut, type Linked, patternQuery, readPatterns } from './patterns';
import { type HiddenRows, hiddenRows } from './tables';

/** What is hidden of figures that are decided about together. */
export interface Hidden {
  readonly rows: HiddenRows;
  readonly leftOut: readonly LeftOut[];
  /** The largest number of people that counts as few. */
  readonly smallest: number;
}

/**
 * What is hidden of some figures that are decided about together, in whatever order they are given.
 *
 * @param smallest The largest number of people that counts as few.
 * @param run Sends one query; its rejections are passed on.
 */
export async function readHidden(
  metrics: readonly Linked[],
  smallest: number,
  run: (query: string) => Promise<Columns>,
): Promise<Hidden> {
  const inOrder = [...metrics].sort((a, b) => (a.metric.id < b.metric.id ? -1 : 1));
  const { memberships, people, leftOut } = readPatterns(await run(patternQuery(inOrder).text));
  return { rows: hiddenRows(memberships, people, smallest), leftOut, smallest };
}

/** The figure without what is hidden of it, and without exclusions about few people. */
export function released(
  figure: ComputedFigure,
  { rows, leftOut, smallest }: Hidden,
): ComputedFigure {
  const { metric, data } = figure;
  const own = leftOut.filter((one) => one.metric === metric.id);
  return { ...figure, data: applyHidden(metric, data, rows, own, smallest) };
}
