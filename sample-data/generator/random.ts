// Seeded randomness: sfc32 fed by a hash of the stream's name, so that each part of the generator
// draws from its own stream and a change in one part does not shake the numbers of the others.

/** A choice with its weight; weights need not sum to 1. */
export type Weighted<T> = readonly (readonly [T, number])[];

function hashWords(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [1779033703, 3144134277, 1013904242, 2773480762];
  const factors = [597399067, 2869860233, 951274213, 2716044179] as const;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    words[0] = words[1] ^ Math.imul(words[0] ^ code, factors[0]);
    words[1] = words[2] ^ Math.imul(words[1] ^ code, factors[1]);
    words[2] = words[3] ^ Math.imul(words[2] ^ code, factors[2]);
    words[3] = words[0] ^ Math.imul(words[3] ^ code, factors[3]);
  }
  return words;
}

/** Changes every number of the sample. */
const SEED = 'stepdown sample data 13';

/** One stream of pseudo-random numbers; the same name always gives the same numbers. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(name: string) {
    [this.a, this.b, this.c, this.counter] = hashWords(`${SEED}: ${name}`);
    for (let i = 0; i < 16; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Whole number from low to high, both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Normal deviate (Box-Muller, one of the pair). */
  normal(mean = 0, sd = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + sd * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal deviate given its median and the SD of its logarithm. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  /** One element, each equally likely; the list must not be empty. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.int(0, list.length - 1)];
    if (item === undefined) throw new RangeError('pick from an empty list');
    return item;
  }

  /** One element by weight. */
  weighted<T>(choices: Weighted<T>): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices[choices.length - 1];
    if (last === undefined) throw new RangeError('weighted choice without choices');
    return last[0];
  }
}

/** The inverse of the logit: any number to a probability. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The number moved into [low, high]. */
export function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
