/**
 * How numbers are written, for the engine and for the proposal: the same patterns, so that what is
 * promised on the mapping page is what is loaded. Both engines of patterns know all of their marks.
 */
import type { NumberFormat } from './reading';

const SPACES = ' \u00a0\u2009\u202f';
const APOSTROPHES = "'\u2019";
const MINUS = '\u2212';
const EXPONENT = String.raw`(?:[eE][+-]?\d{1,2})?`;

/** What a text must be as a whole to be a number in a format. */
export const NUMBER_PATTERNS: Readonly<Record<NumberFormat, string>> = {
  plain: String.raw`[+-]?(?:\d{1,15}(?:\.\d{0,20})?|\.\d{1,20})${EXPONENT}`,
  point: marked(',', '.'),
  comma: marked('.', ','),
};

/** Characters that stand for no part of the number once a text has passed its pattern. */
export const NUMBER_MARKS: Readonly<Record<Exclude<NumberFormat, 'plain'>, string>> = {
  point: '[^0-9.eE+-]',
  comma: '[^0-9,eE+-]',
};

/** The minus of typesetting, which stands for the one of keyboards. */
export const TYPESET_MINUS = MINUS;

/** The number of a text in a format, null = not a number; the twin of `toNumber` in `cells.ts`. */
export function readNumber(text: string, format: NumberFormat): number | null {
  const bare = text.trim();
  if (!WHOLE[format].test(bare)) return null;
  if (format === 'plain') return Number(bare);
  const digits = bare
    .replace(MINUS, '-')
    .replaceAll(new RegExp(NUMBER_MARKS[format], 'g'), '')
    .replace(',', '.');
  return Number(digits) * (bare.startsWith('(') ? -1 : 1);
}

const WHOLE: Readonly<Record<NumberFormat, RegExp>> = {
  plain: whole('plain'),
  point: whole('point'),
  comma: whole('comma'),
};

function whole(format: NumberFormat): RegExp {
  return new RegExp(`^(?:${NUMBER_PATTERNS[format]})$`);
}

/** Thousands in threes by one kind of mark; a percent sign says nothing, parentheses are a minus. */
function marked(thousands: string, decimal: string): string {
  const inThrees = [thousands, SPACES, APOSTROPHES].map(
    (marks) => String.raw`\d{1,3}(?:[${marks}]\d{3}){1,4}`,
  );
  const amount = String.raw`(?:(?:${inThrees.join('|')}|\d{1,15})(?:[${decimal}]\d{0,20})?|[${decimal}]\d{1,20})${EXPONENT}`;
  const percent = `[${SPACES}]?%?`;
  return String.raw`[+${MINUS}-]?${amount}${percent}|\(${amount}${percent}\)`;
}
