/** A figure on a page shows its estimate first and its interval when that is drawn. */
import { describe, expect, it, vi } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { BandJob } from '$lib/metrics/band-jobs';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureData } from '$lib/metrics/metric';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { FigureRequest, isShown } from '$lib/session/figure-request.svelte';
import type { Session } from '$lib/session/session.svelte';
import { computed, figureData } from './figure-data';

const row = { level: null, program: null, class: 'op', value: 0.5, low: null, high: null };
const data = figureData({ n: 40, persons: 40, rows: [row] });
const bandJob = { kind: 'state-occupancy' } as BandJob;
const estimate: ComputedFigure = { ...computed('state-occupancy', data), bandJob };
const complete: ComputedFigure = computed('state-occupancy', {
  ...data,
  rows: [{ ...row, low: 0.4, high: 0.6 }],
});

/** What a request asks of a session, and the way to let the drawing end. */
function sessionWith(figure: ComputedFigure): {
  session: Session;
  finish: (figure: ComputedFigure) => void;
  signals: AbortSignal[];
} {
  const signals: AbortSignal[] = [];
  let finish: (figure: ComputedFigure) => void = () => undefined;
  const drawn = new Promise<ComputedFigure>((resolve) => (finish = resolve));
  const session = {
    dataVersion: 1,
    cohort: ALL_STAYS,
    facts: { timeMode: 'dates', isShifted: false, hasStays: true, hasObservedUntil: true },
    kinds: ['stays'],
    settings: DEFAULT_SETTINGS,
    clicked: null,
    figure: () => Promise.resolve(figure),
    complete: (_figure: ComputedFigure, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return drawn;
    },
  } as unknown as Session;
  return { session, finish, signals };
}

function shown({ answer }: FigureRequest): FigureData | null {
  return isShown(answer) ? answer.figure.data : null;
}

describe('a figure whose interval takes a while', () => {
  it('is shown with words that say so, then with its interval', async () => {
    const { session, finish } = sessionWith(estimate);
    const request = new FigureRequest(session, estimate.metric);
    request.follow();
    await vi.waitFor(() => expect(shown(request)).not.toBeNull());
    expect(shown(request)?.rows[0]).toMatchObject({ value: 0.5, low: null });
    expect(shown(request)?.notes).toContain('The band is being computed.');
    finish(complete);
    await vi.waitFor(() => expect(shown(request)?.rows[0]).toMatchObject({ low: 0.4 }));
    expect(shown(request)?.notes).not.toContain('The band is being computed.');
  });

  it('is not touched any more once another cohort is asked for', async () => {
    const { session, finish, signals } = sessionWith(estimate);
    const request = new FigureRequest(session, estimate.metric);
    const leave = request.follow();
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    leave();
    expect(signals[0]?.aborted).toBe(true);
    finish(complete);
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown(request)?.rows[0]).toMatchObject({ low: null });
  });

  it('waits for nothing where the interval is there already', async () => {
    const { session, signals } = sessionWith(complete);
    const request = new FigureRequest(session, complete.metric);
    request.follow();
    await vi.waitFor(() => expect(shown(request)?.rows[0]).toMatchObject({ low: 0.4 }));
    expect(signals).toEqual([]);
    expect(shown(request)?.notes).toEqual([]);
  });
});
