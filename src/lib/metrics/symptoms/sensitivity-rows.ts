/** The rows of `sensitivity` from its counts: every alternative of an instrument beside the base. */
import type { OutcomeUnit } from '$lib/cohort/cohort';
import type { FigureRow, MetricContext, QueryResults } from '../metric';
import { shareRows } from '../shares';
import { readThresholds, type ThresholdsByMeasure } from '../thresholds';
import { isSameKind } from './pair-headlines';
import {
  AS_SHOWN,
  baseWords,
  type Choice,
  isInForce,
  markedAsShown,
  publishedValues,
  SENSITIVITY_CLASSES,
  UNITS,
  WINDOW_DAYS,
  windowInForce,
} from './sensitivity-choices';

/** One alternative of a measure and rater. */
interface Alternative {
  readonly choice: Choice;
  readonly alternative: string;
  readonly basis: string;
  readonly unit: OutcomeUnit;
}

const UNIT_BASIS: Readonly<Record<OutcomeUnit, string>> = {
  stay: 'convention: from the first to the last score of each stay',
  path: 'convention: from the first score of a path to its last',
};

/** All rows by measure and rater, from the results named `kinds`, `thresholds` and `counts…`. */
export function sensitivityRows(results: QueryResults, context: MetricContext): FigureRow[] {
  const counts = Object.entries(results).flatMap(([name, result]) =>
    name.startsWith('counts') ? result.rows() : [],
  );
  const thresholds = readThresholds(results['thresholds']!);
  return results['kinds']!.rows().flatMap((kind) => {
    const own = counts.filter((row) => isSameKind(row, kind));
    const alternatives = alternativesOf(kind, thresholds, context);
    return withDifferences(alternatives.flatMap((one) => classRows(kind, one, own)));
  });
}

function alternativesOf(
  kind: FigureRow,
  thresholds: ThresholdsByMeasure,
  { settings, unit }: MetricContext,
): readonly Alternative[] {
  const measure = String(kind['measure']);
  const threshold = thresholds.get(measure);
  const hasStays = kind['has_stays'] === 1;
  const inForce = windowInForce(settings);
  return [
    {
      choice: AS_SHOWN,
      alternative: AS_SHOWN,
      basis: baseWords(threshold, settings, unit),
      unit,
    },
    ...publishedValues()
      .filter((value) => value.measure === measure)
      .map((value) => ({
        choice: value.choice,
        alternative: value.alternative,
        basis: markedAsShown(value.basis, isInForce(value, threshold)),
        unit,
      })),
    ...(hasStays && kind['has_days'] === 1 ? WINDOW_DAYS : []).map((days) => ({
      choice: 'window' as const,
      alternative: `${days} days`,
      basis: markedAsShown('convention: days before and after admission', days === inForce),
      unit,
    })),
    ...(hasStays ? UNITS : []).map((other) => ({
      choice: 'unit' as const,
      alternative: other,
      basis: markedAsShown(UNIT_BASIS[other], other === unit),
      unit: other,
    })),
  ];
}

/**
 * The classes that are known under an alternative. Another window or unit may leave no pair: it keeps
 * its rows, with zeros.
 */
function classRows(kind: FigureRow, one: Alternative, own: readonly FigureRow[]): FigureRow[] {
  const { choice, alternative, basis, unit } = one;
  const isPublished = choice === 'reliable change' || choice === 'cut-off';
  const found = own.filter((row) => row['choice'] === choice && row['alternative'] === alternative);
  const known = isPublished
    ? found
    : own.filter(({ choice: other }) => other !== 'reliable change' && other !== 'cut-off');
  const names = SENSITIVITY_CLASSES.filter((name) => known.some((row) => row['class'] === name));
  return names.map((name): FigureRow => {
    const cells = found.find((row) => row['class'] === name) ?? {};
    const { numerator, denominator, persons, value, low, high } = shareRows(
      cells,
      [],
      ['counted'],
      unit,
    )[0]!;
    return {
      ...{ measure: kind['measure']!, rater: kind['rater'] ?? null, choice, alternative, basis },
      class: name,
      ...{ numerator, denominator, persons, value, low, high },
    } as FigureRow;
  });
}

function withDifferences(rows: readonly FigureRow[]): FigureRow[] {
  return rows.map((row) => {
    const base = rows.find(
      (other) => other['choice'] === AS_SHOWN && other['class'] === row['class'],
    )?.['value'];
    const { value } = row;
    const isKnown = typeof value === 'number' && typeof base === 'number';
    return { ...row, difference: isKnown ? value - base : null };
  });
}
