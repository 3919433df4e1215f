/** One bar per target that a program has: the share of weeks, days, stays or meetings within it. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { TARGET_KINDS } from '$lib/model/targets';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, textIn } from '../../rows';
import { saying, sayCount, sayEstimate } from '../../say';
import { shareBars } from '../share-bars';
import { rangeWords, targetIn } from './target-words';

/** What a target is counted in, and what is held against it. */
const kinds: Readonly<Record<string, readonly [unit: string, counted: string]>> = {
  days_per_week: ['attended days a week', 'full week'],
  hours_per_day: ['h on an attended day', 'attended day'],
  hours_per_week: ['h a week', 'full week'],
  length_days: ['days of stay', 'finished stay'],
  group_size: ['people in a group', 'group meeting'],
  individual_sessions_per_week: ['individual sessions a week', 'full week'],
  sessions_per_week: ['sessions a week', 'full week'],
};

/** Describes the bars of every group in turn; they are never added up. */
export function programFidelity(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.map((row) => ({
      label: view.by === 'all' ? words(row) : `${group.label}: ${words(row)}`,
      token: group.token,
      pick: group.pick,
      row,
    })),
  );
  const plot = shareBars(entries, {
    axisTitle: 'Within the target, %',
    countOf: 'week',
    references: view.target ? [view.target] : [],
    missing: 'nothing to count',
  });
  if (plot.kind === 'none') return { kind: 'none', reason: 'No target for these levels.' };
  return {
    ...plot,
    remark: 'Each share stands for itself; they are not added up to a score.',
    cursor: plot.cursor.map((point, at) => {
      const { row } = entries[at]!;
      const counted = kinds[textIn(row, 'class') ?? '']?.[1];
      return { ...point, text: saying(sayEstimate(row, 'share'), sayCount(row, counted)) };
    }),
  };
}

/** `3 to 5 attended days a week`; the name of the target where each stay has its own. */
function words(row: FigureRow): string {
  const kind = textIn(row, 'class') ?? '';
  const target = targetIn(row);
  if (target) return `${rangeWords(target)} ${kinds[kind]?.[0] ?? ''}`.trim();
  const name = TARGET_KINDS.find((candidate) => candidate.kind === kind)?.label ?? kind;
  return isHidden(row, 'target_low') ? name : `${name}, own targets`;
}
