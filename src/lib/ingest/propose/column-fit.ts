/** Whether the values of a column can be those of a canonical column. */
import { allMeasures } from '$lib/measures/library';
import type { Kind } from '$lib/model/canonical';
import { isCategoryWord } from '../categories';
import type { ColumnProfile, FileProfile } from '../proposal';
import { billedService } from './billing';
import { dayFormatOf, dayShare } from './days';
import { headerWords } from './header-text';
import { isWrittenNumber, numbersOf } from './numbers';
import { phaseOf } from './phases';
import { isDay, isSerialDay } from './read-day';
import { isScore } from './score-words';
import { isNumber, isRelativeDay, isTimeOfDay, isYesNo, shareOf, tellingValues } from './values';
import { ownCode, suggestCode } from './words';

/** What the values of a column say about a canonical column. */
export interface Fit {
  readonly verdict: 'yes' | 'no' | 'open';
  /** What the values are, such as `every value is a day`; empty unless the verdict is yes. */
  readonly because: string;
  /** The values must speak for it; a name alone does not do. */
  readonly needed?: boolean;
  /** From 0 to 1, to tell columns with the same name apart. */
  readonly extra?: number;
}

const OPEN: Fit = { verdict: 'open', because: '' };
const NO: Fit = { verdict: 'no', because: '' };

const DAY_COLUMNS = new Set(
  'admitted_on discharged_on last_contact_on referred_on first_contact_on observed_until taken_on held_on reviewed_on risk_assessed_on shared_on'.split(
    ' ',
  ),
);
const CODE_COLUMNS = new Set(
  'level_of_care discharged_to discharge_reason session_type status measure'.split(' '),
);
const NUMBER_COLUMNS = new Set('prescribed_hours_per_week prescribed_weeks group_size'.split(' '));
const MINUTE_COLUMNS = new Set(['scheduled_minutes', 'attended_minutes']);

/** Looks at the values of a column for a canonical column. */
export function fitOf(
  kind: Kind,
  canonical: string,
  column: ColumnProfile,
  profile: FileProfile,
): Fit {
  if (DAY_COLUMNS.has(canonical)) return dayFit(canonical, column, profile);
  if (CODE_COLUMNS.has(canonical)) return codeFit(canonical, column);
  if (column.filled === 0) return OPEN;
  if (NUMBER_COLUMNS.has(canonical)) return numberFit(column);
  if (MINUTE_COLUMNS.has(canonical)) return minuteFit(column);
  switch (canonical) {
    case 'score':
      return scoreFit(column);
    case 'visit':
      return visitFit(column);
    case 'phase':
      return phaseFit(column);
    case 'aftercare_plan':
    case 'plan_changed':
    case 'top_box':
      return said(shareOf(column, isYesNo), 'yes or no');
    case 'person_id':
      return personFit(column, profile);
    case 'stay_id':
    case 'session_id':
      return idFit(kind, canonical, column, profile);
    case 'age_band':
      return column.distinct > 20 || shareOf(column, isNumber) > 0.9 ? NO : OPEN;
    case 'instrument':
      // A column of ids of surveys has hardly a value twice.
      return profile.rowCount > 20 && column.distinct > 0.5 * profile.rowCount
        ? NO
        : textFit(column, profile);
    case 'admitted_period':
      return said(
        shareOf(column, (value) => /^\d{4}([-/ ]?(Q[1-4]|\d{2}))?$/i.test(value)),
        'a year or a part of one',
      );
    default:
      return textFit(column, profile);
  }
}

function dayFit(canonical: string, column: ColumnProfile, profile: FileProfile): Fit {
  if (column.filled === 0) return OPEN;
  const isRequired = ['admitted_on', 'taken_on', 'held_on'].includes(canonical);
  if (isRequired && column.filled < 0.7 * profile.rowCount) return NO;
  if (dayFormatOf(column, profile) !== null) {
    const share = shareOf(column, (value) => isDay(value) || isSerialDay(value));
    const extra = share > 0.99 ? 1 : 0;
    return { verdict: 'yes', because: `${every(share)} is a day`, extra };
  }
  const words = headerWords(column.name);
  const saysDay = ['day', 'admit', 'discharge', 'date'].some((word) => words.includes(word));
  const numbers = numbersOf(column);
  if (saysDay && numbers.length > 0 && shareOf(column, isRelativeDay) > 0.9) {
    return { verdict: 'yes', because: 'every value is a small whole number, as days are counted' };
  }
  return dayShare(column) < 0.3 ? NO : OPEN;
}

