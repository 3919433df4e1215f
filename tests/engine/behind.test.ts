/** Behind every number: steps that end at it, and rows of which there are as many as a step says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { type ComputedFigure, computeFigure } from '$lib/metrics/compute';
import type { FigureRow } from '$lib/metrics/metric';
import { METRICS, metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { readAttrition } from '$lib/session/behind/attrition';
import type { Step } from '$lib/session/behind/step';
import { readRows, ROWS_PER_PAGE } from '$lib/session/behind/rows';
import { Figures } from '$lib/session/figures';
import { readTimeline } from '$lib/session/behind/read-timeline';
import { SAMPLE_CUT, startWithSample } from '../support/sample-engine';

const HALF_YEAR: Cohort = { ...ALL_STAYS, period: { from: '2026-01-01', to: '2026-06-30' } };

let engine: Engine;
const run = (query: string): ReturnType<Engine['query']> => engine.query(query);
const facts = (cohort: Cohort): Parameters<typeof computeFigure>[1] => ({
  cohort,
  settings: DEFAULT_SETTINGS,
  dataCut: SAMPLE_CUT,
});
const figureOf = (id: string, cohort: Cohort): Promise<ComputedFigure> =>
  computeFigure(metricOf(id), facts(cohort), run);

beforeAll(async () => {
  ({ engine } = await startWithSample());
}, 300_000);
afterAll(() => engine.terminate());

const step = (steps: readonly Step[], part: string): Step | undefined =>
  steps.find((candidate) => candidate.part === part);

/** Expects that the last steps are the numbers of the headline and its exclusions. */
async function expectHeadline(figure: ComputedFigure): Promise<void> {
  const { data } = figure;
  const { steps } = await readAttrition(figure, null, run);
  const said = steps.flatMap(({ part, n }) =>
    typeof part === 'string' ? [] : [{ reason: part.leftOut, n }],
  );
  expect(said).toEqual(data.excluded);
  const counted = step(steps, 'counted')!;
  if (data.denominator !== null) expect(counted.n).toBeCloseTo(data.denominator, 6);
  // The n of fidelity is of all stays with a target, of which some have no full week to count.
  else if (data.n !== null && figure.metric.id !== 'program-fidelity') {
    expect([counted.n, counted.persons]).toContain(data.n);
  }
  if (data.numerator !== null) {
    expect(step(steps, 'numerator')?.n).toBeCloseTo(data.numerator, 6);
  }
  const out = step(steps, 'outside the period')?.n ?? 0;
  expect(step(steps, 'loaded')!.n).toBe(step(steps, 'cohort')!.n! + out);
}

/** Expects that the last steps are the numbers of a row. */
async function expectRow(figure: ComputedFigure, row: FigureRow): Promise<void> {
  const { steps } = await readAttrition(figure, row, run);
  const counted = step(steps, 'counted')!;
  const where = JSON.stringify(row);
  if (typeof row['denominator'] === 'number') {
    expect(counted.n, where).toBeCloseTo(row['denominator'], 6);
  } else if (typeof row['n'] === 'number') expect(counted.units, where).toBe(row['n']);
  if (typeof row['numerator'] === 'number') {
    expect(step(steps, 'numerator')?.n, where).toBeCloseTo(row['numerator'], 6);
  }
}

describe('steps to a number', () => {
  it.each(METRICS.map(({ id }) => id))('end at the numbers of %s', async (id) => {
    const figure = await figureOf(id, HALF_YEAR);
    await expectHeadline(figure);
    const { rows } = figure.data;
    const row = rows.filter(({ statistic }) => (statistic ?? null) === null).at(-1);
    // The rows of a curve are days, and all units stand behind each of them.
    if (row && figure.metric.units.atRisk === undefined) await expectRow(figure, row);
  });
});

