/** The findings of the group `access` in words. */
import { formatCount, formatShare, formatShort } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Build, days, share } from './words';

/** The sentence of each figure of the group, by metric id. */
export const ACCESS_SENTENCES: Readonly<Record<string, Build>> = {
  'days-to-admission': (data) => {
    if (data.value === null) return data.emptyReason ?? 'No stay with a day of referral.';
    const within = everybody(data)?.['within_value'];
    const soon =
      typeof within === 'number' ? `; ${formatShare(within)} were admitted within 14 days` : '';
    return `Half of ${plural(data.n ?? 0, 'stay')} began within ${formatShort(data.value)} days of the referral${days(data)}${soon}.`;
  },
  'experience-top-box': (data) => {
    const row = everybody(data);
    if (data.value === null) return data.emptyReason ?? `No survey${responseOf(row)}.`;
    return `${share(data, 'survey')} gave the best answer${responseOf(row)}.`;
  },
};

function everybody(data: FigureData): FigureRow | undefined {
  return data.rows.find(
    (row) => row['level'] === null && row['program'] === null && (row['measure'] ?? null) === null,
  );
}

/** The share of finished stays that answered at all. */
function responseOf(row: FigureRow | undefined): string {
  const response = row?.['response'];
  if (typeof response !== 'number') return '';
  const [answered, finished] = [Number(row?.['answered']), Number(row?.['finished'])];
  return `; ${formatCount(answered)} of ${plural(finished, 'finished stay')} answered (${formatShare(response)})`;
}
