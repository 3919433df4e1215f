/** The findings about how stays end in words. */
import { HEADLINE_DAY } from '$lib/metrics/length/dropout-incidence';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { formatShare } from '$lib/format/numbers';
import { listOf, plural, spellOut } from '$lib/format/words';
import { everybody, hides, numberIn, shareIn, wholeRow } from './rows';
import { type Build, counted, orNone, percent, share } from './words';

/** The sentence of each figure about ends, by metric id. */
export const END_SENTENCES: Readonly<Record<string, Build>> = {
  'discharge-reasons': reasons,
  'planned-discharge': (data) => {
    if (data.value === null) return 'No finished stay with a reason that counts.';
    return `${pooled(data, 'ended as planned')}${besideWords(firstRow(data))}.`;
  },
  'early-dropout': (data) => early(data, 'dropped out early'),
  'early-unplanned': (data) => early(data, 'left early without a plan'),
  'dropout-incidence': incidence,
};

/** The share of paths first wherever there are any, however the picture is divided. */
function pooled(data: FigureData, happened: string): string {
  const paths = wholeRow(data, 'paths');
  const stays = wholeRow(data, 'all stays');
  if (!paths?.denominator || !stays?.denominator) return `${share(data, one(data))} ${happened}`;
  return `${share(paths, 'path')} ${happened}, of single stays ${formatShare(stays.value)}`;
}

function one(data: FigureData): string {
  return data.about === 'paths' ? 'path' : 'stay';
}

/** The counts beside planned discharges, by column. */
const BESIDE = [
  ['against_advice', 'against advice'],
  ['coverage_ended', 'because coverage ended'],
] as const;

/** The counts that stand beside planned discharges; those that are hidden are said to be. */
function besideWords(row: FigureRow | undefined): string {
  const shown = BESIDE.flatMap(([column, words]) => {
    const count = numberIn(row, column);
    return count === null ? [] : [`${orNone(count)} ${words}`];
  });
  const hidden = BESIDE.filter(([column]) => hides(row, column)).map(([, words]) => words);
  return [
    shown.length > 0 ? `; ${shown.join(', ')}` : '',
    hidden.length > 0 ? `; how many ${hidden.join(' and ')} is hidden` : '',
  ].join('');
}

/** The row of everybody that the headline is about. */
function firstRow(data: FigureData): FigureRow | undefined {
  return everybody(data).find((row) =>
    data.about === 'paths' ? row['scope'] === 'paths' : row['scope'] !== 'paths',
  );
}

function reasons(data: FigureData): string | null {
  const scope = firstRow(data)?.['scope'];
  const own = everybody(data).filter((row) => row['scope'] === scope);
  const isHidden = own.some((row) => hides(row, 'numerator'));
  const [most, ...others] = own
    .filter((row) => (numberIn(row, 'numerator') ?? 0) > 0)
    .sort((a, b) => Number(b['numerator']) - Number(a['numerator']));
  if (!most) return isHidden ? null : 'No stay that counts here has ended yet.';
  const next = others
    .slice(0, 2)
    .map((row) => `${wordOf(row)} (${formatShare(numberIn(row, 'value'))})`);
  const then = next.length > 0 ? `; then ${listOf(next)}` : '';
  // A hidden reason can be a frequent one: it is hidden so that it does not tell another.
  const often = isHidden ? 'Most often among those shown' : 'Most often';
  return `${often}: ${wordOf(most)}, ${share(shareIn(most), one(data))}${then}.`;
}

function wordOf(row: FigureRow): string {
  return spellOut(String(row['class']));
}

function early(data: FigureData, happened: string): string {
  if (data.value === null) return 'No stay began long enough before the data cut to tell.';
  // The definition in force is one of the notes.
  const rule = data.notes.find((note) => note.startsWith('Early'));
  return `${pooled(data, happened)}.${rule ? ` ${rule}` : ''}`;
}

function incidence(data: FigureData): string {
  if (!data.n) return 'No stay to follow here.';
  const stays = plural(data.n, 'stay');
  if (data.value === null) {
    const followed = counted({ numerator: 0, denominator: data.n }, 'stay');
    return `${followed} is followed to day ${HEADLINE_DAY}.`;
  }
  const beside = ['planned', 'other'].flatMap((name) => {
    // The last step by then, which can be hidden; an earlier one is another number.
    const step = everybody(data).findLast(
      (candidate) => candidate['class'] === name && Number(candidate['day']) <= HEADLINE_DAY,
    );
    const value = numberIn(step, 'value');
    return value === null ? [] : [`${name} ${formatShare(value)}`];
  });
  const ends = beside.length > 0 ? ` Ended otherwise by then: ${beside.join(', ')}.` : '';
  return `Estimated dropout by day ${HEADLINE_DAY}: ${percent(data)}, from ${stays}.${ends}`;
}
