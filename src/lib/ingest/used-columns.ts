/** Which columns of a file a plan reads. */
import type { FilePlan } from './types';

/** Positions of the columns that a plan reads, whatever for. */
export function usedColumns(plan: FilePlan): ReadonlySet<number> {
  const { reading } = plan;
  const { shape, duration, minutesBetween, billing, history } = reading;
  const inShape =
    shape.kind === 'scores'
      ? shape.parts.flatMap(({ at }) => at)
      : shape.kind === 'stays'
        ? shape.parts.flatMap(({ startAt, endAt }) => [startAt, endAt])
        : [];
  const positions = [
    ...Object.values(plan.columns),
    ...inShape,
    ...reading.leaveOut.map(({ at }) => at),
    duration?.daysAt,
    duration?.endedAt,
    minutesBetween?.startAt,
    minutesBetween?.endAt,
    billing?.at,
    history?.episodeAt,
  ];
  return new Set(positions.filter((at) => typeof at === 'number'));
}
