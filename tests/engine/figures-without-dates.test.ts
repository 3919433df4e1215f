/** Figures of files that know days since admission only, or the order of visits only. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { deriveSteps } from '$lib/model/derive';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { addDays } from '../naive/days';
import { VISIT_FILE, scoreRow, stayRow, visitRow } from '../naive/rows';
import type { Canonical, StayRow } from '../naive/types';
import { fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

/** Stands for the day of the first admission of everybody. */
const DAY_0 = '2000-01-01';

/** A day so late that nothing lies behind it, as there is no common cut. */
const NO_CUT = '2100-01-01';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

function stay(
  id: string,
  level: 'php' | 'iop',
  from: number,
  to: number | null,
  seen: number | null,
): StayRow {
  return stayRow({
    person_id: id.slice(0, 1),
    stay_id: id,
    level_of_care: level,
    admitted_on: addDays(DAY_0, from),
    discharged_on: to === null ? null : addDays(DAY_0, to),
    observed_until: seen === null ? null : addDays(DAY_0, seen),
  });
}

async function figureOf(
  id: string,
  rows: Canonical,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<FigureData> {
  await fillCanonicalTables(engine, rows);
  for (const { statement } of deriveSteps(settings, [], { time: 'relative' })) {
    await engine.execute(statement.text);
  }
  const facts = { cohort: ALL_STAYS, settings, dataCut: NO_CUT };
  const { data } = await computeFigure(metricOf(id), facts, (query) => engine.query(query));
  return data;
}

describe('days since admission', () => {
  const rows: Canonical = {
    stays: [
      stay('a1', 'php', 0, 20, 60),
      stay('a2', 'iop', 22, 40, 60),
      stay('b', 'php', 0, 20, 25),
      stay('c', 'php', 0, 20, null),
      stay('d', 'php', 0, 20, 27),
      stay('e', 'php', 0, null, null),
    ],
    scores: [scoreRow({ person_id: 'e', taken_on: addDays(DAY_0, 50), measure: 'phq9', score: 9 })],
    sessions: [],
  };

  it('show moves of those who were observed for the whole window', async () => {
    const moves = await figureOf('next-move', rows);
    const counts = moves.rows
      .filter((row) => row['level'] === 'php' && row['window'] === 7)
      .map((row) => [row['class'], row['numerator'], row['denominator']]);
    expect(counts).toEqual([
      ['step_down', 1, 2],
      ['step_up', 0, 2],
      ['lateral', 0, 2],
      ['none', 1, 2],
    ]);
    expect(moves.excluded).toEqual([
      { reason: 'too close to the cut', n: 1 },
      { reason: 'open', n: 1 },
      { reason: 'end of observation not known', n: 1 },
    ]);
  });

  it('censor an open stay on its own last record, not on the common cut', async () => {
    const { rows: curve } = await figureOf('retention', rows);
    const last = curve.filter(
      (row) => row['level'] === null && row['program'] === null && row['statistic'] === 'survival',
    );
    expect(last.at(-1)).toMatchObject({ day: 50, censored: 1, events: 0 });
  });

  it('count paths of people who were not observed after their end', async () => {
    const stays = [...rows.stays, stay('f', 'iop', 0, 9, 12)].map((row, at) => ({
      ...row,
      program: at % 2 === 0 ? 'North' : 'South',
    }));
    const { rows: lengths, excluded } = await figureOf('length-of-stay', { ...rows, stays });
    // a, c and d end in time or without a known end; b and f are seen for fewer than 7 days more.
    expect(lengths[0]).toMatchObject({ scope: 'paths', n: 3 });
    expect(excluded.reduce((sum, { n }) => sum + Number(n), 0)).toBe(3);
  });
});

describe('visits without days', () => {
  const people = Array.from({ length: 4 }, (_, at) => `p${at}`);
  const rows: Canonical = {
    stays: people.map((person) =>
      stayRow({
        person_id: person,
        stay_id: person,
        level_of_care: 'iop',
        admitted_on: DAY_0,
        discharged_on: addDays(DAY_0, 30),
      }),
    ),
    scores: [],
    sessions: [],
    phases: [
      { fileId: VISIT_FILE, word: 'pre', position: 1, role: 'baseline' },
      { fileId: VISIT_FILE, word: 'post', position: 2, role: 'later' },
      { fileId: VISIT_FILE, word: 'd180', position: 3, role: 'follow_up' },
    ],
    visits: [
      ...[18, 18, 8, 4].map((score, at) => ({ person_id: people[at]!, phase: 'pre', score })),
      ...[6, 11, 15, 5].map((score, at) => ({ person_id: people[at]!, phase: 'post', score })),
      { person_id: 'p0', phase: 'd180', score: 2 },
    ].map((cells, at) => visitRow({ ...cells, measure: 'phq9', rowNo: at + 1 })),
  };

  it('make a course by phase, follow-ups included', async () => {
    const { rows: course, notes } = await figureOf('score-course', rows);
    const everybody = course.filter((row) => row['level'] === null && row['program'] === null);
    expect(
      everybody.map((row) => [
        row['week'],
        row['visit'],
        row['visit_label'],
        row['n'],
        row['value'],
      ]),
    ).toEqual([
      [null, 1, 'pre', 4, 12],
      [null, 2, 'post', 4, 9.25],
      [null, 3, 'd180', 1, 2],
    ]);
    expect(notes.join(' ')).toContain('Each visit holds only those who gave a score then.');
    expect(notes.join(' ')).not.toContain('week');
  });

  it('make a change, with everybody in one class', async () => {
    // 18 to 6 crosses, 18 to 11 does not, 8 to 15 crosses the other way, 4 to 5 is no change.
    const { rows: classes, value } = await figureOf('clinically-significant-change', rows);
    expect(classes.slice(0, 5).map((row) => [row['class'], row['numerator']])).toEqual([
      ['recovered', 1],
      ['improved', 1],
      ['unchanged', 1],
      ['deteriorated', 0],
      ['harmed', 1],
    ]);
    expect(value).toBe(0.25);
  });

  it('are measured by what the program entered', async () => {
    const thresholds = {
      phq9: { sd: 4, reliability: 0.5, clinicalMean: 16, norm: { mean: 4, sd: 4 } },
    };
    // Reliable above 7.84 points, cut-off c = 10: 8 to 15 is no reliable change any more.
    const settings = { ...DEFAULT_SETTINGS, thresholds };
    const { rows: classes, notes, profile } = await figureOf('reliable-change', rows, settings);
    const all = classes.filter((row) => row['scope'] === 'all' && row['level'] === null);
    expect(all.slice(0, 3).map((row) => row['numerator'])).toEqual([1, 3, 0]);
    expect(notes[0]).toContain('PHQ-9 more than 7.84 points (entered by the program');
    expect(profile).toBe('Entered by the program for PHQ-9, else published');
  });

  it('say of which instruments too little is known', async () => {
    const visits = (rows.visits ?? []).map((row) => ({ ...row, measure: 'k10' }));
    const figure = await figureOf('clinically-significant-change', { ...rows, visits });
    expect(figure.rows).toEqual([]);
    expect(figure.notes).toContain('Left out: the pairs of the K10 (no reliable change is known).');
  });
});
