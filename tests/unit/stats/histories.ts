import type { MoveFlow } from '$lib/stats/aalen-johansen';
import { readReferenceCsv } from '../../support/reference';

/** One person's time in one state: the next state, or null when that is the last observation. */
export interface Episode {
  id: string;
  from: number;
  to: number;
  state: number;
  next: number | null;
}

/**
 * Counts persons who start, move and are last observed, as SQL does. A person with weight 3 counts
 * three times. Episodes that end where they start only count at the start.
 */
export function flowsOf(
  episodes: readonly Episode[],
  states: number,
  weightOf: (id: string) => number = () => 1,
): { start: number[]; flows: MoveFlow[] } {
  const start = new Array<number>(states).fill(0);
  const byTime = new Map<number, { moves: [number, number, number][]; censored: number[] }>();
  for (const { id, from, to, state, next } of episodes) {
    const weight = weightOf(id);
    if (weight === 0) continue;
    if (from === 0) start[state] = (start[state] ?? 0) + weight;
    if (to === 0) continue;
    const at = byTime.get(to) ?? { moves: [], censored: new Array<number>(states).fill(0) };
    if (next === null) at.censored[state] = (at.censored[state] ?? 0) + weight;
    else at.moves.push([state, next, weight]);
    byTime.set(to, at);
  }
  const flows = [...byTime].sort(([a], [b]) => a - b).map(([time, flow]) => ({ time, ...flow }));
  return { start, flows };
}

const wardStates = ['ICU', 'Ward', 'Discharged', 'Died'];

/** Reads the stays of 129 hospital admissions in and out of intensive care, in days. */
export function readWardEpisodes(folder: string, file: string): Episode[] {
  return readReferenceCsv(folder, `oracles/${file}.csv`).map((row) => ({
    id: row['id'] ?? '',
    from: Number(row['t0']),
    to: Number(row['t1']),
    state: wardStates.indexOf(row['from'] ?? ''),
    next: row['to'] === 'cens' ? null : wardStates.indexOf(row['to'] ?? ''),
  }));
}

/** A person of the gammopathy study: months to progression or last contact, months to the end. */
export interface Gammopathy {
  id: string;
  progressionMonth: number;
  hasProgressed: boolean;
  endMonth: number;
  hasDied: boolean;
}

/** Reads the persons of one sex of the gammopathy study (`mgus2` of R survival). */
export function readGammopathy(folder: string, sex: string): Gammopathy[] {
  return readReferenceCsv(folder, 'transitions/mgus2.csv')
    .filter((row) => row['sex'] === sex)
    .map((row) => ({
      id: row['id'] ?? '',
      progressionMonth: Number(row['ptime']),
      hasProgressed: row['pstat'] === '1',
      endMonth: Number(row['futime']),
      hasDied: row['death'] === '1',
    }));
}
