/** The findings about how much scores change, how severe they are, and what missing ones could change. */
import { formatCount, formatNumber, formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Build, percent } from './words';

const NO_COMPARISON = 'Change during the program; no comparison group.';

/** Sentences by metric id. */
export const CHANGE_SENTENCES: Readonly<Record<string, Build>> = {
  'severity-bands': (data) => {
    const name = nameOf(data);
    const bands = bandsOf(data);
    const [mildest, severest] = [bands[0], bands.at(-1)];
    if (!name || !data.n || !mildest || !severest) {
      return 'No pair of scores of an instrument with published bands.';
    }
    const shares = (band: string): string =>
      `${bandShare(data, 'baseline', band)} at the start and ${bandShare(data, 'last', band)} at the end`;
    return `Of ${pairs(data.n)} of the ${name}, ${shares(severest)} were in the band "${severest}", ${shares(mildest)} in the band "${mildest}". ${NO_COMPARISON}`;
  },
  'mean-change': (data) => {
    const name = nameOf(data);
    if (!name || data.value === null) return `No pair of scores${name ? ` of the ${name}` : ''}.`;
    const row = headlineRow(data);
    const ends = row
      ? `, from ${formatNumber(Number(row['baseline_mean']))} to ${formatNumber(Number(row['last_mean']))}`
      : '';
    const points = formatNumber(Math.abs(data.value));
    const change =
      data.value === 0
        ? 'did not change on average'
        : `got ${data.value > 0 ? 'better' : 'worse'} by ${points} points on average`;
    return `Scores of the ${name} ${change}${ends} (${pairs(data.n ?? 0)}${limits(data, 1, 'improvement ')}). ${NO_COMPARISON}`;
  },
  'effect-size': (data) => {
    const name = nameOf(data);
    if (!name) return 'No effect size: no pair of scores.';
    if (data.value === null) {
      return `No effect size of the ${name}: fewer than 3 pairs of scores, or no spread of the baselines.`;
    }
    return `Effect size on the ${name}: ${formatNumber(data.value, 2)} standard deviations of the baseline, positive is better (${pairs(data.n ?? 0)}${limits(data, 2)}). ${NO_COMPARISON}`;
  },
  'severity-adjusted-effect-size': (data) => {
    const name = nameOf(data);
    if (!name) return 'No severity-adjusted effect size: no pair that begins on the unwell side.';
    if (data.value === null) {
      return `No severity-adjusted effect size of the ${name}: too few pairs that begin on the unwell side, or no spread of their baselines.`;
    }
    return `Effect size among those unwell at the start on the ${name}: ${formatNumber(data.value, 2)} standard deviations of their baselines, positive is better (${pairs(data.n ?? 0)}${limits(data, 2)}). Over all nothing is adjusted; levels and programs are adjusted to the severity of all. Their baselines spread less, and the unwell move towards the middle by chance alone: do not compare it with the effect size of all. ${NO_COMPARISON}`;
  },
  response: clinicalShare('responded'),
  remission: clinicalShare('ended in remission'),
  'missing-bounds': (data) => {
    const name = nameOf(data);
    const [worst, best] = ['worst', 'best'].map((scope) => headlineRow(data, scope));
    if (!name || !data.denominator || !worst || !best) {
      return 'No pair of scores of an instrument with a known reliable change.';
    }
    const unpaired = Number(worst['unpaired'] ?? 0);
    const seen = `${formatCount(data.numerator)} of ${pairs(data.denominator)} (${percent(data)}) improved reliably on the ${name}.`;
    if (unpaired === 0) return `${seen} Nobody with a baseline lacks a last score.`;
    const share = (row: FigureRow): string => formatShare(Number(row['value']));
    const mean = (column: string): string => formatNumber(Number(worst[column]));
    return `${seen} ${formatCount(unpaired)} more have a baseline and no last score: had none of them improved it would be ${share(worst)}, had all of them ${share(best)}. Their mean baseline is ${mean('baseline_unpaired')}, that of the others ${mean('baseline_paired')}.`;
  },
};

function clinicalShare(verb: string): Build {
  return (data) => {
    const name = nameOf(data);
    if (!name || !data.denominator) {
      return `No pair of scores${name ? ` of the ${name}` : ''} that begins on the unwell side and has a rule for it.`;
    }
    return `${formatCount(data.numerator)} of ${pairs(data.denominator)} that began on the unwell side of the ${name} ${verb} (${percent(data)}). ${NO_COMPARISON}`;
  };
}

function nameOf({ about }: FigureData): string | null {
  return about === null ? null : measureShortName(about);
}

/** Pairs stand for stays as well as for paths. */
function pairs(count: number): string {
  return plural(count, 'pair of scores', 'pairs of scores');
}

function limits({ low, high }: FigureData, digits: number, what = ''): string {
  if (low === null || high === null) return '';
  return `, ${what}95 % interval ${formatNumber(low, digits)} to ${formatNumber(high, digits)}`;
}

/** The row of everybody behind the headline, or its sibling by the same rater in another scope. */
function headlineRow(data: FigureData, scope?: string): FigureRow | undefined {
  const own = data.rows.filter(
    (row) => row['level'] === null && row['program'] === null && row['measure'] === data.about,
  );
  const main = own.find((row) => row['value'] === data.value && row['persons'] === data.persons);
  if (scope === undefined) return main;
  return own.find((row) => row['scope'] === scope && row['rater'] === main?.['rater']);
}

/** The bands of the headline's measure, from the least severe on. */
function bandsOf(data: FigureData): string[] {
  const own = data.rows.filter((row) => row['measure'] === data.about);
  const bands = [...new Set(own.map((row) => String(row['class'])))];
  return findMeasure(data.about ?? '')?.direction === 'higher_better' ? bands.reverse() : bands;
}

function bandShare(data: FigureData, scope: string, band: string): string {
  const row = data.rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === data.about &&
      row['scope'] === scope &&
      row['class'] === band &&
      row['denominator'] === data.n,
  );
  return formatShare(row ? Number(row['value']) : null, 0);
}
