/** `sensitivity`: shares of change under every published alternative, each by its own derivation. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Kind, isOutcome, kindsOf } from '../../score-kinds';
import { type NaiveThreshold, changeClass, isOnSide, significanceOf } from '../../thresholds';
import { type UnitPair, classCells, headlineKind, unitsOf, withoutPair } from '../../unit-pairs';
import { type FigureInput, shareHeadline, toFigure } from '../figure';
import { type World, alternativesOf, rulesOf, worldOf } from './sensitivity-alternatives';

const COLUMNS =
  'measure rater choice alternative basis class numerator denominator persons value low high difference';

/** `sensitivity`: one row per alternative and class of everybody. */
export function sensitivity(input: FigureInput): FigureData {
  const { derived } = input;
  const world = worldOf(input);
  const rows = kindsOf(
    [...derived.scores, ...derived.visits].filter(({ measure }) => isOutcome(measure)),
  ).flatMap((kind) => rowsOf(kind, world));
  const rules = (id: string): NaiveThreshold => rulesOf(id, input);
  const kind = headlineKind(derived, (pair) => changeClass(pair, rules(pair.measure)) !== null);
  const headline = rows.find(
    (row) =>
      row['measure'] === kind?.measure &&
      row['rater'] === kind?.rater &&
      row['choice'] === 'as shown' &&
      row['class'] === 'improved',
  );
  return toFigure(
    shareHeadline(headline, kind?.measure ?? null),
    COLUMNS.split(' '),
    rows,
    withoutPair(unitsOf(input), kind),
  );
}

function rowsOf(kind: Kind, world: World): FigureRow[] {
  const { measure, rater } = kind;
  const alternatives = alternativesOf(kind, world);
  const kept = alternatives.filter(
    ({ choice }) => !['reliable change', 'cut-off'].includes(choice),
  );
  const isAnywhere = (name: string): boolean =>
    kept.some((one) => one.pairs.some((pair) => classesOf(pair, one.rules)[name] !== null));
  const rows = alternatives.flatMap((one): FigureRow[] =>
    namesOf(one.choice).flatMap((name): FigureRow[] => {
      const known = one.pairs.filter((pair) => classesOf(pair, one.rules)[name] !== null);
      if (known.length === 0 && !(kept.includes(one) && isAnywhere(name))) return [];
      const some = known.filter((pair) => classesOf(pair, one.rules)[name] === true);
      const { choice, alternative, basis } = one;
      return [{ measure, rater, choice, alternative, basis, ...classCells(name, some, known) }];
    }),
  );
  return rows.map((row) => {
    const base = rows.find((r) => r['choice'] === 'as shown' && r['class'] === row['class']);
    const hasBoth = (row['value'] ?? null) !== null && (base?.['value'] ?? null) !== null;
    const difference = hasBoth ? Number(row['value']) - Number(base?.['value']) : null;
    return { ...row, difference };
  });
}

function namesOf(choice: string): string[] {
  if (choice === 'cut-off') return ['recovered', 'unwell at baseline'];
  if (choice === 'reliable change') return ['improved', 'deteriorated', 'recovered'];
  return ['improved', 'deteriorated', 'recovered', 'unwell at baseline'];
}

/** Whether a pair is in each class; null where the rules do not know it. */
function classesOf(pair: UnitPair, rules: NaiveThreshold): Record<string, boolean | null> {
  const change = changeClass(pair, rules);
  const significance = significanceOf(pair, rules);
  return {
    improved: change === null ? null : change === 'improved',
    deteriorated: change === null ? null : change === 'deteriorated',
    recovered: significance === null ? null : significance === 'recovered',
    'unwell at baseline': isOnSide(pair.baseline, rules.cutoff),
  };
}
