/** The words of a person's timeline, and the same as plain tables. */
import { formatDay, formatMonth } from '$lib/format/days';
import { formatShort, NO_VALUE } from '$lib/format/numbers';
import { plural, sentenceCase, spellOut } from '$lib/format/words';
import type {
  TimeMode,
  Timeline,
  TimelineChange,
  TimelineStay,
} from '$lib/session/behind/timeline';
import type { DataColumn, DataRow } from '$lib/ui/DataTable.svelte';
import { levelLabel, measureLabel } from './labels';

/** A change as a word, a sign and a colour token. */
export interface ChangeMark {
  readonly word: string;
  readonly sign: '+' | '−' | '=' | '';
  readonly token: 'better' | 'worse' | 'neutral';
}

/** How a class of change is marked; never by colour alone. */
export function changeMark(changeClass: string | null): ChangeMark {
  switch (changeClass) {
    case 'improved':
      return { word: 'better', sign: '+', token: 'better' };
    case 'deteriorated':
      return { word: 'worse', sign: '−', token: 'worse' };
    case 'unchanged':
      return { word: 'unchanged', sign: '=', token: 'neutral' };
    default:
      return { word: 'change not classed', sign: '', token: 'neutral' };
  }
}

/** `18 to 6: better`. */
export function changeWords({ baseline, last, changeClass }: TimelineChange): string {
  return `${formatShort(baseline)} to ${formatShort(last)}: ${changeMark(changeClass).word}`;
}

/** A stay in words: level, program, days, length and reason. */
export function stayWords(stay: TimelineStay, time: TimeMode): string {
  const reason = stay.reason ? `, ${spellOut(stay.reason)}` : '';
  return `${levelLabel(stay.level)}, ${stay.program}: ${daysOf(stay, time)}, ${plural(stay.lengthDays, 'day')}${reason}`;
}

function daysOf(stay: TimelineStay, time: TimeMode): string {
  if (time !== 'dates')
    return `from day ${stay.from} ${stay.dischargedOn === null ? 'on, still open' : `to ${stay.to}`}`;
  const end = stay.dischargedOn === null ? 'still open' : `to ${formatDay(stay.dischargedOn)}`;
  return `${formatDay(stay.admittedOn)} ${end}`;
}

/** `3 stays, 14 scores, first admitted in Mar 2026`. */
export function timelineSummary({ stays, scores, startsOn }: Timeline, time: TimeMode): string {
  const since = time === 'dates' ? `, first admitted in ${formatMonth(startsOn)}` : '';
  return `${plural(stays.length, 'stay')}, ${plural(scores.length, 'score')}${since}`;
}

/** A table of the timeline. */
export interface TimelineTable {
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
}

/** The same as the picture in tables; those without a row are left out. */
export function timelineTables(timeline: Timeline, time: TimeMode): readonly TimelineTable[] {
  const { stays, scores, changes, weeks } = timeline;
  const day = (date: string | null, number: number | null): string =>
    time === 'dates' ? formatDay(date) : number === null ? NO_VALUE : `day ${number}`;
  return [
    table(
      'Stays',
      ['Level', 'Program', 'Admitted', 'Discharged', 'Days', 'Reason'],
      stays.map((stay) => [
        levelLabel(stay.level),
        stay.program,
        day(stay.admittedOn, stay.from),
        stay.dischargedOn === null ? 'still open' : day(stay.dischargedOn, stay.to),
        formatShort(stay.lengthDays),
        stay.reason ? sentenceCase(spellOut(stay.reason)) : NO_VALUE,
      ]),
    ),
    table(
      'Scores',
      ['Measure', 'Rated by', 'Day or visit', 'Score', 'Band'],
      scores.map((score) => [
        measureLabel(score.measure),
        score.rater ?? NO_VALUE,
        score.day === null ? (score.visit ?? NO_VALUE) : day(score.takenOn, score.day),
        formatShort(score.score),
        score.band ?? NO_VALUE,
      ]),
    ),
    table(
      'Change from first to last score',
      ['Measure', 'Rated by', 'First', 'Last', 'Change'],
      changes.map((change) => [
        measureLabel(change.measure),
        change.rater ?? NO_VALUE,
        formatShort(change.baseline),
        formatShort(change.last),
        sentenceCase(changeMark(change.changeClass).word),
      ]),
    ),
    table(
      'Attendance by week',
      ['Level of the stay', 'Week of the stay', 'Attended', 'Missed'],
      weeks.map((week) => [
        levelLabel(stays.find(({ stayNo }) => stayNo === week.stayNo)?.level ?? ''),
        formatShort(week.week + 1),
        formatShort(week.attended),
        formatShort(week.missed),
      ]),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

const NUMERIC = ['Days', 'Score', 'First', 'Last', 'Week of the stay', 'Attended', 'Missed'];

function table(
  caption: string,
  labels: readonly string[],
  cells: readonly (readonly string[])[],
): TimelineTable {
  return {
    caption,
    columns: labels.map((label) => ({ key: label, label, numeric: NUMERIC.includes(label) })),
    rows: cells.map((row) =>
      Object.fromEntries(
        labels.map((label, at) => [label, { text: row[at] ?? '', sort: row[at] ?? null }]),
      ),
    ),
  };
}
