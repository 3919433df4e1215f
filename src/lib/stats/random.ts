// Pseudo-random numbers that are the same on every machine, so that an interval made by resampling
// can be made again. Not for secrets.

/** The 128 bits that a sequence continues from: four numbers of 32 bits, not all 0. */
export type RandomState = [number, number, number, number];

/**
 * Returns the state that a seed stands for.
 *
 * @param seed A whole number; its lowest 32 bits count.
 * @throws RangeError when the seed is not a whole number.
 *
 * Source: the 32-bit finalizer of MurmurHash3 (Appleby A, 2011) over a Weyl sequence, as SplitMix:
 * Steele GL, Lea D, Flood CH (2014), OOPSLA 2014:453-472.
 */
export function randomState(seed: number): RandomState {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`Not a whole number: ${seed}`);
  let weyl = seed | 0;
  const next = (): number => {
    weyl = (weyl + 0x9e3779b9) | 0;
    let mixed = Math.imul(weyl ^ (weyl >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  // The mixing maps different numbers to different numbers, so at most one of four is 0.
  return [next(), next(), next(), next()];
}

/**
 * Returns the next whole number from 0 to 2³² - 1, and moves the state on.
 *
 * Source: xoshiro128**, Blackman D, Vigna S (2021), ACM Trans Math Softw 47:36.
 */
export function nextRandom(state: RandomState): number {
  const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
  const shifted = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate(state[3], 11);
  return result;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
