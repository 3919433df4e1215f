/** Which counts of a plain list are hidden: those about few people, and others beside a single one. */

/**
 * Positions of the counts to hide, by the people behind each. Nobody counts as shown. Where any is
 * hidden the smallest other goes too: how far the few overlap is not known.
 */
export function hiddenCounts(persons: readonly number[], smallest: number): ReadonlySet<number> {
  const hidden = new Set(
    persons.flatMap((count, at) => (count > 0 && count <= smallest ? [at] : [])),
  );
  const others = persons
    .map((count, at) => ({ count, at }))
    .filter(({ count, at }) => count > 0 && !hidden.has(at))
    .sort((a, b) => a.count - b.count || a.at - b.at);
  // The next is about more than `smallest`: with it there are several, and many people in all.
  if (hidden.size > 0 && others[0]) hidden.add(others[0].at);
  return hidden;
}
