/** One page of the units of a step as a table: who, where, when, and what each adds or why it is out. */
import { formatDay } from '$lib/format/days';
import { formatShort, NO_VALUE } from '$lib/format/numbers';
import type { TimeMode } from '$lib/session/behind/timeline';
import type { BehindRow } from '$lib/session/behind/rows';
import { reasonWords } from '$lib/session/view';
import type { DataCell, DataColumn, DataRow } from '$lib/ui/DataTable.svelte';
import { levelLabel, measureLabel } from './labels';

/** Columns and rows for `DataTable`; columns that say nothing are left out. */
export function behindTable(
  rows: readonly BehindRow[],
  time: TimeMode,
  onPerson: (personNo: number) => void,
): { readonly columns: readonly DataColumn[]; readonly rows: readonly DataRow[] } {
  const hasScores = rows.some(({ measure }) => measure !== null);
  const hasDays = time === 'dates';
  const isOut = rows.some(({ leftOut }) => leftOut !== null);
  const isShare = rows.every(isYesOrNo);
  const hasAmount = !isShare && rows.some(({ denominator }) => (denominator ?? 1) !== 1);
  const columns: readonly (DataColumn & { readonly isShown: boolean })[] = [
    { key: 'person', label: 'Person', isShown: true },
    { key: 'level', label: 'Level', isShown: true },
    { key: 'program', label: 'Program', isShown: true },
    { key: 'admitted', label: 'Admitted', isShown: hasDays },
    { key: 'discharged', label: 'Discharged', isShown: hasDays },
    { key: 'score', label: 'Score', isShown: hasScores },
    { key: 'leftOut', label: 'Left out', isShown: isOut },
    { key: 'isIn', label: 'In the numerator', isShown: isShare },
    { key: 'adds', label: 'Adds', numeric: true, isShown: hasAmount },
  ];
  return {
    columns: columns.filter(({ isShown }) => isShown),
    rows: rows.map((row) => ({
      person: personCell(row, onPerson),
      level: text(row.level === null ? null : levelLabel(row.level)),
      program: text(row.program),
      admitted: { text: formatDay(row.admittedOn), sort: row.admittedOn },
      discharged: {
        text: row.isOpen ? 'still open' : formatDay(row.dischargedOn),
        sort: row.dischargedOn,
      },
      score: text(scoreWords(row)),
      leftOut: text(row.leftOut === null ? null : reasonWords(row.leftOut, time)),
      isIn: text(row.numerator === 1 ? 'yes' : 'no'),
      adds: { text: addsWords(row), sort: row.numerator ?? row.denominator },
    })),
  };
}

/** A unit of a share is in its numerator, or in the rest. */
function isYesOrNo({ numerator, denominator }: BehindRow): boolean {
  return denominator === 1 && (numerator === 0 || numerator === 1);
}

function personCell({ personId, personNo }: BehindRow, onPerson: (no: number) => void): DataCell {
  const cell = text(personId);
  return personNo === null ? cell : { ...cell, act: () => onPerson(personNo) };
}

function text(value: string | null): DataCell {
  return { text: value ?? NO_VALUE, sort: value };
}

function scoreWords({ measure, score, takenOn }: BehindRow): string | null {
  if (measure === null) return null;
  const day = takenOn === null ? '' : `, ${formatDay(takenOn)}`;
  return `${measureLabel(measure)} ${formatShort(score)}${day}`;
}

/** `1 of 1`; of what only counts, what it adds. */
function addsWords({ numerator, denominator }: BehindRow): string {
  if (numerator === null) return formatShort(denominator);
  return `${formatShort(numerator)} of ${formatShort(denominator)}`;
}
