// A session over tiny made-up files, and everything of it that must be whole after a fault.
import type { StartEngine } from '$lib/session/engine-host.svelte';
import { Session } from '$lib/session/session.svelte';

export const TODAY = '2026-11-15';

const STAYS = 'person_id,stay_id,level_of_care,admitted_on,discharged_on,discharge_reason';
const SCORES = 'person_id,taken_on,measure,score,stay_id';
const SESSIONS = 'session_id,person_id,stay_id,held_on,status,scheduled_minutes';

/** A CSV file of these lines. */
export function csv(name: string, lines: readonly string[], lastModified = 1): File {
  return new File([`${lines.join('\n')}\n`], name, { lastModified });
}

/** A stays file of these people, admitted in a month of 2026 and discharged ten days later. */
export function stays(name: string, people: readonly string[], month = '03'): File {
  const rows = people.map((person, at) => {
    const day = String(1 + (at % 9)).padStart(2, '0');
    return `${person},S-${person},php,2026-${month}-${day},2026-${month}-${Number(day) + 10},completed`;
  });
  return csv(name, [STAYS, ...rows]);
}

/** Two scores of each of these people. */
export function scores(name: string, people: readonly string[], month = '03'): File {
  const rows = people.flatMap((person) => [
    `${person},2026-${month}-03,phq9,18,S-${person}`,
    `${person},2026-${month}-11,phq9,7,S-${person}`,
  ]);
  return csv(name, [SCORES, ...rows]);
}

/** Two sessions of each of these people. */
export function sessions(name: string, people: readonly string[], month = '03'): File {
  const rows = people.flatMap((person) => [
    `V-${person}-1,${person},S-${person},2026-${month}-10,attended,60`,
    `V-${person}-2,${person},S-${person},2026-${month}-11,no_show,60`,
  ]);
  return csv(name, [SESSIONS, ...rows]);
}

/** People with made-up ids. */
export function people(count: number, prefix = 'P'): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}-${at + 1}`);
}

/** A new session. */
export function sessionOn(start: StartEngine): Session {
  return new Session(start, () => TODAY);
}

const PICTURE = `SELECT
  (SELECT count(*) FROM stay)::INTEGER AS stays,
  (SELECT coalesce(sum(length_days), 0) FROM stay)::DOUBLE AS days,
  (SELECT count(*) FROM person)::INTEGER AS persons,
  (SELECT count(*) FROM session)::INTEGER AS sessions,
  (SELECT coalesce(sum(attended_minutes), 0) FROM stay)::DOUBLE AS minutes,
  (SELECT count(*) FROM score_pair WHERE discharge_score IS NOT NULL)::INTEGER AS pairs,
  (SELECT count(*) FROM loaded_file)::INTEGER AS files,
  (SELECT count(*) FROM every_set_aside)::INTEGER AS aside`;

/** What a page would show of a session: files, where their rows went, facts and some figures. */
export async function picture(session: Session): Promise<unknown> {
  const { files, facts, settings } = session;
  const numbers = facts === null ? null : (await session.query(PICTURE)).rows();
  return {
    files: files.map(({ name, file, account }) => ({
      name,
      size: file.size,
      rows: account && [account.rowsRead, account.rowsLoaded, account.rowsSetAside],
    })),
    facts,
    settings,
    numbers,
  };
}
