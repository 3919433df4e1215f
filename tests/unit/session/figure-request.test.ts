/** A figure on a page shows its estimate first and its interval when that is drawn. */
import { describe, expect, it, vi } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { BandJob } from '$lib/metrics/band-jobs';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureData } from '$lib/metrics/metric';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { Asking } from '$lib/session/asking';
import { CountAhead } from '$lib/session/count-ahead';
import { FigureRequest, isShown, type Whereabouts } from '$lib/session/figure-request.svelte';
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
    asking: new Asking(),
    countAhead: new CountAhead(),
    figure: () => Promise.resolve(figure),
    complete: (_figure: ComputedFigure, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return drawn;
    },
  } as unknown as Session;
  return { session, finish, signals };
}

const IN_VIEW = { isInView: () => true, whenInView: () => () => undefined };

function shown({ answer }: FigureRequest): FigureData | null {
  return isShown(answer) ? answer.figure.data : null;
}

describe('a figure whose interval takes a while', () => {
  it('is shown with words that say so, then with its interval', async () => {
    const { session, finish } = sessionWith(estimate);
    const request = new FigureRequest(session, estimate.metric, IN_VIEW);
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
    const request = new FigureRequest(session, estimate.metric, IN_VIEW);
    const leave = request.follow();
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    leave();
    expect(signals[0]?.aborted).toBe(true);
    finish(complete);
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown(request)?.rows[0]).toMatchObject({ low: null });
  });

  it('has what was left out where nothing else is left', async () => {
    const nothing = computed('retention', figureData({ notes: [] }));
    const toCome = (): Promise<ComputedFigure> => Promise.reject(new Error('not asked here'));
    const { session, finish } = sessionWith({ ...nothing, toCome });
    const request = new FigureRequest(session, nothing.metric, IN_VIEW);
    request.follow();
    await new Promise((resolve) => setTimeout(resolve));
    expect(request.answer.status).toBe('loading');
    finish({ ...nothing, data: { ...nothing.data, excluded: [{ reason: 'open', n: 3 }] } });
    await vi.waitFor(() =>
      expect(request.answer).toMatchObject({
        status: 'empty',
        reason: expect.stringContaining('3 not counted: 3 still open') as string,
      }),
    );
  });

  it('waits for nothing where the interval is there already', async () => {
    const { session, signals } = sessionWith(complete);
    const request = new FigureRequest(session, complete.metric, IN_VIEW);
    request.follow();
    await vi.waitFor(() => expect(shown(request)?.rows[0]).toMatchObject({ low: 0.4 }));
    expect(signals).toEqual([]);
    expect(shown(request)?.notes).toEqual([]);
  });
});

describe('a figure below the part of the page that is seen', () => {
  const below = (seen: (() => void)[]): Whereabouts => ({
    isInView: () => false,
    whenInView: (callback: () => void) => {
      seen.push(callback);
      return () => undefined;
    },
  });

  it('waits for what is in view, until the reader comes to it', async () => {
    const { session } = sessionWith(complete);
    const figure = vi.spyOn(session, 'figure');
    session.asking.enter('in view');
    const seen: (() => void)[] = [];
    const request = new FigureRequest(session, complete.metric, below(seen));
    request.follow();
    await new Promise((resolve) => setTimeout(resolve));
    expect(figure).not.toHaveBeenCalled();
    seen.forEach((callback) => callback());
    await vi.waitFor(() => expect(shown(request)).not.toBeNull());
  });
});
