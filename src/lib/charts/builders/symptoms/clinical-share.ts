/** Response and remission of pairs that begin on the unwell side, as bars from zero. */
import { formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { Builder } from '../builder';
import { written } from '../../hidden';
import { textIn } from '../../rows';
import { sayCount } from '../../say';
import { shareBars } from '../share-bars';
import { pairEntries } from './entries';

/** Describes shares of response. */
export const response: Builder = clinicalShare('Response among those unwell at the start, %');

/** Describes shares of remission. */
export const remission: Builder = clinicalShare('Remission among those unwell at the start, %');

function clinicalShare(axisTitle: string): Builder {
  return (data: FigureData, view) => {
    const entries = pairEntries(data, view, true).flatMap(({ label, rows, pick }) => {
      const row = inScope(rows, 'clinical');
      if (!row) return [];
      return [{ label, token: 'accent', row, pick, more: sayAll(inScope(rows, 'all')) }];
    });
    return shareBars(entries, {
      axisTitle,
      countOf: 'pair',
      references: [],
      missing: 'nobody unwell at the start',
    });
  };
}

function inScope(rows: readonly FigureRow[], scope: string): FigureRow | undefined {
  return rows.find((row) => textIn(row, 'scope') === scope);
}

/** The share among all pairs, for the tooltip. */
function sayAll(row: FigureRow | undefined): string | null {
  if (!row) return null;
  const words = [written(row, 'value', formatShare), sayCount(row, 'pair')].filter(Boolean);
  return `with any baseline above 0: ${words.join(', ')}`;
}
