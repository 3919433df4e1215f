// Score rows: what each questionnaire said, whether anyone looked at it, and what followed.
import { administrationsOf, type Administration } from './administrations';
import { CUT } from './days';
import { Random } from './random';
import type { Session } from './sessions';
import type { Stay } from './stays';
import { Course, type Measure } from './symptoms';

/** One administration of one instrument. */
export interface Score {
  readonly personId: string;
  /** Null when the row names no stay. */
  readonly stayId: string | null;
  readonly day: number;
  readonly measure: Measure;
  readonly score: number;
  /** Null when nobody reviewed it, or not yet at the cut. */
  readonly reviewedOn: number | null;
  readonly planChanged: boolean | null;
}

function reviewDay(random: Random, day: number): number | null {
  const [low, high] = random.weighted([
    [[0, 2] as const, 62],
    [[3, 7] as const, 24],
    [[8, 16] as const, 14],
  ]);
  const reviewed = day + random.int(low, high);
  return random.chance(0.8) && reviewed <= CUT ? reviewed : null;
}

function rowsOf(
  random: Random,
  course: Course,
  { stay, day, measures, namesStay }: Administration,
  before: Map<Measure, number>,
): Score[] {
  const reviewedOn = reviewDay(random, day);
  const drawn = measures.map((measure) => ({ measure, score: course.score(random, measure, day) }));
  const phq9 = drawn.find((row) => row.measure === 'phq9')?.score ?? 0;
  const worse = phq9 - (before.get('phq9') ?? phq9) >= 3;
  const planChanged = reviewedOn === null ? null : random.chance(worse ? 0.38 : 0.09);
  const rows = drawn.map(({ measure, score }) => {
    before.set(measure, score);
    const stayId = namesStay ? stay.id : null;
    return { personId: stay.person.id, stayId, day, measure, score, reviewedOn, planChanged };
  });
  // Now and then someone fills in a form again on the same day; the later row counts.
  const first = rows[0];
  if (first && random.chance(0.004)) rows.push({ ...first, score: Math.abs(first.score - 1) });
  return rows;
}

function scoresOf(random: Random, stays: readonly Stay[], sessions: readonly Session[]): Score[] {
  const person = stays[0]?.person;
  if (!person) return [];
  const course = new Course(person);
  const before = new Map<Measure, number>();
  let nextStay = 0;
  let nextSession = 0;
  return administrationsOf(random, stays, sessions).flatMap((administration) => {
    // Everything up to the day before has happened; the admission itself too.
    for (let stay = stays[nextStay]; stay; stay = stays[nextStay]) {
      const isFirst = nextStay === 0;
      if (!isFirst && stay.admitted > administration.day) break;
      while ((sessions[nextSession]?.day ?? Infinity) < stay.admitted) {
        const session = sessions[nextSession++];
        if (session) course.addSession(session);
      }
      course.startStay(stay);
      nextStay++;
    }
    while ((sessions[nextSession]?.day ?? Infinity) < administration.day) {
      const session = sessions[nextSession++];
      if (session) course.addSession(session);
    }
    return rowsOf(random, course, administration, before);
  });
}

function byPerson<T>(items: readonly T[], idOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const list = map.get(idOf(item));
    if (list) list.push(item);
    else map.set(idOf(item), [item]);
  }
  return map;
}

/** All scores by day. */
export function makeScores(stays: readonly Stay[], sessions: readonly Session[]): Score[] {
  const random = new Random('scores');
  const sessionsBy = byPerson(sessions, (session) => session.stay.person.id);
  const scores = [...byPerson(stays, (stay) => stay.person.id)].flatMap(([id, own]) =>
    scoresOf(random, own, sessionsBy.get(id) ?? []),
  );
  return scores.sort((a, b) => a.day - b.day);
}
