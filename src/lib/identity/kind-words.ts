/** The words for every kind of identifier: on the mapping page, in a refusal and in a provenance note. */
import type { IdentityAction } from './decision';
import type { IdentifierKind } from './kinds';

/** What a person reads about one kind. */
export interface KindWords {
  /** The kind in the plural, such as `phone numbers`. */
  readonly label: string;
  /** The kind for one cell, with its article, such as `a phone number`. */
  readonly one: string;
  /** What the rule says about it, shortened. */
  readonly rule: string;
  /** Where it says so. */
  readonly citation: string;
  /** What is proposed for a column of this kind. */
  readonly action: Exclude<IdentityAction, 'keep'>;
  /** What `coarsen` leaves; null where there is nothing coarser to leave. */
  readonly coarsened: string | null;
}

const YEAR_ONLY = 'Every part of a day about a person except the year has to go.';
const YEAR_LEFT = 'The year of the day is left.';

/** The words of every kind. */
export const KIND_WORDS: Readonly<Record<IdentifierKind, KindWords>> = {
  name: dropped(
    'names',
    'a name',
    'A',
    'Names of the person, of relatives, employers and household members have to go.',
  ),
  address: dropped(
    'street, city or county',
    'an address',
    'B',
    'Every area smaller than a state has to go: street, city, county, precinct.',
  ),
  zip5: {
    label: 'ZIP codes',
    one: 'a ZIP code',
    rule: 'Only the first three digits may stay, and only where they cover more than 20,000 people.',
    citation: citation('B'),
    action: 'coarsen',
    coarsened: 'The first three digits are left, 000 where they cover 20,000 people or fewer.',
  },
  zip3: {
    label: 'first digits of ZIP codes',
    one: 'the first three digits of a ZIP code',
    rule: 'They may stay only where they cover more than 20,000 people.',
    citation: citation('B'),
    action: 'coarsen',
    coarsened: 'They are left, 000 where they cover 20,000 people or fewer.',
  },
  birth_date: {
    label: 'dates of birth',
    one: 'a date of birth',
    rule: `${YEAR_ONLY} A year that tells an age over 89 has to go too.`,
    citation: citation('C'),
    action: 'coarsen',
    coarsened: 'The year of birth is left, one category for everybody over 89.',
  },
  event_date: {
    label: 'other days',
    one: 'a day',
    rule: YEAR_ONLY,
    citation: citation('C'),
    action: 'coarsen',
    coarsened: YEAR_LEFT,
  },
  age_over_89: {
    label: 'ages over 89',
    one: 'an age over 89',
    rule: 'Ages over 89 have to become one category, 90 or older.',
    citation: citation('C'),
    action: 'coarsen',
    coarsened: 'An age band is left; the last one is 90 or older.',
  },
  phone: dropped('phone numbers', 'a phone number', 'D', 'Telephone numbers have to go.'),
  fax: dropped('fax numbers', 'a fax number', 'E', 'Fax numbers have to go.'),
  email: dropped('e-mail addresses', 'an e-mail address', 'F', 'E-mail addresses have to go.'),
  ssn: dropped(
    'Social Security numbers',
    'a Social Security number',
    'G',
    'Social Security numbers have to go, and so do their last four digits.',
  ),
  record_number: dropped(
    'medical record numbers',
    'a medical record number',
    'H',
    'Medical record numbers have to go.',
  ),
  plan_number: dropped(
    'numbers of a health plan',
    'a number of a health plan',
    'I',
    'Numbers that a health plan gave to a person have to go.',
  ),
  account_number: dropped(
    'account numbers',
    'an account number',
    'J',
    'Account numbers have to go.',
  ),
  licence_number: dropped(
    'certificate and license numbers',
    'a certificate or license number',
    'K',
    'Certificate and license numbers have to go.',
  ),
  vehicle_number: dropped(
    'vehicle numbers',
    'a vehicle number',
    'L',
    'Numbers of vehicles have to go, license plates among them.',
  ),
  device_number: dropped(
    'device numbers',
    'a device number',
    'M',
    'Identifiers and serial numbers of devices have to go.',
  ),
  url: dropped('web addresses', 'a web address', 'N', 'Web addresses have to go.'),
  ip_address: dropped('IP addresses', 'an IP address', 'O', 'IP addresses have to go.'),
  other_number: dropped(
    'other numbers of one person',
    'another number of one person',
    'R',
    'Any other number, characteristic or code that is one person’s alone has to go.',
  ),
  free_text: {
    label: 'sentences',
    one: 'a sentence',
    rule: 'Sentences may hold any of the identifiers; nobody can promise that they hold none.',
    citation: '45 CFR 164.514(b)(2)(i)(A)–(R)',
    action: 'drop',
    coarsened: null,
  },
};

function dropped(label: string, one: string, letter: string, rule: string): KindWords {
  return { label, one, rule, citation: citation(letter), action: 'drop', coarsened: null };
}

function citation(letter: string): string {
  return `45 CFR 164.514(b)(2)(i)(${letter})`;
}
