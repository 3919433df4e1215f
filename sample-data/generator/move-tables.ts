// Odds of the first level and of the level that follows each stay, per kind of ending.
import type { Unit } from './programs';
import type { Weighted } from './random';

/** A unit, an intensive outpatient program by profile, or no further stay. */
export type Target = Unit['key'] | 'iop' | 'none';

/** Where people start, by kind of condition. */
export const ENTRY: Readonly<Record<'mental' | 'substance' | 'dual', Weighted<Target>>> = {
  mental: [
    ['inpatient', 17],
    ['day', 25],
    ['iop', 38],
    ['op', 20],
  ],
  substance: [
    ['detox', 8],
    ['inpatient', 4],
    ['residential', 21],
    ['day', 6],
    ['iop', 46],
    ['op', 15],
  ],
  dual: [
    ['detox', 4],
    ['inpatient', 13],
    ['residential', 19],
    ['day', 18],
    ['iop', 36],
    ['op', 10],
  ],
};

/** Where people go after completing. */
export const AFTER_COMPLETED: Readonly<Record<Unit['key'], Weighted<Target>>> = {
  detox: [
    ['residential', 42],
    ['iop', 26],
    ['none', 32],
  ],
  inpatient: [
    ['day', 34],
    ['iop', 22],
    ['op', 13],
    ['none', 31],
  ],
  residential: [
    ['day', 26],
    ['iop', 38],
    ['op', 8],
    ['none', 28],
  ],
  day: [
    ['iop', 62],
    ['op', 13],
    ['none', 25],
  ],
  adult: [
    ['op', 34],
    ['aftercare', 20],
    ['none', 46],
  ],
  sud: [
    ['op', 20],
    ['aftercare', 36],
    ['none', 44],
  ],
  op: [
    ['aftercare', 24],
    ['none', 76],
  ],
  aftercare: [['none', 1]],
};

const IOP_TRANSFER: Weighted<Target> = [
  ['day', 28],
  ['inpatient', 8],
  ['residential', 10],
  ['op', 28],
  ['aftercare', 6],
  ['none', 20],
];

/** Where people go after a transfer; `none` is a transfer to a program outside. */
export const AFTER_TRANSFER: Readonly<Record<Unit['key'], Weighted<Target>>> = {
  detox: [
    ['residential', 52],
    ['inpatient', 8],
    ['day', 8],
    ['iop', 22],
    ['none', 10],
  ],
  inpatient: [
    ['residential', 10],
    ['day', 46],
    ['iop', 24],
    ['op', 8],
    ['none', 12],
  ],
  residential: [
    ['inpatient', 5],
    ['day', 40],
    ['iop', 38],
    ['op', 4],
    ['none', 13],
  ],
  day: [
    ['inpatient', 8],
    ['residential', 4],
    ['iop', 72],
    ['op', 6],
    ['none', 10],
  ],
  adult: [['sud', 6], ...IOP_TRANSFER],
  sud: [['adult', 5], ...IOP_TRANSFER],
  op: [
    ['inpatient', 10],
    ['day', 22],
    ['iop', 46],
    ['none', 22],
  ],
  aftercare: [
    ['iop', 30],
    ['op', 50],
    ['none', 20],
  ],
};

/** Days from discharge to the next admission: lowest and highest of a class, with its weight. */
export const STEP_GAPS: Weighted<readonly [number, number]> = [
  [[-1, -1], 1.5],
  [[0, 0], 42],
  [[1, 1], 29],
  [[2, 4], 14],
  [[5, 7], 6],
  [[8, 28], 7.5],
];