function codeFit(canonical: string, column: ColumnProfile): Fit {
  if (column.filled === 0) return OPEN;
  if (dayShare(column) > 0.5 || column.distinct > 150) return NO;
  if (canonical === 'measure' && shareOf(column, isNumber) > 0.5) return NO;
  if (canonical === 'session_type' && isBilling(column)) return NO;
  if (canonical === 'level_of_care' && !namesLevel(column) && shareOf(column, isNumber) > 0.5) {
    return NO;
  }
  const words = tellingValues(column);
  if (canonical.startsWith('discharge') && isClaimStatus(column)) {
    return { verdict: 'yes', because: 'its values are discharge status codes of claims (UB-04)' };
  }
  const known = words.filter(({ value }) => {
    const suggestion = suggestCode(canonical, value);
    return suggestion !== null && suggestion.code !== '' && suggestion.confidence !== 'unsure';
  });
  const share = known.length / Math.max(1, words.length);
  if (words.length > 0 && share >= 0.5) {
    const own = known.filter(({ value }) => ownCode(canonical, value) !== null).length;
    const because =
      words.length === 1
        ? 'its only word is known'
        : `${known.length} of its ${words.length} words are known`;
    return { verdict: 'yes', because, extra: (share + own / known.length) / 2 };
  }
  const isFewWords = column.distinct <= 40 && shareOf(column, isNumber) < 0.9;
  return isFewWords ? { verdict: 'open', because: '' } : NO;
}

function namesLevel(column: ColumnProfile): boolean {
  return headerWords(column.name).some((word) => word === 'level' || word === 'asam');
}

/** Whether a column holds patient discharge status codes of claims: two digits, one with a zero. */
export function isClaimStatus({ values }: ColumnProfile): boolean {
  return (
    values.some(({ value }) => value.startsWith('0')) &&
    values.every(({ value }) => /^(0[1-79]|[2-9]\d)$/.test(value))
  );
}

function differing({ distinct }: ColumnProfile, what: string): string {
  return distinct === 1 ? 'it always holds the same' : `it holds ${distinct} different ${what}`;
}

function isBilling(column: ColumnProfile): boolean {
  return shareOf(column, (value) => /^[A-Z]?\d{4,5}(\D|$)/i.test(value)) > 0.5;
}

/** Whether a column holds billing codes of sessions. */
export function holdsBilling(column: ColumnProfile): boolean {
  return isBilling(column) && shareOf(column, (value) => billedService(value) !== null) > 0.3;
}

function numberFit(column: ColumnProfile): Fit {
  return said(shareOf(column, isWrittenNumber), 'a number');
}

function minuteFit(column: ColumnProfile): Fit {
  const isClock = (value: string): boolean => /^\d{1,2}:\d{2}(:\d{2})?$/.test(value);
  const share = shareOf(column, (value) => isWrittenNumber(value) || isClock(value));
  if (shareOf(column, (value) => isTimeOfDay(value) && !isClock(value)) > 0.5) return NO;
  return said(share, 'an amount of time');
}

function scoreFit(column: ColumnProfile): Fit {
  const numbers = said(shareOf(column, isScore), 'a number');
  if (numbers.verdict === 'yes') return numbers;
  const categorical = allMeasures().filter(({ isCategorical }) => isCategorical);
  const isCategory = (value: string): boolean =>
    categorical.some((measure) => isCategoryWord(measure, value));
  return said(
    shareOf(column, (value) => isScore(value) || isCategory(value)),
    'a score',
  );
}

function visitFit(column: ColumnProfile): Fit {
  if (column.distinct > 60) return NO;
  const fit = said(shareOf(column, isWrittenNumber), 'a number');
  return { ...fit, needed: true };
}

function phaseFit(column: ColumnProfile): Fit {
  if (column.distinct > 40 || shareOf(column, isNumber) > 0.5) return NO;
  const words = tellingValues(column);
  const known = words.filter(({ value }) => phaseOf(value) !== null).length;
  const isKnown = words.length > 0 && known / words.length >= 0.5;
  if (!isKnown) return { ...OPEN, needed: true };
  return {
    verdict: 'yes',
    because: `${known} of its ${words.length} words name a phase`,
    needed: true,
  };
}

function personFit(column: ColumnProfile, profile: FileProfile): Fit {
  if (column.filled < 0.5 * profile.rowCount || hasMarkedDays(column)) return NO;
  if (shareOf(column, (value) => /^-?\d+\.\d*[1-9]/.test(value)) > 0.5) return NO;
  if (profile.rowCount > 20 && column.distinct < 3) return NO;
  return { verdict: 'yes', because: differing(column, 'values') };
}

function idFit(kind: Kind, canonical: string, column: ColumnProfile, profile: FileProfile): Fit {
  if (hasMarkedDays(column)) return NO;
  const isKey = canonical === (kind === 'stays' ? 'stay_id' : 'session_id');
  if (!isKey) return OPEN;
  const isUnique = column.distinct >= 0.98 * column.filled;
  if (!isUnique || column.filled < 0.9 * profile.rowCount) return NO;
  return { verdict: 'yes', because: 'no value stands in it twice' };
}

/** Days without marks between their parts look like ids. */
function hasMarkedDays(column: ColumnProfile): boolean {
  return dayShare(column) > 0.5 && shareOf(column, (value) => /\D/.test(value)) > 0.5;
}

function textFit(column: ColumnProfile, profile: FileProfile): Fit {
  if (dayShare(column) > 0.5) return NO;
  const isFew = column.distinct <= Math.max(60, 0.2 * profile.rowCount);
  return isFew ? { verdict: 'yes', because: differing(column, 'words') } : OPEN;
}

function said(share: number, what: string): Fit {
  if (share >= 0.7) return { verdict: 'yes', because: `${every(share)} is ${what}` };
  return share < 0.3 ? NO : OPEN;
}

function every(share: number): string {
  return share > 0.999 ? 'every value' : 'nearly every value';
}
