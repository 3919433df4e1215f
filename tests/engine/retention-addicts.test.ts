/**
 * Retention of 238 people in two methadone clinics (Caplehorn & Bell 1991), on the whole way from a
 * CSV file to the figure, against the same curves computed in R.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { retention } from '$lib/metrics/length/retention';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { addDays } from '../naive/days';
import { derive } from '../support/canonical-tables';
import { importFiles } from '../support/import-files';
import { startNodeEngine } from '../support/node-engine';
import { describeWithReference, readReferenceCsv } from '../support/reference';
import { expectDigits } from '../unit/stats/agree';

/** The day on which all who have not left are last seen. */
const DATA_CUT = '2024-06-30';

/** The clinics' people as a stays file: all who left did so before the cut, the others are open. */
function toStaysCsv(rows: readonly Record<string, string>[]): string {
  const lines = rows.map((row, index) => {
    const days = Number(row['days']);
    const hasLeft = row['departed'] === '1';
    const lastDay = hasLeft ? addDays(DATA_CUT, -1 - (index % 200)) : DATA_CUT;
    const cells = [`P${row['id']}`, `S${row['id']}`, 'op', addDays(lastDay, -days)];
    return [...cells, hasLeft ? lastDay : '', `Clinic ${row['clinic']}`].join(',');
  });
  const header = 'person_id,stay_id,level_of_care,admitted_on,discharged_on,program';
  return `${[header, ...lines].join('\n')}\n`;
}

describeWithReference('retention of the addicts data', (folder) => {
  const people = readReferenceCsv(folder, 'retention/addicts.csv');
  let engine: Engine;
  let figure: FigureData;

  beforeAll(async () => {
    engine = await startNodeEngine();
    const content = new Blob([toStaysCsv(people)]);
    // A score on the day of the cut makes it the latest loaded day.
    const scores = new Blob([
      'person_id,taken_on,measure,score\n',
      `P${people[0]!['id']},${DATA_CUT},phq9,10\n`,
    ]);
    const files = [
      { name: 'stays.csv', content },
      { name: 'scores.csv', content: scores },
    ];
    const accounts = await importFiles(engine, files, DATA_CUT);
    expect(accounts.map(({ rowsLoaded }) => rowsLoaded)).toEqual([people.length, 1]);
    await derive(engine, DEFAULT_SETTINGS);
    const facts = { cohort: ALL_STAYS, settings: DEFAULT_SETTINGS, dataCut: DATA_CUT };
    figure = (await computeFigure(retention, facts, (query) => engine.query(query))).data;
  });
  afterAll(() => engine.terminate());

  function rowsOf(program: string | null, statistic: string): FigureRow[] {
    return figure.rows.filter(
      (row) =>
        row['level'] === null && row['program'] === program && row['statistic'] === statistic,
    );
  }

  it('finds the length of every stay in the file', async () => {
    const found = await engine.query(
      'SELECT stay_id, length_days, is_open::INTEGER AS open FROM stay',
    );
    const lengths = new Map(found.rows().map((row) => [row['stay_id'], row]));
    expect(lengths.size).toBe(people.length);
    for (const { id, days, departed } of people) {
      expect(lengths.get(`S${id}`)).toMatchObject({
        length_days: Number(days),
        open: departed === '1' ? 0 : 1,
      });
    }
  });

  it('has the median of the first clinic with its limits', () => {
    expect(rowsOf('Clinic 1', 'median')).toMatchObject([{ value: 428, low: 341, high: 512 }]);
  });

  it('does not reach a median in the second clinic', () => {
    const [median] = rowsOf('Clinic 2', 'median');
    expect(median).toMatchObject({ value: null, high: null });
  });

  it('tells the clinics apart by the log-rank test', () => {
    const [test] = rowsOf(null, 'log-rank').filter((row) => row['between'] === 'program');
    expect(test).toMatchObject({ df: 1 });
    expect(Number(test?.['value'])).toBeCloseTo(27.8927, 4);
    expect(Number(test?.['p'])).toBeLessThan(0.001);
  });

  it('does not compare levels where there is one only', () => {
    expect(rowsOf(null, 'log-rank').map((row) => row['between'])).toEqual(['program']);
  });

  describe.each(['1', '2'])('the curve of clinic %s', (clinic) => {
    const steps = readReferenceCsv(folder, 'oracles/km_addicts_by_clinic_loglog.csv').filter(
      (step) => step['group'] === clinic,
    );

    it('has the steps of the reference', () => {
      const found = rowsOf(`Clinic ${clinic}`, 'survival');
      expect(found.map((row) => row['day'])).toEqual(steps.map((step) => Number(step['time'])));
      found.forEach((row, index) => {
        const step = steps[index]!;
        expect(row).toMatchObject({
          at_risk: Number(step['n_risk']),
          events: Number(step['n_event']),
          censored: Number(step['n_censor']),
        });
        expectDigits(row['value'] as number, Number(step['surv']));
        expectDigits(row['low'] as number | null, limit(step['lo']));
        expectDigits(row['high'] as number | null, limit(step['hi']));
      });
    });
  });
});

function limit(text: string | undefined): number | null {
  return text === undefined || text === '' || text === 'NA' ? null : Number(text);
}
