/** Questions about words whose rows would not be loaded: without a code, or left out by proposal. */
import { plural } from '$lib/format/words';
import type { ColumnProfile, FileProfile, Question } from '../proposal';
import { LEAVE_OUT, wordKey } from '../reading';
import type { FilePlan } from '../types';
import { answer, keepAsIs, quoted, rowsThat, withCodes } from './change';
import { isPlain } from './plain';
import { keptRows } from './rows';
import { codeColumns, codesOf, mappedWords, suggestCode, unknownWords } from './words';

/** Share of the filled cells up to which words without a code are slips; one cell always is. */
const FEW = 0.01;

/** Words that a question names; of more, as many as examples. */
const MOST_NAMED = 5;

/** Columns without whose code a row is not loaded. */
const NEEDED: readonly {
  readonly column: string;
  readonly id: string;
  /** What one word, and what several lack. */
  readonly one: string;
  readonly many: string;
}[] = [
  {
    column: 'level_of_care',
    id: 'unknown-levels',
    one: 'has no level of care',
    many: 'have no level of care',
  },
  { column: 'status', id: 'unknown-statuses', one: 'has no status', many: 'have no status' },
  {
    column: 'measure',
    id: 'unknown-measures',
    one: 'names no known instrument',
    many: 'name no known instrument',
  },
];

/** Whether the rows with words that have no code yet are set aside, where they are no slips. */
export function askUnknown(plan: FilePlan, profile: FileProfile): readonly Question[] {
  if (isPlain(plan, profile)) return [];
  const unknown = unknownWords(plan, profile);
  return NEEDED.flatMap(({ column, id, one, many }): Question[] => {
    const words = unknown.filter((word) => word.column === column).map(({ word }) => word);
    const at = plan.columns[column];
    if (words.length === 0 || at === undefined) return [];
    const cells = keptRows(plan, profile).map((row) => wordKey(row[at] ?? ''));
    const filled = cells.filter((cell) => cell !== '').length;
    const n = cells.filter((cell) => words.includes(cell)).length;
    if (n <= Math.max(1, FEW * filled)) return [];
    const count = `${profile.isWhole ? '' : 'at least '}${plural(n, 'row')}`;
    const isOne = words.length === 1;
    const written = words.map((word) => asWritten(profile.columns, plan, column, word));
    const named =
      written.length > MOST_NAMED
        ? `${plural(words.length, 'word')}, such as ${quoted(written.slice(0, MOST_NAMED))},`
        : quoted(written);
    const set = (code: string) => (before: FilePlan) =>
      withCodes(before, column, Object.fromEntries(words.map((word) => [word, code])));
    const choices = column === 'measure' ? [] : codesOf(column);
    return [
      {
        id,
        text: `${named} ${isOne ? one : many}: ${count} would be set aside.`,
        detail: isOne
          ? 'Say what it means, here or under Words below, or set its rows aside.'
          : 'Say what they mean, all at once here or each under Words below, or set their rows aside.',
        answers: [
          ...choices.map(({ code, label }) =>
            answer(`${isOne ? 'It is' : 'All are'}: ${label}`, set(code)),
          ),
          keepAsIs(isOne ? 'Set its rows aside' : 'Set their rows aside'),
        ],
      },
    ];
  });
}

/** Whether rows of stays are left out whose word says by itself that they are no stay. */
export function askLeftOutWords(plan: FilePlan, profile: FileProfile): readonly Question[] {
  if (plan.kind !== 'stays') return [];
  const found = mappedWords(plan, profile).filter(
    ({ column, word, code }) =>
      (code === null || code === LEAVE_OUT) && suggestCode(column, word)?.code === LEAVE_OUT,
  );
  if (found.length === 0) return [];
  const set = (code: string | null) => (before: FilePlan) =>
    codeColumns('stays').reduce((after, column) => {
      const words = found.filter((word) => word.column === column).map(({ word }) => word);
      const codes = Object.fromEntries(words.map((word) => [word, code]));
      return words.length === 0 ? after : withCodes(after, column, codes);
    }, before);
  const written = found.map(({ column, word }) => asWritten(profile.columns, plan, column, word));
  const n = found.reduce((sum, word) => sum + word.n, 0);
  return [
    {
      id: 'left-out-words',
      text: `Rows with ${quoted([...new Set(written)])} are no stays. Leave them out?`,
      detail: `${rowsThat(n, profile.rowCount, 'has', 'have')} such a word. Left out, they are counted as left out by the mapping.`,
      answers: [
        answer('Leave them out', set(LEAVE_OUT)),
        answer('Keep them', set(null), 'Give these words a meaning under Words below.'),
      ],
    },
  ];
}

function asWritten(
  columns: readonly ColumnProfile[],
  plan: FilePlan,
  column: string,
  word: string,
): string {
  const values = columns[plan.columns[column] ?? -1]?.values ?? [];
  return values.find(({ value }) => wordKey(value) === word)?.value ?? word;
}
