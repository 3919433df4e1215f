/** Recovery by the rules of NHS Talking Therapies: pairs of the PHQ-9 and the GAD-7 of one rater. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups } from '../../choose';
import { rowsWith } from '../../look-up';
import { kindsOf } from '../../score-kinds';
import type { DerivedStay } from '../../types';
import { type UnitPair, type Units, classCells, paired, unitsOf } from '../../unit-pairs';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { chosenUnits } from './units';

/** Both pairs of a stay or path. */
interface Both {
  readonly phq: UnitPair;
  readonly gad: UnitPair;
}

/** `recovery`: below caseness on both at the end, of those at caseness at the start. */
export function recovery(input: FigureInput): FigureData {
  return nhsFigure(input, 'moved to recovery', (both) => !isCaseAtEnd(both));
}

/** `reliable-recovery`: recovery and reliable improvement. */
export function reliableRecovery(input: FigureInput): FigureData {
  return nhsFigure(input, 'reliable recovery', (both) => !isCaseAtEnd(both) && isBetter(both));
}

function isCase(phq: number, gad: number): boolean {
  return phq >= 10 || gad >= 8;
}

function isCaseAtEnd({ phq, gad }: Both): boolean {
  return isCase(phq.last!, gad.last!);
}

function isBetter({ phq, gad }: Both): boolean {
  const [phqFall, gadFall] = [phq.baseline! - phq.last!, gad.baseline! - gad.last!];
  return (phqFall >= 6 || gadFall >= 4) && !(phqFall <= -6 || gadFall <= -4);
}

function isWorse({ phq, gad }: Both): boolean {
  const [phqRise, gadRise] = [phq.last! - phq.baseline!, gad.last! - gad.baseline!];
  return (phqRise >= 6 || gadRise >= 4) && !(phqRise <= -6 || gadRise <= -4);
}

function nhsFigure(
  input: FigureInput,
  name: string,
  isRecovered: (both: Both) => boolean,
): FigureData {
  const units = unitsOf(input);
  const counted = chosenUnits(input).filter(({ isLate, isOpen }) => !isLate && !isOpen);
  const treated = counted.filter(({ stays }) => treatmentDays(stays, input) >= 2);
  const under = new Set(treated.map((unit) => unit.under));
  const both = bothPairs(units).filter(({ phq }) => under.has(phq.under));
  const cases = both.filter(({ phq, gad }) => isCase(phq.baseline!, gad.baseline!));
  const raters = kindsOf(both.map(({ phq }) => phq)).map(({ rater }) => rater);
  const rows = allGroups(units.stays).flatMap((group) =>
    raters.flatMap((rater) => [
      ...classRows(group, rater, 'at caseness', cases, [[name, isRecovered]]),
      ...classRows(group, rater, 'all', both, [
        ['improved', isBetter],
        ['unchanged', (pairs) => !isBetter(pairs) && !isWorse(pairs)],
        ['deteriorated', isWorse],
      ]),
    ]),
  );
  const rater = mainRater(input);
  const isOwn = ({ phq }: Both): boolean => phq.rater === rater;
  const headline = rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['rater'] === rater &&
      row['class'] === name,
  );
  const all = chosenUnits(input);
  return toFigure(
    shareHeadline(headline, null),
    'rater level program scope class numerator denominator persons value low high'.split(' '),
    rows,
    rater === undefined
      ? []
      : exclusions([
          ['too close to the cut', all.filter(({ isLate }) => isLate).length],
          ['open', all.filter(({ isLate, isOpen }) => !isLate && isOpen).length],
          ['attended on fewer than 2 days, assessments apart', counted.length - treated.length],
          [
            'no first and last score of both the PHQ-9 and the GAD-7',
            treated.length - both.filter(isOwn).length,
          ],
          [
            'below caseness on both at the start',
            both.filter(isOwn).length - cases.filter(isOwn).length,
          ],
        ]),
  );
}

/** The stays or paths with pairs of both instruments by one rater. */
function bothPairs(units: Units): Both[] {
  const pairs = paired(units);
  const gads = pairs.filter(({ measure }) => measure === 'gad7');
  return pairs
    .filter(({ measure }) => measure === 'phq9')
    .flatMap((phq) =>
      rowsWith(gads, 'under', phq.under)
        .filter(({ rater }) => rater === phq.rater)
        .map((gad) => ({ phq, gad })),
    );
}

/** Different days with attendance of something that is not an assessment. */
function treatmentDays(stays: readonly DerivedStay[], { derived }: FigureInput): number {
  const attended = stays.flatMap((stay) =>
    rowsWith(derived.sessions, 'stay_id', stay.stay_id).filter(
      (session) => session.status === 'attended' && session.session_type !== 'assessment',
    ),
  );
  return new Set(attended.map(({ held_on }) => held_on)).size;
}

/** The rater of most stays with both; those without a rater win a tie, then the name. */
function mainRater({ derived }: FigureInput): string | null | undefined {
  const pairs = derived.scorePairs.filter((p) => p.grain === 'stay' && p.status === 'paired');
  const gads = pairs.filter(({ measure }) => measure === 'gad7');
  const both = pairs.filter(
    (phq) =>
      phq.measure === 'phq9' &&
      rowsWith(gads, 'stay_id', phq.stay_id).some(({ rater }) => rater === phq.rater),
  );
  const count = (rater: string | null): number => both.filter((p) => p.rater === rater).length;
  return kindsOf(both).sort((a, b) => count(b.rater) - count(a.rater))[0]?.rater;
}

function classRows(
  group: Group,
  rater: string | null,
  scope: string,
  all: readonly Both[],
  classes: readonly (readonly [string, (both: Both) => boolean])[],
): FigureRow[] {
  const stays = new Set(group.stays.map(({ stay_id }) => stay_id));
  const own = all.filter(({ phq }) => phq.rater === rater && stays.has(phq.under));
  if (own.length === 0) return [];
  return classes.map(([name, belongs]) => ({
    rater,
    level: group.level,
    program: group.program,
    scope,
    ...classCells(
      name,
      own.filter(belongs).map(({ phq }) => phq),
      own.map(({ phq }) => phq),
    ),
  }));
}
