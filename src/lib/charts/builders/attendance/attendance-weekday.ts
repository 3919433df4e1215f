/** Attendance rates from Monday to Sunday, one series of bars per group. */
import { formatShare, HIDDEN_TEXT } from '$lib/format/numbers';
import { sentenceCase } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import type { Bar, Plot } from '../../plot';
import { type Group, groupsBy, numberIn, textIn } from '../../rows';
import { saying, sayCount, sayEstimate, sayN } from '../../say';

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Describes bars by day of the week; days on which nobody had a session are left out. */
export function attendanceWeekday(data: FigureData, view: FigureChoices): Plot {
  const groups = groupsBy(data.rows, view.by);
  const days = WEEK.filter((day) => groups.some((group) => rowOf(group, day)));
  if (days.length === 0) return { kind: 'none', reason: 'No session that counts.' };
  const isOne = groups.length === 1;
  return {
    kind: 'bars',
    form: 'bars',
    horizontal: false,
    categories: days.map((day) => ({
      label: sentenceCase(day).slice(0, 3),
      note: isOne ? sayN(rowOf(groups[0]!, day) ?? {}, 'denominator') : null,
    })),
    series: groups.map((group) => ({
      name: group.label,
      token: group.token,
      pattern: 'none',
      bars: days.map((day) => barOf(rowOf(group, day), isOne)),
    })),
    axis: { title: 'Sessions attended, %', unit: 'share', min: 0, max: 1 },
    references: view.target ? [view.target] : [],
    remark: null,
    cursor: days.flatMap((day, index) =>
      groups.flatMap((group, series) => {
        const row = rowOf(group, day);
        if (!row) return [];
        const label = isOne ? sentenceCase(day) : `${group.label}, ${sentenceCase(day)}`;
        const text = saying(sayEstimate(row, 'share'), sayCount(row, 'session'));
        return [{ label, text, series, index, pick: group.pick, row }];
      }),
    ),
  };
}

function rowOf(group: Group, day: string): FigureRow | undefined {
  return group.rows.find((row) => textIn(row, 'class') === day);
}

function barOf(row: FigureRow | undefined, isLabelled: boolean): Bar {
  const cells = row ?? {};
  const value = numberIn(cells, 'value');
  const [low, high] = [numberIn(cells, 'low'), numberIn(cells, 'high')];
  if (isHidden(cells, 'value')) return { value, low, high, label: HIDDEN_TEXT, hidden: true };
  return {
    value,
    low,
    high,
    label: isLabelled && value !== null ? formatShare(value, 0) : null,
  };
}
