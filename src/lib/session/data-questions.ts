/**
 * Questions that only the loaded rows raise, and that would change numbers if they were guessed: files
 * made on different days, nobody in care, ids per admission, no absences.
 */
import { formatDay } from '$lib/format/days';
import { formatCount } from '$lib/format/numbers';
import { listOf, plural } from '$lib/format/words';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import { sql } from '$lib/sql/sql';
import type { DataFacts } from './facts';

/** One answer to a question about the data. */
export interface DataAnswer {
  readonly label: string;
  /** What follows from it for the numbers. */
  readonly note: string;
  readonly apply: (settings: Settings) => Settings;
}

/** A question about the data; not answered, the figures stay as they are and the question stands. */
export interface DataQuestion {
  /** Stable while the facts behind it are the same. */
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly answers: readonly DataAnswer[];
  /** The settings as they were before any answer. */
  readonly reset: (settings: Settings) => Settings;
}

/** What stands for a missing program in `stay`. */
const NOT_GIVEN = 'not given';

type Run = (query: string) => Promise<Columns>;

/** Days between the latest days of two kinds of file from which it is asked which one counts. */
const DAYS_APART = 7;
const STAYS_TO_ASK = 20;

/** Every question that the loaded rows raise. */
export async function readDataQuestions(
  run: Run,
  facts: DataFacts,
): Promise<readonly DataQuestion[]> {
  const found = await run(`SELECT
    (SELECT count(*) FROM stays)::INTEGER AS stays,
    (SELECT count(DISTINCT person_id) FROM stays)::INTEGER AS persons,
    (SELECT count(*) FROM stays WHERE discharged_on IS NULL)::INTEGER AS open_stays,
    (SELECT greatest(max(admitted_on), max(discharged_on), max(last_contact_on)) FROM stays)::DATE
      AS stays_to,
    (SELECT max(taken_on) FROM scores)::DATE AS scores_to,
    (SELECT max(held_on) FROM sessions WHERE status <> 'scheduled')::DATE AS sessions_to`);
  const count = (name: string): number => found.number(name, 0) ?? 0;
  const questions: DataQuestion[] = [];
  if (facts.timeMode === 'dates' && facts.hasStays && !facts.isShifted) {
    const days = (['stays', 'scores', 'sessions'] as const).flatMap((kind) => {
      const day = found.text(`${kind}_to`, 0);
      return day === null ? [] : [{ kind, day }];
    });
    questions.push(...(await differentDays(run, days)));
  }
  const isMany = facts.hasStays && count('stays') >= STAYS_TO_ASK;
  if (isMany && count('open_stays') === 0) questions.push(dischargesOnly(count('stays')));
  if (isMany && count('stays') === count('persons'))
    questions.push(idsPerAdmission(count('stays')));
  // The same programs for which the derivation does not believe a rate.
  const silent = await run(
    `SELECT program, sum(attended)::INTEGER AS attended FROM stay WHERE NOT has_absences
     GROUP BY program ORDER BY program`,
  );
  if (silent.rowCount > 0) questions.push(noAbsences(silent));
  return questions;
}

async function differentDays(
  run: Run,
  days: readonly { readonly kind: string; readonly day: string }[],
): Promise<readonly DataQuestion[]> {
  const ordered = [...days].sort((a, b) => (a.day < b.day ? -1 : 1));
  const [first] = ordered;
  const last = ordered.at(-1);
  if (!first || !last) return [];
  const apart = (Date.parse(last.day) - Date.parse(first.day)) / 86_400_000;
  if (apart <= DAYS_APART) return [];
  const later = await rowsAfter(run, first.day);
  const list = ordered.map(({ kind, day }) => `${kind} to ${formatDay(day)}`).join(', ');
  return [
    {
      id: `extraction-days ${first.day} ${last.day}`,
      text: 'The files seem to be made on different days. Up to which day do they all reach?',
      detail: `Latest days: ${list}. An older file leaves stays open that have ended since, and weeks without scores or sessions that were held.`,
      answers: [
        {
          label: `Count up to ${formatDay(first.day)}`,
          note: `Every file reaches this day; ${later} after it are ignored.`,
          apply: (settings) => ({ ...settings, dataCut: first.day }),
        },
        {
          label: `Count up to ${formatDay(last.day)}`,
          note: 'The files are complete; nothing was recorded after their latest days.',
          apply: (settings) => ({ ...settings, dataCut: null }),
        },
      ],
      reset: (settings) => ({ ...settings, dataCut: null }),
    },
  ];
}

/** Rows that a cut would leave out, in words. */
async function rowsAfter(run: Run, day: string): Promise<string> {
  const cut = sql`CAST(${day} AS DATE)`;
  const found = await run(
    sql`SELECT (SELECT count(*) FROM stays WHERE admitted_on > ${cut})::INTEGER AS stays,
      (SELECT count(*) FROM scores WHERE taken_on > ${cut})::INTEGER AS scores,
      (SELECT count(*) FROM sessions WHERE held_on > ${cut} AND status <> 'scheduled')::INTEGER
        AS sessions`.text,
  );
  return listOf(
    ['stay', 'score', 'session'].map((one) => plural(found.number(`${one}s`, 0) ?? 0, one)),
  );
}

function dischargesOnly(stays: number): DataQuestion {
  return {
    id: 'discharges-only',
    text: 'No stay is open. Does the file hold all stays, or only discharges?',
    detail: `All ${formatCount(stays)} stays have ended. A list of discharges lacks everybody who was still in care, so nobody can be followed from the admission.`,
    answers: [
      {
        label: 'All stays',
        note: 'Nobody was in care any more on the last day.',
        apply: (settings) => ({ ...settings, dischargesOnly: false }),
      },
      {
        label: 'Only discharges',
        note: 'Retention, census and admissions are switched off.',
        apply: (settings) => ({ ...settings, dischargesOnly: true }),
      },
    ],
    reset: (settings) => ({ ...settings, dischargesOnly: false }),
  };
}

function idsPerAdmission(stays: number): DataQuestion {
  return {
    id: 'ids-per-admission',
    text: 'Every person has exactly one stay. Is person_id one per person, or one per admission?',
    detail: `${formatCount(stays)} stays, ${formatCount(stays)} ids. Many systems give a new number at each admission; then returns and moves between programs cannot be seen.`,
    answers: [
      {
        label: 'One per person',
        note: 'Each person was here once.',
        apply: (settings) => ({ ...settings, idsPerAdmission: false }),
      },
      {
        label: 'One per admission',
        note: 'The figures about moves say that returns cannot be seen.',
        apply: (settings) => ({ ...settings, idsPerAdmission: true }),
      },
    ],
    reset: (settings) => ({ ...settings, idsPerAdmission: false }),
  };
}

function noAbsences(silent: Columns): DataQuestion {
  const programs = silent.column('program').map(String);
  const attended = silent.column('attended').reduce<number>((sum, n) => sum + Number(n), 0);
  const where = programs.join() === NOT_GIVEN ? '' : ` in ${listOf(programs)}`;
  return {
    id: 'no-absences',
    text: `No session was missed${where}. The export seems to hold no absences.`,
    detail: `${formatCount(attended)} sessions were attended, none was a no-show or a late cancellation. Billing exports hold only what took place.`,
    answers: [
      {
        label: 'Understood',
        note: 'Hours are computed; a rate of attendance is not shown there.',
        apply: (settings) => settings,
      },
    ],
    reset: (settings) => settings,
  };
}
