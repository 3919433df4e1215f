/**
 * What the decisions about identifying columns do to a plan. A column that is dropped is taken out of
 * every use; what a column means for the tables decides whether it is asked about at all.
 */
import type { IdentityDecision } from '$lib/identity/decision';
import { CANONICAL } from '$lib/model/canonical';
import { extraColumns } from './kinds';
import type { FilePlan } from './types';
import { usedColumns } from './used-columns';

/** Whether a plan reads a column for anything, as a filter or otherwise. */
export function isRead(plan: FilePlan, at: number): boolean {
  return usedColumns(plan).has(at) || extraPositions(plan).has(at);
}

/** Canonical columns that a position of the header is mapped to. */
export function meaningsOf(plan: FilePlan, at: number): readonly string[] {
  return Object.keys(plan.columns).filter((name) => plan.columns[name] === at);
}

/**
 * Positions that hold what every load needs: person, stay, episode and canonical days. They are not
 * asked about column by column; they set the verdict.
 */
export function neededPositions(plan: FilePlan): ReadonlySet<number> {
  const { shape, duration, history } = plan.reading;
  const days = CANONICAL[plan.kind].filter(({ type }) => type === 'day').map(({ name }) => name);
  const positions = [
    ...['person_id', 'stay_id', ...days].map((name) => plan.columns[name]),
    ...(shape.kind === 'stays' ? shape.parts.flatMap((part) => [part.startAt, part.endAt]) : []),
    duration?.daysAt,
    history?.episodeAt,
  ];
  return new Set(positions.filter((at) => typeof at === 'number'));
}

/** The plan with further decisions, each in place of an earlier one about the same column. */
export function withDecisions(plan: FilePlan, decisions: readonly IdentityDecision[]): FilePlan {
  const others = plan.identity.columns.filter(({ at }) => !decisions.some((one) => one.at === at));
  const columns = [...others, ...decisions].sort((a, b) => a.at - b.at);
  const decided = { ...plan, identity: { ...plan.identity, columns } };
  const gone = new Set(decisions.filter(({ action }) => action === 'drop').map(({ at }) => at));
  const shortened = new Set(
    decisions.filter(({ action }) => action === 'coarsen').map(({ at }) => at),
  );
  const left = decisions.filter(({ action }) => action !== 'drop').map(({ at }) => at);
  return withExtras(withoutWords(withoutColumns(decided, gone), shortened), left);
}

/** Decisions that a load obeys: about columns that nothing reads, or that are read and asked about. */
export function heldDecisions(plan: FilePlan): readonly IdentityDecision[] {
  const needed = neededPositions(plan);
  return plan.identity.columns.filter(
    ({ at, action }) => !needed.has(at) && (action === 'drop') !== isRead(plan, at),
  );
}

/** Whether the text of whole lines may be kept: it holds every column, also those that were dropped. */
export function keepsRawLines({ identity }: FilePlan): boolean {
  return identity.personId === 'keep' && identity.columns.every(({ action }) => action === 'keep');
}

/**
 * The plan as it may be stored: without words that stand in flagged columns. A decision whose column
 * loses a word goes too, so that it is asked about again and no row is counted in without a word.
 */
export function storedPlan(plan: FilePlan): FilePlan {
  const flagged = new Set(plan.identity.columns.map(({ at }) => at));
  const needed = neededPositions(plan);
  const stripped = withoutWords(plan, new Set([...flagged].filter((at) => !needed.has(at))));
  const lost = new Set([
    ...Object.keys(plan.reading.codes)
      .filter((name) => stripped.reading.codes[name] !== plan.reading.codes[name])
      .map((name) => plan.columns[name]),
    ...plan.reading.leaveOut
      .filter((rule) => !stripped.reading.leaveOut.includes(rule))
      .map(({ at }) => at),
  ]);
  const columns = plan.identity.columns.filter(({ at }) => !lost.has(at));
  return { ...stripped, identity: { ...plan.identity, columns } };
}

/** A column of stays that is to be loaded and has no other use becomes an extra column. */
function withExtras(plan: FilePlan, positions: readonly number[]): FilePlan {
  const unread = positions.filter((at) => !isRead(plan, at));
  if (plan.kind !== 'stays' || unread.length === 0) return plan;
  const all = extraColumns(plan.header, plan.columns);
  const added = all.filter(({ header }) => unread.includes(plan.header.indexOf(header)));
  const taken = new Set(plan.extras.map(({ name }) => name));
  return { ...plan, extras: [...plan.extras, ...added.filter(({ name }) => !taken.has(name))] };
}

function extraPositions({ extras, header }: FilePlan): ReadonlySet<number> {
  return new Set(extras.map(({ header: name }) => header.indexOf(name)));
}

function withoutColumns(plan: FilePlan, gone: ReadonlySet<number>): FilePlan {
  if (gone.size === 0) return plan;
  const { reading, header } = plan;
  const { shape, duration, minutesBetween, billing, history } = reading;
  const names = Object.keys(plan.columns).filter((name) => gone.has(plan.columns[name]!));
  const without = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
  const has = (...at: readonly (number | null)[]): boolean =>
    at.some((position) => position !== null && gone.has(position));
  return {
    ...plan,
    columns: without(plan.columns),
    extras: plan.extras.filter(({ header: name }) => !gone.has(header.indexOf(name))),
    reading: {
      ...reading,
      shape:
        shape.kind === 'scores'
          ? { ...shape, parts: shape.parts.filter(({ at }) => !has(...at)) }
          : shape.kind === 'stays'
            ? { ...shape, parts: shape.parts.filter((part) => !has(part.startAt, part.endAt)) }
            : shape,
      codes: without(reading.codes),
      dayFormats: without(reading.dayFormats),
      numbers: without(reading.numbers),
      units: without(reading.units),
      leaveOut: reading.leaveOut.filter(({ at }) => !gone.has(at)),
      duration: duration && has(duration.daysAt, duration.endedAt) ? null : duration,
      minutesBetween:
        minutesBetween && has(minutesBetween.startAt, minutesBetween.endAt) ? null : minutesBetween,
      billing: billing && has(billing.at) ? null : billing,
      history: history && has(history.episodeAt) ? { ...history, episodeAt: null } : history,
    },
  };
}

/** The plan without the words of some columns: what they become, and which leave their rows out. */
function withoutWords(plan: FilePlan, positions: ReadonlySet<number>): FilePlan {
  const { codes, leaveOut } = plan.reading;
  const isOf = (name: string): boolean => positions.has(plan.columns[name] ?? -1);
  const isTouched = Object.keys(codes).some(isOf) || leaveOut.some(({ at }) => positions.has(at));
  if (!isTouched) return plan;
  const kept = Object.fromEntries(Object.entries(codes).filter(([name]) => !isOf(name)));
  return {
    ...plan,
    reading: {
      ...plan.reading,
      codes: kept,
      leaveOut: leaveOut.filter(({ at }) => !positions.has(at)),
    },
  };
}
