/** Social Security numbers and numbers for taxpayers; numbers of health plans. */
import { anyMatch, joined, type Shape, type StrongPattern } from './pattern';

const SSN_TEXT = /(?<![\w-])(\d{3})([- .])(\d{2})\2(\d{4})(?![\w]|[-.]\d)/g;
const MASKED_SSN = /(?<![\w*])(?:[x*#]{3}[- ]?[x*#]{2}[- ]?\d{4})(?![\w*-])/i;

/** Medicare Beneficiary Identifier, CMS: no S, L, O, I, B, Z; its dashes are for display. */
const MBI =
  /(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])/i;

/** Strong patterns of this family. */
export const GOVERNMENT: readonly StrongPattern[] = [
  {
    kind: 'ssn',
    isWorthTrying: (traits) => traits.digits >= 9,
    standsIn: (text) =>
      anyMatch(text, SSN_TEXT, (match) => isSsn(`${match[1]}${match[3]}${match[4]}`)),
  },
  {
    kind: 'ssn',
    isWorthTrying: (traits) => traits.digits >= 4,
    standsIn: (text) => MASKED_SSN.test(text),
  },
  {
    kind: 'plan_number',
    isWorthTrying: (traits) => traits.digits >= 5 && traits.letters >= 4,
    standsIn: (text) => MBI.test(text),
  },
];

/** Shapes of this family. */
export const GOVERNMENT_SHAPES: readonly Shape[] = [
  {
    kind: 'ssn',
    looks: 'nine digits, as in a Social Security number',
    isWhole: (text) => /^\d{9}$/.test(text) && isSsn(text),
    share: 0.8,
    distinct: 5,
    isSpread: true,
  },
];

/**
 * Nine digits that the Social Security Administration can have issued (area not 000, 666 or 9xx, group
 * not 00, serial not 0000), or the Internal Revenue Service as an ITIN (9xx, groups 50-65, 70-88,
 * 90-92, 94-99).
 */
export function isSsn(digits: string): boolean {
  const area = digits.slice(0, 3);
  const group = Number(digits.slice(3, 5));
  if (digits.slice(5) === '0000') return false;
  if (area.startsWith('9')) {
    return (
      (group >= 50 && group <= 65) || (group >= 70 && group <= 99 && group !== 89 && group !== 93)
    );
  }
  return area !== '000' && area !== '666' && group !== 0;
}

/** Whether a cell can be such a number under a header that says so: all of it, or its last four. */
export function couldBeSsn(text: string): boolean {
  return /^(?:\d{9}|\d{4})$/.test(joined(text)) || MASKED_SSN.test(text);
}
