/** What is said in place of a number that a release hides: which number, why, and of how many. */
import { formatDay } from '$lib/format/days';
import { plural } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import { UNPLANNED_MEDIAN } from '$lib/metrics/length/retention';
import type { FigureData, Metric } from '$lib/metrics/metric';

/**
 * The number that a figure is about, in words without measure and window unless it says them itself, and
 * what its n counts: a stay where nothing is said, null where n is the hidden number itself.
 */
type Subject = readonly [
  number: string | ((data: FigureData) => string),
  unit?: string | null,
  units?: string,
];

const PAIRS = ['pair of scores', 'pairs of scores'] as const;

const FOLLOW_UP: Subject = [
  ({ about }) => `the number with a score from about ${about ?? 'a time'} after discharge`,
];

const CASES = ['who began at caseness', 'who began at caseness'] as const;

const RETURNED: Subject = ['the number followed by a return to care', 'index stay'];

const CONTINUED: Subject = ['the number with an attended session at a lower level', 'discharge'];

const SUBJECTS: Readonly<Record<string, Subject>> = {
  'baseline-completion': ['the number with a baseline score'],
  'measurement-flow': ['the number with a baseline and a last score'],
  'paired-data': ['the number measured at least twice'],
  'measure-adherence': ['the number of measurements done in time', 'due measurement'],
  'off-track-review': ['the number of reviews', 'score off track', 'scores off track'],
  'follow-up-score-90': FOLLOW_UP,
  'follow-up-score-180': FOLLOW_UP,
  'follow-up-score-365': FOLLOW_UP,
  'risk-screened': ['the number screened for suicide risk', 'admission'],
  'risk-follow-through': ['the number of risk assessments', 'positive screen'],
  'score-course': ['the mean score'],
  'severity-bands': ['the share in each band', ...PAIRS],
  'mean-change': ['the mean change', ...PAIRS],
  'effect-size': ['the effect size', ...PAIRS],
  'severity-adjusted-effect-size': ['the severity-adjusted effect size', ...PAIRS],
  response: ['the number who responded', ...PAIRS],
  remission: ['the number who ended in remission', ...PAIRS],
  'reliable-change': ['the number who improved reliably', ...PAIRS],
  'clinically-significant-change': ['the number who recovered', ...PAIRS],
  recovery: ['the number who moved to recovery on the PHQ-9 and the GAD-7', ...CASES],
  'reliable-recovery': ['the number who recovered reliably on the PHQ-9 and the GAD-7', ...CASES],
  'not-on-track': ['the number off track', 'score'],
  'missing-bounds': ['the number who improved reliably', ...PAIRS],
  sensitivity: ['the number who improved reliably', ...PAIRS],
  'no-use-at-last': [() => 'the number without use at the last score', ...PAIRS],
  'step-change': ['the mean improvement in each step', ...PAIRS],
  'pre-post': ['the number who ended better than they began', ...PAIRS],
  'attendance-rate': ['the number of sessions attended'],
  'attended-of-scheduled': ['the number of scheduled sessions attended'],
  'no-show-rate': ['the number of sessions that people missed without notice'],
  'attendance-course': ['the attendance of each week'],
  'attendance-weekday': ['the attendance on each day of the week'],
  'hours-per-week': ['the number of hours attended for each enrolled week'],
  'weeks-at-floor': ['the number of weeks at the floor of hours'],
  'service-mix': ['the share of each type of session'],
  'group-size': ['the number of group meetings', 'group meeting'],
  'program-fidelity': ['the share within each target'],
  'hours-per-improved': ['the number of hours for each reliable improvement', 'pair'],
  'improvement-by-dose': ['the mean improvement by attended hours', 'pair'],
  'length-of-stay': ['the median length of stay'],
  'discharge-reasons': ['the number of each reason for discharge'],
  'planned-discharge': ['the number who ended as planned'],
  'early-dropout': ['the number who dropped out early'],
  'early-unplanned': ['the number who left early without a plan'],
  'dropout-incidence': ['the estimated share who dropped out'],
  retention: [
    ({ about }) =>
      about === UNPLANNED_MEDIAN
        ? 'the median time to an unplanned end'
        : 'the median time in one stay',
  ],
  census: [
    ({ about }) => `the number of stays in care${about === null ? '' : ` on ${formatDay(about)}`}`,
    null,
  ],
  admissions: ['the number of admissions', null],
  discharges: ['the number of discharges', null],
  'people-served': ['the number of people with a day in care', null],
  'next-move': ['the number followed by a step down', 'discharge'],
  'level-flow': ['the number followed by another stay', 'discharge'],
  'transition-matrix': ['the number of each move', 'discharge'],
  'continuity-7': CONTINUED,
  'continuity-30': CONTINUED,
  'readmission-30': RETURNED,
  'readmission-90': RETURNED,
  'acute-admission-30': ['the number followed by an inpatient admission', 'index stay'],
  'gap-days': ['the median number of days between levels', 'move'],
  'first-session-attended': ['the number who came to the first day with sessions', 'step-down'],
  'frequent-paths': ['the number who took the most frequent path', 'path'],
  'state-occupancy': ['the share in each state', 'person', 'people'],
  'days-to-admission': ['the median number of days to admission'],
  'experience-top-box': ['the number of best answers', 'survey'],
};

/** That the number of a figure is hidden, why, and of how many it is counted where that is shown. */
export function hiddenSentence({ id, name }: Metric, data: FigureData): string {
  const [number, unit = 'stay', units] = SUBJECTS[id] ?? [`the number under "${name}"`];
  const what = typeof number === 'string' ? `${number}${aboutWords(data)}` : number(data);
  const of =
    data.n && unit !== null ? ` It is counted from ${countedFrom(data, unit, units)}.` : '';
  return `Hidden: ${what} is about few people, or would tell such a number.${of}`;
}

function aboutWords({ about }: FigureData): string {
  if (about === null) return '';
  if (findMeasure(about)) return ` on the ${measureShortName(about)}`;
  return /^[0-9]+ days$/.test(about) ? ` within ${about}` : '';
}

function countedFrom({ n, about }: FigureData, unit: string, units?: string): string {
  return plural(n, about === 'paths' ? 'path' : unit, about === 'paths' ? 'paths' : units);
}
