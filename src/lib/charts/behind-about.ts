/** Which number of a figure a look behind it is about, in words. */
import type { ComputedFigure } from '$lib/metrics/compute';
import { type Focus, rowOf } from '$lib/session/behind/focus';
import { figureTable } from './figure-table';

/** The keys of a row, such as `PHQ-9, PHP`; empty where the figure has one number. */
export function aboutRow(figure: ComputedFigure, focus: Focus): string {
  const row = rowOf(figure, focus);
  if (!row) return '';
  const { apart, within } = figure.metric.units;
  const keys = ['level', 'program', ...apart, ...within].filter(
    (key) => (row[key] ?? null) !== null,
  );
  const data = { ...figure.data, columns: [...new Set(keys)], rows: [row] };
  const table = figureTable({ data, metric: figure.metric, title: '' }, [row]);
  const inCaption = table.caption.replace(/^ \(|\)$/g, '');
  const cells = table.columns.map(({ key }) => table.rows[0]?.[key]?.text ?? '');
  return [inCaption, ...cells].filter(Boolean).join(', ');
}
