/** What a cell looks like at a glance, to tell names of columns from data; no format is decided here. */
import { isEmptyWord } from './propose/values';

const NUMBER_OR_DAY = /^[([<>~≥≤$€£+-]*\d[\d\s.,:/%+)\]-]*(?:T[\d:.]+)?\s*(?:[ap]\.?m\.?|z|utc)?$/i;

const MONTH_DAY =
  /^(?:\d{1,2}[\s./-]+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s./-]+\d/i;

/** Cells that say in which unit or form a column is written. */
const UNIT =
  /^[([{]?\s*(?:y{2,4}[-/.]m{1,2}[-/.]d{1,2}|m{1,2}[-/.]d{1,2}[-/.]y{2,4}|d{1,2}[-/.]m{1,2}[-/.]y{2,4}|days?|weeks?|months?|years?|hours?|hrs?|h|minutes?|mins?|n|#|%|percent|points?|usd|[$€£]|text|string|varchar|char|date|datetime|timestamp|integer|int|whole number|number|numeric|float|decimal|boolean|code|id|identifier|yes\/no|y\/n|\d{1,3}\s?(?:-|–|to)\s?\d{1,3})\s*[)\]}]?$/i;

/** First cells of totals and footers, as the load knows them. */
const FOOTER =
  /^(?:(?:grand |sub[ -]?)?totals?|summary|count|report (?:generated|run|date)|generated (?:on|by)|page \d+|end of (?:report|file|export)|\(?\d+ (?:rows?|records?))\b/i;

/** Whether a cell begins a total, a count or a footer. */
export function isFooter(cell: string): boolean {
  return FOOTER.test(cell.trim());
}

/** Whether a cell is a number, an amount, a day or a time. */
export function isFigure(cell: string): boolean {
  const text = cell.trim();
  return NUMBER_OR_DAY.test(text) || MONTH_DAY.test(text);
}

/** Whether a cell is a calendar day with its year. */
export function isCalendarDay(cell: string): boolean {
  const text = cell.trim();
  return (
    /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:$|[\sT])/.test(text) ||
    MONTH_DAY.test(text)
  );
}

/** Whether a cell holds words: something that is no figure and does not stand for an empty cell. */
export function isWords(cell: string): boolean {
  return cell.trim() !== '' && !isFigure(cell) && !isEmptyWord(cell);
}

/** Whether a cell names a unit, a type or a format, such as `(days)` or `YYYY-MM-DD`. */
export function isUnitWord(cell: string): boolean {
  return UNIT.test(cell.trim());
}

/** Letters as A, digits as 9, runs once: `P-0012` and `P-7` have one shape. */
export function shapeOf(cell: string): string {
  return cell
    .trim()
    .replaceAll(/\p{L}+/gu, 'A')
    .replaceAll(/\d+/g, '9');
}
