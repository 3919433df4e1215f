/**
 * What a builder makes of a figure's rows: a plain description of a picture, with colour tokens
 * instead of colours. One description is drawn on screen, on paper and into an image, and its cursor
 * points are what the tooltip shows and what the arrow keys read aloud.
 */
import type { Unit } from '$lib/format/numbers';
import type { FigureRow } from '$lib/metrics/metric';

/** Patterns that tell series apart without colour; `hidden` is kept for what a release hides. */
export type Pattern = 'none' | 'hatch' | 'dots' | 'hidden';

/** A value that a click or Enter hands on as a filter. */
export interface Pick {
  readonly field: 'level' | 'program';
  readonly value: string;
}

/** One stop of the cursor; `text` has its lines separated by `; `. */
export interface CursorPoint {
  readonly label: string;
  readonly text: string;
  /** Which series of the plot, and which of its values. */
  readonly series: number;
  readonly index: number;
  readonly pick: Pick | null;
  /** The row of the figure behind the point; absent = none, or several rows together. */
  readonly row?: FigureRow;
}

/** An axis with values. */
export interface ValueAxis {
  readonly title: string;
  readonly unit: Unit;
  /** Fixed limits; absent = from the data. */
  readonly min?: number;
  readonly max?: number;
  /** Distance of ticks; absent = chosen from the limits. */
  readonly step?: number;
}

/** A dashed line with its name, such as a target. */
export interface ReferenceLine {
  readonly value: number;
  readonly name: string;
}

/** One bar or segment of a bar. */
export interface Bar {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Quartiles; where they are given the bar spans them and `value` is a dot. */
  readonly q1?: number | null;
  readonly q3?: number | null;
  /** Words at the end of the bar or, in a stack, inside it. */
  readonly label: string | null;
  /** Covers only part of its time, so it is hatched. */
  readonly incomplete?: boolean;
  /**
   * Its number is hidden: a short hatched stub; in a stack of shares `value` is what the visible
   * parts leave, which is known.
   */
  readonly hidden?: true;
}

/** Bars of one colour. */
export interface BarSeries {
  readonly name: string;
  readonly token: string;
  readonly pattern: Pattern;
  readonly bars: readonly Bar[];
  /** A token per bar where bars differ, such as one per level. */
  readonly tokens?: readonly string[];
}

/** A place on the axis of a bar chart. */
export interface Category {
  readonly label: string;
  /** A second line in grey, such as `n 98`. */
  readonly note: string | null;
}

/** What is meant to be reached at a place; null = no limit on that side. */
export interface MeantRange {
  readonly low: number | null;
  readonly high: number | null;
}

/** Bars, stacked bars, or medians with quartiles. */
export interface BarsPlot {
  readonly kind: 'bars';
  readonly form: 'bars' | 'stack' | 'range';
  readonly horizontal: boolean;
  readonly categories: readonly Category[];
  readonly series: readonly BarSeries[];
  readonly axis: ValueAxis;
  /** Shaded behind each category; null = nothing is meant there. Absent = nowhere. */
  readonly meant?: readonly (MeantRange | null)[];
  readonly references: readonly ReferenceLine[];
  readonly cursor: readonly CursorPoint[];
  /** A sentence under the picture, such as a test between the groups. */
  readonly remark: string | null;
}

/** A point of a line. */
export interface LinePoint {
  readonly x: number;
  readonly y: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Covers only part of its time: drawn hollow, with a dashed line to it. */
  readonly incomplete?: boolean;
}

/** One line with its band. */
export interface LineSeries {
  readonly name: string;
  readonly token: string;
  readonly dash: readonly number[];
  readonly points: readonly LinePoint[];
  /** Where somebody was censored. */
  readonly ticks?: readonly { readonly x: number; readonly y: number }[];
}

/** A row of numbers under the axis, such as n or numbers at risk. */
export interface UnderRow {
  readonly name: string;
  readonly token: string | null;
  readonly cells: readonly { readonly x: number; readonly text: string }[];
}

/** Lines or steps over a numeric axis. */
export interface LinesPlot {
  readonly kind: 'lines';
  readonly stepped: boolean;
  readonly markers: boolean;
  readonly x: {
    readonly title: string;
    readonly min: number;
    readonly max: number;
    readonly ticks: readonly { readonly value: number; readonly label: string }[];
  };
  readonly y: ValueAxis;
  readonly series: readonly LineSeries[];
  readonly under: { readonly title: string; readonly rows: readonly UnderRow[] };
  readonly references: readonly ReferenceLine[];
  readonly cursor: readonly CursorPoint[];
  /** A sentence under the picture, such as a test between the groups. */
  readonly remark: string | null;
  /** Numbers of the view are hidden and not drawn. */
  readonly hides?: true;
}

