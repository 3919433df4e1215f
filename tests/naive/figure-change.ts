/** The figures of change between the first and the last score of a stay: reliable, and significant. */
import { type Measure, findMeasure } from '$lib/measures/library';
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays, personsIn } from './choose';
import { reliablePoints } from './derive-pairs';
import { compareText } from './derive-stays';
import { type FigureInput, exclusions, shareHeadline, toFigure } from './figure';
import { rowsWith } from './look-up';
import { type Kind, kindsOf } from './score-kinds';
import { share, wilson } from './stats';
import type { DerivedStay, PairStatus, ScorePair } from './types';

/** `reliable-change`: improved, unchanged and deteriorated among pairs. */
export function reliableChange({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const all = derived.scorePairs.filter((pair) => pair.grain === 'stay' && isAbout(pair, stays));
  const pairs = all.filter(isCounted);
  const rows = allGroups(stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => changeRows(group, kind, pairs)),
  );
  const primary = primaryKind(
    derived.scorePairs.filter((pair) => pair.grain === 'stay' && isCounted(pair)),
  );
  const headline = rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === primary?.measure &&
      row['rater'] === primary?.rater &&
      row['scope'] === 'all' &&
      row['class'] === 'improved',
  );
  return toFigure(
    shareHeadline(headline, primary?.measure ?? null),
    'measure rater level program scope class numerator denominator persons value low high'.split(
      ' ',
    ),
    rows,
    primary ? statusExclusions(all, primary) : [],
  );
}

/** `clinically-significant-change`: who crossed the cut-off and changed reliably. */
export function clinicallySignificantChange({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const ofStays = derived.scorePairs.filter((pair) => pair.grain === 'stay');
  const hasCutoff = (pair: ScorePair): boolean => {
    const cutoff = findMeasure(pair.measure)?.clinicalCutoff;
    return isCounted(pair) && cutoff !== undefined && cutoff !== null && cutoff.mark !== 'U';
  };
  const all = ofStays.filter((pair) => isAbout(pair, stays));
  const pairs = all.filter(hasCutoff);
  const rows = allGroups(stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => significanceRows(group, kind, pairs)),
  );
  const primary = primaryKind(ofStays.filter(hasCutoff));
  const headline = rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === primary?.measure &&
      row['rater'] === primary?.rater &&
      row['class'] === 'recovered',
  );
  return toFigure(
    shareHeadline(headline, primary?.measure ?? null),
    'measure rater level program class numerator denominator persons value low high'.split(' '),
    rows,
    primary ? statusExclusions(all, primary) : [],
  );
}

function significanceRows(group: Group, kind: Kind, pairs: readonly ScorePair[]): FigureRow[] {
  const measure = findMeasure(kind.measure)!;
  const own = pairs.filter(
    (pair) =>
      pair.measure === kind.measure && pair.rater === kind.rater && isAbout(pair, group.stays),
  );
  if (own.length === 0) return [];
  return ['recovered', 'improved', 'unchanged', 'deteriorated', 'harmed'].map((name) => {
    const numerator = own.filter((pair) => significanceOf(pair, measure) === name).length;
    return {
      measure: kind.measure,
      rater: kind.rater,
      level: group.level,
      program: group.program,
      class: name,
      numerator,
      denominator: own.length,
      persons: personsIn(own),
      value: share(numerator, own.length),
      ...wilson(numerator, own.length),
    };
  });
}

/** The first class that fits, in the order of the definition. */
function significanceOf(pair: ScorePair, measure: Measure): string {
  const wasUnwell = isUnwell(pair.baseline ?? 0, measure);
  const isNowUnwell = isUnwell(pair.last ?? 0, measure);
  if (wasUnwell && !isNowUnwell && pair.reliable_class === 'improved') return 'recovered';
  if (!wasUnwell && isNowUnwell && pair.reliable_class === 'deteriorated') return 'harmed';
  return pair.reliable_class ?? 'unchanged';
}

