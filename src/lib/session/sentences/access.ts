/** The findings of the group `access` in words. */
import { formatShare, formatShort } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { everybody, numberIn } from './rows';
import { type Build, counted, days, halfOf, share, verb } from './words';

/** The sentence of each figure of the group, by metric id. */
export const ACCESS_SENTENCES: Readonly<Record<string, Build>> = {
  'days-to-admission': (data) => {
    if (data.value === null) return data.emptyReason ?? 'No stay with a day of referral.';
    const within = numberIn(wholeRow(data), 'within_value');
    const soon = within === null ? '' : `; ${formatShare(within)} were admitted within 14 days`;
    return `${halfOf(data.n ?? 0, 'stay')} began within ${formatShort(data.value)} days of the referral${days(data)}${soon}.`;
  },
  'experience-top-box': (data) => {
    const response = responseOf(wholeRow(data));
    if (data.value === null) return data.emptyReason ?? `No survey${response}.`;
    return `${share(data, 'survey')} gave the best answer${response}.`;
  },
};

function wholeRow(data: FigureData): FigureRow | undefined {
  return everybody(data).find((row) => (row['measure'] ?? null) === null);
}

/** The share of finished stays that answered at all. */
function responseOf(row: FigureRow | undefined): string {
  const [response, numerator, denominator] = ['response', 'answered', 'finished'].map((column) =>
    numberIn(row, column),
  ) as [number | null, number | null, number | null];
  if (response === null || numerator === null || denominator === null) return '';
  const counts = { numerator, denominator };
  return `; ${counted(counts, 'finished stay')} ${verb(counts, 'has', 'have')} answered (${formatShare(response)})`;
}