describe('rows behind a step', () => {
  it.each(['planned-discharge', 'reliable-change', 'off-track-review', 'attendance-rate'])(
    'are as many as the step of %s says',
    async (id) => {
      const figure = await figureOf(id, HALF_YEAR);
      const { steps } = await readAttrition(figure, null, run);
      for (const { part, units, persons } of steps) {
        const page = await readRows(figure, null, part, 0, run);
        expect([page.units, page.persons], JSON.stringify(part)).toEqual([units, persons]);
        expect(page.rows).toHaveLength(Math.min(ROWS_PER_PAGE, units!));
      }
    },
  );

  it('hold each unit once, over all pages, by pseudonym and admission', async () => {
    const figure = await figureOf('planned-discharge', HALF_YEAR);
    const first = await readRows(figure, null, 'counted', 0, run);
    const rows = [...first.rows];
    for (let page = 1; page < first.pages; page += 1) {
      rows.push(...(await readRows(figure, null, 'counted', page, run)).rows);
    }
    expect(new Set(rows.map(({ unit }) => unit)).size).toBe(first.units);
    const order = rows.map(({ personId, admittedOn }) => `${personId} ${admittedOn}`);
    expect(order).toEqual([...order].sort());
  });

  it('name the score that they are about', async () => {
    const figure = await figureOf('off-track-review', HALF_YEAR);
    const { rows } = await readRows(figure, null, 'counted', 0, run);
    expect(rows.every(({ measure, score }) => measure !== null && score !== null)).toBe(true);
  });
});

describe('in a release', () => {
  const RELEASE: Cohort = { ...HALF_YEAR, mode: 'release' };

  it('there are no rows of persons', async () => {
    const figure = await figureOf('planned-discharge', RELEASE);
    await expect(readRows(figure, null, 'counted', 0, run)).rejects.toThrow('No rows of persons');
  });

  it('steps tell what the figure tells, and round what would tell more', async () => {
    const { conventions } = DEFAULT_SETTINGS;
    const settings = { ...DEFAULT_SETTINGS, conventions: { ...conventions, fewPeople: 30 } };
    const asked = { ...facts(RELEASE), settings };
    const figure = await new Figures().figure(
      metricOf('planned-discharge'),
      asked,
      run,
      () => false,
    );
    const hidden = figure.data.excluded.filter(({ n }) => n === null);
    expect(hidden.length).toBeGreaterThan(0);
    const { steps } = await readAttrition(figure, null, run);
    for (const { reason, n } of figure.data.excluded) {
      const own = steps.find(({ part }) => typeof part !== 'string' && part.leftOut === reason);
      expect(own?.n, reason).toBe(n);
    }
    const considered = step(steps, 'considered')!;
    expect(considered).toMatchObject({ isAbout: true, persons: null });
    expect(considered.n! % 10).toBe(0);
    expect(step(steps, 'counted')!.n).toBe(figure.data.denominator);
  });

  it('nothing is said of what a hidden denominator is a part of', async () => {
    const figure = await figureOf('planned-discharge', RELEASE);
    const nothing = { n: null, numerator: null, denominator: null, persons: null };
    const hidden = { ...figure, data: { ...figure.data, ...nothing, suppressed: true as const } };
    const { steps } = await readAttrition(hidden, null, run);
    for (const part of ['cohort', 'considered', 'counted', 'numerator']) {
      expect(step(steps, part)?.n, part).toBeNull();
    }
  });
});

describe('the timeline of a person', () => {
  it('holds their stays, scores, changes and weeks, in days from the first admission', async () => {
    const [found] = (
      await run(`SELECT person_no, count(*)::INTEGER AS stays FROM stay
        GROUP BY person_no ORDER BY stays DESC, person_no LIMIT 1`)
    ).rows();
    const personNo = Number(found!['person_no']);
    const timeline = await readTimeline(personNo, { unit: 'stay', profile: 'published' }, run);
    expect(timeline.stays).toHaveLength(Number(found!['stays']));
    expect(timeline.stays[0]).toMatchObject({ from: 0, admittedOn: timeline.startsOn });
    const [counts] = (
      await run(`SELECT
        (SELECT count(*) FROM score_point WHERE person_no = ${personNo} AND score IS NOT NULL)::INTEGER
          AS scores,
        (SELECT sum(a.attended) FROM attendance a WHERE a.person_no = ${personNo})::INTEGER
          AS attended`)
    ).rows();
    expect(timeline.scores).toHaveLength(Number(counts!['scores']));
    const attended = timeline.weeks.reduce((sum, week) => sum + week.attended, 0);
    expect(attended).toBe(Number(counts!['attended']));
    const classes = timeline.changes.map(({ changeClass }) => changeClass ?? 'none');
    for (const name of classes) {
      expect(['improved', 'deteriorated', 'unchanged', 'none']).toContain(name);
    }
  });
});
