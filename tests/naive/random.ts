/**
 * Random canonical rows in which edges are common: transfers on the day, overlaps, stays of 0 days,
 * scores on the limits of windows, ties and missing values. Clean: unique stay ids, no orphans.
 */
import fc from 'fast-check';
import { containingStay } from './containing';
import { latestLoadedDay } from './cut';
import { addDays } from './days';
import {
  type CourseSpec,
  type FollowSpec,
  HORIZON_DAYS,
  type PlaceSpec,
  type ScoreSpec,
  type SessionSpec,
  type StaySpec,
  type SurveySpec,
  type VisitSpec,
  personSpec,
} from './random-specs';
import { VISIT_FILE, scoreRow, sessionRow, stayRow, surveyRow, visitRow } from './rows';
import type {
  Canonical,
  PhaseRow,
  ScoreRow,
  SessionRow,
  StayRow,
  SurveyRow,
  VisitRow,
} from './types';

const FIRST_DAY = '2023-12-11';
const LAST_DAY = addDays(FIRST_DAY, HORIZON_DAYS);

/** Canonical rows of 5 to 40 persons within about 120 days. */
export const canonicalRows: fc.Arbitrary<Canonical> = fc
  .record({
    people: fc.array(personSpec, { minLength: 5, maxLength: 40 }),
    /** A program whose export has no absences, in one file of five. */
    hasSteadyProgram: fc.integer({ min: 0, max: 4 }).map((value) => value === 0),
    /** Decides file order and stay ids, so that neither follows the order of days. */
    seed: fc.integer({ min: 1, max: 7_000 }),
  })
  .map(({ people, hasSteadyProgram, seed }) => {
    const rows = people.map((person, index) => {
      const name = `p${String(index + 1).padStart(2, '0')}`;
      const stays = toStays(name, person.start, person.stays, seed + index);
      return {
        stays,
        scores: [
          ...stays.flatMap((stay, at) => toCourse(stay, person.stays[at]?.course ?? null)),
          ...person.scores.flatMap((spec) => toScores(name, stays, spec)),
        ],
        sessions: person.sessions.flatMap((spec) => toSessions(name, stays, spec)),
        visits: person.visits.flatMap((spec) => toVisits(name, stays, spec)),
        surveys: person.surveys.flatMap((spec) => toSurveys(name, stays, spec)),
      };
    });
    if (hasSteadyProgram) rows.push(steadyPerson('q01'), steadyPerson('q02'));
    const canonical = {
      stays: inFileOrder(
        rows.flatMap((row) => row.stays),
        seed,
      ),
      scores: inFileOrder(withoutRepeats(rows.flatMap((row) => row.scores)), seed),
      sessions: inFileOrder(rows.flatMap((row) => row.sessions).map(numbered), seed),
      visits: inFileOrder(
        rows.flatMap((row) => row.visits),
        seed,
      ).map((row) => ({ ...row, fileId: VISIT_FILE })),
      phases: PHASES,
      surveys: inFileOrder(
        rows.flatMap((row) => row.surveys),
        seed,
      ),
    };
    return withoutOrphans(canonical);
  });

const PHASES: readonly PhaseRow[] = [
  { fileId: VISIT_FILE, word: 'pre', position: 1, role: 'baseline' },
  { fileId: VISIT_FILE, word: 'post', position: 3, role: 'later' },
  { fileId: VISIT_FILE, word: 'd30', position: 9, role: 'follow_up' },
];

