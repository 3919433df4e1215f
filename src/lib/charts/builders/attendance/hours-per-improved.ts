/** Attended hours for each reliable improvement, per measure or per group of one measure. */
import { formatCount, formatNumber, HIDDEN_TEXT } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { HIDDEN_STORY, isHidden, written } from '../../hidden';
import type { Bar, Plot } from '../../plot';
import { numberIn, textIn } from '../../rows';
import { saying, sayEstimate, sayN } from '../../say';
import { pairEntries } from '../symptoms/entries';

/** Describes bars of hours; the days stand in the tooltip. */
export function hoursPerImproved(data: FigureData, view: FigureChoices): Plot {
  const entries = pairEntries(data, view, true).flatMap((entry) => {
    const of = (name: string): FigureRow | undefined =>
      entry.rows.find((row) => textIn(row, 'statistic') === name);
    const hours = of('hours');
    return hours ? [{ ...entry, hours, days: of('days') }] : [];
  });
  if (entries.length === 0) return { kind: 'none', reason: 'No pair of scores under this choice.' };
  return {
    kind: 'bars',
    form: 'bars',
    horizontal: true,
    categories: entries.map(({ label, hours }) => ({ label, note: sayN(hours, 'n') })),
    series: [
      {
        name: 'Attended hours',
        token: 'accent',
        pattern: 'none',
        bars: entries.map(({ hours }) => barOf(hours)),
      },
    ],
    axis: { title: 'Attended hours per reliable improvement', unit: 'number', min: 0 },
    references: view.target ? [view.target] : [],
    remark: 'Hours of all pairs, improved or not. Association only: no causal claim.',
    cursor: entries.map(({ label, hours, days, pick }, index) => ({
      label,
      text: saying(
        sayHours(hours),
        days && numberIn(days, 'value') !== null
          ? `${formatNumber(numberIn(days, 'value'))} days attended`
          : null,
        sayImproved(hours),
      ),
      series: 0,
      index,
      pick,
      row: hours,
    })),
  };
}

function barOf(row: FigureRow): Bar {
  const value = numberIn(row, 'value');
  const [low, high] = [numberIn(row, 'low'), numberIn(row, 'high')];
  if (isHidden(row, 'value')) return { value, low, high, label: HIDDEN_TEXT, hidden: true };
  return { value, low, high, label: value === null ? 'nobody improved' : formatNumber(value) };
}

function sayHours(row: FigureRow): string {
  if (isHidden(row, 'value')) return HIDDEN_STORY;
  return numberIn(row, 'value') === null ? 'nobody improved' : `${sayEstimate(row, 'number')} h`;
}

function sayImproved(row: FigureRow): string | null {
  if (isHidden(row, 'n')) return null;
  const improved = written(row, 'denominator', formatCount);
  return `${improved} of ${plural(numberIn(row, 'n'), 'pair')} improved reliably`;
}
