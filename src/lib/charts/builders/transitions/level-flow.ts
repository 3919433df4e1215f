/** Moves between levels inside a window, as nodes and ribbons with their words. */
import { formatCount, formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { levelLabel, levelOrder, levelShort, levelToken } from '../../labels';
import type { FlowNode, Plot } from '../../plot';
import { numberIn, textIn, windowOf } from '../../rows';

/** Describes the flow of everybody; programs are in the table. */
export function levelFlow(data: FigureData, view: FigureChoices): Plot {
  const days = windowOf(data, view);
  const rows = data.rows.filter(
    (row) =>
      textIn(row, 'program') === null &&
      numberIn(row, 'window') === days &&
      (numberIn(row, 'value') ?? 0) > 0,
  );
  if (rows.length === 0) return { kind: 'none', reason: 'No discharge to follow here.' };
  const links = rows.map((row) => linkOf(row, days));
  links.sort(
    (a, b) => levelOrder(a.from) - levelOrder(b.from) || levelOrder(a.to) - levelOrder(b.to),
  );
  return {
    kind: 'flow',
    from: nodes(links, 'from'),
    to: nodes(links, 'to'),
    links,
    fromTitle: 'Discharged from',
    toTitle: `Next stay within ${days ?? '–'} days`,
    remark: null,
  };
}

function linkOf(row: FigureRow, days: number | null) {
  const from = textIn(row, 'from') ?? 'none';
  const to = textIn(row, 'to') ?? 'none';
  const count = numberIn(row, 'value') ?? 0;
  const all = numberIn(row, 'denominator');
  const share = all ? count / all : null;
  const where = to === 'none' ? 'no next stay' : `to ${levelLabel(to)}`;
  const of = `${formatCount(count)} of ${plural(all, 'discharge')} (${formatShare(share)})`;
  return {
    from,
    to,
    count,
    share,
    text: `${levelLabel(from)}, ${where} within ${days ?? '–'} days: ${of}`,
  };
}

function nodes(
  links: readonly { readonly from: string; readonly to: string; readonly count: number }[],
  side: 'from' | 'to',
): FlowNode[] {
  const ids = [...new Set(links.map((link) => link[side]))];
  ids.sort((a, b) => levelOrder(a) - levelOrder(b));
  return ids.map((id) => ({
    id,
    label: levelShort(id),
    token: id === 'none' ? 'neutral' : levelToken(id),
    count: links.filter((link) => link[side] === id).reduce((sum, link) => sum + link.count, 0),
  }));
}
