/** Severity of the same stays at the start and at the end, one stack above the other. */
import { findMeasure } from '$lib/measures/library';
import { sentenceCase } from '$lib/format/words';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import type { Pattern, Plot } from '../../plot';
import { measureOf, rowsBy, textIn } from '../../rows';
import { shareStack, type StackClass } from '../share-stack';
import { pairEntries } from './entries';

const ends = [
  { scope: 'baseline', word: 'start' },
  { scope: 'last', word: 'end' },
] as const;

type Look = readonly [token: string, pattern: Pattern];

/** From the least severe to the most severe. */
const LOOKS: readonly Look[] = [
  ['better', 'none'],
  ['better', 'hatch'],
  ['neutral', 'none'],
  ['neutral', 'dots'],
  ['worse', 'hatch'],
  ['worse', 'none'],
];

/** Describes two stacks per group, of one measure since each has its own bands. */
export function severityBands(data: FigureData, view: FigureChoices): Plot {
  const id = measureOf(data, view);
  const places = pairEntries(data, view, false);
  const isAlone = view.by === 'all' && places.length === 1;
  const entries = places.flatMap(({ label, rows, pick }) =>
    ends.map(({ scope, word }) => ({
      label: isAlone ? sentenceCase(word) : `${label}, ${word}`,
      rowOf: (code: string) =>
        rows.find((row) => textIn(row, 'scope') === scope && textIn(row, 'class') === code),
      pick,
    })),
  );
  const title = `Pairs of ${id === null ? '' : `${measureLabel(id)} `}scores, %`;
  return shareStack(entries, classesOf(data, id), title, 'The same stays at both ends.');
}

/** The bands from the least severe on, whichever way the scores run. */
function classesOf(data: FigureData, id: string | null): readonly StackClass[] {
  const ofMeasure = rowsBy(data.rows, 'all').filter((row) => textIn(row, 'measure') === id);
  const bands = [...new Set(ofMeasure.map((row) => textIn(row, 'class') ?? ''))];
  if (id !== null && findMeasure(id)?.direction === 'higher_better') bands.reverse();
  const looks = looksFor(bands.length);
  return bands.map((code, at) => {
    const [token, pattern] = looks[at]!;
    return { code, label: sentenceCase(code), token, pattern };
  });
}

/** So many looks from both ends towards the middle. */
function looksFor(count: number): readonly Look[] {
  const last = LOOKS.length - 1;
  return Array.from({ length: count }, (_, at) => {
    const fromEnd = count - 1 - at;
    if (at === fromEnd) return LOOKS[3]!;
    return LOOKS[at < fromEnd ? Math.min(at, 2) : Math.max(last - fromEnd, 3)]!;
  });
}
