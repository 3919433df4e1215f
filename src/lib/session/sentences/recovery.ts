/** The findings of recovery, tracks, use, and first and last scores in words. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Build, percent, share } from './words';

const NO_COMPARISON = 'Change during the program; no comparison group.';

/** The sentences of these figures, by metric id. */
export const RECOVERY_SENTENCES: Readonly<Record<string, Build>> = {
  recovery: (data) =>
    nhsSentence(
      data,
      `${share(data)} moved to recovery: below caseness on both the PHQ-9 and the GAD-7 at the end.`,
    ),
  'reliable-recovery': (data) =>
    nhsSentence(
      data,
      `${share(data)} recovered reliably: below caseness on both the PHQ-9 and the GAD-7 at the end, and reliably improved.`,
    ),
  'not-on-track': (data) => {
    if (!data.about) return 'No instrument has enough finished pairs for a prediction.';
    const name = measureShortName(data.about);
    if (!data.denominator) return `No score of the ${name} that a prediction can be held against.`;
    const stays = everybody(data).find(
      (row) => row['measure'] === data.about && row['scope'] === 'stays',
    );
    const beside = stays
      ? ` At least one in ${formatCount(Number(stays['numerator']))} of ${plural(Number(stays['denominator']), 'stay')}.`
      : '';
    return `${formatCount(data.numerator)} of ${plural(data.denominator, 'score')} of the ${name} (${percent(data)}) are off track: worse than predicted for their week.${beside} An aid for review, never a diagnosis.`;
  },
  'no-use-at-last': (data) =>
    data.denominator
      ? `${share(data)} with use at the start report no use at the last score. ${NO_COMPARISON}`
      : 'No finished stay with use at the start and a later score of use.',
  'pre-post': (data) => {
    if (!data.about || !data.n) return 'No finished stay with a first and a last score.';
    const sign = findMeasure(data.about)?.direction === 'higher_better' ? -1 : 1;
    const rows = ofHeadline(data);
    const count = (isIn: (improvement: number) => boolean): string =>
      formatCount(
        rows
          .filter((row) => isIn((Number(row['from']) - Number(row['to'])) * sign))
          .reduce((total, row) => total + Number(row['n']), 0),
      );
    return `Of ${plural(data.n, 'stay')} with a first and a last score of the ${measureShortName(data.about)}, ${count((by) => by > 0)} ended better than they began, ${count((by) => by === 0)} the same and ${count((by) => by < 0)} worse. ${NO_COMPARISON}`;
  },
};

function nhsSentence(data: FigureData, finding: string): string {
  if (!data.denominator) {
    return 'No finished stay at caseness at the start with pairs of both the PHQ-9 and the GAD-7.';
  }
  const all = everybody(data).filter((row) => row['scope'] === 'all');
  const of = (name: string): FigureRow | undefined => all.find((row) => row['class'] === name);
  const [better, worse] = [of('improved'), of('deteriorated')];
  const beside =
    better && worse
      ? ` Of all ${formatCount(Number(better['denominator']))} with both pairs ${formatCount(Number(better['numerator']))} improved reliably and ${formatCount(Number(worse['numerator']))} got reliably worse.`
      : '';
  return `${finding}${beside} ${NO_COMPARISON}`;
}

function everybody(data: FigureData): readonly FigureRow[] {
  return data.rows.filter((row) => row['level'] === null && row['program'] === null);
}

/** The rows of everybody on the measure of the headline, by the rater whose pairs it counts. */
function ofHeadline(data: FigureData): readonly FigureRow[] {
  const own = everybody(data).filter((row) => row['measure'] === data.about);
  const raters = [...new Set(own.map((row) => row['rater'] ?? null))];
  const by = (rater: unknown): readonly FigureRow[] =>
    own.filter((row) => (row['rater'] ?? null) === rater);
  const total = (rows: readonly FigureRow[]): number =>
    rows.reduce((sum, row) => sum + Number(row['n']), 0);
  return by(raters.find((rater) => total(by(rater)) === data.n) ?? raters[0] ?? null);
}
