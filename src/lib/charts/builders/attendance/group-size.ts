/** How many people come to a group: meetings by size, or by group those within the target. */
import { formatCount, formatShare, formatShort, HIDDEN_TEXT } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { HIDDEN_STORY, isHidden, written } from '../../hidden';
import type { Bar, BarSeries, MeantRange, Plot } from '../../plot';
import { groupsBy, numberIn, textIn } from '../../rows';
import { saying, sayCount } from '../../say';
import { shareBars } from '../share-bars';
import { rangeWords, targetIn } from './target-words';

/** Describes the sizes of everybody's meetings; by level or program the share within the target. */
export function groupSize(data: FigureData, view: FigureChoices): Plot {
  if (view.by !== 'all') return within(data, view);
  const rows = groupsBy(data.rows, 'all')[0]?.rows ?? [];
  const target = targetIn(rows.find((row) => textIn(row, 'class') === 'within target') ?? {});
  const sizes = rows.filter((row) => /^[0-9]+$/.test(textIn(row, 'class') ?? ''));
  if (sizes.length === 0) return { kind: 'none', reason: 'No group meeting under this choice.' };
  const largest = Math.max(...sizes.map((row) => Number(row['class'])));
  const places = Array.from({ length: largest }, (_, at) => ({
    size: at + 1,
    row: sizes.find((row) => textIn(row, 'class') === String(at + 1)),
  }));
  const series = target
    ? [
        seriesOf(`${rangeWords(target)} people`, 'accent', 'none', places, target, true),
        seriesOf('outside the target', 'worse', 'hatch', places, target, false),
      ]
    : [seriesOf('Group meetings', 'accent', 'none', places, null, true)];
  return {
    kind: 'bars',
    form: 'stack',
    horizontal: false,
    categories: places.map(({ size }) => ({ label: String(size), note: null })),
    series,
    axis: { title: 'Group meetings', unit: 'count', min: 0 },
    references: [],
    remark: `People who came to a meeting, whatever program they are in.${summary(rows)}`,
    cursor: places.flatMap(({ size, row }, index) =>
      row
        ? [
            {
              label: size === 1 ? '1 person' : `${size} people`,
              text: saying(
                isHidden(row, 'value') ? HIDDEN_STORY : formatShare(numberIn(row, 'value')),
                sayCount(row, 'meeting'),
              ),
              series: target && !isWithin(size, target) ? 1 : 0,
              index,
              pick: null,
              row,
            },
          ]
        : [],
    ),
  };
}

interface Place {
  readonly size: number;
  readonly row: FigureRow | undefined;
}

function seriesOf(
  name: string,
  token: string,
  pattern: BarSeries['pattern'],
  places: readonly Place[],
  target: MeantRange | null,
  wanted: boolean,
): BarSeries {
  return {
    name,
    token,
    pattern,
    bars: places.map(({ size, row }): Bar => {
      const none = { value: null, low: null, high: null, label: null };
      if (!row || (target !== null && isWithin(size, target) !== wanted)) return none;
      if (isHidden(row, 'numerator')) return { ...none, label: HIDDEN_TEXT, hidden: true };
      return { ...none, value: numberIn(row, 'numerator') };
    }),
  };
}

function isWithin(size: number, { low, high }: MeantRange): boolean {
  return (low === null || size >= low) && (high === null || size <= high);
}

function summary(rows: readonly FigureRow[]): string {
  const all = rows.find((row) => textIn(row, 'class') === 'all');
  const median = all ? numberIn(all, 'median') : null;
  if (!all || median === null) return '';
  return ` Median ${formatShort(median)} in ${written(all, 'denominator', formatCount)} meetings.`;
}

function within(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) => {
    const row = group.rows.find((one) => textIn(one, 'class') === 'within target');
    if (!row) return [];
    const target = targetIn(row);
    const own = isHidden(row, 'target_low') ? null : 'each by its own target';
    const more = target ? `target: ${rangeWords(target)} people` : own;
    return [{ ...group, row, more }];
  });
  return shareBars(entries, {
    axisTitle: 'Group meetings within the target, %',
    countOf: 'meeting',
    references: view.target ? [view.target] : [],
    missing: 'no meeting',
  });
}