function toStays(
  person: string,
  start: number,
  specs: readonly StaySpec[],
  seed: number,
): StayRow[] {
  const stays: StayRow[] = [];
  for (const [index, spec] of specs.entries()) {
    const before = stays.at(-1);
    const anchor = spec.isConcurrent
      ? before?.admitted_on
      : (before?.discharged_on ?? before?.admitted_on);
    const admittedOn = anchor
      ? addDays(anchor, spec.gap)
      : addDays(FIRST_DAY, start % (HORIZON_DAYS - 20));
    const end = addDays(admittedOn, spec.length);
    if (admittedOn > LAST_DAY || admittedOn < FIRST_DAY) break;
    const isOpen = spec.isOpen || end > LAST_DAY;
    stays.push(
      stayRow({
        person_id: person,
        // A running number that does not follow time, so that ties are broken by it alone.
        stay_id: `${person}-${(index * 7 + seed) % 11}`,
        level_of_care: spec.level,
        admitted_on: admittedOn,
        discharged_on: isOpen ? null : end,
        last_contact_on: lastContact(admittedOn, end, spec, isOpen),
        discharge_reason: isOpen ? null : spec.reason,
        discharged_to: isOpen ? null : spec.goesTo,
        prescribed_weeks: spec.weeks,
        referred_on: spec.wait === null ? null : addDays(admittedOn, -spec.wait),
        program: spec.program,
        site: spec.site,
        payer: spec.payer,
        sex: spec.sex,
        primary_dx: spec.diagnosis,
        x_county: spec.county,
      }),
    );
  }
  return stays;
}

function lastContact(
  admittedOn: string,
  end: string,
  { silence }: StaySpec,
  isOpen: boolean,
): string | null {
  if (silence === null || isOpen) return null;
  const day = addDays(end, -silence);
  return day < admittedOn || day > LAST_DAY ? null : day;
}

function toVisits(person: string, stays: readonly StayRow[], spec: VisitSpec): VisitRow[] {
  const stay = stays[spec.stay % stays.length];
  if (!stay) return [];
  return [
    visitRow({
      person_id: person,
      ...spec.place,
      measure: spec.measure,
      score: inRange(spec.measure, spec.points),
      stay_id: spec.isNamed ? stay.stay_id : null,
      rater: spec.rater,
    }),
  ];
}

interface Place {
  readonly day: string;
  readonly stayId: string | null;
}

function toPlace(stays: readonly StayRow[], spec: PlaceSpec): Place | null {
  const index = spec.stay % stays.length;
  const stay = stays[index];
  if (!stay) return null;
  const limit = spec.limit === 'discharged' ? stay.discharged_on : null;
  const day = addDays(limit ?? stay.admitted_on, spec.offset);
  if (day > LAST_DAY) return null;
  if (spec.names === 'none') return { day, stayId: null };
  const named = spec.names === 'own' ? stay : stays[(index + 1) % stays.length];
  return { day, stayId: named?.stay_id ?? null };
}

function toScores(person: string, stays: readonly StayRow[], spec: ScoreSpec): ScoreRow[] {
  const place = toPlace(stays, spec.place);
  if (!place) return [];
  const cells = {
    person_id: person,
    taken_on: place.day,
    measure: spec.measure,
    rater: spec.rater,
  };
  const follow = (row: ScoreRow): ScoreRow => followed(row, spec.follow);
  const points = (value: number): number => inRange(spec.measure, value);
  const first = follow(scoreRow({ ...cells, stay_id: place.stayId, score: points(spec.points) }));
  if (!spec.again) return [first];
  const index = spec.place.stay % stays.length;
  const stayId = spec.again.isNamed ? (stays[index]?.stay_id ?? null) : null;
  return [first, scoreRow({ ...cells, stay_id: stayId, score: points(spec.again.points) })];
}

function toCourse(stay: StayRow, course: CourseSpec | null): ScoreRow[] {
  if (!course) return [];
  const cells = {
    person_id: stay.person_id,
    stay_id: course.isNamed ? stay.stay_id : null,
    measure: course.measure,
  };
  const first = addDays(stay.admitted_on, course.first);
  const last = addDays(stay.discharged_on ?? stay.admitted_on, course.last);
  return [
    scoreRow({ ...cells, taken_on: first, score: inRange(course.measure, course.firstPoints) }),
    scoreRow({ ...cells, taken_on: last, score: inRange(course.measure, course.lastPoints) }),
  ]
    .filter(({ taken_on }) => taken_on <= LAST_DAY)
    .map((row) => followed(row, course.follow));
}

function followed(row: ScoreRow, { riskItem, reviewed, assessed }: FollowSpec): ScoreRow {
  return {
    ...row,
    risk_item: row.measure === 'phq9' ? riskItem : null,
    reviewed_on: reviewed === null ? null : addDays(row.taken_on, reviewed),
    risk_assessed_on: assessed === null ? null : addDays(row.taken_on, assessed),
  };
}

