/** Full weeks at the floor of hours: what was attended, and beside it what was on the schedule. */
import { sentenceCase } from '$lib/format/words';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, textIn } from '../../rows';
import { shareBars } from '../share-bars';
import { rangeWords, targetIn } from './target-words';

/** Describes two bars per group. */
export function weeksAtFloor(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.map((row) => {
      const isAttended = textIn(row, 'scope') === 'attended';
      const scope = isAttended ? 'attended' : 'scheduled';
      const floor = targetIn(row);
      const own = isHidden(row, 'target_low') ? null : 'each stay by its own floor';
      return {
        label: view.by === 'all' ? `${sentenceCase(scope)} hours` : `${group.label}, ${scope}`,
        token: isAttended ? group.token : 'neutral',
        pick: group.pick,
        row,
        more: floor ? `floor: ${rangeWords(floor)} h a week` : own,
      };
    }),
  );
  return shareBars(entries, {
    axisTitle: 'Full weeks at the floor of hours, %',
    countOf: 'full week',
    references: view.target ? [view.target] : [],
    missing: 'no full week',
  });
}
