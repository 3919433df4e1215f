/**
 * The kinds of identifier that the Safe Harbor method removes, 45 CFR 164.514(b)(2)(i) (A) to (R), as
 * far as text in a table can hold them; prints, voices and photographs cannot.
 */

/** All kinds, in the order of the rule where it has one. */
export const IDENTIFIER_KINDS = [
  'name',
  'address', // street, city, county
  'zip5',
  'zip3',
  'birth_date',
  'event_date', // any other day about a person that is not mapped to a canonical day
  'age_over_89',
  'phone',
  'fax',
  'email',
  'ssn',
  'record_number',
  'plan_number',
  'account_number',
  'licence_number',
  'vehicle_number',
  'device_number',
  'url',
  'ip_address',
  'other_number', // any other number or code that is one person's
  'free_text', // sentences, with or without an identifier in them
] as const;

/** One kind of identifier. */
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
