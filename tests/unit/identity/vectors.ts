/**
 * Published test vectors of programs that look for identifiers, read from the reference data and mapped
 * to our kinds. Their texts stay where they are: nothing here repeats one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentifierKind } from '$lib/identity/kinds';
import { readReferenceJson } from '../../support/reference';

/** One text, and the parts of it that are identifiers; none = it only looks like one. */
export interface Vector {
  readonly text: string;
  readonly isPositive: boolean;
  readonly parts: readonly string[];
}

/** A type of identifier in the vectors. */
export interface VectorSet {
  readonly type: string;
  readonly kind: IdentifierKind;
  /** A header that names the type. */
  readonly header: string;
  readonly vectors: readonly Vector[];
}

interface Recorded {
  readonly text?: string;
  readonly iban?: string;
  readonly expected_len: number;
  readonly expected_positions?: readonly (readonly [number, number])[];
}

/** Type, name in the file, our kind, header. */
const TYPES: readonly (readonly [string, string, IdentifierKind, string])[] = [
  ['Social Security number', 'us_ssn', 'ssn', 'SSN'],
  ['ITIN', 'us_itin', 'ssn', 'ITIN'],
  ['Medicare number (MBI)', 'us_mbi', 'plan_number', 'MBI'],
  ['phone', 'phone', 'phone', 'Phone'],
  ['e-mail', 'email', 'email', 'Email'],
  ['web address', 'url', 'url', 'Website'],
  ['IP address', 'ip', 'ip_address', 'IP address'],
  ['MAC address', 'mac', 'device_number', 'MAC address'],
  ['payment card', 'credit_card', 'account_number', 'Credit card'],
  ['IBAN', 'iban', 'account_number', 'IBAN'],
  ['US bank account', 'us_bank', 'account_number', 'Bank account'],
  ['routing number', 'aba_routing', 'account_number', 'Routing number'],
  ['driver license', 'us_driver_license', 'licence_number', 'Driver license'],
  ['NPI', 'us_npi', 'licence_number', 'NPI'],
  ['US passport', 'us_passport', 'other_number', 'Passport'],
  ['day', 'date', 'event_date', 'Service date'],
  ['NHS number', 'uk_nhs', 'record_number', 'NHS number'],
  ['British post code', 'uk_postcode', 'address', 'Postcode'],
  ['British NINO', 'uk_nino', 'other_number', 'NINO'],
  ['Canadian SIN', 'ca_sin', 'other_number', 'Social insurance number'],
  ['Australian Medicare', 'au_medicare', 'plan_number', 'Medicare number'],
];

/** The vectors of presidio, by type. */
export function presidioSets(folder: string): readonly VectorSet[] {
  const { sets } = readReferenceJson<{ sets: Record<string, Recorded[]> }>(
    folder,
    'phi/presidio-recognizer-vectors.json',
  );
  return TYPES.map(([type, key, kind, header]) => ({
    type,
    kind,
    header,
    vectors: (sets[key] ?? []).map(vectorOf),
  }));
}

/** Sentences of presidio that hold an identifier behind a word that announces it. */
export function presidioSentences(folder: string): readonly { type: string; text: string }[] {
  return readFileSync(join(folder, 'phi/presidio_context_sentences.txt'), 'utf8')
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .flatMap(([type, text]) => (type && text ? [{ type, text }] : []));
}

/** Sentences of redact-pii, with the types of what is to go. */
export function redactSentences(
  folder: string,
): readonly { types: readonly string[]; text: string }[] {
  const { cases } = readReferenceJson<{
    cases: { input: string; expected_redaction: string }[];
  }>(folder, 'phi/redact-pii-vectors.json');
  return cases.map(({ input, expected_redaction: redacted }) => ({
    text: input,
    types: [
      ...redacted.matchAll(
        /\b[A-Z]+(?:_[A-Z]+)+\b|\b(?:URL|DIGITS|USERNAME|CREDENTIALS|ZIPCODE)\b/g,
      ),
    ]
      .map(([type]) => type)
      .filter((type) => !input.includes(type)),
  }));
}

function vectorOf({ text, iban, expected_len, expected_positions }: Recorded): Vector {
  const whole = text ?? iban ?? '';
  const isPositive = expected_len > 0;
  const spans = (expected_positions ?? []).map(([from, to]) => whole.slice(from, to));
  // Without positions a text of one number is the number; a sentence is left to the cells.
  const alone = /^[A-Z]{0,2}[\dA-Z -]*$/.test(whole) && expected_len === 1 ? [whole] : [];
  return { text: whole, isPositive, parts: !isPositive ? [] : spans.length > 0 ? spans : alone };
}
