/** The findings about how much scores change, and what missing ones could change. */
import { formatCount, formatNumber, formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { severityBands } from './bands';
import { everybody, hides, numberIn } from './rows';
import { type Build, counted, interval, percent, share } from './words';

/** Sentences by metric id. */
export const CHANGE_SENTENCES: Readonly<Record<string, Build>> = {
  'severity-bands': severityBands,
  'mean-change': (data) => {
    const name = nameOf(data);
    if (!name || data.value === null) return `No pair of scores${name ? ` of the ${name}` : ''}.`;
    return `Scores of the ${name} ${meanWords(data.value)}${endsOf(data)} (${basis(data, 1, 'improvement ')}).`;
  },
  'effect-size': (data) => {
    const name = nameOf(data);
    if (!name) return 'No effect size: no pair of scores.';
    if (data.value === null) {
      return `No effect size of the ${name}: fewer than 3 pairs of scores, or no spread of the baselines.`;
    }
    return `Effect size on the ${name}: ${formatNumber(data.value, 2)} standard deviations of the baseline, positive is better (${basis(data, 2)}).`;
  },
  'severity-adjusted-effect-size': (data) => {
    const name = nameOf(data);
    if (!name) return 'No severity-adjusted effect size: no pair that begins on the unwell side.';
    if (data.value === null) {
      return `No severity-adjusted effect size of the ${name}: too few pairs that begin on the unwell side, or no spread of their baselines.`;
    }
    return `Effect size among those unwell at the start on the ${name}: ${formatNumber(data.value, 2)} standard deviations of their baselines, positive is better (${basis(data, 2)}). Over all nothing is adjusted; levels and programs are adjusted to the severity of all. Their baselines spread less, and the unwell move towards the middle by chance alone: do not compare it with the effect size of all.`;
  },
  response: clinicalShare('responded'),
  remission: clinicalShare('ended in remission'),
  'missing-bounds': (data) => {
    const name = nameOf(data);
    if (!name || !data.denominator) {
      return 'No pair of scores of an instrument with a known reliable change.';
    }
    return `${share(data, 'pair of scores', 'pairs of scores')} improved reliably on the ${name}. ${bounds(data)}`.trim();
  },
};

function clinicalShare(happened: string): Build {
  return (data) => {
    const name = nameOf(data);
    if (!name || !data.denominator) {
      return `No pair of scores${name ? ` of the ${name}` : ''} that begins on the unwell side and has a rule for it.`;
    }
    return `${counted(data, 'pair of scores', 'pairs of scores')} that began on the unwell side of the ${name} ${happened} (${percent(data)}).`;
  };
}

function nameOf({ about }: FigureData): string | null {
  return about === null ? null : measureShortName(about);
}

/** What an estimate rests on: pairs, which stand for stays as well as for paths, and its interval. */
function basis(data: FigureData, digits: number, what = ''): string {
  const limits = interval(data, (limit) => formatNumber(limit, digits));
  const pairs = plural(data.n, 'pair of scores', 'pairs of scores');
  return `${pairs}${limits ? limits.replace(', ', `, ${what}`) : ', no interval'}`;
}

function meanWords(value: number): string {
  if (value === 0) return 'did not change on average';
  const points = formatNumber(Math.abs(value));
  if (Number(points) === 0) return 'changed by less than 0.1 points on average';
  return `got ${value > 0 ? 'better' : 'worse'} by ${points} points on average`;
}

function endsOf(data: FigureData): string {
  const row = ofMeasure(data).find((own) => isHeadline(own, data));
  const [from, to] = [numberIn(row, 'baseline_mean'), numberIn(row, 'last_mean')];
  return from === null || to === null ? '' : `, from ${formatNumber(from)} to ${formatNumber(to)}`;
}

/** How far those without a last score could move the share; what is hidden is said to be. */
function bounds(data: FigureData): string {
  const own = ofMeasure(data);
  const main = own.find((row) => row['scope'] === 'observed' && isHeadline(row, data));
  const [worst, best] = ['worst', 'best'].map((scope) =>
    own.find((row) => row['scope'] === scope && row['rater'] === main?.['rater']),
  );
  if (!worst || !best) return '';
  const unpaired = numberIn(worst, 'unpaired');
  if (unpaired === 0) return 'Nobody with a baseline lacks a last score.';
  const [low, high] = [numberIn(worst, 'value'), numberIn(best, 'value')];
  const count =
    unpaired === null
      ? 'Others have a baseline and no last score (number hidden)'
      : `${formatCount(unpaired)} more ${unpaired === 1 ? 'has' : 'have'} a baseline and no last score`;
  const range =
    low === null || high === null
      ? ''
      : `: had none of them improved it would be ${formatShare(low)}, had all of them ${formatShare(high)}`;
  const kept =
    hides(worst, 'value') || hides(best, 'value') ? '; what they could change is hidden' : '';
  return `${count}${range || kept}.${baselines(worst)}`;
}

function baselines(row: FigureRow): string {
  const [paired, unpaired] = [numberIn(row, 'baseline_paired'), numberIn(row, 'baseline_unpaired')];
  if (paired === null || unpaired === null) return '';
  return ` Their mean baseline is ${formatNumber(unpaired)}, that of the others ${formatNumber(paired)}.`;
}

/** The rows of everybody on the measure of the headline. */
function ofMeasure(data: FigureData): readonly FigureRow[] {
  return everybody(data).filter((row) => row['measure'] === data.about);
}

function isHeadline(row: FigureRow, { value, persons }: FigureData): boolean {
  return row['value'] === value && row['persons'] === persons;
}
