/**
 * What a figure on a page can be. The page asks and hands one of these to `Figure.svelte`; a figure
 * never asks for data itself, so the same frame serves pages, report and tests.
 */
import type { Basis } from '$lib/cohort/cohort';
import type { FigureData, FigureRow, Metric } from '$lib/metrics/metric';

/** A query as it ran, for "How was this computed?". */
export interface NamedSql {
  readonly name: string;
  readonly text: string;
}

/** A figure with every word that stands around it. */
export interface FigureView {
  readonly data: FigureData;
  readonly metric: Metric;
  /** The basis that was used, which may differ from the chosen one. */
  readonly basis: Basis;
  /** The question or the finding. */
  readonly title: string;
  /** Basis, period, filters, n and persons, name of the interval, in words. */
  readonly subtitle: string;
  /** The finding in one or two sentences; what a reader without the picture gets. */
  readonly sentence: string;
  /** `38 excluded: 21 no second score, …`; empty = nothing was left out. */
  readonly excludedText: string;
  /** The statements, which are written when a reader asks for them. */
  readonly sql: () => readonly NamedSql[];
  /** The estimate stands; its interval or what was left out follows. */
  readonly isRestComing?: boolean;
  /** File name of downloads, without an ending. */
  readonly csvName: string;
  /** Lines printed in every download: filters, mode, data cut, files. */
  readonly provenance: readonly string[];
  /** The figure as files show it: in the mode of exports, and under every filter; absent = this one. */
  readonly forExport?: () => Promise<FigureView>;
  /** Looks behind the headline (null) or a row; absent = the page offers no such look. */
  readonly onBehind?: (row: FigureRow | null) => void;
  /** Looks behind a row of the table; absent = not in this mode. */
  readonly onRow?: (row: FigureRow) => void;
}

/** Everything that a figure can be. */
export type FigureState =
  | { readonly status: 'loading' }
  /** The previous figure, while a new one comes. */
  | { readonly status: 'stale'; readonly figure: FigureView }
  | { readonly status: 'ready'; readonly figure: FigureView }
  | {
      readonly status: 'empty';
      /** Why there is nothing to show, as a sentence. */
      readonly reason: string;
      /** What the button offers, and what it does. */
      readonly fix?: { readonly label: string; readonly apply: () => void };
    }
  | { readonly status: 'failed'; readonly message: string; readonly nextStep: string }
  | {
      readonly status: 'unavailable';
      /** What is missing and what to do, in full sentences. */
      readonly needs: string;
    };

/** How a figure divides the cohort. */
export type By = 'all' | 'level' | 'program';

/** The choices of a figure's own controls. */
export interface FigureChoices {
  readonly by: By;
  /** Measure id; null = the figure's first choice. */
  readonly measure: string | null;
  /** Days of the window; null = the figure's first choice. */
  readonly window: number | null;
  /** A target to draw as a dashed line with its name. */
  readonly target?: { readonly value: number; readonly name: string } | null;
  /** Up to how many people are few, where numbers are hidden; absent = not said. */
  readonly smallest?: number | null;
}

/** The figure to draw: the current one, or the previous one while a new one comes. */
export function figureOf(state: FigureState): FigureView | null {
  return state.status === 'ready' || state.status === 'stale' ? state.figure : null;
}
