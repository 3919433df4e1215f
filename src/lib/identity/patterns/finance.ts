/** Payment cards, bank accounts and routing numbers. */
import { isRoutingNumber, passesLuhn, passesMod97 } from '../checksums';
import { anyMatch, joined, type Shape, type StrongPattern } from './pattern';

const CARD_TEXT = /(?<![\w.,-])\d(?:[ -]?\d){12,18}(?![\w]|[-.,]\d)/g;

/** Prefix and length by network (ISO/IEC 7812 ranges as their owners publish them). */
const NETWORKS = [
  /^4\d{15}$/,
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^(?:6011|64[4-9]\d|65\d{2})\d{12}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^(?:5018|5019|5020|5038|6304|6759|676[1-3])\d{12}(?:\d{2,3})?$/,
];

const IBAN_TEXT =
  /(?<![A-Z0-9-])[A-Z]{2}\d{2}(?:(?: ?[A-Z0-9]){11,30}|(?:-[A-Z0-9]{4}){2,7}(?:-[A-Z0-9]{1,3})?)(?![A-Z0-9-])/gi;

/** Lengths by country, ISO 13616 registry. */
const IBAN_LENGTHS = `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22
DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26
IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15
PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29
VA22 VG24 XK20`;
const LENGTH_OF = new Map(
  IBAN_LENGTHS.split(/\s+/).map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Strong patterns of this family. */
export const FINANCE: readonly StrongPattern[] = [
  {
    kind: 'account_number',
    isWorthTrying: (traits) => traits.digits >= 13,
    standsIn: (text) => anyMatch(text, CARD_TEXT, (match) => isCard(joined(match[0]))),
  },
  {
    kind: 'account_number',
    isWorthTrying: (traits) => traits.digits >= 4 && traits.letters >= 2,
    standsIn: (text) => anyMatch(text, IBAN_TEXT, (match) => beginsWithIban(match[0])),
  },
];

/** Shapes of this family. */
export const FINANCE_SHAPES: readonly Shape[] = [
  {
    kind: 'account_number',
    looks: 'nine digits whose check digit is that of a bank’s routing number',
    isWhole: (text) => isRoutingNumber(joined(text)),
    share: 0.9,
    distinct: 3,
    isSpread: false,
  },
];

/** Whether digits are the number of a payment card: network, length and check digit fit. */
export function isCard(digits: string): boolean {
  return NETWORKS.some((network) => network.test(digits)) && passesLuhn(digits);
}

/** Words behind an IBAN look like more of it, so its length decides where it ends. */
function beginsWithIban(text: string): boolean {
  const plain = text.replace(/[ -]/g, '').toUpperCase();
  const length = LENGTH_OF.get(plain.slice(0, 2));
  if (length === undefined || plain.length < length) return false;
  if (plain.length > length && !endsAt(text, length)) return false;
  return passesMod97(plain.slice(0, length));
}

/** Whether the given number of characters, spaces not counted, ends where a word ends. */
function endsAt(text: string, length: number): boolean {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!/[ -]/.test(text.charAt(at))) seen += 1;
    if (seen === length) return text.charAt(at + 1) === ' ';
  }
  return false;
}
