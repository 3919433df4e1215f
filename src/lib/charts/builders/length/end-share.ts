/** A share of ends, planned or early, as bars from zero: one per level or program, and per scope. */
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { Builder } from '../builder';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy, numberIn, textIn } from '../../rows';
import { saying } from '../../say';
import { shareBars } from '../share-bars';
import { scopeLabel } from './scopes';

/** Words of one figure. */
interface EndWords {
  /** The axis, without the unit. */
  readonly axis: string;
  readonly countOf: string;
}

/** Describes the bars; everybody may have one for paths and one for all stays. */
export function endShare({ axis, countOf }: EndWords): Builder {
  return (data: FigureData, view: FigureChoices): Plot => {
    const entries = groupsBy(data.rows, view.by).flatMap((group) =>
      group.rows.map((row) => ({
        label: view.by === 'all' ? scopeLabel(textIn(row, 'scope')) : group.label,
        token: group.token,
        pick: group.pick,
        row,
        more: besideWords(row),
      })),
    );
    return shareBars(entries, {
      axisTitle: `${axis}, %`,
      countOf,
      references: view.target ? [view.target] : [],
      missing: 'none that counts',
    });
  };
}

function besideWords(row: FigureRow): string | null {
  const advice = numberIn(row, 'against_advice');
  const coverage = numberIn(row, 'coverage_ended');
  if (advice === null || coverage === null) return null;
  return saying(
    `${plural(advice, 'discharge')} against advice`,
    `${plural(coverage, 'discharge')} because coverage ended`,
  );
}
