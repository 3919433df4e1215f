/** The annual counts of the NHS for England give its published percentages by our denominators. */
import { expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { FigureData, Metric } from '$lib/metrics/metric';
import { NHS_EXCLUSIONS } from '$lib/metrics/symptoms/nhs-pairs';
import { recovery, reliableRecovery } from '$lib/metrics/symptoms/recovery';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { type Cell, Columns } from '$lib/sql/columns';
import { describeWithReference, readReferenceCsv } from '../../support/reference';

const OUTCOMES = 'nhs_tt/outcomes_total_2021-22_to_2023-24.csv';

function columnsOf(rows: readonly Readonly<Record<string, Cell>>[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  return new Columns(
    rows.length,
    new Map(names.map((name) => [name, rows.map((row) => row[name] ?? null)])),
  );
}

function figureOf(metric: Metric, published: Readonly<Record<string, string>>): FigureData {
  const count = (name: string): number => Number(published[name]);
  const finished = count('finished_course_treatment');
  const cases = finished - count('not_at_caseness');
  const sums = {
    level: null, program: null, rater: null, xx: 0,
    'y moved to recovery': count('recovery'),
    'y reliable recovery': count('reliable_recovery'),
    'y improved': count('improvement'),
    'y unchanged': count('no_reliable_change'),
    'y deteriorated': count('deterioration'),
  }; // prettier-ignore
  return metric.finish(
    {
      classes: columnsOf([
        { ...sums, scope: 'at caseness', denominator: cases, persons: cases },
        { ...sums, scope: 'all', denominator: finished, persons: finished },
      ]),
      left_out: columnsOf([
        { rater: null, left_out: NHS_EXCLUSIONS.well, n: count('not_at_caseness') },
      ]),
      rater: columnsOf([{ rater: null }]),
    },
    {
      cohort: ALL_STAYS,
      basis: 'discharged',
      unit: 'stay',
      profile: 'published',
      settings: DEFAULT_SETTINGS,
      dataCut: '2024-03-31',
    },
  );
}

function percent(data: FigureData, name: string): string {
  const row = data.rows.find((one) => one['class'] === name);
  return (Number(row?.['value']) * 100).toFixed(1);
}

describeWithReference('recovery in the annual reports of NHS Talking Therapies', (folder) => {
  const years = readReferenceCsv(folder, OUTCOMES).filter((row) => row['org_type'] === 'England');

  it.each(years.map((row) => [row['reporting_period']!, row] as const))(
    'gives the published percentages of %s',
    (_year, row) => {
      const moved = figureOf(recovery, row);
      const reliable = figureOf(reliableRecovery, row);
      const one = (name: string): string => Number(row[name]).toFixed(1);
      expect((Number(moved.value) * 100).toFixed(1)).toBe(one('recovery_pct'));
      expect((Number(reliable.value) * 100).toFixed(1)).toBe(one('reliable_recovery_pct'));
      expect(percent(moved, 'improved')).toBe(one('improvement_pct'));
      expect(percent(moved, 'unchanged')).toBe(one('no_reliable_change_pct'));
      expect(percent(moved, 'deteriorated')).toBe(one('deterioration_pct'));
      expect(moved.excluded).toEqual([
        { reason: 'below caseness on both at the start', n: Number(row['not_at_caseness']) },
      ]);
    },
  );

  it('reads three years', () => expect(years).toHaveLength(3));
});
