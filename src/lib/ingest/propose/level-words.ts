/** Words for levels of care: names, ASAM levels (also in Roman numbers), and billing codes of a day. */
import { AS_EMPTY, LEAVE_OUT, wordKey } from '../reading';
import { byRules, plainWord, type Suggestion, type WordRule, words } from './word-rules';

interface LevelRule extends WordRule {
  /** What tells two words of one level apart; words of one grade are only spellings. */
  readonly grade: string;
}

/** ASAM levels (3rd and 4th edition) by their number. */
const ASAM: Readonly<Record<string, string>> = {
  '1': 'op',
  '1.0': 'op',
  '1.5': 'op',
  '1.7': 'op',
  '2.1': 'iop',
  '2.5': 'php',
  '2.7': 'php',
  '3.1': 'residential',
  '3.3': 'residential',
  '3.5': 'residential',
  '3.7': 'inpatient',
  '4': 'inpatient',
  '4.0': 'inpatient',
};

const RULES: readonly LevelRule[] = [
  {
    grade: 'out',
    code: LEAVE_OUT,
    holds:
      /^(did not admit|never admitted|cancell?ed|entered in error|void(ed)?|deleted|planned|wait ?list(ed)?)\b/,
  },
  {
    grade: 'wm',
    code: 'withdrawal_management',
    exact: words(
      'detox|wm|withdrawal management|withdrawal mgmt|detoxification|1-wm|2-wm|3.2-wm|3.7-wm|4-wm',
    ),
    holds: /\bdetox|withdrawal|\d ?wm\b|\bwm\b/,
  },
  {
    grade: 'php',
    code: 'php',
    holds: /\b(php|partial)\b.*\b(boarding|housing|living|lodging)\b/,
    confidence: 'unsure',
  },
  {
    grade: 'housing',
    code: 'housing',
    exact: words('sober living|housing|boarding|recovery residence|sle|recovery housing'),
    holds:
      /sober (living|home|house)|\b(recovery|transitional|supportive|structured) (residence|housing|living|home)|halfway|\bboarding\b|oxford house|\bhousing\b/,
  },
  {
    grade: 'aftercare',
    code: 'aftercare',
    exact: words('aftercare|alumni|continuing care|after care'),
    holds: /after ?care|alumni|continuing care|recovery (support|coaching|management)/,
  },
  {
    grade: 'hiop',
    code: 'php',
    exact: words('hiop'),
    holds: /\bhiop\b|high intensity (iop|intensive out ?patient)/,
  },
  {
    grade: 'php',
    code: 'php',
    exact: words(
      'php|partial|day treatment|h0035|partial hospitalization|partial hospitalization program|partial hospital|day program|s0201',
    ),
    holds:
      /\bphp\b|partial (hosp|care|day)|day (treatment|tx|program|hospital)|\bh0035\b|\bs0201\b/,
  },
  {
    grade: 'iop',
    code: 'iop',
    exact: words(
      'iop|intensive outpatient|intensive outpatient program|intensive outpatient treatment|s9480|h0015|iot|siop',
    ),
    holds: /\b(s|e|a)?iop\b|intensive (op\b|out ?patient)|\bs9480\b|\bh0015\b/,
  },
  {
    grade: 'residential',
    code: 'residential',
    exact: words(
      'rtc|residential|residential treatment|residential treatment center|res|rtf|prtf|resi|h0018|h0019|h2036',
    ),
    holds: /\b(p?rtc|p?rtf)\b|residential|\bh0018\b|\bh0019\b|\bh2036\b/,
  },
  {
    grade: 'op',
    code: 'op',
    exact: words(
      'op|outpatient|individual therapy only|individual therapy|routine outpatient|standard outpatient|general outpatient|gop|outpatient program|traditional outpatient',
    ),
    holds: /out ?patient|\bg?op\b|individual therapy|office based/,
  },
  {
    grade: 'inpatient',
    code: 'inpatient',
    exact: words(
      'inpatient|acute|psych unit|ip|inpatient psych|inpatient psychiatric|hospital|acute inpatient|psychiatric unit|inpt',
    ),
    holds: /in ?patient|\bacute\b|psych(iatric)? (unit|hospital|ward)|\binpt\b|medically managed/,
  },
];

/** What UB-04 patient discharge status codes say about where a person goes. */
const UB04_LEVELS: Readonly<Record<string, string>> = {
  '01': AS_EMPTY,
  '02': 'inpatient',
  '07': AS_EMPTY,
  '20': AS_EMPTY,
  '21': AS_EMPTY,
  '30': AS_EMPTY,
  '65': 'inpatient',
  '70': 'inpatient',
};

/** The level of care that a word means; null = it says nothing. */
export function suggestLevel(word: string): Suggestion | null {
  return asamLevel(word) ?? byRules(RULES, word);
}

/** The planned next level that a word means; home and the like are no level. */
export function suggestDestination(word: string): Suggestion | null {
  const ub04 = UB04_LEVELS[wordKey(word)];
  if (ub04 !== undefined) return { code: ub04, confidence: 'likely' };
  if (/^(home|self care|home or self care|community|none|no referral|n a)\b/.test(plainWord(word)))
    return { code: AS_EMPTY, confidence: 'likely' };
  return suggestLevel(word);
}

/** What sets a word apart from others of its level; a word that no rule knows stands for itself. */
export function levelGrade(word: string): string {
  const number = asamNumber(word);
  const rule = RULES.find((candidate) => byRules([candidate], word) !== null);
  if (number !== null && rule?.grade !== 'wm') {
    if (number === '2.1') return 'iop';
    if (number === '2.5') return 'php';
    return number.startsWith('1') ? 'op' : number.replace('.0', '');
  }
  return rule?.grade ?? wordKey(word);
}

function asamLevel(word: string): Suggestion | null {
  const number = asamNumber(word);
  const code = number === null ? undefined : ASAM[number];
  if (number === null || code === undefined || /\bwm\b|\dwm\b|withdrawal|detox/i.test(word)) {
    return null;
  }
  return { code, confidence: number.includes('.') || wordKey(word) === number ? 'sure' : 'likely' };
}

/** The ASAM number in a word: alone, in front, behind `ASAM` or `level`, or with a decimal. */
function asamNumber(word: string): string | null {
  const text = wordKey(word).replaceAll(
    /\b(iii|ii|iv|i)(?=\.\d\b|$)/g,
    (roman) => ({ i: '1', ii: '2', iii: '3', iv: '4' })[roman] ?? roman,
  );
  const decimal = /(?<![\d.])([1-4]\.\d)(?![\d.])/.exec(text)?.[1];
  if (decimal !== undefined) return decimal;
  return /^(?:(?:asam|level|lvl|loc|of|care|[:#-])\s*)*([14])$/.exec(text)?.[1] ?? null;
}
