/** The findings about how stays end in words. */
import { HEADLINE_DAY } from '$lib/metrics/length/dropout-incidence';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { formatCount, formatShare } from '$lib/format/numbers';
import { listOf, plural, spellOut } from '$lib/format/words';
import { type Build, percent, share, wholeRow } from './words';

/** The sentence of each figure about ends, by metric id. */
export const END_SENTENCES: Readonly<Record<string, Build>> = {
  'discharge-reasons': reasons,
  'planned-discharge': (data) => {
    if (data.value === null) return 'No finished stay with a reason that counts.';
    const row = firstRow(data);
    const advice = formatCount(Number(row?.['against_advice'] ?? 0));
    const coverage = formatCount(Number(row?.['coverage_ended'] ?? 0));
    return `${pooled(data, 'ended as planned')}; ${advice} against advice, ${coverage} because coverage ended.`;
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

/** The row of everybody that the headline is about. */
function firstRow(data: FigureData): FigureRow | undefined {
  return everybody(data).find((row) =>
    data.about === 'paths' ? row['scope'] === 'paths' : row['scope'] !== 'paths',
  );
}

function everybody(data: FigureData): readonly FigureRow[] {
  return data.rows.filter((row) => row['level'] === null && row['program'] === null);
}

function reasons(data: FigureData): string {
  const scope = firstRow(data)?.['scope'];
  const [most, ...others] = everybody(data)
    .filter((row) => row['scope'] === scope && Number(row['numerator']) > 0)
    .sort((a, b) => Number(b['numerator']) - Number(a['numerator']));
  if (!most) return 'No stay that counts here has ended yet.';
  const counts = { ...data, ...pick(most) };
  const next = others
    .slice(0, 2)
    .map((row) => `${wordOf(row)} (${formatShare(Number(row['value']))})`);
  const then = next.length > 0 ? `; then ${listOf(next)}` : '';
  return `Most often: ${wordOf(most)}, ${share(counts, one(data))}${then}.`;
}

function wordOf(row: FigureRow): string {
  return spellOut(String(row['class']));
}

function pick(
  row: FigureRow,
): Pick<FigureData, 'numerator' | 'denominator' | 'value' | 'low' | 'high'> {
  const number = (name: string): number | null => {
    const value = row[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    numerator: number('numerator'),
    denominator: number('denominator'),
    value: number('value'),
    low: number('low'),
    high: number('high'),
  };
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
  if (data.value === null) return `None of ${stays} is followed to day ${HEADLINE_DAY}.`;
  const beside = ['planned', 'other'].flatMap((name) => {
    const row = everybody(data).findLast(
      (candidate) => candidate['class'] === name && Number(candidate['day']) <= HEADLINE_DAY,
    );
    return row ? [`${name} ${formatShare(Number(row['value']))}`] : [];
  });
  const ends = beside.length > 0 ? ` Ended otherwise by then: ${beside.join(', ')}.` : '';
  return `Estimated dropout by day ${HEADLINE_DAY}: ${percent(data)}, from ${stays}.${ends}`;
}
