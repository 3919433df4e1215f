/**
 * The mapping of rows to fix that come back: that of the file which they were taken from, moved to the
 * places of its columns behind our own two.
 */
import { normalName } from './kinds';
import { isOwnColumn, LINE_COLUMN, REASON_COLUMN } from './own-column-names';
import type { Reading } from './reading';
import type { FilePlan } from './types';

/** Positions of the header that rows to fix have: all but those that were dropped for identity. */
export function keptPositions({ header, identity }: FilePlan): readonly number[] {
  const dropped = new Set(
    identity.columns.filter(({ action }) => action === 'drop').map(({ at }) => at),
  );
  return [...header.keys()].filter((at) => !dropped.has(at));
}

/** The header of the rows to fix of a file with this plan. */
export function headerOfRows(plan: FilePlan): readonly string[] {
  return [
    ...[LINE_COLUMN, REASON_COLUMN],
    ...keptPositions(plan).map((at) => plan.header[at] ?? ''),
  ];
}

/**
 * The plan for rows that were taken from a file with this plan, or null where the header is not that
 * of its rows to fix. A file without names has those that were given to its columns.
 */
export function planOfRows(plan: FilePlan, header: readonly string[]): FilePlan | null {
  if (!header.some(isOwnColumn)) return null;
  const places = [...header.keys()].filter((at) => !isOwnColumn(header[at]!));
  const kept = keptPositions(plan);
  const same =
    kept.length === places.length &&
    kept.every((at, index) => normalName(plan.header[at]!) === normalName(header[places[index]!]!));
  if (!same) return null;
  const placeOf = new Map(kept.map((at, index) => [at, places[index]!]));
  const move = (at: number): number => placeOf.get(at)!;
  const columns = Object.entries(plan.columns).map(([name, at]) => [name, move(at)] as const);
  if (columns.some(([, at]) => at === undefined)) return null;
  return {
    ...plan,
    header,
    columns: Object.fromEntries(columns),
    extras: plan.extras.map((extra) => ({
      ...extra,
      header: header[move(plan.header.indexOf(extra.header))] ?? extra.header,
    })),
    identity: {
      ...plan.identity,
      columns: plan.identity.columns
        .filter(({ action }) => action !== 'drop')
        .map((decision) => ({ ...decision, at: move(decision.at) })),
    },
    reading: movedReading(plan.reading, move),
  };
}

function movedReading(reading: Reading, move: (at: number) => number): Reading {
  const { shape, leaveOut, duration, minutesBetween, billing, history } = reading;
  const maybe = (at: number | null): number | null => (at === null ? null : move(at));
  return {
    ...reading,
    shape:
      shape.kind === 'scores'
        ? { ...shape, parts: shape.parts.map((part) => ({ ...part, at: part.at.map(move) })) }
        : shape.kind === 'stays'
          ? {
              ...shape,
              parts: shape.parts.map((part) => ({
                ...part,
                startAt: move(part.startAt),
                endAt: maybe(part.endAt),
              })),
            }
          : shape,
    leaveOut: leaveOut.map((rule) => ({ ...rule, at: move(rule.at) })),
    duration: duration && {
      ...duration,
      daysAt: move(duration.daysAt),
      endedAt: move(duration.endedAt),
    },
    minutesBetween: minutesBetween && {
      ...minutesBetween,
      startAt: move(minutesBetween.startAt),
      endAt: move(minutesBetween.endAt),
    },
    billing: billing && { ...billing, at: move(billing.at) },
    history: history && { ...history, episodeAt: maybe(history.episodeAt) },
  };
}
