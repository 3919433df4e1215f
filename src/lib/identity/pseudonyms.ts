/**
 * Random pseudonyms of people and their stays. They come from the random numbers of the browser and
 * from nothing else: a hash of a record number is derived from the person and could be made again by
 * anyone who knows the number (45 CFR 164.514(c)). The key is this object, and a file if it is saved.
 */

/** What an id is of. */
export type KeyKind = 'person' | 'stay';

/** One id with its pseudonym. */
export interface KeyEntry {
  readonly kind: KeyKind;
  /** As it stands in the files, without space around it. */
  readonly id: string;
  readonly pseudonym: string;
}

/** Two pseudonyms for one id, or one for two ids. */
export class KeysContradict extends Error {
  override readonly name = 'KeysContradict';
  readonly nextStep =
    'Use the key file that was saved last, before any file is loaded; nothing was changed.';
}

/** Crockford's base 32: no letter that reads as a digit. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const PREFIX: Readonly<Record<KeyKind, string>> = { person: 'P-', stay: 'S-' };

/** Fills bytes with random numbers. */
export type Randomize = (bytes: Uint8Array<ArrayBuffer>) => void;

/** The pseudonyms of one session; the same id has the same pseudonym in every file. */
export class PersonKeys {
  private readonly byKind: Readonly<Record<KeyKind, Map<string, string>>> = {
    person: new Map(),
    stay: new Map(),
  };
  private readonly taken = new Set<string>();

  constructor(
    private readonly randomize: Randomize = (bytes) => void crypto.getRandomValues(bytes),
  ) {}

  /** Number of people with a pseudonym. */
  get people(): number {
    return this.byKind.person.size;
  }

  /** The pseudonym of an id, such as `P-7Q2M0XK4TD`; a new one where it has none. */
  pseudonymOf(kind: KeyKind, id: string): string {
    const known = this.byKind[kind].get(id);
    if (known !== undefined) return known;
    let pseudonym = this.draw(kind);
    while (this.taken.has(pseudonym)) pseudonym = this.draw(kind);
    this.put({ kind, id, pseudonym });
    return pseudonym;
  }

  /** Takes in the pseudonyms of an earlier time; throws `KeysContradict` and takes in none. */
  add(entries: readonly KeyEntry[]): void {
    const added = new PersonKeys(this.randomize);
    for (const entry of [...this.entries(), ...entries]) {
      const known = added.byKind[entry.kind].get(entry.id);
      if (known === entry.pseudonym) continue;
      if (known !== undefined) {
        throw new KeysContradict('An id of the key file has another pseudonym already.');
      }
      if (added.taken.has(entry.pseudonym)) {
        throw new KeysContradict('A pseudonym of the key file belongs to two ids.');
      }
      added.put(entry);
    }
    for (const entry of entries) this.put(entry);
  }

  /** Every id with its pseudonym, people first, in the order in which they were met. */
  *entries(): Generator<KeyEntry> {
    for (const kind of ['person', 'stay'] as const) {
      for (const [id, pseudonym] of this.byKind[kind]) yield { kind, id, pseudonym };
    }
  }

  /** Forgets all of them. */
  clear(): void {
    this.byKind.person.clear();
    this.byKind.stay.clear();
    this.taken.clear();
  }

  private put({ kind, id, pseudonym }: KeyEntry): void {
    this.byKind[kind].set(id, pseudonym);
    this.taken.add(pseudonym);
  }

  private draw(kind: KeyKind): string {
    const bytes = new Uint8Array(LENGTH);
    this.randomize(bytes);
    return PREFIX[kind] + Array.from(bytes, (byte) => SYMBOLS[byte & 31]).join('');
  }
}
