/** Shares of discharges that something followed, as bars from zero with intervals. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { Builder } from '../builder';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy, textIn } from '../../rows';
import { saying, sayCount, sayEstimate } from '../../say';
import { shareBars } from '../share-bars';

/** Words of one figure. */
interface FollowedWords {
  /** The axis, without the unit. */
  readonly axis: string;
  readonly countOf: string;
}

/**
 * Describes one bar for each group. Where rows have a scope, bars are of the first one and the others
 * are told beside.
 */
export function followedShare({ axis, countOf }: FollowedWords): Builder {
  return (data: FigureData, view: FigureChoices): Plot => {
    const entries = groupsBy(data.rows, view.by).flatMap((group) => {
      const [row, ...others] = mainFirst(group.rows);
      if (!row) return [];
      const beside = others.map((other) => sayBeside(other, countOf));
      return [{ ...group, row, more: beside.length > 0 ? saying(...beside) : null }];
    });
    return shareBars(entries, {
      axisTitle: `${axis}, %`,
      countOf,
      references: view.target ? [view.target] : [],
      missing: 'none that counts',
    });
  };
}

/** Rows of what stands apart come second, also where a group has no others. */
function mainFirst(rows: readonly FigureRow[]): readonly FigureRow[] {
  const main = rows.filter((row) => textIn(row, 'scope') !== 'against advice');
  const apart = rows.filter((row) => !main.includes(row));
  return main.length > 0 ? [...main, ...apart] : [];
}

function sayBeside(row: FigureRow, countOf: string): string {
  const words = [sayCount(row, countOf), sayEstimate(row, 'share')].filter(Boolean).join(', ');
  return `${textIn(row, 'scope') ?? 'others'}: ${words}`;
}
