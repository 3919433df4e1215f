/**
 * Who belongs to which numbers. An atom is a set of units that belong to exactly the same cells; what a
 * cell counts is a set of atoms, and what a reader can work out from published cells is linear algebra
 * over atoms. People are kept as the atoms that they have units in, since one can have several.
 */

/** A set of atoms, as bits. */
export type AtomSet = Uint32Array;

/** The atoms of one table: a part of a figure whose numbers add up to nothing outside of it. */
export class Atoms {
  private readonly words: number;
  /** How many people each kind of person has. */
  private readonly sizes: readonly number[];
  /** For each atom the kinds of person with a unit in it. */
  private readonly kindsIn: readonly number[][];
  /** For each kind the last question in which it was counted. */
  private readonly counted: Uint32Array;
  private question = 0;

  /**
   * @param count How many atoms there are.
   * @param people For each kind of person the atoms of their units, and how many they are.
   */
  constructor(
    readonly count: number,
    people: readonly { readonly atoms: readonly number[]; readonly persons: number }[],
  ) {
    this.words = Math.ceil(count / 32);
    this.sizes = people.map(({ persons }) => persons);
    this.counted = new Uint32Array(people.length);
    const kindsIn: number[][] = Array.from({ length: count }, () => []);
    people.forEach(({ atoms }, kind) => atoms.forEach((atom) => kindsIn[atom]!.push(kind)));
    this.kindsIn = kindsIn;
  }

  /** A set of atoms by their numbers. */
  setOf(atoms: Iterable<number>): AtomSet {
    const set = new Uint32Array(this.words);
    for (const atom of atoms) set[atom >>> 5]! |= 1 << (atom & 31);
    return set;
  }

  /** Distinct people with a unit in a set of atoms. */
  persons(set: AtomSet): number {
    this.question += 1;
    let persons = 0;
    set.forEach((word, at) => {
      for (let bit = 0; word >>> bit !== 0 && bit < 32; bit += 1) {
        if ((word & (1 << bit)) === 0) continue;
        for (const kind of this.kindsIn[at * 32 + bit]!) {
          if (this.counted[kind] === this.question) continue;
          this.counted[kind] = this.question;
          persons += this.sizes[kind]!;
        }
      }
    });
    return persons;
  }
}

/** Whether a set holds an atom. */
export function has(set: AtomSet, atom: number): boolean {
  return ((set[atom >>> 5] ?? 0) & (1 << (atom & 31))) !== 0;
}

/** Whether two sets share an atom. */
export function meets(one: AtomSet, other: AtomSet): boolean {
  return one.some((word, at) => (word & other[at]!) !== 0);
}

/** Whether a set has no atom. */
export function isEmpty(set: AtomSet): boolean {
  return set.every((word) => word === 0);
}

/** Whether every atom of a set lies in another. */
export function isWithin(part: AtomSet, whole: AtomSet): boolean {
  return part.every((word, at) => (word & ~whole[at]!) === 0);
}

/** The atoms of a set that are not in another. */
export function without(whole: AtomSet, part: AtomSet): AtomSet {
  return whole.map((word, at) => word & ~part[at]!);
}

/** The atoms of any of the sets. */
export function union(sets: readonly AtomSet[], like: AtomSet): AtomSet {
  const all = new Uint32Array(like.length);
  for (const set of sets) set.forEach((word, at) => (all[at]! |= word));
  return all;
}

/** The same text for the same set. */
export function keyOfSet(set: AtomSet): string {
  return set.join(',');
}
