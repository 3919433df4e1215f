/**
 * Words for why a stay ended. Where somebody went is no reason: home is never taken for completed.
 * UB-04 patient discharge status codes are known as far as they name a reason.
 */
import { AS_EMPTY, LEAVE_OUT } from '../reading';
import { byRules, type Suggestion, type WordRule, words } from './word-rules';

const RULES: readonly WordRule[] = [
  {
    code: AS_EMPTY,
    exact: words(
      '30|still a patient|active|current|open|still enrolled|not discharged|in treatment',
    ),
  },
  { code: LEAVE_OUT, holds: /^(did not admit|never admitted|no admission|not admitted)\b/ },
  { code: null, exact: words('01|1|home|home or self care|routine|routine discharge') },
  {
    code: 'record_closed',
    exact: words('duplicate|entered in error|system transfer|record closed|data error'),
    holds: /duplicate|in error|system (transfer|migration|conversion)|record closed|chart closed/,
  },
  {
    code: 'coverage_ended',
    exact: words('insurance|ur denial|benefits exhausted|financial|coverage ended'),
    holds:
      /insurance|\bur\b|denial|denied|benefit|exhausted|financial|coverage|payer|payor|funding|authori[sz]ation|unable to pay|non ?payment/,
  },
  {
    code: 'deceased',
    exact: words('expired|died|deceased|death|20|dead'),
    holds: /\b(expired|died|deceased|death)\b/,
  },
  {
    code: 'against_advice',
    exact: words('ama|aca|asa|awol|eloped|elopement|left against staff advice|07|against advice'),
    holds:
      /\b(ama|aca|asa|awol)\b|elope|against (staff|medical|clinical|professional|facility|treatment|program)?\s*advice|abscond|walked out/,
  },
  {
    code: 'incarcerated',
    exact: words('jail|arrest|arrested|incarcerated|incarceration|21|prison'),
    holds: /\bjail|arrest|incarcerat|prison|court custody|law enforcement/,
  },
  {
    code: 'dropped_out',
    exact: words(
      'lost to contact|no contact|no-show discharge|dropped out|lost to follow-up|drop out|dropout',
    ),
    holds:
      /lost to|no contact|no ?show|drop(ped)? ?out|stopped (attending|coming|treatment)|non ?attend|failed to (return|engage|attend)|unable to (contact|reach)|did not return|abandon|client (withdrew|left)|self discharge|left (treatment|tx)\b|quit/,
  },
  {
    code: 'terminated',
    exact: words(
      'administrative|disciplinary|for cause|non-compliance|staff request|terminated|noncompliance',
    ),
    holds:
      /^(?!.*transfer).*\b(admin\b|administrative)|disciplin|for cause|non ?complian|staff request|rule violation|terminated|behaviou?ral discharge|asked to leave|(facility|program) (request|initiated)|therapeutic discharge/,
  },
  { code: null, holds: /unsuccessful|incomplete|not complete|non ?complet|without completing/ },
  {
    code: 'transferred',
    exact: words('step-down|step-up|loc change|transfer|transferred|medical|hospitalized'),
    holds:
      /step(ped|ping)? ?(down|up)|(loc|level( of care)?) change|change (in|of) (loc|level)|transfer|\b(tx|tfr|xfer|trans) (to|out)\b|medical|hospitali[sz]|(higher|lower|other|another|different) (level|loc)\b|referred to/,
  },
  {
    code: 'completed',
    exact: words(
      'graduated|successful|completed program|completed|complete|graduate|treatment completed|treatment complete|goals met|successfully completed|planned discharge',
    ),
    holds: /graduat|successful|complet|goals? (met|achieved)|met (all )?goals|planned discharge/,
  },
  {
    code: 'other',
    exact: words('other|moved|relocated|moved away'),
    holds: /^other\b|\bmoved\b|relocat/,
  },
];

/** The discharge reason that a word means; null = it says nothing. */
export function suggestReason(word: string): Suggestion | null {
  return byRules(RULES, word);
}
