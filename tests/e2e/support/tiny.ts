/** Small files with obviously made-up content, and the lines of simple CSV. */

const LEVELS = ['php', 'iop'] as const;

/** People of whom each has one finished stay in 2026, in turn of PHP and IOP. */
export function tinyStays(people: number, prefix = 'TINY'): string {
  const rows = ids(people, prefix).map((id, at) =>
    [id, `${id}-STAY`, LEVELS[at % 2], '2026-03-02', '2026-04-10', 'completed', 'Made-up program'],
  );
  return csv(
    'person_id,stay_id,level_of_care,admitted_on,discharged_on,discharge_reason,program',
    rows,
  );
}

/** Two PHQ-9 scores of each person, 18 at the start and 6 at the end. */
export function tinyScores(people: number, prefix = 'TINY'): string {
  const rows = ids(people, prefix).flatMap((id) => [
    [id, '2026-03-02', 'phq9', '18'],
    [id, '2026-04-09', 'phq9', '6'],
  ]);
  return csv('person_id,taken_on,measure,score', rows);
}

/** Sessions on the first days of each stay; every fourth was missed. */
export function tinySessions(people: number, each: number, prefix = 'TINY'): string {
  const rows = ids(people, prefix).flatMap((id, person) =>
    Array.from({ length: each }, (_, at) => [
      `${id}-${at}`,
      id,
      `2026-03-${String((at % 28) + 3).padStart(2, '0')}`,
      (person + at) % 4 === 3 ? 'no_show' : 'attended',
    ]),
  );
  return csv('session_id,person_id,held_on,status', rows);
}

/** The cells of CSV without quotes or line breaks inside a cell, header first. */
export function cellsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

function ids(people: number, prefix: string): string[] {
  return Array.from({ length: people }, (_, at) => `${prefix}-${at + 1}`);
}

function csv(header: string, rows: readonly (readonly (string | undefined)[])[]): string {
  return [header, ...rows.map((row) => row.join(','))].join('\n') + '\n';
}
