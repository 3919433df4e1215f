/**
 * Whether a hidden number is a combination of published ones: Gaussian elimination over a large prime.
 * What is a combination of fractions is one here as well; the other way round holds but by an accident
 * of about one in 67 million, and then a number is hidden that need not be.
 */
import { type AtomSet, has } from './atoms';

const PRIME = 67_108_859;

/** A combination of published numbers: by the place of each, its factor. */
type Factors = ReadonlyMap<number, number>;

interface Reduced {
  readonly values: Float64Array;
  readonly factors: Map<number, number>;
}

/** What can be worked out of the numbers that are published. */
export class Span {
  private readonly rows: (Reduced & { readonly pivot: number })[] = [];

  /** @param count How many atoms there are. */
  constructor(
    private readonly count: number,
    published: readonly AtomSet[],
  ) {
    published.forEach((set, at) => this.add(set, at));
  }

  /** Which published numbers give what a set counts, by their places; null = none do. */
  combination(set: AtomSet): readonly number[] | null {
    const { values, factors } = this.reduce(set, new Map());
    return values.every((value) => value === 0) ? [...factors.keys()] : null;
  }

  private add(set: AtomSet, at: number): void {
    const { values, factors } = this.reduce(set, new Map([[at, 1]]));
    const pivot = values.findIndex((value) => value !== 0);
    if (pivot < 0) return;
    const factor = inverse(values[pivot]!);
    const scaled = [...factors].map(([place, own]) => [place, (own * factor) % PRIME] as const);
    this.rows.push({
      pivot,
      values: values.map((value) => (value * factor) % PRIME),
      factors: new Map(scaled),
    });
  }

  private reduce(set: AtomSet, own: Factors): Reduced {
    const values = Float64Array.from({ length: this.count }, (_, atom) => (has(set, atom) ? 1 : 0));
    const factors = new Map(own);
    for (const row of this.rows) {
      const times = (PRIME - values[row.pivot]!) % PRIME;
      if (times === 0) continue;
      for (let at = row.pivot; at < this.count; at += 1) {
        const step = row.values[at]!;
        if (step !== 0) values[at] = (values[at]! + times * step) % PRIME;
      }
      for (const [place, factor] of row.factors) {
        const sum = ((factors.get(place) ?? 0) + times * factor) % PRIME;
        if (sum === 0) factors.delete(place);
        else factors.set(place, sum);
      }
    }
    return { values, factors };
  }
}

/** By Fermat: a number to the power of the prime minus 2. */
function inverse(value: number): number {
  let [result, base, power] = [1, value, PRIME - 2];
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
    power = Math.floor(power / 2);
  }
  return result;
}
