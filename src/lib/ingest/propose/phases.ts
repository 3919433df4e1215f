/**
 * Words for a visit or phase: where it stands among the others, and whether it may start a change,
 * end it, or is a follow-up.
 */
import type { PhaseRole, PhaseRule } from '../reading';
import { wordKey } from '../reading';
import { isNumber } from './values';
import { plainWord } from './word-rules';

/** A phase as it is understood by itself. */
export interface Phase {
  /** About the day on which it lies; only the order counts. */
  readonly order: number;
  readonly role: PhaseRole;
}

const END = 100_000;
const FOLLOW_UP = 200_000;

const FOLLOW_UP_WORDS =
  /follow ?up|\bf u\b|\bfu\d*\b|\d+ ?m?fu\b|after discharge|post (discharge|dc)/;
const END_WORDS =
  /\b(post|posttest|post ?treatment|post ?tx|discharged?|disch|dc|d c|exit|end|final|last|eot|completion|termination|close|closing)\b/;
const START_WORDS =
  /\b(pre|pretest|pre ?treatment|pre ?tx|baseline|base|bl|intake|admission|admit|adm|admitted|entry|initial|first|start|enrol?lment|screening)\b/;
const MIDDLE_WORDS = /\b(mid|middle|midpoint|midway|during|interim|progress|update)\b/;
const UNIT_DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, q: 91, y: 365 };

/** What a word says about its place; null = nothing. */
export function phaseOf(word: string): Phase | null {
  const text = plainWord(word).replace(/ arm \d+$/, '');
  const amount = amountOf(text);
  const anchored = /^([ad]) ?(\d{1,4})$/.exec(text);
  if (anchored?.[1] === 'd' && Number(anchored[2]) > 0) {
    return { order: FOLLOW_UP + Number(anchored[2]), role: 'follow_up' };
  }
  if (anchored?.[1] === 'd') return { order: END, role: 'later' };
  if (anchored) {
    const order = Number(anchored[2]);
    return { order, role: order === 0 ? 'baseline' : 'later' };
  }
  if (FOLLOW_UP_WORDS.test(text)) {
    return { order: FOLLOW_UP + (amount ?? numberIn(text)), role: 'follow_up' };
  }
  if (END_WORDS.test(text)) return { order: END, role: 'later' };
  if (START_WORDS.test(text)) return { order: 0, role: 'baseline' };
  if (amount !== null) return { order: amount, role: amount === 0 ? 'baseline' : 'either' };
  if (MIDDLE_WORDS.test(text)) return { order: END / 2 + numberIn(text), role: 'later' };
  const numbered =
    /^(?:t|v|time|timepoint|time point|visit|wave|session|occasion|assessment|administration)\s?(\d{1,3})$/.exec(
      text,
    );
  if (numbered) {
    const order = Number(numbered[1]);
    return { order, role: order === 0 ? 'baseline' : 'either' };
  }
  return null;
}

/**
 * The rules for the words of one file, given in groups that stand for one series each, such as the
 * columns of one instrument. A numbered visit may start a change only where its series has no word
 * that is a baseline by its name. Words that say nothing, and plain numbers, get no rule.
 */
export function phaseRules(
  series: readonly (readonly string[])[],
): Readonly<Record<string, PhaseRule>> {
  const groups = series.map((words) => words.map(wordKey));
  const known = [...new Set(groups.flat())].flatMap((word) => {
    const phase = isNumber(word) ? null : phaseOf(word);
    return phase ? [{ word, ...phase }] : [];
  });
  const baselines = new Set(
    known.filter(({ role }) => role === 'baseline').map(({ word }) => word),
  );
  const hasBaseline = (word: string): boolean =>
    groups
      .filter((words) => words.includes(word))
      .every((words) => words.some((other) => baselines.has(other)));
  const orders = [...new Set(known.map(({ order }) => order))].sort((a, b) => a - b);
  return Object.fromEntries(
    known.map(({ word, order, role }): [string, PhaseRule] => [
      word,
      {
        position: orders.indexOf(order),
        role: role === 'either' && hasBaseline(word) ? 'later' : role,
      },
    ]),
  );
}

/** Days of `week 4`, `2m`, `3 months`, `month_6`; null = no amount of time. */
function amountOf(text: string): number | null {
  const units = '(d|days?|w|wks?|weeks?|m|mos?|months?|mths?|q|quarters?|y|yrs?|years?)';
  const behind = new RegExp(`(?:^| )(\\d{1,3}) ?${units}(?= |$|fu)`).exec(text);
  const before = new RegExp(`(?:^| )${units} ?(\\d{1,3})(?= |$)`).exec(text.replace(/^q ?\d/, ''));
  const [n, unit] = behind ? [behind[1], behind[2]] : [before?.[2], before?.[1]];
  return n === undefined || unit === undefined ? null : Number(n) * (UNIT_DAYS[unit[0]!] ?? 1);
}

function numberIn(text: string): number {
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}
