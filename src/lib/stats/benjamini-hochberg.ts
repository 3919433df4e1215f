// Many comparisons on one screen: p values adjusted so that, of those called significant, only the
// stated share is expected to be chance.

/**
 * Returns the p values adjusted for the false discovery rate.
 *
 * @param pValues One p value per comparison, 0 to 1, in any order.
 * @returns One adjusted p value per comparison, in the order given, 0 to 1; none of none.
 * @throws RangeError when a value is not between 0 and 1.
 *
 * Source: Benjamini Y, Hochberg Y (1995), J R Stat Soc B 57:289-300; as R
 * `p.adjust(method = "BH")`.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Not a p value: ${p}`);
  }
  const count = pValues.length;
  const largestFirst = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(count).fill(1);
  let smallest = 1;
  largestFirst.forEach(({ p, index }, position) => {
    smallest = Math.min(smallest, (p * count) / (count - position));
    adjusted[index] = smallest;
  });
  return adjusted;
}
