/** Words for what became of a session and for its type. */
import { LEAVE_OUT } from '../reading';
import { billedService } from './billing';
import { cancelOf } from './cancel-words';
import { byRules, type Suggestion, type WordRule, words } from './word-rules';

/** Rows that are no session of their own. */
const NO_SESSION: readonly WordRule[] = [
  {
    code: LEAVE_OUT,
    exact: words(
      'rescheduled|entered in error|deleted|void|voided|error|moved|bumped|did not admit|reschedule',
    ),
    holds: /re ?schedul|in error|\bvoid|deleted|did not admit/,
  },
];

/** Words that are nothing but a kind of cancellation. */
const CANCELS: readonly WordRule[] = [
  {
    code: 'late_cancel',
    exact: words(
      'lc|lcx|late cancel|same-day cancel|late cancellation|late cancelled|late canceled|late cx',
    ),
  },
  {
    code: 'provider_cancel',
    exact: words('agency|clinician cancelled|agency cancel|cancelled by provider'),
  },
  {
    code: 'client_cancel',
    exact: words('cbc|cancelled by client|client cancelled|cancelled by patient'),
  },
];

/** Words that say less, or say it without the verb. CBT is a therapy as well. */
const MORE_CANCELS: readonly WordRule[] = [
  { code: 'late_cancel', holds: /same day|(<|under|within|less than) ?(24|48)/ },
  {
    code: 'provider_cancel',
    exact: words('holiday|weather'),
    holds: /holiday|weather|snow day|closed|closure|\bcb[tp]\b/,
  },
  { code: 'client_cancel', holds: /\bcbc\b/ },
];

/** Nobody came. */
const ABSENCES: readonly WordRule[] = [
  {
    code: 'no_show',
    exact: words('unexcused|unexcused absence'),
    holds: /unexcused|not excused/,
    confidence: 'sure',
  },
  { code: 'excused', exact: words('excused|excused absence|ea'), holds: /excused/ },
  {
    code: 'no_show',
    exact: words(
      'dns|dnka|fta|no call no show|absent|client absence|no show|noshow|ns|dna|ncns|missed|no call|did not show|did not attend|failed to attend|absence|not attended',
    ),
    holds:
      /no ?(call )?show|\b(dns|dnka|fta|ncns)\b|absen(t|ce)|did not (attend|show|keep)|failed to (attend|show|appear)|not (present|attended)|missed/,
  },
];

const STATUSES: readonly WordRule[] = [
  {
    code: 'scheduled',
    exact: words(
      'scheduled|confirmed|pending|booked|unconfirmed|reminded|planned|future|upcoming|tentative',
    ),
    holds: /^(scheduled|confirmed|booked|pending|planned)\b/,
  },
  {
    code: 'attended',
    exact: words(
      'show|kept|arrived|checked out|completed|present|arrived late|left early|attended|showed|complete|seen|p|att|in person|checked in|late|partial|done|billed|fulfilled|signed',
    ),
    holds:
      /^(show|kept|arrived|checked|complete|present|attended|seen)|arrived|left early|\battended\b/,
  },
  { code: 'attended', exact: words('yes|y|1|true|t|x'), confidence: 'likely' },
  { code: 'no_show', exact: words('no|n|0|false|f'), confidence: 'unsure' },
];

const TYPES: readonly WordRule[] = [
  {
    code: 'family',
    exact: words('family|family therapy|couples|family session|ft'),
    holds: /family|couple|marital|parent/,
  },
  {
    code: 'assessment',
    exact: words('assessment|intake|evaluation|screening'),
    holds: /assess|intake|evaluation|\beval\b|screening|biopsychosocial|diagnostic/,
  },
  {
    code: 'psychoeducation',
    exact: words('psychoeducation|psychoed|education|didactic|class'),
    holds: /psycho ?ed|educat|didactic|lecture|relapse prevention/,
  },
  {
    code: 'skills',
    exact: words('skills|dbt skills|skills group|life skills|dbt|cbt skills|coping skills'),
    holds: /skill|\bdbt\b/,
  },
  {
    code: 'medication',
    exact: words('medication|med management|medication management|med check|mat|psychiatry'),
    holds: /medication|\bmeds?\b|\bmat\b|psychiatr|prescrib|pharmac|\be ?& ?m\b/,
  },
  {
    code: 'holistic',
    exact: words('holistic|yoga|art|art therapy|music therapy|mindfulness|meditation|recreation'),
    holds:
      /holistic|yoga|\bart\b|music|mindful|meditat|recreation|acupunct|equine|expressive|fitness|movement|spiritual/,
  },
  {
    code: 'individual',
    exact: words('individual|individual therapy|ind|1:1|individual session|it|indiv'),
    holds: /individual|\bindiv?\b|1 ?(:|on|to) ?1|one (on|to) one|psychotherapy \d/,
  },
  {
    code: 'group',
    exact: words('group|group therapy|process group|grp|gt|iop|php|iop group|program day'),
    holds: /group|\bgrp\b|process|\biop\b|\bphp\b|milieu|community meeting/,
  },
  {
    code: 'other',
    exact: words('other|misc|case management|other service'),
    holds: /case (mgmt|management|mgr)|^other\b/,
  },
];

/** What became of a session by its word; null = it says nothing. */
export function suggestStatus(word: string): Suggestion | null {
  const plain = byRules([...NO_SESSION, ...CANCELS], word);
  if (plain !== null) return plain;
  const cancel = cancelOf(word);
  if (cancel !== null && cancel !== 'open') return { code: cancel, confidence: 'likely' };
  const absence = byRules([...MORE_CANCELS, ...ABSENCES], word);
  if (absence !== null || cancel === null) return absence ?? byRules(STATUSES, word);
  return { code: 'client_cancel', confidence: 'likely' };
}

/** Whether a word says that a session was cancelled, but neither by whom nor when. */
export function isGenericCancel(word: string): boolean {
  const others = [...NO_SESSION, ...MORE_CANCELS, ...ABSENCES];
  return cancelOf(word) === 'open' && byRules(others, word) === null;
}

/** The type of a session by its word or billing code; null = it says nothing. */
export function suggestSessionType(word: string): Suggestion | null {
  const billed = billedService(word);
  if (billed) return { code: billed.type, confidence: 'likely' };
  return byRules(TYPES, word);
}
