/** The data cut, and what is left of the canonical rows up to it. */
import type { Settings } from '$lib/model/settings';
import { earlier } from './days';
import type { Canonical, StayRow } from './types';

/** The latest loaded day; null without rows. */
export function latestLoadedDay({ stays, scores, sessions }: Canonical): string | null {
  const days = [
    ...stays.flatMap((stay) => [stay.admitted_on, stay.discharged_on, stay.last_contact_on]),
    ...scores.map((score) => score.taken_on),
    ...sessions.filter(({ status }) => status !== 'scheduled').map((session) => session.held_on),
  ];
  const known = days.filter((day) => day !== null).sort();
  return known.at(-1) ?? null;
}

/** The day up to which everything is observed; the start of 1970 without rows or setting. */
export function dataCutOf(canonical: Canonical, settings: Settings): string {
  const latest = latestLoadedDay(canonical);
  if (settings.dataCut === null) return latest ?? '1970-01-01';
  return latest === null ? settings.dataCut : earlier(latest, settings.dataCut);
}

/**
 * The rows as they stood on an earlier day: later rows are ignored, later discharges are open.
 * Bookings after the latest loaded day stay when nobody has set an earlier cut.
 */
export function rowsUntil(canonical: Canonical, cut: string): Canonical {
  if (cut === latestLoadedDay(canonical)) return canonical;
  const stays = canonical.stays
    .filter((stay) => stay.admitted_on <= cut)
    .map((stay) => stayUntil(stay, cut));
  const people = new Set(stays.map((stay) => stay.person_id));
  const stayIds = new Set(stays.map((stay) => stay.stay_id));
  const isKnown = (row: { person_id: string; stay_id: string | null }): boolean =>
    people.has(row.person_id) && (row.stay_id === null || stayIds.has(row.stay_id));
  return {
    stays,
    scores: canonical.scores.filter((score) => score.taken_on <= cut && isKnown(score)),
    sessions: canonical.sessions.filter((session) => session.held_on <= cut && isKnown(session)),
    visits: (canonical.visits ?? []).filter(isKnown),
    phases: canonical.phases ?? [],
  };
}

function stayUntil(stay: StayRow, cut: string): StayRow {
  const contact = stay.last_contact_on;
  const seen = { ...stay, last_contact_on: contact !== null && contact > cut ? null : contact };
  if (stay.discharged_on === null || stay.discharged_on <= cut) return seen;
  return { ...seen, discharged_on: null, discharge_reason: null };
}
