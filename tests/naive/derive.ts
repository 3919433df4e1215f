/**
 * The derived tables by plain loops over plain rows, read from the data model and from nothing
 * else, so that the SQL of the app has something to be compared with.
 */
import type { Settings } from '$lib/model/settings';
import { dataCutOf, latestLoadedDay, rowsUntil } from './cut';
import { derivePairs } from './derive-pairs';
import { derivePaths } from './derive-paths';
import { derivePoints, visitPoints } from './derive-points';
import { deriveAttendance, deriveGroupMeetings, deriveSessions } from './derive-sessions';
import { deriveStay } from './derive-stays';
import { deriveSurveys } from './derive-surveys';
import { deriveModels, deriveTracks } from './derive-track';
import { rowsWith } from './look-up';
import type { Canonical, Derived, DerivedPerson } from './types';
import { seenVisits } from './visits';

/** Finished pairs of an instrument from which a course is expected. */
const LEAST_TRACK_PAIRS = 100;

/** Derives everything from clean canonical rows; small files may ask for fewer pairs for a fit. */
export function derive(
  canonical: Canonical,
  settings: Settings,
  leastTrackPairs: number = LEAST_TRACK_PAIRS,
): Derived {
  const cut = dataCutOf(canonical, settings);
  const rows = rowsUntil(canonical, cut);
  const paths = derivePaths(rows.stays, cut, settings.pathGapDays);
  const stays = rows.stays.map((stay) => {
    const path = paths.find(({ stay_ids }) => stay_ids.includes(stay.stay_id));
    return deriveStay(stay, rows.stays, cut, path?.path_id ?? null);
  });
  const visits = seenVisits(rows, stays);
  const sessions = deriveSessions(rows.sessions, stays, cut);
  const scorePoints = [
    ...derivePoints(rows.scores, stays, settings, cut),
    ...visitPoints(visits, stays),
  ];
  const scorePairs = derivePairs({ stays, paths, scores: rows.scores, visits, settings, cut });
  const world = { stays, sessions, scorePoints, scorePairs, settings };
  const trackModels = deriveModels(world, leastTrackPairs);
  return {
    settings,
    dataCut: cut,
    stays,
    paths,
    persons: derivePersons(rows),
    scores: rows.scores,
    visits,
    scorePoints,
    scorePairs,
    sessions,
    attendance: deriveAttendance(sessions, stays, settings),
    groupMeetings: deriveGroupMeetings(rows.sessions),
    trackModels,
    scoreTracks: deriveTracks(world, trackModels),
    surveys: deriveSurveys(canonical.surveys ?? [], stays, cut),
  };
}

function derivePersons(rows: Canonical): DerivedPerson[] {
  const people = [...new Set(rows.stays.map((stay) => stay.person_id))];
  return people.map((person) => {
    const own = {
      stays: rowsWith(rows.stays, 'person_id', person),
      scores: rowsWith(rows.scores, 'person_id', person),
      sessions: rowsWith(rows.sessions, 'person_id', person),
    };
    const [firstAdmittedOn = ''] = own.stays.map((stay) => stay.admitted_on).sort();
    return {
      person_id: person,
      first_admitted_on: firstAdmittedOn,
      last_record_on: latestLoadedDay(own) ?? firstAdmittedOn,
    };
  });
}
