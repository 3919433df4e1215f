/** Questions about rows that may not be records of the kind at all. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { ColumnProfile, FileProfile, Question } from '../proposal';
import { wordKey } from '../reading';
import type { FilePlan } from '../types';
import { answer, keepAsIs, quoted, withReading } from './change';
import { headerWords } from './header-text';
import { isYesNo, tellingValues } from './values';
import { plainWord } from './word-rules';

const STATE_HEADER =
  /\b(event|record|row|entry|admit|episode|encounter|stay|booking|enroll|claim|note|line)\b.*\b(type|status|state)\b|^(status|state|type)$/;
const FLAG_HEADER = /\b(void|voided|deleted|cancel|canceled|error|duplicate|test)\b/;
const NO_RECORD =
  /^(planned|pending|cancell?ed|cancel|void(ed)?|deleted|draft|did not admit|no admission|not admitted|denied|withdrawn|entered in error|error|duplicate|reversed|inactive record|pre ?admit(ted)?|pre ?admission|wait ?list(ed)?|referred|inquiry|test)\b/;
const LAST_EVENT = /^(discharge|disch|exit|end)$/;

/** Whether rows whose event or state says that they are no record are left out. */
export function askLeaveOut(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const mapped = new Set(Object.values(plan.columns));
  return profile.columns
    .filter(({ at }) => !mapped.has(at))
    .flatMap((column): Question[] => {
      const words = leftOutWords(plan, column);
      if (words.length === 0) return [];
      const { at } = column;
      const name = column.name.trim();
      const n = column.values
        .filter(({ value }) => words.includes(wordKey(value)))
        .reduce((sum, value) => sum + value.n, 0);
      const others = (before: FilePlan): FilePlan['reading']['leaveOut'] =>
        before.reading.leaveOut.filter((rule) => rule.at !== at);
      return [
        {
          id: `leave-out-${at}`,
          text: `Leave out rows where "${name}" is ${quoted(words)}?`,
          detail: `${formatCount(n)} of ${plural(profile.rowCount, 'row')}. Such rows are often no ${plan.kind} of their own; left out, they are counted as left out by the mapping.`,
          answers: [
            answer(`Leave out rows where ${name} is ${words.join(' or ')}`, (before) =>
              withReading(before, { leaveOut: [...others(before), { at, words }] }),
            ),
            answer('Keep them', (before) => withReading(before, { leaveOut: others(before) })),
          ],
        },
      ];
    });
}

function leftOutWords(plan: FilePlan, column: ColumnProfile): readonly string[] {
  const header = headerWords(column.name).join(' ');
  const values = tellingValues(column);
  if (values.length === 0 || column.distinct > 15) return [];
  const words = [...new Set(values.map(({ value }) => wordKey(value)))];
  if (FLAG_HEADER.test(header) && values.every(({ value }) => isYesNo(value))) {
    return words.filter((word) => /^(yes|y|true|t|1)$/.test(word));
  }
  if (!STATE_HEADER.test(header)) return [];
  const isEvent = plan.kind === 'stays' && /\bevent\b/.test(header);
  return words.filter((word) => {
    const plain = plainWord(word);
    return NO_RECORD.test(plain) || (isEvent && LAST_EVENT.test(plain));
  });
}

/** Whether the file holds authorizations of a payer in place of what took place. */
export function askAuthorizations(plan: FilePlan): readonly Question[] {
  const headers = plan.header.map(headerWords);
  const has = (...words: readonly string[]): boolean =>
    headers.some((header) => words.every((word) => header.includes(word)));
  const signs = [
    has('authorized', 'number') || has('authorized', 'id'),
    has('approved', 'unit') || has('authorized', 'unit') || has('approved', 'day'),
    (has('from') && has('through')) || (has('authorized', 'start') && has('authorized', 'end')),
    has('requested', 'unit') || has('authorized', 'status') || has('utilization', 'review'),
  ].filter(Boolean).length;
  if (signs < 2) return [];
  return [
    {
      id: 'authorizations',
      text: `This looks like a list of authorizations, not of ${plan.kind}. Is it?`,
      detail:
        'It has the columns of authorizations: a number, units, and days from and through. What was authorized is not what took place; leave the file out unless its rows are real.',
      answers: [
        keepAsIs(
          `No, its rows are ${plan.kind}`,
          'If they are authorizations, admissions and lengths will be wrong.',
        ),
      ],
    },
  ];
}
