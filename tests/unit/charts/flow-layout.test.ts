import { describe, expect, it } from 'vitest';
import { layoutFlow } from '$lib/charts/flow-layout';
import type { FlowNode, FlowPlot } from '$lib/charts/plot';

const node = (id: string, count: number): FlowNode => ({ id, label: id, token: 'accent', count });
const plot: FlowPlot = {
  kind: 'flow',
  from: [node('php', 91), node('iop', 1), node('op', 2)],
  to: [node('iop', 90), node('op', 1), node('none', 3)],
  links: [
    { from: 'php', to: 'iop', count: 90, share: null, text: '' },
    { from: 'php', to: 'none', count: 1, share: null, text: '' },
    { from: 'iop', to: 'op', count: 1, share: null, text: '' },
    { from: 'op', to: 'none', count: 2, share: null, text: '' },
  ],
  fromTitle: '',
  toTitle: '',
  remark: null,
};

describe('the flow', () => {
  const layout = layoutFlow(plot, 600);

  it.each(['left', 'right'] as const)('keeps the %s nodes in order and apart', (side) => {
    layout[side].forEach((placed, index) => {
      const next = layout[side][index + 1];
      if (next) expect(placed.y + placed.height).toBeLessThan(next.y);
    });
  });

  it('writes no label over another, however thin the nodes', () => {
    const places = layout.left.map((placed) => placed.labelY);
    for (let at = 1; at < places.length; at += 1) {
      expect(places[at]! - places[at - 1]!).toBeGreaterThanOrEqual(34);
    }
  });

  it('gives ribbons a thickness by count', () => {
    expect(layout.links[0]!.size / layout.links[1]!.size).toBeGreaterThan(50);
    expect(layout.links.every((link) => link.path.startsWith('M'))).toBe(true);
  });
});
