/** Questions about how rows make stays. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FileProfile, Question } from '../proposal';
import { wordKey } from '../reading';
import type { FilePlan } from '../types';
import { answer, quoted, rowsThat, withReading } from './change';
import { dayInCell, keptRows } from './rows';
import { episodeColumn, looksLikeHistory } from './stay-shape';
import { tellingValues } from './values';

/** Which value of a flag says that the stay has ended. */
export function askEnded(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const { duration } = plan.reading;
  const flag = duration ? profile.columns[duration.endedAt] : undefined;
  const length = duration ? profile.columns[duration.daysAt] : undefined;
  if (!duration || !flag || !length) return [];
  const name = flag.name.trim();
  const values = tellingValues(flag).slice(0, 4);
  return [
    {
      id: 'ended-words',
      text: `Which value of "${name}" says that the stay has ended?`,
      detail: `"${length.name.trim()}" is taken for the length of the stay in days. A stay that has not ended is followed until that day and counts as still in care.`,
      answers: values.map(({ value, n }) =>
        answer(
          `${value} = ended`,
          (before) =>
            withReading(before, { duration: { ...duration, endedWords: [wordKey(value)] } }),
          `${formatCount(n)} of ${plural(profile.rowCount, 'stay')} then ${n === 1 ? 'has' : 'have'} ended.`,
        ),
      ),
    },
  ];
}

/** Whether a file without ends is a history of levels. */
export function askHistory(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const { shape, duration } = plan.reading;
  if (plan.kind !== 'stays' || shape.kind !== 'rows' || duration) return [];
  if (!looksLikeHistory(plan.columns, profile)) return [];
  const episodeAt = plan.reading.history?.episodeAt ?? episodeColumn(plan.columns, profile);
  const episode = episodeAt === null ? 'person' : `"${profile.columns[episodeAt]!.name.trim()}"`;
  return [
    {
      id: 'history',
      text: 'Does each row end where the next one starts?',
      detail: `The file gives the start of each level and no end, and many persons have several rows. Rows are put in order within each ${episode}.`,
      answers: [
        answer(
          'Yes, it is a history of levels',
          (before) => withReading(before, { history: { episodeAt } }),
          'The last row stays open.',
        ),
        answer(
          'No, every row is a stay that is still open',
          (before) => withReading(before, { history: null }),
          'Nobody has a length of stay then.',
        ),
      ],
    },
  ];
}

/** Whether rows that touch are one stay, where more than a tenth of them do. */
export function askTouching(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const { touching, rows } = countTouching(plan, profile);
  if (rows === 0 || touching <= 0.1 * rows) return [];
  const join = (mergeGapDays: number | null) => (before: FilePlan) =>
    withReading(before, { mergeGapDays });
  return [
    {
      id: 'merge-touching',
      text: 'Are rows that follow each other without a gap one stay?',
      detail: `${rowsThat(touching, rows, 'touches', 'touch')} another row of the same person, level and program. Exports with one row per bed, unit or month look like this.`,
      answers: [
        answer('Keep every row as a stay', join(null), 'Each row counts as an admission.'),
        answer('Join rows that touch', join(0)),
        answer('Join rows up to 3 days apart', join(3), 'Fits short leaves with the bed held.'),
      ],
    },
  ];
}

function countTouching(
  plan: FilePlan,
  profile: FileProfile,
): { readonly touching: number; readonly rows: number } {
  const { columns, reading } = plan;
  const { person_id: person, level_of_care: level, program } = columns;
  const { admitted_on: start, discharged_on: end } = columns;
  const isRows = plan.kind === 'stays' && reading.shape.kind === 'rows' && !reading.history;
  if (!isRows || person === undefined || start === undefined || end === undefined) {
    return { touching: 0, rows: 0 };
  }
  const cell = (row: readonly string[], at: number | undefined): string =>
    at === undefined ? '' : wordKey(row[at] ?? '');
  const groups = new Map<string, { from: number; to: number }[]>();
  for (const row of keptRows(plan, profile)) {
    const from = dayInCell(plan, 'admitted_on', row[start]);
    const to = dayInCell(plan, 'discharged_on', row[end]);
    if (from === null) continue;
    const word = cell(row, level);
    const code = reading.codes['level_of_care']?.[word] ?? word;
    const key = [cell(row, person), code, cell(row, program)].join('\u001f');
    const list = groups.get(key) ?? [];
    list.push({ from, to: to ?? Infinity });
    groups.set(key, list);
  }
  let touching = 0;
  let rows = 0;
  for (const list of groups.values()) {
    rows += list.length;
    list.sort((a, b) => a.from - b.from);
    const joins = list.map(({ from }, at) => at > 0 && from - list[at - 1]!.to <= 0);
    touching += list.filter((_, at) => joins[at] || joins[at + 1]).length;
  }
  return { touching, rows };
}

/** Words of a sentence about several levels. */
export function levelsSentence(
  merged: readonly { label: string; words: readonly string[] }[],
): string {
  return merged.map(({ label, words }) => `${quoted(words)} count as ${label}.`).join(' ');
}
