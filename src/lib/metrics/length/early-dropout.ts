/**
 * `early-dropout` and `early-unplanned`: who left within the first two weeks. There is no standard
 * definition, so the one in force is printed; a setting replaces it.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Metric, MetricContext, QueryResults } from '../metric';
import { SHARE_INTERVAL } from '../shares';
import type { Units } from '../units';
import { type EndShare, END_SCOPES, END_UNIT, endColumns, endShareQueries, oneShareFigure, oneShareUnits } from './end-share'; // prettier-ignore
import { transferNotes } from './ends';

/** A stay that ends in so many days ends early, both ends included. */
export const EARLY_DAYS = 14;

/** Under so many attended sessions a stay ends early, where the program counts sessions. */
export const EARLY_SESSIONS = 3;

const REASONS = [
  'too close to the cut',
  'open',
  'deceased',
  'record closed',
  'no reason recorded',
  'no planned length',
];

/** What is early, and how long before the cut a stay must have begun for that to be seen. */
interface Early {
  /** Condition over `stay_end`; null = not known. */
  readonly condition: string;
  /** Days from the start to the cut that are needed. */
  readonly daysNeeded: string;
  readonly words: string;
  readonly known: string;
}

const EARLY: Readonly<Record<MetricContext['settings']['conventions']['earlyDropout'], Early>> = {
  days: {
    condition: `length_days <= ${EARLY_DAYS}`,
    daysNeeded: String(EARLY_DAYS),
    words: `Early: ended within ${EARLY_DAYS} days of admission.`,
    known: 'TRUE',
  },
  sessions: {
    condition: `attended < ${EARLY_SESSIONS}`,
    daysNeeded: String(EARLY_DAYS),
    words: `Early, by a setting: ended with fewer than ${EARLY_SESSIONS} attended sessions.`,
    known: 'TRUE',
  },
  'planned length': {
    condition: 'length_days < planned_days / 2',
    daysNeeded: 'planned_days / 2',
    words: 'Early, by a setting: ended before half of the planned length.',
    known: 'planned_days IS NOT NULL',
  },
};

function shareOf({ settings }: MetricContext, ended: string): EndShare {
  const { condition, daysNeeded, known } = EARLY[settings.conventions.earlyDropout];
  const leftOut = raw(`CASE WHEN cut_on - started_on < ${daysNeeded} THEN 'too close to the cut'
        WHEN is_unsettled AND ${condition} THEN 'too close to the cut'
        WHEN is_open AND ${undecided(settings)} THEN 'open'
        WHEN NOT (${known}) THEN 'no planned length'
        WHEN is_open OR NOT (${condition}) THEN NULL
        WHEN reason = 'deceased' THEN 'deceased' WHEN reason = 'record_closed' THEN 'record closed'
        WHEN reason IS NULL THEN 'no reason recorded' END`);
  return {
    leftOut,
    reasons: REASONS,
    classes: { early: `coalesce(NOT is_open AND ${ended} AND ${condition}, FALSE)` },
  };
}

/** What is open with few sessions may still get its third. */
function undecided({ conventions }: MetricContext['settings']): string {
  return conventions.earlyDropout === 'sessions' ? EARLY.sessions.condition : 'FALSE';
}

const SHARED = {
  group: 'length',
  unit: 'proportion',
  unitOfAnalysis: END_UNIT,
  denominator: `Stays admitted at least ${EARLY_DAYS} days before the data cut, open ones included (setting planned length: at least half of it before); paths that began as long before`,
  exclusions:
    'Too close to the data cut, among them early ends of paths that may still go on; setting sessions: open stays and paths that may still become early; deaths, closed records and missing reasons among the early ends; setting planned length: stays without one',
  direction: 'lower is better',
  bases: ['admitted'],
  defaultBasis: 'admitted',
  rows: END_SCOPES,
  columns: endColumns(),
  interval: SHARE_INTERVAL,
  profile: null,
  source: `Our convention; there is no standard definition. Settings: within ${EARLY_DAYS} days (length_days), under ${EARLY_SESSIONS} attended sessions, or under half of the planned length. Published beside it: dropout at any time from partial hospitalization 16.5 %, from substance use IOP 23.2 % (TEDS 2004); a description of those discharges, not a target`,
  version: 1,
  needs: ['stays', 'days', 'open-stays'],
} as const;

/** Stays that end early by a dropout. */
export const earlyDropout: Metric = {
  ...SHARED,
  id: 'early-dropout',
  question: 'How many drop out early?',
  name: 'Early dropout',
  numerator: `Finished stays of at most ${EARLY_DAYS} days with the reason dropped out or against advice`,
  queries: (context) => queriesOf(context, 'is_dropout'),
  units: unitsOf('is_dropout'),
  finish: (results, context) => finish(results, context),
};

/** Stays that end early for any reason that was not planned. */
export const earlyUnplanned: Metric = {
  ...SHARED,
  id: 'early-unplanned',
  question: 'How many leave early without a plan?',
  name: 'Early unplanned end',
  numerator: `Finished stays of at most ${EARLY_DAYS} days with any unplanned reason (dropped out, against advice, terminated, coverage ended, incarcerated, other)`,
  queries: (context) => queriesOf(context, 'is_unplanned'),
  units: unitsOf('is_unplanned'),
  finish: (results, context) => finish(results, context, transferNotes(context)),
};

function queriesOf(context: MetricContext, ended: string): Record<string, Sql> {
  return {
    ...endShareQueries(context, shareOf(context, ended)),
    loaded: sql`SELECT ${SESSIONS}::INTEGER AS sessions,
      (SELECT count(prescribed_weeks) FROM stay)::INTEGER AS planned`,
  };
}

/** Nobody stands behind a figure of few sessions where none are loaded. */
function unitsOf(ended: string): Units {
  const units = oneShareUnits((context) => shareOf(context, ended), 'early');
  return {
    ...units,
    query: (context) =>
      context.settings.conventions.earlyDropout === 'sessions'
        ? sql`SELECT * FROM (${units.query(context)}) WHERE ${SESSIONS} > 0`
        : units.query(context),
  };
}

const SESSIONS = sql`(SELECT count(*) FROM session)`;

function finish(
  results: QueryResults,
  { settings }: MetricContext,
  notes: readonly string[] = [],
): ReturnType<Metric['finish']> {
  const chosen = settings.conventions.earlyDropout;
  const loaded = results['loaded']!;
  const figure = oneShareFigure(results, 'early', []);
  const said = [...figure.notes, EARLY[chosen].words, ...notes];
  if (chosen === 'sessions' && !(loaded.number('sessions', 0) ?? 0)) {
    return { ...NOTHING, columns: SHARED.columns, notes: said, emptyReason: NO_SESSIONS };
  }
  const lacksPlan = chosen === 'planned length' && !(loaded.number('planned', 0) ?? 0);
  return { ...figure, notes: said, ...(lacksPlan ? { emptyReason: NO_PLAN } : {}) };
}

const NO_SESSIONS =
  'Early is set to mean few attended sessions, and no sessions are loaded. Add a file of sessions, or choose days in the settings.';

const NO_PLAN =
  'Early is set to mean under half of the planned length, and no stay has one. Map a column for prescribed_weeks, or choose days in the settings.';

/** Nobody is counted, since nobody could be judged. */
const NOTHING = {
  n: 0,
  persons: 0,
  numerator: 0,
  denominator: 0,
  value: null,
  low: null,
  high: null,
  about: 'stays',
  excluded: [],
  rows: [],
} as const;
