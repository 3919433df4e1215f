/** Attended hours for each reliable improvement, per measure or per group of one measure. */
import { formatCount, formatNumber } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { numberIn, textIn } from '../../rows';
import { saying, sayEstimate } from '../../say';
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
    categories: entries.map(({ label, hours }) => ({
      label,
      note: `n ${formatCount(numberIn(hours, 'n'))}`,
    })),
    series: [
      {
        name: 'Attended hours',
        token: 'accent',
        pattern: 'none',
        bars: entries.map(({ hours }) => {
          const value = numberIn(hours, 'value');
          return {
            value,
            low: numberIn(hours, 'low'),
            high: numberIn(hours, 'high'),
            label: value === null ? 'nobody improved' : formatNumber(value),
          };
        }),
      },
    ],
    axis: { title: 'Attended hours per reliable improvement', unit: 'number', min: 0 },
    references: view.target ? [view.target] : [],
    remark: 'Hours of all pairs, improved or not. Association only: no causal claim.',
    cursor: entries.map(({ label, hours, days, pick }, index) => ({
      label,
      text: saying(
        numberIn(hours, 'value') === null ? 'nobody improved' : `${sayEstimate(hours, 'number')} h`,
        days && numberIn(days, 'value') !== null
          ? `${formatNumber(numberIn(days, 'value'))} days attended`
          : null,
        `${formatCount(numberIn(hours, 'denominator'))} of ${plural(numberIn(hours, 'n'), 'pair')} improved reliably`,
      ),
      series: 0,
      index,
      pick,
    })),
  };
}
