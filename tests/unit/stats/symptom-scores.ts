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

/** One person's first and last score. */
export interface PrePostScore {
  id: string;
  pre: number;
  post: number;
}

/** A pre-post study of the reference data. */
export type Study =
  | 'claus_hamd'
  | 'claus_bdi'
  | 'claus_who'
  | 'jacobson_das'
  | 'jacobson_gds'
  | 'btheb_2m'
  | 'btheb_last'
  | 'help_cesd'
  | 'antidepressants';

/** Reads the persons of a study who have both scores. */
export function readPrePost(folder: string, study: Study): PrePostScore[] {
  switch (study) {
    case 'claus_hamd':
    case 'claus_bdi':
    case 'claus_who': {
      const column = study.slice('claus_'.length);
      const rows = readReferenceCsv(folder, 'symptoms/claus_2020.csv');
      return joined(rows, 'id', 'time', ['1', '4'], column);
    }
    case 'jacobson_das':
    case 'jacobson_gds': {
      const column = study.slice('jacobson_'.length);
      const rows = readReferenceCsv(folder, 'symptoms/jacobson_1989.csv');
      return joined(rows, 'subject', 'time', ['pre', 'post'], column);
    }
    case 'help_cesd': {
      const rows = readReferenceCsv(folder, 'symptoms/help_longitudinal.csv');
      return joined(rows, 'ID', 'TIME', ['0', '6'], 'CES_D');
    }
    case 'antidepressants': {
      const rows = readReferenceCsv(folder, 'symptoms/antidepressants_FICTIONAL.csv');
      return joined(rows, 'patient', 'measurement', ['Before', 'After'], 'mom_di');
    }
    case 'btheb_2m':
      return bthebPairs(folder, ['bdi.2m']);
    case 'btheb_last':
      return bthebPairs(folder, ['bdi.8m', 'bdi.6m', 'bdi.4m', 'bdi.2m']);
  }
}

function joined(
  rows: readonly Record<string, string>[],
  idColumn: string,
  timeColumn: string,
  [before, after]: readonly [string, string],
  scoreColumn: string,
): PrePostScore[] {
  const at = (time: string): Map<string | undefined, string | undefined> =>
    new Map(
      rows
        .filter((row) => row[timeColumn] === time)
        .map((row) => [row[idColumn], row[scoreColumn]]),
    );
  const first = rows.filter((row) => row[timeColumn] === before);
  const last = at(after);
  return first.flatMap((row) => {
    const [pre, post] = [row[scoreColumn], last.get(row[idColumn])];
    if (isMissing(pre) || isMissing(post)) return [];
    return [{ id: row[idColumn] ?? '', pre: Number(pre), post: Number(post) }];
  });
}

function bthebPairs(folder: string, latestFirst: readonly string[]): PrePostScore[] {
  return readReferenceCsv(folder, 'symptoms/btheb_wide.csv').flatMap((row) => {
    const post = latestFirst.map((column) => row[column]).find((score) => !isMissing(score));
    return isMissing(row['bdi.pre']) || post === undefined
      ? []
      : [
          {
            id: row['patient'] ?? '',
            pre: Number(row['bdi.pre']),
            post: Number(post),
          },
        ];
  });
}

function isMissing(score: string | undefined): boolean {
  return score === undefined || score === '' || score === 'NA';
}
