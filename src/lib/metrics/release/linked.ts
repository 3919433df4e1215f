/**
 * Figures about the same people under other names: what one of them tells about a hidden number of
 * another counts as published. They are hidden jointly.
 */

/** Each list is decided about at once; order and members are part of the result. */
const LINKED: readonly (readonly string[])[] = [
  ['discharge-reasons', 'planned-discharge', 'dropout-incidence'],
  ['early-dropout', 'early-unplanned'],
  ['hours-per-improved', 'missing-bounds', 'reliable-change'],
  ['next-move', 'level-flow', 'transition-matrix'],
  ['recovery', 'reliable-recovery'],
];

/** The metrics that are hidden jointly with one, itself included. */
export function linkedWith(id: string): readonly string[] {
  return LINKED.find((ids) => ids.includes(id)) ?? [id];
}
