/** All patterns, in the order in which they are tried: the more certain first. */
import type { IdentifierKind } from '../kinds';
import { namesSomebody } from '../names';
import { CONTACT, CONTACT_SHAPES } from './contact';
import { FINANCE, FINANCE_SHAPES } from './finance';
import { GOVERNMENT, GOVERNMENT_SHAPES } from './government';
import { LICENCE_SHAPES, LICENCES } from './licences';
import { type Shape, type StrongPattern, traitsOf } from './pattern';
import { phraseIn } from './phrases';
import { PLACE_SHAPES, PLACES } from './places';

const BEFORE_PHRASES: readonly StrongPattern[] = [...GOVERNMENT, ...LICENCES, ...FINANCE];
const AFTER_PHRASES: readonly StrongPattern[] = [
  ...CONTACT,
  ...PLACES,
  {
    kind: 'name',
    isWorthTrying: (traits) => traits.letters >= 4 && traits.hasSpace,
    standsIn: namesSomebody,
  },
];

/** Shapes of whole cells, those with a check digit first. */
export const SHAPES: readonly Shape[] = [
  ...LICENCE_SHAPES,
  ...FINANCE_SHAPES,
  ...CONTACT_SHAPES,
  ...GOVERNMENT_SHAPES,
  ...PLACE_SHAPES,
];

const SHORTEST = 5;

/** The kind of identifier that stands anywhere in a text and can be told by its form; null = none. */
export function strongKindIn(text: string): IdentifierKind | null {
  if (text.length < SHORTEST) return null;
  const traits = traitsOf(text);
  if (traits.digits === 0 && !traits.hasAt && !traits.hasSpace && traits.letters < 7) return null;
  const stands = (one: StrongPattern): boolean => one.isWorthTrying(traits) && one.standsIn(text);
  return (
    BEFORE_PHRASES.find(stands)?.kind ??
    phraseIn(text, traits) ??
    AFTER_PHRASES.find(stands)?.kind ??
    null
  );
}