/** Whether a pair is one of an outcome instrument whose reliable change is known. */
function isCounted(pair: ScorePair): boolean {
  const measure = findMeasure(pair.measure);
  if (pair.status !== 'paired' || measure?.use !== 'outcome') return false;
  return reliablePoints(measure) !== null;
}

/** The measure with most paired stays, and of its raters the one with most. */
function primaryKind(pairs: readonly ScorePair[]): Kind | undefined {
  const pairedStays = (isCounted: (pair: ScorePair) => boolean): number =>
    new Set(pairs.filter(isCounted).map((pair) => pair.stay_id)).size;
  const ofMeasure = (kind: Kind): number => pairedStays((p) => p.measure === kind.measure);
  const ofKind = (kind: Kind): number =>
    pairedStays((p) => p.measure === kind.measure && p.rater === kind.rater);
  // The sort is stable: ties stay in the order of measure and rater.
  return kindsOf(pairs).sort(
    (a, b) =>
      ofMeasure(b) - ofMeasure(a) || compareText(a.measure, b.measure) || ofKind(b) - ofKind(a),
  )[0];
}

function statusExclusions(pairs: readonly ScorePair[], primary: Kind): Exclusion[] {
  const statuses: PairStatus[] = ['not_due', 'no_score', 'no_baseline', 'no_later_score', 'open'];
  const own = pairs.filter((p) => p.measure === primary.measure && p.rater === primary.rater);
  return exclusions(
    statuses.map((status) => [status, own.filter((pair) => pair.status === status).length]),
  );
}

function isAbout({ stay_id }: ScorePair, stays: readonly DerivedStay[]): boolean {
  return stay_id !== null && rowsWith(stays, 'stay_id', stay_id).length > 0;
}

function changeRows(group: Group, kind: Kind, pairs: readonly ScorePair[]): FigureRow[] {
  const measure = findMeasure(kind.measure)!;
  const own = pairs.filter(
    (pair) =>
      pair.measure === kind.measure && pair.rater === kind.rater && isAbout(pair, group.stays),
  );
  const recallDays = measure.recallDays ?? 0;
  const scopes: readonly (readonly [string, ScorePair[]])[] = [
    ['all', own],
    ['clinical', own.filter((pair) => isUnwell(pair.baseline ?? 0, measure))],
    ['short interval', own.filter((pair) => (pair.days_between ?? Infinity) < recallDays)],
  ];
  return scopes.flatMap(([scope, members]) => {
    if (members.length === 0) return [];
    const count = (reliableClass: string): number =>
      members.filter((pair) => pair.reliable_class === reliableClass).length;
    const classes: [string, number][] = [
      ['improved', count('improved')],
      ['unchanged', count('unchanged')],
      ['deteriorated', count('deteriorated')],
    ];
    if (scope === 'all') {
      const stuck = members.filter((pair) => cannotImprove(pair.baseline ?? 0, measure));
      classes.push(['cannot improve', stuck.length]);
    }
    return classes.map(([name, numerator]) => ({
      measure: kind.measure,
      rater: kind.rater,
      level: group.level,
      program: group.program,
      scope,
      class: name,
      numerator,
      denominator: members.length,
      persons: personsIn(members),
      value: share(numerator, members.length),
      ...wilson(numerator, members.length),
    }));
  });
}

function isUnwell(score: number, { clinicalCutoff }: Measure): boolean {
  if (!clinicalCutoff || clinicalCutoff.mark === 'U') return false;
  switch (clinicalCutoff.op) {
    case '>=':
      return score >= clinicalCutoff.value;
    case '>':
      return score > clinicalCutoff.value;
    case '<=':
      return score <= clinicalCutoff.value;
    case '<':
      return score < clinicalCutoff.value;
  }
}

function cannotImprove(baseline: number, measure: Measure): boolean {
  const distance =
    measure.direction === 'higher_worse'
      ? baseline - measure.scoreMin
      : measure.scoreMax - baseline;
  return distance < (reliablePoints(measure) ?? 0);
}
