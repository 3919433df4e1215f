/** Which ids the library has taken: no instrument of a program may have one of them. */
import { INSTRUMENTS } from './library';

const ids = new Set(
  INSTRUMENTS.filter(
    ({ scoreMin, scoreMax, categories }) =>
      (scoreMin !== null && scoreMax !== null) || categories !== null,
  ).map(({ id }) => id),
);

/** Whether an id belongs to a published instrument whose scores can be loaded. */
export function isPublished(id: string): boolean {
  return ids.has(id);
}
