/** Measurements done among those due, at admission, during the stay and at discharge. */
import { formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { written } from '../../hidden';
import type { Plot } from '../../plot';
import { type Group, groupsBy, measureOf, textIn } from '../../rows';
import { saying } from '../../say';
import { shareBars, type ShareEntry } from '../share-bars';

const PARTS: readonly (readonly [string, string])[] = [
  ['admission', 'at admission'],
  ['periodic', 'during the stay'],
  ['discharge', 'at discharge'],
];

/** Describes all due measurements and their parts: for everybody, by level, or by program. */
export function measureAdherence(data: FigureData, view: FigureChoices): Plot {
  const id = measureOf(data, view);
  const groups = groupsBy(
    data.rows.filter((row) => textIn(row, 'measure') === id),
    view.by,
  );
  const toEntries = view.by === 'program' ? wholeOf : view.by === 'level' ? partsOf : everything;
  return shareBars(groups.flatMap(toEntries), {
    axisTitle: 'Measurements done, %',
    countOf: 'due measurement',
    references: view.target ? [view.target] : [],
    missing: 'nothing was due',
  });
}

/** All together, then each part. */
function everything(group: Group): ShareEntry[] {
  const whole = wholeOf(group).map((entry) => ({ ...entry, label: 'All due' }));
  const parts = PARTS.flatMap(([code, words]) =>
    rowsOf(group, code).map((row) => ({ label: words, token: 'series-6', row, pick: null })),
  );
  return [...whole, ...parts];
}

/** The parts of a level in its colour. */
function partsOf(group: Group): ShareEntry[] {
  return PARTS.flatMap(([code, words]) =>
    rowsOf(group, code).map((row) => ({
      label: `${group.label}, ${words}`,
      token: group.token,
      row,
      pick: group.pick,
    })),
  );
}

/** One bar, with its parts beside it in words. */
function wholeOf(group: Group): ShareEntry[] {
  const parts = PARTS.flatMap(([code, words]) =>
    rowsOf(group, code).map((row) => `${words} ${written(row, 'value', formatShare)}`),
  );
  return rowsOf(group, null).map((row) => ({
    label: group.label,
    token: group.token,
    row,
    pick: group.pick,
    more: saying(...parts),
  }));
}

function rowsOf(group: Group, part: string | null): readonly FigureRow[] {
  return group.rows.filter((row) => textIn(row, 'window') === part);
}
