/** Whether a file is written like a template, so that it can be loaded without being asked about. */
import { findMeasure, measureId } from '$lib/measures/library';
import { CANONICAL } from '$lib/model/canonical';
import { recogniseKind, repeatedNames } from '../kinds';
import type { ColumnProfile, FileProfile } from '../proposal';
import type { FilePlan } from '../types';
import { dayFormatOf } from './days';
import { numberFormatOf } from './numbers';
import { readDay } from './read-day';
import { otherVersions } from './score-units';
import { shareOf, tellingValues } from './values';
import { ownCode, suggestCode } from './words';

/**
 * True where the header has the canonical names and, in each column of days, each required column of
 * codes and that of the instrument, at least half of the different values can be read as they are,
 * no column is written in several forms, no scores are of another version of their instrument, and no
 * column of codes holds many words that mean a code.
 */
export function isPlain(plan: FilePlan, profile: FileProfile): boolean {
  const recognised = recogniseKind(plan.header);
  if (recognised.state !== 'recognised' || repeatedNames(plan.header).length > 0) return false;
  if (recognised.kind !== plan.kind) return false;
  if (otherVersions(plan, profile).some(({ verdict }) => verdict === 'clear')) return false;
  return CANONICAL[plan.kind].every((column) => {
    const at = recognised.columns[column.name];
    const found = at === undefined ? undefined : profile.columns[at];
    if (!found) return true;
    if (column.type === 'day') {
      return half(found, isIsoDay) && dayFormatOf(found, profile)?.startsWith('mixed') !== true;
    }
    if (column.type === 'number' || column.type === 'whole') {
      return numberFormatOf(found).format === 'plain';
    }
    if (column.name === 'measure') {
      return half(found, (value) => findMeasure(measureId(value)) !== undefined);
    }
    if (column.type !== 'code') return true;
    if (isWordy(found, column.name)) return false;
    return !column.required || half(found, (value) => ownCode(column.name, value) !== null);
  });
}

/** Share of the filled cells from which words that can be told are asked about, not set aside. */
const MANY = 0.01;

function isWordy(column: ColumnProfile, name: string): boolean {
  const isWord = (value: string): boolean =>
    ownCode(name, value) === null && suggestCode(name, value) !== null;
  return shareOf(column, isWord) >= MANY;
}

function half(column: ColumnProfile, isRead: (value: string) => boolean): boolean {
  const values = tellingValues(column);
  return values.filter(({ value }) => isRead(value)).length >= values.length / 2;
}

/** Days that exports write into an open stay count as days. */
function isIsoDay(value: string): boolean {
  return /^\d{4}-/.test(value) && readDay(value, 'ymd') !== null;
}
