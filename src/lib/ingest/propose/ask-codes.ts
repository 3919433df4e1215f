/** Questions about words: cells without one, several for one level, cancellations, columns that lack. */
import { LEVELS } from '$lib/model/levels';
import { allMeasures } from '$lib/measures/library';
import type { FileProfile, Question } from '../proposal';
import type { FilePlan } from '../types';
import { answer, keepAsIs, quoted, rowsThat, withCodes, withReading } from './change';
import { billingColumn } from './minutes';
import { instrumentIn } from './instruments';
import { levelGrade } from './level-words';
import { keptRows } from './rows';
import { isGenericCancel } from './session-words';
import { levelsSentence } from './ask-stays';
import { codeLabel, codesOf, mappedWords, suggestCode } from './words';
import { LEAVE_OUT } from '../reading';

/** Share of empty cells below which they are slips, to be set aside like others. */
const FEW = 0.03;

const EMPTY_ID: Readonly<Record<string, string>> = { level_of_care: 'level', status: 'status' };

/** What empty cells of a required column of codes mean. */
export function askEmpty(plan: FilePlan, profile: FileProfile): readonly Question[] {
  return Object.entries(EMPTY_ID).flatMap(([column, short]): Question[] => {
    const at = plan.columns[column];
    if (at === undefined || plan.reading.shape.kind !== 'rows') return [];
    const rows = keptRows(plan, profile);
    const empty = rows.filter((row) => (row[at] ?? '').trim() === '').length;
    if (rows.length === 0 || empty <= FEW * rows.length) return [];
    const name = profile.columns[at]!.name.trim();
    return [
      {
        id: `empty-${short}`,
        text: `What does an empty "${name}" mean?`,
        detail: `${rowsThat(empty, rows.length, 'has', 'have')} nothing there. In some exports an empty cell is a value of its own.`,
        answers: [
          answer('Set those rows aside', (before) => withCodes(before, column, { '': null })),
          ...emptyCodes(plan, profile, column).map((code) =>
            answer(`They are: ${codeLabel(code)}`, (before) =>
              withCodes(before, column, { '': code }),
            ),
          ),
        ],
      },
    ];
  });
}

/** What a session of which nothing is written may have been; cancellations are written down. */
const UNWRITTEN = ['attended', 'no_show', 'scheduled'];

/** Codes that an empty cell may stand for: of levels all, those of the file first by how often. */
function emptyCodes(plan: FilePlan, profile: FileProfile, column: string): readonly string[] {
  if (column === 'status') return UNWRITTEN;
  const counts = new Map<string, number>();
  for (const { column: of, code, n, word } of mappedWords(plan, profile)) {
    if (of !== column || code === null || word === '' || code === LEAVE_OUT) continue;
    counts.set(code, (counts.get(code) ?? 0) + n);
  }
  const found = [...counts].sort((a, b) => b[1] - a[1]).map(([code]) => code);
  return [...new Set([...found, ...codesOf(column).map(({ code }) => code)])];
}

/** Whether words that were proposed as one level are one; what a person chose is no question. */
export function askMergedLevels(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const words = mappedWords(plan, profile).filter(
    ({ column, word, code }) =>
      column === 'level_of_care' && word !== '' && suggestCode(column, word)?.code === code,
  );
  const at = plan.columns['level_of_care'];
  const merged = LEVELS.flatMap(({ code, label }) => {
    const same = words.filter((word) => word.code === code).map(({ word }) => word);
    return new Set(same.map(levelGrade)).size > 1 ? [{ label, words: same }] : [];
  });
  if (merged.length === 0 || at === undefined) return [];
  const written = (word: string): string =>
    profile.columns[at]!.values.find(({ value }) => value.toLowerCase() === word)?.value ?? word;
  const shown = merged.map(({ label, words: same }) => ({ label, words: same.map(written) }));
  const all = merged.flatMap(({ words: same }) => same);
  return [
    {
      id: 'levels-merged',
      text: `${levelsSentence(shown)} Keep them as one level?`,
      detail:
        'A move between two words of one level is no step down and no step up, and their figures are one.',
      answers: [
        keepAsIs('Yes, one level'),
        answer(
          'No, I will change it below',
          (before) =>
            withCodes(before, 'level_of_care', Object.fromEntries(all.map((word) => [word, null]))),
          'These words have no level until you give them one; rows with them are set aside.',
        ),
      ],
    },
  ];
}

