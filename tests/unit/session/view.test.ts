/** The words around a figure: what was left out, what was chosen, where it comes from. */
import { APP_VERSION } from '$lib/session/app-version';
import { describe, expect, it } from 'vitest';
import { ALL_STAYS, type Basis, type Cohort } from '$lib/cohort/cohort';
import { FILTER_FIELDS } from '$lib/cohort/fields';
import type { Exclusion } from '$lib/metrics/metric';
import {
  excludedText,
  filterWords,
  modeWords,
  periodWords,
  provenanceOf,
  reasonWords,
  subtitleOf,
  viewWords,
} from '$lib/session/view';
import { computed, figureData, shareOf } from './figure-data';

describe('what was left out', () => {
  it.each<[string, Exclusion[], string]>([
    ['nothing', [], ''],
    ['one', [{ reason: 'open', n: 1 }], '1 not counted: 1 still open'],
    [
      'several reasons in their order, with their sum',
      [
        { reason: 'no_later_score', n: 1021 },
        { reason: 'open', n: 17 },
      ],
      '1,038 not counted: 1,021 no later score, 17 still open',
    ],
    [
      'a reason without words of its own',
      [{ reason: 'before admission', n: 2 }],
      '2 not counted: 2 before admission',
    ],
  ])('reads as a phrase: %s', (_what, excluded, text) => {
    expect(excludedText(excluded)).toBe(text);
  });

  it.each([
    'not_due', 'no_score', 'no_baseline', 'no_later_score', 'open', 'deceased', 'housing',
    'too close to the cut', 'too few sessions', 'no absences recorded', 'client_cancel',
    'provider_cancel', 'excused', 'scheduled', 'before admission',
  ])('has plain words for the reason %s', (reason) => {
    expect(reasonWords(reason)).not.toMatch(/_|^$/);
  }); // prettier-ignore
});

function cohort(changes: Partial<Cohort>): Cohort {
  return { ...ALL_STAYS, ...changes };
}

describe('the filters in words', () => {
  it.each<[string, Cohort['filters'], string[]]>([
    ['none', {}, []],
    ['a level by its label', { level: ['php'] }, ['Level: Partial hospitalization']],
    ['two values', { payer: ['Medicare', 'Commercial'] }, ['Payer: Medicare and Commercial']],
    ['what is not given', { sex: [''] }, ['Sex: Not given']],
    [
      'more values than fit',
      { site: ['A', 'B', 'C', 'D', 'E', 'F'] },
      ['Site: A, B, C and 3 others'],
    ],
    ['a column of the file', { x_county: ['Kent'] }, ['County of home: Kent']],
    ['a field that is not loaded any more', { x_gone: ['1'] }, ['x_gone: 1']],
    ['several fields', { sex: ['f'], track: ['Mood'] }, ['Sex: f', 'Track: Mood']],
  ])('%s', (_what, filters, words) => {
    const fields = [...FILTER_FIELDS, { key: 'x_county', label: 'County of home' }];
    expect(filterWords(cohort({ filters }), fields)).toEqual(words);
  });
});

describe('the period in words', () => {
  const period = { from: '2025-01-01', to: '2025-06-30' };

  it.each<[Basis, string]>([
    ['admitted', 'admitted Jan to Jun 2025'],
    ['discharged', 'discharged Jan to Jun 2025'],
    ['active', 'in care Jan to Jun 2025'],
  ])('says by which day: %s', (basis, words) => {
    expect(periodWords(cohort({ period }), basis)).toBe(words);
  });

  it('is all days without one', () => {
    expect(periodWords(ALL_STAYS, 'admitted')).toBe('all days');
  });
});

