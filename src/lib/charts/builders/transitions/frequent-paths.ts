/** The most frequent paths as bars: ten for everybody, three per level or program of the first stay. */
import { formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { type Group, groupsBy, numberIn, textIn } from '../../rows';
import { sayN } from '../../say';
import { type ShareEntry, shareBars } from '../share-bars';

/** Paths of a group that have a bar. */
const perGroup = 3;

/** Describes the paths of a view. */
export function frequentPaths(data: FigureData, view: FigureChoices): Plot {
  const groups = groupsBy(data.rows, view.by);
  const entries = groups.flatMap((group) =>
    view.by === 'all' ? group.rows.map((row) => entryOf(row, group)) : topOf(group, view.by),
  );
  const plot = shareBars(entries, {
    axisTitle: `Paths, % of ${view.by === 'all' ? 'all' : `those of the ${view.by}`}`,
    countOf: 'path',
    references: [],
    missing: 'no path',
  });
  if (plot.kind === 'none') return plot;
  return {
    ...plot,
    // n is the same for all bars of a group, and stands with the count of each.
    categories: entries.map(({ label, row }) => ({ label, note: pathsOf(row) })),
    axis: { ...plot.axis, max: roundUp(entries) },
    remark: remarkOf(groups, view),
  };
}

function topOf(group: Group, by: 'level' | 'program'): ShareEntry[] {
  const named = group.rows.filter((row) => textIn(row, 'class') !== 'other');
  // The first level of a path is its level of entry already.
  const prefix = by === 'program' ? `${group.label}: ` : '';
  return named.slice(0, perGroup).map((row) => {
    const entry = entryOf(row, group);
    return { ...entry, label: `${prefix}${entry.label}` };
  });
}

function entryOf(row: FigureRow, { token, pick }: Group): ShareEntry {
  const name = textIn(row, 'class') ?? '';
  const isOther = name === 'other';
  return {
    label: isOther ? 'All other paths' : name,
    token: isOther ? 'neutral' : token,
    row,
    pick,
  };
}

function pathsOf(row: FigureRow): string {
  return isHidden(row, 'numerator')
    ? sayN(row, 'numerator')
    : plural(numberIn(row, 'numerator'), 'path');
}

/** A whole tenth above every whisker, so that small shares can be told apart. */
function roundUp(entries: readonly ShareEntry[]): number {
  const ends = entries.map(({ row }) => numberIn(row, 'high') ?? numberIn(row, 'value') ?? 0);
  return Math.min(1, Math.ceil(Math.max(...ends, 0.05) * 10) / 10);
}

function remarkOf(groups: readonly Group[], { by }: FigureChoices): string {
  if (by !== 'all') return `The ${perGroup} most frequent of each; all stand in the table.`;
  const other = groups[0]?.rows.find((row) => textIn(row, 'class') === 'other');
  const share = other && !isHidden(other, 'value') && formatShare(numberIn(other, 'value'), 0);
  return share
    ? `Equal neighbours are merged. ${share} of paths are none of the ten.`
    : 'Equal neighbours are merged.';
}
