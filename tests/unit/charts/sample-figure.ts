/** Small figures for tests of what is drawn from them. */
import type { FigureView } from '$lib/charts/figure-state';
import type { FigureData, FigureRow, Metric } from '$lib/metrics/metric';
import { sql } from '$lib/sql/sql';

/** A figure with rows and no headline. */
export function sampleData(rows: readonly FigureRow[], more: Partial<FigureData> = {}): FigureData {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    n: null,
    persons: null,
    numerator: null,
    denominator: null,
    value: null,
    low: null,
    high: null,
    about: null,
    excluded: [],
    notes: [],
    columns,
    rows,
    ...more,
  };
}

/** A metric with an id and a unit. */
export function sampleMetric(id: string, unit = 'proportion'): Metric {
  return {
    id,
    unit,
    group: 'symptoms',
    rows: 'Of a test.',
    columns: [],
    name: 'A metric',
    question: 'Does it help?',
    unitOfAnalysis: 'stays',
    numerator: 'those who improved',
    denominator: 'all',
    exclusions: 'open stays',
    direction: 'higher is better',
    bases: ['discharged'],
    defaultBasis: 'discharged',
    interval: 'Wilson',
    profile: null,
    source: 'A paper',
    version: 3,
    needs: ['stays'],
    queries: () => ({}),
    finish: () => sampleData([]),
    units: { query: () => sql`SELECT 1`, apart: [], within: [], guards: 'share' },
  };
}

/** A figure with its words. */
export function sampleView(metric: Metric, data: FigureData): FigureView {
  return {
    data,
    metric,
    basis: 'discharged',
    title: 'Two of three improved',
    subtitle: 'Stays discharged Jan to Jun 2026; 3 stays',
    sentence: '2 of 3 stays improved (95 % interval 21 to 94).',
    excludedText: '1 excluded: 1 open',
    sql: () => [{ name: 'main', text: 'SELECT 1' }],
    csvName: 'a-metric',
    provenance: ['Mode internal', 'Data until 14 Jun 2026'],
  };
}

/** Everybody, two levels, one program: what every scope of a figure adds to a row. */
export const scopes: readonly FigureRow[] = [
  { level: null, program: null },
  { level: 'iop', program: null },
  { level: 'php', program: null },
  { level: null, program: 'North' },
];
