/** The shape of the figures document, which other programs read. */
import { describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import { type ExportSource, figuresJson } from '$lib/export/figures-json';
import { metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { computed, figureData, shareOf } from '../session/figure-data';

const FILES: ExportSource['files'] = [
  { name: 'stays.csv', sha256: 'ab'.repeat(32), rowsRead: 12, rowsLoaded: 10, rowsSetAside: 2 },
];

const IDENTITY = { state: 'limited', summary: 'limited data set', reasons: ['Full dates'] };

function documentOf(changes: Partial<ExportSource>): Record<string, unknown> {
  const source: ExportSource = {
    generated: '2025-07-01T08:00:00.000Z',
    appVersion: '1.2.3',
    dataCut: '2025-06-30',
    timeMode: 'dates',
    cohort: ALL_STAYS,
    settings: DEFAULT_SETTINGS,
    settingsMark: '0123456789ab',
    synthetic: false,
    files: FILES,
    identity: IDENTITY,
    figures: [],
    unavailable: [],
    ...changes,
  };
  return JSON.parse(figuresJson(source)) as Record<string, unknown>;
}

function onlyFigure(changes: Partial<ExportSource>): Record<string, unknown> {
  return (documentOf(changes)['figures'] as Record<string, unknown>[])[0]!;
}

describe('the figures document', () => {
  it('says what it was made from', () => {
    const document = documentOf({});
    expect(Object.keys(document)).toEqual([
      'generated', 'app', 'dataCut', 'timeMode', 'filters', 'settings', 'files', 'identity', 'figures',
    ]); // prettier-ignore
    expect(document).toMatchObject({
      generated: '2025-07-01T08:00:00.000Z',
      dataCut: '2025-06-30',
      timeMode: 'dates',
      files: FILES,
      identity: IDENTITY,
      figures: [],
    });
  });

  it('ends with a line break, as text files do', () => {
    const source = {
      generated: '',
      appVersion: '',
      dataCut: '',
      cohort: ALL_STAYS,
      settings: DEFAULT_SETTINGS,
      settingsMark: '',
    };
    const empty = { synthetic: true, identity: IDENTITY, files: [], figures: [], unavailable: [] };
    const text = figuresJson({ ...source, ...empty, timeMode: 'dates' });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('has no data cut where days are relative', () => {
    expect(documentOf({ timeMode: 'relative', dataCut: null })).toMatchObject({
      timeMode: 'relative',
      dataCut: null,
    });
  });

  it('writes no period as null', () => {
    expect(documentOf({})['filters']).toEqual({ period: null, basis: null });
  });

  it('writes what was chosen: period, basis and every filter', () => {
    const cohort: Cohort = {
      period: { from: '2025-01-01', to: null },
      basis: 'admitted',
      filters: { level: ['php', 'iop'], payer: [''] },
      unit: 'stay',
      profile: null,
      mode: 'off',
    };
    const document = documentOf({ cohort });
    expect(document['filters']).toEqual({
      period: { from: '2025-01-01', to: null },
      basis: 'admitted',
      level: ['php', 'iop'],
      payer: [''],
    });
    expect(document['settings']).toMatchObject({ suppression: 'off' });
  });

  it('writes every setting, whether it was changed or not', () => {
    expect(documentOf({})['settings']).toEqual({
      ...DEFAULT_SETTINGS,
      fingerprint: '0123456789ab',
      unit: 'stay',
      profile: 'published',
      suppression: 'internal',
      synthetic: false,
    });
  });
});

describe('a figure in the document', () => {
  const data = {
    ...shareOf(1, 3),
    persons: 2,
    low: 0.06149194472039626,
    high: 0.7923403991979523,
    excluded: [{ reason: 'open', n: 4 }],
    columns: ['level', 'value', 'low'],
    rows: [
      { level: null, value: 1 / 3, low: 0, spare: 'x' },
      { level: 'php', value: null },
    ],
    notes: ['A note.'],
  };

  it('has the fields of its contract', () => {
    expect(Object.keys(onlyFigure({ figures: [computed('paired-data', data)] }))).toEqual([
      'id', 'title', 'unit', 'basis', 'profile', 'interval', 'about', 'n', 'persons', 'numerator',
      'denominator', 'excluded', 'value', 'low', 'high', 'suppressed', 'columns', 'rows', 'notes',
      'definitionVersion',
    ]); // prettier-ignore
  });

  it('carries its numbers in full precision, and what it is', () => {
    expect(onlyFigure({ figures: [computed('paired-data', data)] })).toMatchObject({
      id: 'paired-data',
      title: 'How many were measured at least twice?',
      unit: 'proportion',
      basis: 'discharged',
      profile: null,
      interval: 'Wilson, 95 %, stays of one person treated as independent',
      n: 3,
      persons: 2,
      numerator: 1,
      denominator: 3,
      value: 1 / 3,
      low: 0.06149194472039626,
      high: 0.7923403991979523,
      excluded: [{ reason: 'open', n: 4 }],
      notes: ['A note.'],
      definitionVersion: 1,
    });
  });

  it('has rows with exactly its columns; what is missing is null', () => {
    expect(onlyFigure({ figures: [computed('paired-data', data)] })['rows']).toEqual([
      { level: null, value: 1 / 3, low: 0 },
      { level: 'php', value: null, low: null },
    ]);
  });

  it('says which thresholds decided', () => {
    const figure = onlyFigure({ figures: [computed('reliable-change', data)] });
    expect(figure['profile']).toBe('published');
    const entered = { ...data, profile: 'as entered by the program' };
    const other = onlyFigure({ figures: [computed('reliable-change', entered)] });
    expect(other['profile']).toBe('as entered by the program');
  });

  it('names the basis that the figure used, not the one that was asked for', () => {
    const cohort: Cohort = { ...ALL_STAYS, basis: 'active' };
    const figure = onlyFigure({ cohort, figures: [computed('paired-data', data, cohort)] });
    expect(figure['basis']).toBe('discharged');
  });

  it('is there without numbers when a file for it is missing', () => {
    const needs = 'This figure needs a file of scores.';
    const unavailable = [{ metric: metricOf('score-course'), needs }];
    expect(onlyFigure({ unavailable })).toMatchObject({
      id: 'score-course',
      n: null,
      value: null,
      rows: [],
      notes: [needs],
    });
  });

  it('stands in the order in which it was computed, the missing ones last', () => {
    const unavailable = [{ metric: metricOf('score-course'), needs: 'A file of scores.' }];
    const figures = ['retention', 'census'].map((id) => computed(id, figureData({})));
    const document = documentOf({ figures, unavailable });
    const ids = (document['figures'] as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(['retention', 'census', 'score-course']);
  });
});