/** Who cancelled, where one word stands for all cancellations. */
export function askCancel(plan: FilePlan, profile: FileProfile): readonly Question[] {
  if (plan.kind !== 'sessions') return [];
  const found = mappedWords(plan, profile).filter(
    ({ column, word }) => column === 'status' && isGenericCancel(word),
  );
  if (found.length === 0) return [];
  const words = found.map(({ word }) => word);
  const n = found.reduce((sum, word) => sum + word.n, 0);
  const set = (code: string) => (before: FilePlan) =>
    withCodes(before, 'status', Object.fromEntries(words.map((word) => [word, code])));
  return [
    {
      id: 'cancel-who',
      text: `Who cancelled the sessions that are ${quoted(words)}?`,
      detail: `${rowsThat(n, profile.rowCount, 'says', 'say')} so. Only attended, no-show and late cancellation count for the attendance rate: it rises when cancellations do not count.`,
      answers: [
        answer('The client, in time', set('client_cancel'), 'Not in the rate.'),
        answer('The client, late', set('late_cancel'), 'In the rate, as not attended.'),
        answer('The provider', set('provider_cancel'), 'Not in the rate.'),
        answer('Leave those rows out', set(LEAVE_OUT), 'Counted as left out by the mapping.'),
      ],
    },
  ];
}

/** The value of a required column that the file does not have. */
export function askMissing(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const isMissing = (column: string): boolean =>
    !(column in plan.columns) && !(column in plan.reading.values);
  const set = (column: string, code: string) => (before: FilePlan) =>
    withReading(before, { values: { ...before.reading.values, [column]: code } });
  const { shape } = plan.reading;
  if (plan.kind === 'stays' && shape.kind === 'rows' && isMissing('level_of_care')) {
    return [
      {
        id: 'missing-level_of_care',
        text: 'Which level of care are these stays?',
        detail: 'No column of the file gives it, so that all rows get the one you choose.',
        answers: LEVELS.map(({ code, label }) => answer(label, set('level_of_care', code))),
      },
    ];
  }
  if (plan.kind === 'sessions' && isMissing('status')) {
    const claims =
      billingColumn(profile) === null ? '' : ' Claims hold no absences, so no attendance rate.';
    return [
      {
        id: 'missing-status',
        text: 'What became of these sessions?',
        detail: `No column of the file says whether somebody came.${claims}`,
        answers: [
          answer(
            'All were attended: the export holds only what took place',
            set('status', 'attended'),
            'Hours can be counted; an attendance rate would always be 100 %.',
          ),
        ],
      },
    ];
  }
  const hasScore = 'score' in plan.columns && shape.kind === 'rows';
  if (plan.kind === 'scores' && hasScore && isMissing('measure')) {
    return [
      {
        id: 'missing-measure',
        text: 'Which instrument are these scores of?',
        detail: 'No column of the file names it, so that all rows get the one you choose.',
        answers: hintedMeasures(profile).map((id) => answer(codeLabel(id), set('measure', id))),
      },
    ];
  }
  return [];
}

function hintedMeasures(profile: FileProfile): readonly string[] {
  const named = profile.columns.flatMap(({ name }) => instrumentIn(name)?.id ?? []);
  const usual = ['phq9', 'gad7', 'pcl5', 'who5', 'oq45'];
  const known = new Set(allMeasures().map(({ id }) => id));
  return [...new Set(named.length > 0 ? named : usual)].filter((id) => known.has(id));
}
