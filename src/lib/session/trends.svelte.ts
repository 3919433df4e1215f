/**
 * What tiles compare their numbers with: the period of equal length directly before, and the last full
 * months. One question at a time, after everything else that the page asks.
 */
import { type Cohort, type Period } from '$lib/cohort/cohort';
import { dayNumber, dayOfNumber } from '$lib/format/days';
import { lastFullMonths } from '$lib/format/periods';
import type { ComputedFigure } from '$lib/metrics/compute';
import { askFigure, availableOf } from './ask-figure';
import { explain } from './explain';
import type { Session } from './session.svelte';

/** Full months behind a tile. */
const MONTHS = 6;

/** A figure of one month. */
export interface MonthFigure {
  /** First day of the month. */
  readonly from: string;
  readonly figure: ComputedFigure;
}

/** The comparisons of the tiles of one page, by metric id. */
export class Trends {
  previous = $state.raw<Readonly<Record<string, ComputedFigure>>>({});
  months = $state.raw<Readonly<Record<string, readonly MonthFigure[]>>>({});
  failure = $state<string | null>(null);

  constructor(private readonly session: Session) {}

  /** Computes them anew; returns the way to stop. Nothing is asked where there is no calendar. */
  start(ids: readonly string[], cohort: Cohort): () => void {
    const controller = new AbortController();
    this.previous = {};
    this.months = {};
    this.failure = null;
    const { facts } = this.session;
    if (!facts?.dataCut || facts.timeMode !== 'dates' || facts.isShifted) return () => undefined;
    this.fill(availableOf(this.session, ids), cohort, facts.dataCut, controller.signal).catch(
      (error: unknown) => {
        if (!controller.signal.aborted) this.failure = explain(error).message;
      },
    );
    return () => controller.abort();
  }

  private async fill(
    ids: readonly string[],
    cohort: Cohort,
    dataCut: string,
    signal: AbortSignal,
  ): Promise<void> {
    const before = previousPeriod(cohort.period);
    if (before) {
      for (const id of ids) {
        const figure = await this.ask(id, { ...cohort, period: before }, signal);
        if (signal.aborted) return;
        this.previous = { ...this.previous, [id]: figure };
      }
    }
    const months = monthsUpTo(cohort.period.to ?? dataCut, dataCut);
    for (const id of ids) {
      const values: MonthFigure[] = [];
      for (const period of months) {
        const figure = await this.ask(id, { ...cohort, period }, signal);
        if (signal.aborted) return;
        values.push({ from: period.from, figure });
      }
      this.months = { ...this.months, [id]: values };
    }
  }

  private ask(id: string, cohort: Cohort, signal: AbortSignal): Promise<ComputedFigure> {
    return askFigure(this.session, id, cohort, signal, 'in the background');
  }
}

/** The period of equal length directly before; null where the period is open on a side. */
export function previousPeriod({ from, to }: Period): { from: string; to: string } | null {
  if (from === null || to === null) return null;
  const months = wholeMonths(from, to);
  const last = dayNumber(from) - 1;
  if (months !== null) return lastFullMonths(dayOfNumber(last), months);
  return { from: dayOfNumber(last - (dayNumber(to) - dayNumber(from))), to: dayOfNumber(last) };
}

/** How many whole calendar months a period holds; null = it is not made of whole months. */
function wholeMonths(from: string, to: string): number | null {
  const [year = 0, month = 0] = from.split('-').map(Number);
  const [lastYear = 0, lastMonth = 0] = to.split('-').map(Number);
  const months = (lastYear - year) * 12 + lastMonth - month + 1;
  const whole = lastFullMonths(to, months);
  return whole.from === from && whole.to === to ? months : null;
}

function monthsUpTo(day: string, dataCut: string): { from: string; to: string }[] {
  const end = day < dataCut ? day : dataCut;
  return Array.from({ length: MONTHS }, (_, back) => {
    const { from } = lastFullMonths(end, MONTHS - back);
    const next = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 1));
    return { from, to: dayOfNumber(dayNumber(next.toISOString().slice(0, 10)) - 1) };
  });
}
