/** The findings of recovery, tracks, use, and first and last scores in words. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { everybody, hides, numberIn, shareIn } from './rows';
import { type Build, counted, orNone, percent, share, verb } from './words';

/** The sentences of these figures, by metric id. */
export const RECOVERY_SENTENCES: Readonly<Record<string, Build>> = {
  recovery: (data) =>
    nhsSentence(
      data,
      'moved to recovery: below caseness on both the PHQ-9 and the GAD-7 at the end',
    ),
  'reliable-recovery': (data) =>
    nhsSentence(
      data,
      'recovered reliably: below caseness on both the PHQ-9 and the GAD-7 at the end, and reliably improved',
    ),
  'not-on-track': (data) => {
    if (!data.about) return 'No instrument has enough finished pairs for a prediction.';
    const name = measureShortName(data.about);
    if (!data.denominator) return `No score of the ${name} that a prediction can be held against.`;
    const stays = everybody(data).find(
      (row) => row['measure'] === data.about && row['scope'] === 'stays',
    );
    const unit = `score of the ${name}`;
    const scores = share(data, unit, `scores of the ${name}`);
    return `${scores} ${verb(data, 'is', 'are')} off track: worse than predicted for their week.${offTrackStays(stays)} An aid for review, never a diagnosis.`;
  },
  'no-use-at-last': (data) =>
    data.denominator
      ? `${counted(data, 'pair of scores', 'pairs of scores')} with use at the start ${verb(data, 'reports', 'report')} no use at the last score (${percent(data)}).`
      : 'No finished stay with use at the start and a later score of use.',
  'pre-post': prePost,
};

/** Stays and paths alike: whoever is at caseness at the start. */
function nhsSentence(data: FigureData, happened: string): string {
  if (!data.denominator) {
    return 'No finished stay at caseness at the start with pairs of both the PHQ-9 and the GAD-7.';
  }
  const started = 'who began at caseness';
  return `${share(data, started, started)} ${happened}.${reliableWords(data)}`;
}

function reliableWords(data: FigureData): string {
  const all = everybody(data).filter((row) => row['scope'] === 'all');
  const [better, worse] = ['improved', 'deteriorated'].map((name) =>
    all.find((row) => row['class'] === name),
  );
  const both = numberIn(better, 'denominator') ?? numberIn(worse, 'denominator');
  const [improved, deteriorated] = [numberIn(better, 'numerator'), numberIn(worse, 'numerator')];
  const parts = [
    improved === null ? '' : `${orNone(improved)} improved reliably`,
    deteriorated === null ? '' : `${orNone(deteriorated)} got reliably worse`,
  ].filter(Boolean);
  if (both === null || parts.length === 0) {
    return hides(better, 'numerator') || hides(worse, 'numerator')
      ? ' How many changed reliably is hidden.'
      : '';
  }
  const kept = hides(better, 'numerator')
    ? '; how many improved reliably is hidden'
    : hides(worse, 'numerator')
      ? '; how many got reliably worse is hidden'
      : '';
  return ` Of all ${formatCount(both)} with both pairs ${parts.join(' and ')}${kept}.`;
}

/** In how many stays the scores are; nothing where no score is off track. */
function offTrackStays(row: FigureRow | undefined): string {
  if (!row || !numberIn(row, 'numerator')) return '';
  return ` At least one in ${counted(shareIn(row), 'stay')}.`;
}

function prePost(data: FigureData): string | null {
  if (!data.about || !data.n) return 'No finished stay with a first and a last score.';
  const rows = ofHeadline(data);
  if (rows.some((row) => hides(row, 'n'))) return null;
  const sign = findMeasure(data.about)?.direction === 'higher_better' ? -1 : 1;
  const count = (isIn: (improvement: number) => boolean): string =>
    orNone(
      rows
        .filter((row) => isIn((Number(row['from']) - Number(row['to'])) * sign))
        .reduce((total, row) => total + (numberIn(row, 'n') ?? 0), 0),
    );
  const pairs = plural(
    data.n,
    'pair of a first and a last score',
    'pairs of a first and a last score',
  );
  return `Of ${pairs} of the ${measureShortName(data.about)}, ${count((by) => by > 0)} ended better than they began, ${count((by) => by === 0)} the same and ${count((by) => by < 0)} worse.`;
}

/**
 * The rows of everybody on the measure of the headline, by the rater whose pairs it counts; by all
 * raters where hidden numbers do not tell which.
 */
function ofHeadline(data: FigureData): readonly FigureRow[] {
  const own = everybody(data).filter((row) => row['measure'] === data.about);
  const raters = [...new Set(own.map((row) => row['rater'] ?? null))];
  const by = (rater: unknown): readonly FigureRow[] =>
    own.filter((row) => (row['rater'] ?? null) === rater);
  const total = (rows: readonly FigureRow[]): number =>
    rows.reduce((sum, row) => sum + (numberIn(row, 'n') ?? 0), 0);
  const rater = raters.find((one) => total(by(one)) === data.n);
  return rater === undefined ? own : by(rater);
}
