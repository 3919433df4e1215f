/** Names that stand in the loaded files: programs, and the measure that each is looked at by. */
import type { Session } from '$lib/session/session.svelte';

/** What is loaded; empty where nothing is. */
export interface LoadedNames {
  readonly programs: readonly string[];
  /** Measures that have pairs of scores, by id. */
  readonly measures: readonly string[];
  /** The primary measure in force, by program. */
  readonly primary: Readonly<Record<string, string>>;
}

const NONE: LoadedNames = { programs: [], measures: [], primary: {} };

/** Follows the data of a session; to be called while a component is set up. */
export function followLoaded(session: Session): LoadedNames {
  let names = $state.raw(NONE);

  $effect(() => {
    void session.dataVersion;
    if (!session.facts) {
      names = NONE;
      return;
    }
    const controller = new AbortController();
    readNames(session, controller.signal)
      .then((found) => {
        if (!controller.signal.aborted) names = found;
      })
      // Without the names, programs can still be typed.
      .catch(() => undefined);
    return () => controller.abort();
  });

  return {
    get programs() {
      return names.programs;
    },
    get measures() {
      return names.measures;
    },
    get primary() {
      return names.primary;
    },
  };
}

async function readNames(session: Session, signal: AbortSignal): Promise<LoadedNames> {
  const texts = async (query: string): Promise<string[]> => {
    const found = await session.query(query, signal);
    return found.rows().map(({ name }) => String(name));
  };
  const programs = await texts(
    'SELECT DISTINCT program AS name FROM stay WHERE program IS NOT NULL ORDER BY program',
  );
  const measures = await texts(
    `SELECT DISTINCT measure AS name FROM score_pair
     WHERE unit = 'stay' AND is_outcome AND status = 'paired' ORDER BY measure`,
  );
  const primary = await session.query('SELECT program, measure FROM primary_measure', signal);
  return {
    programs,
    measures,
    primary: Object.fromEntries(
      primary.rows().map(({ program, measure }) => [String(program), String(measure)]),
    ),
  };
}
