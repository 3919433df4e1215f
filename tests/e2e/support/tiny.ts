/** Small files with obviously made-up content, and the lines of simple CSV. */

const LEVELS = ['php', 'iop'] as const;

/** The second wave ends on the data cut, so that the first is old enough for every figure. */
const WAVES = [
  { admittedOn: '2026-01-05', dischargedOn: '2026-02-13' },
  { admittedOn: '2026-03-02', dischargedOn: '2026-04-10' },
] as const;

/** People of whom each has one finished stay in 2026, in turn of PHP and IOP, in two waves. */
export function tinyStays(people: number, prefix = 'TINY'): string {
  const rows = ids(people, prefix).map((id, at) => {
    const { admittedOn, dischargedOn } = waveOf(at);
    const level = LEVELS[at % 2];
    return [id, `${id}-STAY`, level, admittedOn, dischargedOn, 'completed', 'Made-up program'];
  });
  return csv(
    'person_id,stay_id,level_of_care,admitted_on,discharged_on,discharge_reason,program',
    rows,
  );
}

/** Two PHQ-9 scores of each person, 18 at the start and 6 at the end. */
export function tinyScores(people: number, prefix = 'TINY'): string {
  const rows = ids(people, prefix).flatMap((id, at) => [
    [id, waveOf(at).admittedOn, 'phq9', '18'],
    [id, waveOf(at).dischargedOn, 'phq9', '6'],
  ]);
  return csv('person_id,taken_on,measure,score', rows);
}

/** Sessions on the first four weeks of each stay, one a day in turn; every fourth was missed. */
export function tinySessions(people: number, each: number, prefix = 'TINY'): string {
  const rows = ids(people, prefix).flatMap((id, person) =>
    Array.from({ length: each }, (_, at) => [
      `${id}-${at}`,
      id,
      daysAfter(waveOf(person).admittedOn, at % 28),
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

function waveOf(person: number): (typeof WAVES)[number] {
  return person % 4 < 2 ? WAVES[0] : WAVES[1];
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function ids(people: number, prefix: string): string[] {
  return Array.from({ length: people }, (_, at) => `${prefix}-${at + 1}`);
}

function csv(header: string, rows: readonly (readonly (string | undefined)[])[]): string {
  return [header, ...rows.map((row) => row.join(','))].join('\n') + '\n';
}
