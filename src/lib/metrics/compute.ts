/** Runs one metric: resolves its basis, sends its queries, and finishes the figure. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import { resolveProfile } from '$lib/model/profiles';
import type { Settings } from '$lib/model/settings';
import { Columns } from '$lib/sql/columns';
import type { Query, Tally } from '$lib/tally/tally';
import type { BandJob, BandLimits } from './band-jobs';
import type { FigureData, Metric, MetricContext, QueryResults } from './metric';

/** What a figure is computed from. */
export interface FigureFacts {
  readonly cohort: Cohort;
  readonly settings: Settings;
  readonly dataCut: string;
}

/** Counts units without the engine, see `tally/`. */
export interface Counting {
  canCount(tally: Tally): boolean;
  /** The rows of each; null = the engine has to answer after all. */
  count(tallies: readonly Tally[]): Promise<readonly Columns[] | null>;
  /** Hears of a tally that the engine answers. */
  missed(tally: Tally): void;
}

/** Answers one query. */
export interface Run {
  (query: string): Promise<Columns>;
  /** What may answer queries instead of the engine; absent = nothing. */
  readonly counting?: Counting;
}

/** A computed figure, with what it was computed from. */
export interface ComputedFigure {
  readonly metric: Metric;
  readonly context: MetricContext;
  readonly data: FigureData;
  /** The statements that give it, also where it was counted without them. */
  readonly queries: () => readonly { readonly name: string; readonly text: string }[];
  /** What the interval is still to be drawn from, in a worker. */
  readonly bandJob?: BandJob;
  /** Asks for what stands beside the estimate, such as its interval, and gives the complete figure. */
  readonly toCome?: (run: Run) => Promise<ComputedFigure>;
}

/** The basis that a metric uses when the person chose one, or none. */
export function resolveBasis(metric: Metric, chosen: Basis | null): Basis {
  return chosen !== null && metric.bases.includes(chosen) ? chosen : metric.defaultBasis;
}

/** What a metric is told about a cohort, with what was chosen resolved. */
export function contextOf(metric: Metric, facts: FigureFacts): MetricContext {
  const { cohort, settings } = facts;
  return {
    ...facts,
    basis: resolveBasis(metric, cohort.basis),
    unit: cohort.unit,
    profile: resolveProfile(cohort.profile, settings),
  };
}

/** Computes a figure with its interval, unless that is drawn. Rejects with what `run` rejects with. */
export async function computeFigure(
  metric: Metric,
  facts: FigureFacts,
  run: Run,
): Promise<ComputedFigure> {
  const figure = await estimateFigure(metric, facts, run);
  return figure.toCome ? figure.toCome(run) : figure;
}

/**
 * Computes a figure; its interval and what was left out may be still to come. Rejects with what `run`
 * rejects with.
 */
export async function estimateFigure(
  metric: Metric,
  facts: FigureFacts,
  run: Run,
): Promise<ComputedFigure> {
  const context = contextOf(metric, facts);
  const all = namedQueries(metric.queries(context));
  // A band takes longer than everything else: what was left out does not wait for it.
  const exclusions = metric.bands ? [] : all.filter(isExclusions);
  const first = all.filter((query) => !exclusions.includes(query));
  const beside = laterQueries(metric, context);
  const later = [...exclusions, ...beside];
  const of = (known: QueryResults): ComputedFigure => ({
    metric,
    context,
    data: metric.finish(known, context),
    queries: () => [...all, ...beside].map(({ name, query: { text } }) => ({ name, text })),
  });
  // What is counted takes no time and does not come later: one picture is drawn instead of two.
  const isCounted = ({ query: { tally } }: NamedQuery): boolean =>
    tally !== undefined && run.counting?.canCount(tally) === true;
  if (later.length > 0 && later.every(isCounted))
    return of(await answers([...first, ...later], run));
  const results = await answers(first, run);
  const bandJob = metric.bands?.job(results, context);
  if (bandJob) return { ...of(results), bandJob };
  if (later.length === 0) return of(results);
  const nothing = Object.fromEntries(exclusions.map(({ name }) => [name, NOTHING]));
  const toCome = async (runLater: Run): Promise<ComputedFigure> =>
    of({ ...results, ...(await answers(later, runLater)) });
  return { ...of({ ...results, ...nothing }), toCome };
}

/** What is counted of a figure, in all of its queries. */
export function talliesOf(metric: Metric, facts: FigureFacts): readonly Tally[] {
  const context = contextOf(metric, facts);
  const queries = [...namedQueries(metric.queries(context)), ...laterQueries(metric, context)];
  return queries.flatMap(({ query: { tally } }) => tally ?? []);
}

/** Stands for the answer of a query that was not asked yet. */
const NOTHING = new Columns(0, new Map());

/** Whether a query only counts what was left out: its name says so. */
function isExclusions({ name }: NamedQuery): boolean {
  return name.startsWith('excluded');
}

interface NamedQuery {
  readonly name: string;
  readonly query: Query;
}

function namedQueries(queries: Readonly<Record<string, Query>>): readonly NamedQuery[] {
  return Object.entries(queries).map(([name, query]) => ({ name, query }));
}

function laterQueries(metric: Metric, context: MetricContext): readonly NamedQuery[] {
  return namedQueries(metric.laterQueries?.(context) ?? {});
}

async function answers(queries: readonly NamedQuery[], run: Run): Promise<QueryResults> {
  const found = await ask(
    queries.map(({ query }) => query),
    run,
  );
  return Object.fromEntries(queries.map(({ name }, at) => [name, found[at]!]));
}

/** Answers queries: what can be counted is counted, together, and the engine answers the rest. */
export async function ask(queries: readonly Query[], run: Run): Promise<readonly Columns[]> {
  const { counting } = run;
  const tallies = queries.flatMap(({ tally }) =>
    tally && counting?.canCount(tally) ? [tally] : [],
  );
  const counted = tallies.length > 0 ? counting!.count(tallies) : Promise.resolve(null);
  return Promise.all(
    queries.map(async (query) => {
      const at = query.tally ? tallies.indexOf(query.tally) : -1;
      const found = at >= 0 ? (await counted)?.[at] : undefined;
      if (found) return found;
      if (query.tally) counting?.missed(query.tally);
      return run(query.text);
    }),
  );
}

/** Whether nothing of a figure is to come any more. */
export function isComplete({ bandJob, toCome }: ComputedFigure): boolean {
  return !bandJob && !toCome;
}

/** What follows an estimate. */
function following({ bandJob }: ComputedFigure): string {
  return bandJob ? 'The band' : 'What stands beside the estimate';
}

/** The estimate while something beside it is drawn or counted, with words that say so. */
export function beforeComplete(figure: ComputedFigure): ComputedFigure {
  const { data } = figure;
  const words = `${following(figure)} is being computed.`;
  return { ...figure, data: { ...data, notes: [...data.notes, words] } };
}

/** The estimate alone, where nothing beside it can be had, with words that say so. */
export function withoutRest(figure: ComputedFigure): ComputedFigure {
  const { bandJob: _, toCome: __, ...rest } = figure;
  const { data } = rest;
  const words = `${following(figure)} could not be computed.`;
  return { ...rest, data: { ...data, notes: [...data.notes, words] } };
}

/** The complete figure: with the limits that were drawn, or with the words that there are none. */
export function withBands(figure: ComputedFigure, limits: BandLimits | null): ComputedFigure {
  const { bandJob: _, ...rest } = figure;
  const { metric, data } = figure;
  if (!limits || !metric.bands) return withoutRest(figure);
  return { ...rest, data: metric.bands.merge(data, limits) };
}
