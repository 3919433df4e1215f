/** Shares of how stays and paths end: reasons, planned ends, early ends. */
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import { DISCHARGE_REASONS } from '$lib/model/canonical';
import { byLevel, byProgram, chosenStays, personsIn } from '../../choose';
import { daysBetween } from '../../days';
import { rowsWith } from '../../look-up';
import { clusteredShare, share, sum, wilson } from '../../stats';
import type { Derived, DerivedStay } from '../../types';
import { EMPTY_SHARE, type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { endsPlanned, endsUnplanned } from './ends';
import { chosenPaths, isSettled, staysOf } from './paths';

/** An end to be judged: of a stay, or of a path, which ends as its last stay does. */
interface Ending {
  readonly person_id: string;
  readonly isPath: boolean;
  readonly open: boolean;
  /** Paths only: ended too close to the cut to know that nothing follows. */
  readonly unsettled: boolean;
  readonly start_on: string;
  readonly length_days: number;
  readonly last: DerivedStay;
  readonly stays: readonly DerivedStay[];
}

function ofStay(stay: DerivedStay): Ending {
  const { person_id, open, admitted_on, length_days } = stay;
  return {
    ...{ person_id, open, length_days, isPath: false, unsettled: false },
    start_on: admitted_on,
    last: stay,
    stays: [stay],
  };
}

function ofPaths(input: FigureInput): Ending[] {
  const { derived } = input;
  return chosenPaths(input).map((path) => {
    const stays = staysOf(path, derived);
    const { person_id, open, start_on, length_days } = path;
    const unsettled = !open && !isSettled(path, derived);
    return { person_id, open, start_on, length_days, isPath: true, unsettled, stays, last: stays.at(-1)! }; // prettier-ignore
  });
}

type Judge = (ending: Ending) => string | null;

type ToRows = (
  keys: { level: string | null; program: string | null; scope: string },
  endings: readonly Ending[],
) => FigureRow[];

interface Scoped {
  readonly rows: FigureRow[];
  readonly about: string;
  readonly first: FigureRow | undefined;
  readonly excluded: Exclusion[];
}

/** Rows of everybody, levels and programs: paths where several of both are counted. */
function scoped(
  input: FigureInput,
  leftOut: Judge,
  reasons: readonly string[],
  toRows: ToRows,
): Scoped {
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const counted = stays.filter((stay) => leftOut(ofStay(stay)) === null);
  const isPooled = byLevel(counted).length > 1 && byProgram(counted).length > 1;
  const all = { level: null, program: null };
  const units = [...byLevel(counted), ...byProgram(counted)].flatMap(
    ({ level, program, stays: own }) => toRows({ level, program, scope: 'stays' }, own.map(ofStay)),
  );
  const whole =
    counted.length === 0
      ? []
      : toRows({ ...all, scope: isPooled ? 'all stays' : 'stays' }, counted.map(ofStay));
  const paths = ofPaths(input);
  const ofThem = isPooled
    ? toRows(
        { ...all, scope: 'paths' },
        paths.filter((path) => leftOut(path) === null),
      )
    : [];
  const judged = isPooled ? paths : stays.map(ofStay);
  return {
    rows: [...ofThem, ...whole, ...units],
    about: isPooled ? 'paths' : 'stays',
    first: [...ofThem, ...whole][0],
    excluded: exclusions(
      reasons.map((reason) => [reason, judged.filter((one) => leftOut(one) === reason).length]),
    ),
  };
}

function shareCells(endings: readonly Ending[], hits: readonly Ending[]): FigureRow {
  const hitSet = new Set(hits);
  const parts = endings.map((ending) => ({
    person: ending.person_id,
    y: hitSet.has(ending) ? 1 : 0,
    x: 1,
  }));
  const isOfPaths = endings[0]?.isPath ?? false;
  return {
    numerator: hits.length,
    denominator: endings.length,
    persons: personsIn(endings),
    value: share(hits.length, endings.length),
    ...(isOfPaths ? clusteredShare(parts) : wilson(hits.length, endings.length)),
  };
}

const COLUMNS = 'level program scope numerator denominator persons value low high'.split(' ');

function reasonIs(reason: string): (ending: Ending) => boolean {
  return ({ last }) => last.discharge_reason === reason;
}

/** `discharge-reasons`: all finished, a missing reason is a row. */
export function dischargeReasons(input: FigureInput): FigureData {
  const leftOut: Judge = ({ unsettled, open }) =>
    unsettled ? 'too close to the cut' : open ? 'open' : null;
  const classes: [string, (ending: Ending) => boolean][] = [
    ...DISCHARGE_REASONS.map((reason): [string, (e: Ending) => boolean] => [reason, reasonIs(reason)]), // prettier-ignore
    ['not recorded', ({ last }) => last.discharge_reason === null],
  ];
  const { rows, about, first, excluded } = scoped(
    input,
    leftOut,
    ['too close to the cut', 'open'],
    (keys, endings) =>
      classes.map(([name, isOne]) => ({
        ...keys,
        class: name,
        ...shareCells(endings, endings.filter(isOne)),
      })),
  );
  const headline = { ...shareHeadline(first, about), numerator: null, value: null, low: null };
  const columns = [...COLUMNS.slice(0, 3), 'class', ...COLUMNS.slice(3)];
  return toFigure({ ...headline, high: null }, columns, rows, excluded);
}

/** `planned-discharge`: planned of the finished whose reason counts. */
export function plannedDischarge(input: FigureInput): FigureData {
  const leftOut: Judge = ({ unsettled, open, last }) => {
    if (unsettled) return 'too close to the cut';
    if (open) return 'open';
    return uncountedReason(last);
  };
  const reasons = ['too close to the cut', 'open', ...UNCOUNTED];
  const { rows, about, first, excluded } = scoped(input, leftOut, reasons, (keys, endings) => [
    {
      ...keys,
      ...shareCells(
        endings,
        endings.filter(({ last }) => endsPlanned(last, input.derived)),
      ),
      against_advice: endings.filter(reasonIs('against_advice')).length,
      coverage_ended: endings.filter(reasonIs('coverage_ended')).length,
    },
  ]);
  return toFigure(
    shareHeadline(first, about),
    [...COLUMNS, 'against_advice', 'coverage_ended'],
    rows,
    excluded,
  );
}

const UNCOUNTED = ['deceased', 'record closed', 'no reason recorded'];

function uncountedReason({ discharge_reason }: DerivedStay): string | null {
  if (discharge_reason === null) return 'no reason recorded';
  if (discharge_reason === 'deceased') return 'deceased';
  return discharge_reason === 'record_closed' ? 'record closed' : null;
}

/** Days that a stay was planned to last; a path's are known when those of all its stays are. */
function plannedDays({ stays }: Ending): number | null {
  const weeks = stays.map((stay) => stay.prescribed_weeks);
  return weeks.includes(null) ? null : 7 * sum(weeks.map(Number));
}

function attendedSessions({ stays }: Ending, { sessions }: Derived): number {
  return stays
    .flatMap((stay) => rowsWith(sessions, 'stay_id', stay.stay_id))
    .filter(({ status }) => status === 'attended').length;
}

function earlyShare(input: FigureInput, isHit: (stay: DerivedStay) => boolean): FigureData {
  const { derived, settings } = input;
  const rule = settings.conventions.earlyDropout;
  if (rule === 'sessions' && derived.sessions.length === 0) {
    return toFigure({ ...EMPTY_SHARE, about: 'stays' }, COLUMNS, []);
  }
  const half = (ending: Ending): number | null => {
    const planned = plannedDays(ending);
    return planned === null ? null : planned / 2;
  };
  const isEarly = (ending: Ending): boolean => {
    if (rule === 'sessions') return attendedSessions(ending, derived) < 3;
    if (rule === 'planned length') return ending.length_days < (half(ending) ?? 0);
    return ending.length_days <= 14;
  };
  const leftOut: Judge = (ending) => {
    const needed = rule === 'planned length' ? half(ending) : 14;
    const followed = daysBetween(ending.start_on, derived.dataCut);
    if (needed !== null && followed < needed) return 'too close to the cut';
    // An early end is none where the path may still go on.
    if (ending.unsettled && needed !== null && isEarly(ending)) return 'too close to the cut';
    // What is open with few sessions may still get its third.
    if (ending.open && rule === 'sessions' && isEarly(ending)) return 'open';
    if (needed === null) return 'no planned length';
    return !ending.open && isEarly(ending) ? uncountedReason(ending.last) : null;
  };
  const reasons = ['too close to the cut', 'open', ...UNCOUNTED, 'no planned length'];
  const { rows, about, first, excluded } = scoped(input, leftOut, reasons, (keys, endings) => [
    {
      ...keys,
      ...shareCells(
        endings,
        endings.filter((one) => !one.open && isEarly(one) && isHit(one.last)),
      ),
    },
  ]);
  return toFigure(shareHeadline(first, about), COLUMNS, rows, excluded);
}

/** `early-dropout`: dropouts among the early ends. */
export function earlyDropout(input: FigureInput): FigureData {
  return earlyShare(input, (stay) => stay.dropout);
}

/** `early-unplanned`: any unplanned reason among the early ends. */
export function earlyUnplanned(input: FigureInput): FigureData {
  return earlyShare(input, (stay) => endsUnplanned(stay, input.derived));
}
