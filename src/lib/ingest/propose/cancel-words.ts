/**
 * Words for cancelled sessions. Who cancelled and when decides whether a session counts in the rate,
 * so that a word which tells neither is `open`.
 */
import { plainWord } from './word-rules';

/** A cancellation by who and when; `open` = neither is said. */
export type Cancel = 'client_cancel' | 'late_cancel' | 'provider_cancel' | 'open';

/** Spellings of the verb, also glued to who it was; `c/x` is `c x` without its mark. */
const VERB =
  /cancel(?:l?ed|l?ations?|l?ing|s|d)?|\b(?:canc(?:d|el)?|cx(?:l|n)?(?: ?l?e?d)?|cxld|cncl(?:e?d)?|cnx|cnc?ld|c x(?: ?l?e?d)?)\b|(?<=late|client|patient|pt|provider|prov|staff)cxl?\b/g;

const PROVIDER =
  'provider|prov|staff|therapist|ther|clinician|clin|counsell?or|doctor|dr|psychiatrist|physician|nurse|facilitator|agency|facility';
const CLIENT =
  'client|clt|patient|pt|member|consumer|participant|resident|guardian|parent|caregiver';

/** Words that name a session as often as they name who cancelled it: only beside the verb. */
const PROVIDER_BESIDE = `${PROVIDER}|clinic|center|office|program|practice|hospital`;
const CLIENT_BESIDE = `${CLIENT}|family|mother|father|mom|dad`;

/** `client session cancelled` does not say that the client did it. */
const SESSION_OF = new RegExp(
  `\\b(?:${PROVIDER_BESIDE}|${CLIENT_BESIDE})s? (?=(?:appointment|appt|session|visit|group|therapy|meeting)s?\\b)`,
  'g',
);

const LATE =
  /\b(?:late|lt)\b|same ?day|\bday of\b|last minute|short notice|\b(?:no|without|w o) (?:\d+ ?\w* )?notice|(?:<|under|within|w in|inside|less than|no) ?(?:24|48)/;
const IN_TIME =
  /\bnot late\b|\b(?:on|in) time\b|\btimely\b|\badvance\b|\bwith notice\b|\bearly\b|(?:>|over|more than|at least|\+) ?(?:24|48)|(?:24|48) ?(?:h|hrs?|hours?)? ?(?:\+|notice|advance)/;

/** What a word says about a cancellation; null = it is no word for one. */
export function cancelOf(word: string): Cancel | null {
  const raw = plainWord(word);
  const text = raw.replaceAll(VERB, ' cancel ').replaceAll(/\s+/g, ' ').trim();
  if (!/\bcancel\b/.test(text)) return null;
  const who = whoIn(text.replaceAll(SESSION_OF, ''));
  if (who === 'provider') return 'provider_cancel';
  const isInTime = IN_TIME.test(text) && !LATE.test(text.replace(/\bnot late\b/, ''));
  if (LATE.test(text) && !isInTime) return 'late_cancel';
  return who === 'client' || isInTime ? 'client_cancel' : 'open';
}

/** Who cancelled: behind `by`, before or behind the verb, or the only one who is named. */
function whoIn(text: string): 'client' | 'provider' | null {
  const both = `(?:(?<provider>${PROVIDER_BESIDE})|(?<client>${CLIENT_BESIDE}))s?\\b`;
  const beside = [
    new RegExp(`cancel (?:\\w+ )?(?:by|per) ?(?:the |own )?${both}`),
    new RegExp(`\\bby (?:the )?${both}`),
    new RegExp(`\\b${both} (?:has |had |was |late )?cancel`),
    new RegExp(`cancel ${both}`),
  ];
  for (const pattern of beside) {
    const found = pattern.exec(text)?.groups;
    if (found) return found['client'] === undefined ? 'provider' : 'client';
  }
  const isNamed = (names: string): boolean => new RegExp(`\\b(?:${names})s?\\b`).test(text);
  const [client, provider] = [isNamed(CLIENT), isNamed(PROVIDER)];
  if (client === provider) return null;
  return client ? 'client' : 'provider';
}
