/** Moves between levels inside a window, as nodes and ribbons with their words. */
import { formatCount, formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { HIDDEN_STORY, isHidden } from '../../hidden';
import { levelLabel, levelOrder, levelShort, levelToken } from '../../labels';
import type { FlowLink, FlowNode, Plot } from '../../plot';
import { numberIn, textIn, windowOf } from '../../rows';
import { saying, sayCount } from '../../say';

/** Describes the flow of everybody; programs are in the table. */
export function levelFlow(data: FigureData, view: FigureChoices): Plot {
  const days = windowOf(data, view);
  const rows = data.rows.filter(
    (row) =>
      textIn(row, 'program') === null &&
      numberIn(row, 'window') === days &&
      ((numberIn(row, 'value') ?? 0) > 0 || isHidden(row, 'value')),
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

function linkOf(row: FigureRow, days: number | null): FlowLink & { readonly row: FigureRow } {
  const from = textIn(row, 'from') ?? 'none';
  const to = textIn(row, 'to') ?? 'none';
  const isGone = isHidden(row, 'value');
  const count = isGone ? null : (numberIn(row, 'value') ?? 0);
  const all = numberIn(row, 'denominator');
  const share = all && count !== null ? count / all : null;
  const where = to === 'none' ? 'no next stay' : `to ${levelLabel(to)}`;
  const of = isGone
    ? saying(HIDDEN_STORY, sayCount(row, 'discharge'))
    : `${formatCount(count)} of ${plural(all, 'discharge')} (${formatShare(share)})`;
  const text = `${levelLabel(from)}, ${where} within ${days ?? '–'} days: ${of}`;
  return { from, to, count, share, text, row };
}

function nodes(
  links: readonly (FlowLink & { readonly row: FigureRow })[],
  side: 'from' | 'to',
): FlowNode[] {
  const ids = [...new Set(links.map((link) => link[side]))];
  ids.sort((a, b) => levelOrder(a) - levelOrder(b));
  return ids.map((id) => ({
    id,
    label: levelShort(id),
    token: id === 'none' ? 'neutral' : levelToken(id),
    count: countOf(
      links.filter((link) => link[side] === id),
      side,
    ),
  }));
}

/** The sum of the ribbons; where some are hidden, what is known of all discharges from a level. */
function countOf(
  links: readonly (FlowLink & { readonly row: FigureRow })[],
  side: 'from' | 'to',
): number | null {
  const counts = links.map((link) => link.count);
  const known = counts.filter((count) => count !== null);
  if (known.length === counts.length) return known.reduce((sum, count) => sum + count, 0);
  if (side === 'to') return null;
  return links.map(({ row }) => numberIn(row, 'denominator')).find((all) => all !== null) ?? null;
}
