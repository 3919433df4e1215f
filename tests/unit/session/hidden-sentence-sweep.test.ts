/** Whatever a release hides of a figure, its sentence tells none of it and stays a sentence. */
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatNumber,
  formatShare,
  formatShort,
  NARROW_SPACE,
} from '$lib/format/numbers';
import type { FigureData } from '$lib/metrics/metric';
import { METRICS } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { type Hiding, hideHeadline, hideRow, numbersIn, plausible } from './plausible-figures';

const TRIALS = 20;

/** Numbers from 0 to 1 that are the same in every run. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How a number can stand in a sentence; formatting is slow, so each is made once. */
const textsOf = remembered((value: number): readonly string[] => {
  const texts =
    value < 1
      ? [formatShare(value), formatShare(value, 0)]
      : [formatCount(value), formatShort(value), formatNumber(value), formatNumber(value, 2)];
  return texts.map((text) => text.replaceAll(NARROW_SPACE, ' '));
});

function remembered<T>(make: (value: number) => T): (value: number) => T {
  const known = new Map<number, T>();
  return (value) => {
    const found = known.get(value) ?? make(value);
    known.set(value, found);
    return found;
  };
}

const ZERO = /\b(none|nobody|no other|no pair)\b|(?<![0-9.,])0([.]0+)?(?![0-9]|[.,][0-9])/i;

/** Those of the texts that stand in a sentence as numbers of their own. */
function told(sentence: string, texts: readonly string[]): string[] {
  const numbers = new Set(sentence.match(/[0-9][0-9,]*([.][0-9]+)?( %)?/g));
  return texts.filter((text) => numbers.has(text));
}

/** Rows hidden by chance; the headline as much as the row that it repeats, or more. */
function hideByChance(data: FigureData, draw: () => number): FigureData {
  const pick = (): Hiding => (draw() < 0.5 ? 'nothing' : draw() < 0.5 ? 'count' : 'all');
  const hidings = data.rows.map(pick);
  const ofHeadline = draw() < 0.2 ? 'all' : hidings[0]!;
  const rows = data.rows.map((row, at) => hideRow(row, hidings[at]!));
  const excluded = data.excluded.map((one) => (draw() < 0.3 ? { ...one, n: null } : one));
  return hideHeadline({ ...data, rows, excluded }, ofHeadline);
}

describe('a sentence tells nothing hidden', () => {
  it.each(METRICS.map((metric) => [metric.id, metric] as const))('in %s', (id, metric) => {
    const draw = drawsFrom(20_250_630);
    const whole = plausible(id);
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const data = hideByChance(whole, draw);
      const sentence = sentenceOf(metric, data).replaceAll(NARROW_SPACE, ' ');
      expect(sentence).not.toMatch(/NaN|null|undefined|Infinity|–| {2}|^.{0,5}$/);
      expect(sentence).toMatch(/^[A-Z0-9].*[.]$/);
      // No number of the figure is 0: one in the sentence is a hidden number taken for none.
      expect(sentence.replaceAll(/by none|none of the(m| ten)/g, '')).not.toMatch(ZERO);
      const ofEverybody = { ...data, rows: data.rows.filter((row) => row['level'] === null) };
      const shown = new Set(numbersIn(ofEverybody).flatMap(textsOf));
      const gone = numbersIn(whole)
        .flatMap(textsOf)
        .filter((text) => !shown.has(text));
      expect(told(sentence, gone)).toEqual([]);
      if (data.suppressed) expect(sentence).toMatch(/^Hidden: the /);
    }
  });

  it.each(METRICS.map((metric) => [metric.id, metric] as const))(
    'and tells some of what is shown in %s',
    (id, metric) => {
      const data = plausible(id);
      const sentence = sentenceOf(metric, data).replaceAll(NARROW_SPACE, ' ');
      expect(sentence).not.toMatch(/hidden|^No |^Nobody/i);
      const texts = numbersIn(data).flatMap(textsOf);
      expect(told(sentence, texts)).not.toEqual([]);
    },
  );
});
