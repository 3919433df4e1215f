/** How much the choices behind a result matter, in words: the result as shown, and its range. */
import { formatShare } from '$lib/format/numbers';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { AS_SHOWN, isMarkedAsShown } from '$lib/metrics/symptoms/sensitivity-choices';
import { everybody, hides, numberIn } from './rows';
import { type Build, share } from './words';

const CHOICE_WORDS: Readonly<Record<string, string>> = {
  'reliable change': 'the reliable change',
  'cut-off': 'the cut-off',
  window: 'the window',
  unit: 'the unit',
};

/** The finding of `sensitivity` about the measure of its headline. */
export const sensitivity: Build = (data) => {
  if (!data.about) {
    return data.rows.length > 0
      ? 'No reliable change is known under the chosen thresholds; the table shows the published ones.'
      : 'No pair of scores of an instrument with a known reliable change or cut-off.';
  }
  const name = measureShortName(data.about);
  if (!data.denominator) return `No pair of scores of the ${name} as shown.`;
  const rows = ownRows(data);
  const base = numberIn(
    rows.find((row) => row['choice'] === AS_SHOWN && row['class'] === 'recovered'),
    'value',
  );
  return [
    `${share(data, 'pair')} improved reliably on the ${name} as shown${range(rows, 'improved')}.`,
    base === null ? '' : `Recovered: ${formatShare(base)} as shown${range(rows, 'recovered')}.`,
    rows.some((row) => isAlternative(row) && hides(row, 'value'))
      ? 'Alternatives about few people are hidden.'
      : '',
  ]
    .filter(Boolean)
    .join(' ');
};

/** The rows of the measure and rater of the headline. */
function ownRows(data: FigureData): readonly FigureRow[] {
  const rows = everybody(data).filter((row) => row['measure'] === data.about);
  const base = rows.find(
    (row) =>
      row['choice'] === AS_SHOWN &&
      row['class'] === 'improved' &&
      row['numerator'] === data.numerator &&
      row['denominator'] === data.denominator &&
      row['persons'] === data.persons,
  );
  return rows.filter((row) => (row['rater'] ?? null) === (base?.['rater'] ?? null));
}

/** Rows under another choice than the one in force. */
function isAlternative(row: FigureRow): boolean {
  return row['choice'] !== AS_SHOWN && !isMarkedAsShown(String(row['basis']));
}

/** `, 27.3 % to 54.9 % under the alternatives; the unit matters most (whole paths: 54.9 %)`. */
function range(rows: readonly FigureRow[], name: string): string {
  const own = rows.filter((row) => row['class'] === name);
  const base = numberIn(
    own.find((row) => row['choice'] === AS_SHOWN),
    'value',
  );
  const others = own.flatMap((row) => {
    const value = numberIn(row, 'value');
    return isAlternative(row) && value !== null ? [{ row, value }] : [];
  });
  const [first] = others;
  if (!first || base === null) return own.some(isAlternative) ? '' : '; no alternative is known';
  const distance = ({ value }: { value: number }): number => Math.abs(value - base);
  const farthest = others.reduce((most, one) => (distance(one) > distance(most) ? one : most));
  const words = alternativeWords(farthest.row);
  if (others.length === 1)
    return `, ${formatShare(first.value)} under the one alternative, ${words}`;
  if (distance(farthest) === 0) return ', the same under every alternative';
  const values = others.map(({ value }) => value);
  const ends = [Math.min(...values), Math.max(...values)].map((value) => formatShare(value));
  const shown = ends[0] === ends[1] ? ends[0] : ends.join(' to ');
  const choice = CHOICE_WORDS[String(farthest.row['choice'])];
  return `, ${shown} under the alternatives; ${choice} matters most (${words}: ${formatShare(farthest.value)})`;
}

function alternativeWords(row: FigureRow): string {
  const text = String(row['alternative']);
  if (row['choice'] === 'unit') return text === 'path' ? 'whole paths' : 'single stays';
  return text;
}