describe('the line under the title', () => {
  it('names period, filters, n with persons, and the interval', () => {
    const filters = { level: ['iop'] };
    const figure = computed('paired-data', { ...shareOf(9, 12), persons: 10 }, cohort({ filters }));
    expect(subtitleOf(figure, FILTER_FIELDS)).toBe(
      'all days · Level: Intensive outpatient · n = 12 stays of 10 people · ' +
        'interval: Wilson, 95 %, stays of one person treated as independent',
    );
  });

  it('speaks of one stay of one person', () => {
    const figure = computed('paired-data', shareOf(1, 1));
    expect(subtitleOf(figure, [])).toContain('n = 1 stay of 1 person ·');
  });

  it.each([
    ['length-of-stay', 'paths', 'n = 2 paths of 2 people'],
    ['length-of-stay', 'stays', 'n = 2 stays of 2 people'],
    ['next-move', 'step down within 7 days', 'n = 2 discharges of 2 people'],
  ])('counts in the unit of %s about %s', (id, about, words) => {
    expect(subtitleOf(computed(id, { ...shareOf(1, 2), about }), [])).toContain(words);
  });

  it('has n and persons but no interval for a count', () => {
    const figure = computed('admissions', figureData({ n: 5, persons: 5, value: 5 }));
    expect(subtitleOf(figure, [])).toBe('all days · n = 5 admissions of 5 people');
  });
});

describe('what goes with every download', () => {
  it('names figure, period, filters, mode, cut and files', () => {
    const figure = computed('paired-data', shareOf(1, 2));
    expect(provenanceOf(figure, FILTER_FIELDS, ['File: stays.csv'])).toEqual([
      'Figure: paired-data, definition version 1',
      'Period: all days',
      'Filters: none',
      'Mode: internal, contains small cells',
      'Data cut: 30 Jun 2025',
      'File: stays.csv',
      `Stepdown ${APP_VERSION}`,
    ]);
  });

  it('says how time is known where days are relative or only visits are', () => {
    const figure = computed('paired-data', shareOf(1, 2));
    expect(provenanceOf(figure, [], [], 'relative')).toContain(
      'Time: days since admission, without a common data cut',
    );
    expect(excludedText([{ reason: 'too close to the cut', n: 1 }], 'relative')).toBe(
      '1 not counted: 1 too close to the end of observation',
    );
    expect(provenanceOf(figure, [], [], 'order')).toContain('Time: order of visits, without days');
    expect(viewWords(figure, [], [], undefined, 'relative').provenance.join()).not.toContain(
      '2025',
    );
  });

  it('separates filters so that their values stay apart', () => {
    const filters = { sex: ['f'], site: ['A', 'B'] };
    const figure = computed('paired-data', shareOf(1, 2), cohort({ filters }));
    expect(provenanceOf(figure, FILTER_FIELDS, [])).toContain('Filters: Sex: f; Site: A and B');
  });

  it('says that nothing is hidden when the mode is off', () => {
    expect(modeWords(cohort({ mode: 'off' }))).toContain('nothing is hidden');
  });
});

describe('all words of a figure', () => {
  it('are made from what was computed', () => {
    const excluded = [{ reason: 'open', n: 3 }];
    const figure = computed('paired-data', { ...shareOf(0, 0), excluded });
    expect(viewWords(figure, FILTER_FIELDS, [])).toMatchObject({
      title: 'How many were measured at least twice?',
      sentence: 'No finished stay with attendance on at least 2 days.',
      excludedText: '3 not counted: 3 still open',
    });
  });
});

describe('the words of another view', () => {
  const seven = { ...shareOf(1, 40), about: '7 days', excluded: [{ reason: 'open', n: 1 }] };
  const thirty = { ...shareOf(2, 30), about: '30 days', excluded: [{ reason: 'open', n: 9 }] };
  const figure = computed('next-move', {
    ...seven,
    focuses: [
      { key: '7 days', ...seven },
      { key: '30 days', ...thirty },
    ],
  });

  it('are about the window that the reader chose', () => {
    const words = viewWords(figure, [], [], { isDivided: false, measure: null, window: 30 });
    expect(words.sentence).toContain('2 of 30 discharges');
    expect(words.sentence).toContain('within 30 days');
    expect(words.subtitle).toContain('n = 30 discharges');
    expect(words.excludedText).toBe('9 not counted: 9 still open');
  });

  it('are about the first view while nothing is chosen', () => {
    expect(viewWords(figure, [], []).sentence).toContain('1 of 40 discharges');
  });

  it('place admissions by the day of admission, whatever the basis', () => {
    const period = { from: '2025-01-01', to: '2025-06-30' };
    const counted = computed(
      'admissions',
      figureData({ n: 5, persons: 5, value: 5 }),
      cohort({ period }),
    );
    expect(subtitleOf(counted, [])).toContain('admitted Jan to Jun 2025');
  });
});