/** One layer of stacked areas. */
export interface AreaSeries {
  readonly name: string;
  readonly token: string;
  readonly pattern: Pattern;
  /** Its height at each place of the plot; it holds until the next place. */
  readonly values: readonly number[];
}

/** Layers on top of each other over a numeric axis, such as the share in each state by day. */
export interface AreasPlot {
  readonly kind: 'areas';
  readonly x: LinesPlot['x'];
  readonly y: ValueAxis;
  /** Places on the axis, ascending. */
  readonly places: readonly number[];
  /** From the bottom up. */
  readonly series: readonly AreaSeries[];
  readonly under: LinesPlot['under'];
  readonly references: readonly ReferenceLine[];
  readonly cursor: readonly CursorPoint[];
  /** A sentence under the picture, such as what the layers leave out. */
  readonly remark: string | null;
  /** Numbers of the view are hidden and not drawn. */
  readonly hides?: true;
}

/** So many with the same pair of values. */
export interface Bubble {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly token: string;
}

/** A line on which y differs from x by the same number of points everywhere. */
export interface ShiftLine {
  readonly shift: number;
  readonly name: string;
}

/** A word in a corner of a scatter, far from the diagonal. */
export interface ScatterRegion {
  readonly corner: 'upper left' | 'lower right';
  readonly name: string;
  readonly token: string;
}

/** Pairs of values on one scale, as bubbles whose area is their number; the diagonal is no change. */
export interface ScatterPlot {
  readonly kind: 'scatter';
  readonly xTitle: string;
  readonly yTitle: string;
  /** Limits of both axes. */
  readonly min: number;
  readonly max: number;
  /** By x, then by y, as the cursor walks over them. */
  readonly bubbles: readonly Bubble[];
  /** The diagonal has a shift of 0 and is drawn solid. */
  readonly lines: readonly ShiftLine[];
  readonly regions: readonly ScatterRegion[];
  /** Values that divide both axes, such as a cut-off. */
  readonly references: readonly ReferenceLine[];
  readonly cursor: readonly CursorPoint[];
  /** A sentence under the picture, such as whose scores it leaves out. */
  readonly remark: string | null;
  /** Pairs of the view are hidden and not drawn. */
  readonly hides?: true;
}

/** A ribbon between two levels. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
  /** null = hidden. */
  readonly count: number | null;
  readonly share: number | null;
  /** The whole story in words. */
  readonly text: string;
  /** The row of the figure behind it. */
  readonly row?: FigureRow;
}

/** A node of the flow with its count. */
export interface FlowNode {
  readonly id: string;
  readonly label: string;
  readonly token: string;
  /** null = hidden. */
  readonly count: number | null;
}

/** Counts of moves from left to right. */
export interface FlowPlot {
  readonly kind: 'flow';
  readonly from: readonly FlowNode[];
  readonly to: readonly FlowNode[];
  readonly links: readonly FlowLink[];
  readonly fromTitle: string;
  readonly toTitle: string;
  /** A sentence under the picture, such as a test between the groups. */
  readonly remark: string | null;
}

/** A row or a column of a matrix. */
export interface MatrixSide {
  readonly id: string;
  readonly label: string;
  /** A colour for the mark beside the label; null = no mark. */
  readonly token: string | null;
  /** A second line, such as `n 98`; null = none. */
  readonly note: string | null;
}

/** One cell of a matrix. */
export interface MatrixCell {
  /** null = hidden. */
  readonly count: number | null;
  /** How strongly the cell is filled, from 0 to 1. */
  readonly emphasis: number;
  /** The second line inside the cell, such as a share; empty = none. */
  readonly detail: string;
  /** The whole story in words. */
  readonly text: string;
  /** The row of the figure behind it; absent = no row has such a move. */
  readonly row?: FigureRow;
}

/** Counts in a table whose cells are filled by their share; zeros are shown. */
export interface MatrixPlot {
  readonly kind: 'matrix';
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rows: readonly MatrixSide[];
  readonly columns: readonly MatrixSide[];
  /** A cell for each row and column, in their order. */
  readonly cells: readonly (readonly MatrixCell[])[];
  /** A sentence under the picture, such as a test between the groups. */
  readonly remark: string | null;
}

/** Nothing to draw under these choices, and why. */
export interface NoPlot {
  readonly kind: 'none';
  readonly reason: string;
}

/** Every picture that a builder can describe. */
export type Plot = BarsPlot | LinesPlot | AreasPlot | ScatterPlot | FlowPlot | MatrixPlot | NoPlot;

/** A picture that Chart.js draws. */
export type ChartPlot = BarsPlot | LinesPlot | AreasPlot | ScatterPlot;
