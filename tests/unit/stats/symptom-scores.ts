import { readReferenceCsv } from '../../support/reference';

/** The observed scores of one group at one time, beside what R computed from them. */
export interface Trajectory {
  label: string;
  scores: number[];
  oracle: Record<string, string>;
}

interface Score {
  group: string;
  time: string;
  score: string | undefined;
}

/** Reads the three trajectories of the reference data with their raw scores, ascending. */
export function readTrajectories(folder: string): Trajectory[] {
  return [
    ...pair(folder, 'trajectory_btheb', bthebScores(folder)),
    ...pair(folder, 'trajectory_claus_bdi', clausScores(folder)),
    ...pair(folder, 'trajectory_help_cesd', helpScores(folder)),
  ];
}

function pair(folder: string, name: string, raw: Score[]): Trajectory[] {
  return readReferenceCsv(folder, `oracles/${name}.csv`).map((oracle) => ({
    label: `${name} ${oracle['group'] ?? ''} ${oracle['time']}`,
    oracle,
    scores: raw
      .filter(({ group, time }) => group === (oracle['group'] ?? '') && time === oracle['time'])
      .flatMap(({ score }) => (score === undefined || score === '' ? [] : [Number(score)]))
      .sort((a, b) => a - b),
  }));
}

function bthebScores(folder: string): Score[] {
  const months = { 'bdi.pre': '0', 'bdi.2m': '2', 'bdi.4m': '4', 'bdi.6m': '6', 'bdi.8m': '8' };
  return readReferenceCsv(folder, 'symptoms/btheb_wide.csv').flatMap((row) =>
    Object.entries(months).map(([column, time]) => ({
      group: row['treatment'] ?? '',
      time,
      score: row[column],
    })),
  );
}

function clausScores(folder: string): Score[] {
  return readReferenceCsv(folder, 'symptoms/claus_2020.csv').map((row) => ({
    group: row['treatment'] ?? '',
    time: row['time'] ?? '',
    score: row['bdi'],
  }));
}

function helpScores(folder: string): Score[] {
  return readReferenceCsv(folder, 'symptoms/help_longitudinal.csv').map((row) => ({
    group: '',
    time: row['TIME'] ?? '',
    score: row['CES_D'],
  }));
}
