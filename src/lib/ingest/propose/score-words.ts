/** Cells of a score that hold words beside or in place of the number. */
import { AS_EMPTY, LEAVE_OUT } from '../reading';
import { isWrittenNumber } from './numbers';

const NOT_DONE =
  /^((pt|patient|client|member|consumer|parent)\.? )?(declin(ed?|es)|refus(ed?|es)|not (done|administered|completed?|assessed|given|scored)|unable( to complete)?|incomplete|skipped|n\/?d)\b/i;

/**
 * The number that a cell with words stands for, as text; a form that was not done is left out, or
 * empty where the row of a wide file holds other scores. Null = a plain number, or nothing is known.
 */
export function suggestScore(cell: string, isWide: boolean): string | null {
  const text = cell.trim();
  if (text === '' || isWrittenNumber(text)) return null;
  if (NOT_DONE.test(text)) return isWide ? AS_EMPTY : LEAVE_OUT;
  const front = /^(-?\d+(?:\.\d+)?)\s*(?:[-–:=(,]|points?\b|pts?\b)\s*\D*$/i.exec(text);
  const inBrackets = /\((-?\d+(?:\.\d+)?)\)\s*$/.exec(text);
  const behind = /^(?:total|score|total score|raw score)\s*[:=]?\s*(-?\d+(?:\.\d+)?)$/i.exec(text);
  const ofAll = /^(\d+(?:\.\d+)?)\s*(?:\/|of|out of)\s*\d+$/i.exec(text);
  return (front ?? inBrackets ?? behind ?? ofAll)?.[1] ?? null;
}

/** Whether a cell holds a score, as a number or with words around it. */
export function isScore(cell: string): boolean {
  return isWrittenNumber(cell) || suggestScore(cell, false) !== null;
}
