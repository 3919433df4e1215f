/** The project's own sample files are plain; what is proposed for real data sets makes sense. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { recogniseKind } from '$lib/ingest/kinds';
import { isPlain, possibleScoreColumns } from '$lib/ingest/propose/propose';
import { unknownWords } from '$lib/ingest/propose/words';
import { templateCsv } from '$lib/ingest/templates';
import { KINDS } from '$lib/model/canonical';
import { describeWithReference } from '../../support/reference';
import { look, type Looked, question } from './propose-support';

function sample(kind: string): string {
  const text = readFileSync(join('sample-data', `${kind}.csv`), 'utf8');
  return text.slice(0, text.lastIndexOf('\n', 1 << 20));
}

describe('a plain file', () => {
  it.each(KINDS)('is the sample of %s, with its planted slips', (kind) => {
    const file = look(sample(kind));
    expect(file.plan.kind).toBe(kind);
    expect(isPlain(file.plan, file.profile)).toBe(true);
    const recognised = recogniseKind(file.plan.header);
    expect(recognised).toMatchObject({ state: 'recognised', columns: file.plan.columns });
    expect(file.asked).toEqual([]);
  });

  it.each(KINDS)('is the template of %s', (kind) => {
    const file = look(templateCsv(kind));
    expect(isPlain(file.plan, file.profile)).toBe(true);
  });

  it.each([
    ['other days', 'person_id,level_of_care,admitted_on\n1,iop,3/9/2026\n2,php,3/10/2026'],
    ['other words', 'person_id,level_of_care,admitted_on\n1,RTC,2026-03-09\n2,Detox,2026-03-10'],
    ['relative days', 'person_id,level_of_care,admitted_on\n1,iop,0\n2,php,14'],
    ['another name', 'client,level_of_care,admitted_on\n1,iop,2026-03-09'],
    ['two columns of a name', 'person_id,level_of_care,admitted_on,x,X\n1,iop,2026-03-09,1,2'],
  ])('has no %s', (_, text) => {
    const file = look(text, 'stays');
    expect(isPlain(file.plan, file.profile)).toBe(false);
  });

  it('may have columns without any value', () => {
    const file = look('person_id,level_of_care,admitted_on,discharged_on\n1,iop,2026-03-09,');
    expect(isPlain(file.plan, file.profile)).toBe(true);
  });
});

describe('the messy sample of surveys', () => {
  it('needs no choice at all', () => {
    const text = readFileSync(join('sample-data/messy', 'Experience.csv'), 'utf8');
    const rows = text.split('\n').map((line) => line.split('|'));
    const file = look(Papa.unparse(rows), undefined, '2026-11-26');
    expect(file.plan.kind).toBe('surveys');
    expect(file.named).toEqual({
      taken_on: 'Returned',
      instrument: 'Survey',
      score: 'Overall (1-5)',
      top_box: 'Would recommend',
    });
    expect(file.asked).toEqual([]);
    expect(new Set(Object.values(file.reasons).map(({ confidence }) => confidence))).toEqual(
      new Set(['sure']),
    );
  });
});

describeWithReference('real data', (folder) => {
  const real = (path: string): Looked => look(readFileSync(join(folder, path), 'utf8'));

  it('with visits and columns of instruments (claus_2020)', () => {
    const file = real('symptoms/claus_2020.csv');
    expect(file.plan.kind).toBe('scores');
    expect(file.named).toEqual({ person_id: 'id', visit: 'time' });
    expect(file.plan.reading.shape).toMatchObject({
      parts: [
        { measure: 'bdi2', phase: null },
        { measure: 'who5', phase: null },
      ],
    });
    expect(file.plan.reading).toMatchObject({ time: 'order', factors: { who5: 4 } });
    expect(file.asked).toEqual(['who5-unit']);
    const possible = possibleScoreColumns(file.plan, file.profile);
    expect(possible.map((at) => file.plan.header[at])).toEqual(['shaps', 'hamd']);
  });

  it('with a phase and instruments that are not known (jacobson_1989)', () => {
    const file = real('symptoms/jacobson_1989.csv');
    expect(file.plan.kind).toBe('scores');
    expect(file.named).toEqual({ person_id: 'subject', phase: 'time' });
    expect(file.plan.reading.phases).toEqual({
      pre: { position: 0, role: 'baseline' },
      post: { position: 1, role: 'later' },
    });
    const { shape } = file.plan.reading;
    const parts = shape.kind === 'scores' ? shape.parts : [];
    const named = parts.map(({ at, measure }) => [file.plan.header[at[0]!], measure]);
    expect(named).toEqual([
      ['das', ''],
      ['gds', ''],
    ]);
  });

  it('with one column per time point (btheb_wide)', () => {
    const file = real('symptoms/btheb_wide.csv');
    expect(file.plan.kind).toBe('scores');
    expect(file.plan.reading.shape).toMatchObject({
      parts: ['pre', '2m', '4m', '6m', '8m'].map((phase) => ({ measure: 'bdi2', phase })),
    });
    expect(file.plan.reading.phases['pre']).toEqual({ position: 0, role: 'baseline' });
    expect(file.plan.reading.phases['8m']).toEqual({ position: 4, role: 'later' });
  });

  it('with months as visits and a day that baseline rows lack (help_longitudinal)', () => {
    const file = real('symptoms/help_longitudinal.csv');
    expect(file.plan.kind).toBe('scores');
    expect(file.named).toEqual({ person_id: 'ID', visit: 'TIME' });
    expect(file.plan.reading.shape).toMatchObject({ parts: [{ measure: 'cesd' }] });
  });

  it('with a length of stay in the place of days (addicts)', () => {
    const file = real('retention/addicts.csv');
    expect(file.plan.kind).toBe('stays');
    expect(file.named).toEqual({ person_id: 'id', program: 'clinic' });
    expect(file.plan.reading).toMatchObject({
      time: 'relative',
      duration: { daysAt: 3, endedAt: 2, endedWords: ['1'] },
    });
    expect(file.asked).toEqual(['ended-words', 'missing-level_of_care']);
  });

  it('with shifted days, events and wards (mimic3demo_transfers)', () => {
    const file = real('transitions/mimic3demo_transfers.csv');
    expect(file.plan.kind).toBe('stays');
    expect(file.named).toEqual({
      person_id: 'SUBJECT_ID',
      level_of_care: 'CURR_CAREUNIT',
      admitted_on: 'INTIME',
      discharged_on: 'OUTTIME',
    });
    expect(unknownWords(file.plan, file.profile).map(({ word }) => word)).toContain('micu');
    const eventAt = file.plan.header.indexOf('EVENTTYPE');
    expect(file.asked).toEqual([
      'shifted',
      `leave-out-${eventAt}`,
      'empty-level',
      'unknown-levels',
      'merge-touching',
    ]);
    const [leaveOut] = question(file, `leave-out-${eventAt}`).answers;
    expect(leaveOut?.apply(file.plan).reading.leaveOut).toEqual([
      { at: eventAt, words: ['discharge'] },
    ]);
  });
});