function inRange(measure: string, points: number): number {
  if (measure === 'gad7') return points % 22;
  if (measure === 'auditc' || measure === 'bam_use') return points % 13;
  if (measure === 'cssrs') return points % 4;
  return measure === 'k10' ? points + 10 : points;
}

function toSessions(person: string, stays: readonly StayRow[], spec: SessionSpec): SessionRow[] {
  const place = toPlace(stays, spec.place);
  if (!place) return [];
  return [
    sessionRow({
      person_id: person,
      held_on: spec.status === 'scheduled' ? addDays(place.day, 30) : place.day,
      stay_id: place.stayId,
      status: spec.status,
      session_type: spec.type,
      scheduled_minutes: spec.scheduled,
      attended_minutes: spec.attended,
      group_id: spec.group,
    }),
  ];
}

function toSurveys(person: string, stays: readonly StayRow[], spec: SurveySpec): SurveyRow[] {
  const stay = stays[spec.stay % stays.length];
  if (!stay) return [];
  const limit = spec.limit === 'discharged' ? stay.discharged_on : null;
  const day = addDays(limit ?? stay.admitted_on, spec.offset);
  if (day > LAST_DAY) return [];
  return [
    surveyRow({
      taken_on: day,
      instrument: spec.instrument,
      score: spec.score,
      person_id: spec.names === 'nobody' ? null : person,
      stay_id: spec.names === 'stay' ? stay.stay_id : null,
      top_box: spec.topBox,
    }),
  ];
}

/** A person who comes every day: two of them make a program without a single absence. */
function steadyPerson(person: string): {
  stays: StayRow[];
  scores: ScoreRow[];
  sessions: SessionRow[];
  visits: VisitRow[];
  surveys: SurveyRow[];
} {
  const stay = stayRow({
    person_id: person,
    stay_id: `${person}-1`,
    level_of_care: 'iop',
    admitted_on: FIRST_DAY,
    discharged_on: addDays(FIRST_DAY, 105),
    discharge_reason: 'completed',
    program: 'Steady',
  });
  const sessions = Array.from({ length: 101 }, (_, day) =>
    sessionRow({
      person_id: person,
      held_on: addDays(FIRST_DAY, day),
      status: day === 50 ? 'client_cancel' : 'attended',
      scheduled_minutes: 60,
    }),
  );
  return { stays: [stay], scores: [], sessions, visits: [], surveys: [] };
}

/** Gives rows two files and row numbers that do not follow the order of the array. */
function inFileOrder<T extends object>(
  rows: readonly T[],
  seed: number,
): (T & { fileId: number; rowNo: number })[] {
  // A step that shares no factor with the number of places visits each place once.
  const places = 7_919;
  return rows.map((row, index) => {
    const place = (index * (seed + 1) + seed) % places;
    return { ...row, fileId: 1 + (place % 2), rowNo: 1 + place };
  });
}

/** Leaves out rows of which every cell equals an earlier one, as the import does. */
function withoutRepeats(rows: readonly ScoreRow[]): ScoreRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function numbered(session: SessionRow, index: number): SessionRow {
  return { ...session, session_id: `e${index + 1}` };
}

/** Leaves out sessions that name no stay and lie in none, as the import does. */
function withoutOrphans({ stays, scores, sessions, ...rest }: Canonical): Canonical {
  const holds = (session: SessionRow, cut: string): boolean => {
    const own = stays.filter((stay) => stay.person_id === session.person_id);
    return session.stay_id !== null || containingStay(own, session.held_on, cut) !== undefined;
  };
  // What took place belongs to the loaded days itself, so an open stay reaches as far as it.
  const held = sessions.filter(({ status }) => status !== 'scheduled');
  const kept = held.filter((session) => holds(session, session.held_on));
  const cut = latestLoadedDay({ stays, scores, sessions: kept }) ?? LAST_DAY;
  const booked = sessions.filter(({ status }) => status === 'scheduled');
  return {
    stays,
    scores,
    sessions: [...kept, ...booked.filter((session) => holds(session, cut))],
    ...rest,
  };
}
