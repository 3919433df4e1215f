/**
 * What is loaded and what is looked at: the one object that pages talk to. It holds files, settings
 * and the cohort, and is the only door to the engine and the import.
 */
import { ALL_STAYS, type Cohort, type Filters } from '$lib/cohort/cohort';
import { EngineGone } from '$lib/engine/errors';
import type { Engine } from '$lib/engine/port';
import { inspectFile } from '$lib/ingest/inspect';
import { removeFile } from '$lib/ingest/remove-file';
import type { FilePlan } from '$lib/ingest/types';
import type { Kind } from '$lib/model/canonical';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import { EngineHost, type StartEngine } from './engine-host.svelte';
import { type Explanation, explain } from './explain';
import { FigureCache } from './figure-cache';
import { fingerprintOf } from './fingerprints';
import { type CohortFacts, type DataFacts, readCohortFacts, readDataFacts } from './facts';
import { derive, loadFiles, settleAndDerive } from './import-files';
import type { FileIssue, ImportProgress, KeptFile } from './kept-file';

/** Engines that ended on their own within this time are not restarted a third time unasked. */
const RESTART_WINDOW_MS = 60_000;
const RESTARTS_WITHOUT_ASKING = 2;

const NO_PROGRESS: ImportProgress = {
  phase: '',
  fileName: null,
  bytesRead: 0,
  bytesTotal: 0,
  rows: 0,
};

/** The figure whose mark was clicked, and the field that this set: it ignores its own filter. */
export interface Clicked {
  readonly metricId: string;
  readonly field: string;
}

/** The session of one tab; create one and hand it to components with `provideSession`. */
export class Session {
  readonly host: EngineHost;
  files = $state.raw<readonly KeptFile[]>([]);
  issues = $state.raw<readonly FileIssue[]>([]);
  progress = $state.raw<ImportProgress | null>(null);
  failure = $state.raw<Explanation | null>(null);
  /** A line about something that was done for the person, such as a restart. */
  notice = $state<string | null>(null);
  settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  cohort = $state.raw<Cohort>(ALL_STAYS);
  clicked = $state.raw<Clicked | null>(null);
  facts = $state.raw<DataFacts | null>(null);
  cohortFacts = $state.raw<CohortFacts | null>(null);
  /** Grows with every change of data or settings; figures follow it. */
  dataVersion = $state(0);
  /** Writes a cohort to the address; set by the layout, which alone knows the router. */
  navigate: (cohort: Cohort) => void = (cohort) => (this.cohort = cohort);

  private nextId = 1;
  private importing: AbortController | null = null;
  private last: Promise<void> = Promise.resolve();
  private rebuilding: Promise<unknown> | null = null;
  private readonly cache = new FigureCache();
  private restarts: number[] = [];

  constructor(
    startEngine: StartEngine,
    private readonly today: () => string,
  ) {
    this.host = new EngineHost(startEngine, () => void this.recover());
  }

  /** Something is loaded and derived. */
  get hasData(): boolean {
    return this.facts !== null;
  }

  /** Something that is loaded came with the app. */
  get isSynthetic(): boolean {
    return this.files.some((file) => file.isSample);
  }

  /** Kinds of file that are loaded. */
  get kinds(): readonly Kind[] {
    return this.files.map((file) => file.plan.kind);
  }

  /** Starts the engine while the person is still choosing. */
  warmUp(): void {
    this.host.engine().catch((error: unknown) => (this.failure = explain(error)));
  }

  /**
   * Takes files in, after those that are still on their way; what cannot go in is named in `issues`.
   * Returns how many went in.
   */
  async importFiles(files: readonly File[], isSample = false): Promise<number> {
    let loaded = 0;
    await this.inTurn(async (signal) => {
      const before = this.files.length;
      this.issues = [];
      const fresh: KeptFile[] = [];
      const issues: FileIssue[] = [];
      for (const file of files) {
        this.progress = { ...NO_PROGRESS, phase: 'Looking at the file', fileName: file.name };
        const found = await this.look(file);
        if ('plan' in found) fresh.push(this.keep(file, found.plan, isSample));
        else issues.push(found);
      }
      this.issues = issues;
      if (fresh.length > 0) await this.load(await this.host.engine(), this.files, fresh, signal);
      loaded = this.files.length - before;
    });
    return loaded;
  }

  /** Stops the import that is under way; what was loaded before stays. */
  cancelImport(): void {
    this.importing?.abort();
  }

  /** Takes a file out again, with everything that came from it. */
  async removeFile(id: number): Promise<void> {
    await this.inTurn(async () => {
      const engine = await this.host.engine();
      await removeFile(engine, id);
      await this.refresh(
        engine,
        this.files.filter((file) => file.id !== id),
      );
    });
  }

  /** Changes settings; every figure follows. */
  async changeSettings(settings: Settings): Promise<void> {
    await this.inTurn(async () => {
      const engine = await this.host.engine();
      await this.whileRebuilding(async () => {
        await derive(engine, settings, (phase) => this.phase(phase));
        this.settings = settings;
        await this.publish(engine);
      });
    });
  }

  /** Forgets all data, settings and what the browser keeps for this app. */
  async forgetEverything(): Promise<void> {
    this.dropTurns();
    this.facts = null;
    localStorage.clear();
    await this.inTurn(async () => {
      await this.refresh(await this.host.restart(), []);
      this.issues = [];
      this.cohortFacts = null;
      this.settings = DEFAULT_SETTINGS;
      this.navigate(ALL_STAYS);
      this.notice = 'Everything is forgotten: files, filters and settings.';
    });
  }

  /** Starts a new engine and reads the kept files again by their confirmed mappings. */
  async restart(): Promise<void> {
    this.dropTurns();
    await this.inTurn(async (signal) => {
      const files = this.files;
      await this.whileRebuilding(async () => {
        const engine = await this.host.restart();
        if (files.length > 0) await this.load(engine, [], files, signal);
      });
      // What was asked of the old engine has failed meanwhile; that is mended now.
      this.failure = null;
      this.notice = 'The engine was started again and your files were read again.';
    });
  }

  /** Runs one query, after tables that are being made anew; rejects with a typed error. */
  async query(text: string, signal?: AbortSignal): Promise<Columns> {
    await this.rebuilding;
    const engine = await this.host.engine();
    return engine.query(text, signal ? { signal } : {});
  }

  /** Computes a figure for a cohort; the same figure of the same data is computed once. */
  async figure(metric: Metric, cohort: Cohort, signal?: AbortSignal): Promise<ComputedFigure> {
    await this.rebuilding;
    const dataCut = this.facts?.dataCut;
    if (!dataCut) throw new Error('Nothing is loaded yet.');
    const facts = { cohort, settings: this.settings, dataCut };
    return this.cache.figure(metric, facts, (text) => this.query(text, signal));
  }

  /** Reads the counts of the cohort and its filter options. */
  async refreshCohort(cohort: Cohort, signal: AbortSignal): Promise<void> {
    const { facts } = this;
    if (!facts) return;
    const found = await readCohortFacts(cohort, facts.fields, (text) => this.query(text, signal));
    if (!signal.aborted) this.cohortFacts = found;
  }

  /** Sets the values of one filter field; no value removes the filter. */
  setFilter(field: string, values: readonly string[], clicked: Clicked | null = null): void {
    const others = Object.entries(this.cohort.filters).filter(([key]) => key !== field);
    const filters: Filters = Object.fromEntries(
      values.length > 0 ? [...others, [field, values]] : others,
    );
    this.clicked = clicked;
    this.navigate({ ...this.cohort, filters });
  }

  private keep(file: File, plan: FilePlan, isSample: boolean): KeptFile {
    const { name } = file;
    return { id: this.nextId++, name, file, plan, isSample, sha256: null, account: null };
  }

  private async look(file: File): Promise<Pick<KeptFile, 'plan'> | FileIssue> {
    try {
      const found = await inspectFile(file);
      if (found.state === 'ready') return { plan: found.plan };
      if (found.state === 'refused') {
        return {
          name: file.name,
          message: found.sentence,
          nextStep: found.nextStep,
          template: null,
        };
      }
      const nextStep = 'Rename the columns in the export, or fill in the template.';
      return { name: file.name, message: found.sentence, nextStep, template: found.likelyKind };
    } catch (error) {
      return { name: file.name, ...explain(error), template: null };
    }
  }

  private async load(
    engine: Engine,
    before: readonly KeptFile[],
    fresh: readonly KeptFile[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const result = await loadFiles(engine, fresh, {
        today: this.today(),
        signal,
        onProgress: (progress) => (this.progress = progress),
      });
      this.issues = [...this.issues, ...result.issues];
      await this.refresh(engine, [...before, ...result.loaded]);
      signal.throwIfAborted();
    } catch (error) {
      if (error instanceof EngineGone) {
        const unread = fresh.filter((file) => !this.files.includes(file)).map(toUnread);
        this.issues = [...this.issues, ...unread];
        throw error;
      }
      for (const { id } of fresh) await removeFile(engine, id);
      await this.refresh(engine, before);
      throw error;
    }
    void this.fingerprintAll();
  }

  private async refresh(engine: Engine, files: readonly KeptFile[]): Promise<void> {
    await this.whileRebuilding(async () => {
      this.files =
        files.length > 0
          ? await settleAndDerive(engine, files, this.settings, (phase) => this.phase(phase))
          : [];
      await this.publish(engine);
    });
  }

  /** Queries wait until the work is done, so that none reads half of the tables. */
  private async whileRebuilding(work: () => Promise<void>): Promise<void> {
    const outer = this.rebuilding;
    const done = work();
    this.rebuilding ??= done.catch(() => undefined);
    try {
      await done;
    } finally {
      this.rebuilding = outer;
    }
  }

  private async publish(engine: Engine): Promise<void> {
    this.cache.clear();
    this.facts = this.files.length > 0 ? await readDataFacts((text) => engine.query(text)) : null;
    this.dataVersion += 1;
  }

  /** Gives up what waits for its turn: it would wait for an engine that is about to end. */
  private dropTurns(): void {
    this.importing?.abort();
    this.last = Promise.resolve();
  }

  /** One change of the data at a time, in the order in which they were asked for. */
  private inTurn(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.last = this.last.then(() => this.guard(work));
    return this.last;
  }

  private async guard(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.importing = controller;
    this.failure = null;
    this.notice = null;
    try {
      await work(controller.signal);
    } catch (error) {
      if (controller.signal.aborted)
        this.notice = 'Cancelled; nothing of the new files was loaded.';
      else if (!(error instanceof EngineGone)) this.failure = explain(error);
    } finally {
      if (this.importing === controller) {
        this.importing = null;
        this.progress = null;
      }
    }
  }

  private async recover(): Promise<void> {
    const now = Date.now();
    this.restarts = [...this.restarts.filter((time) => now - time < RESTART_WINDOW_MS), now];
    if (this.restarts.length <= RESTARTS_WITHOUT_ASKING) return this.restart();
    this.failure = explain(new EngineGone('The engine keeps stopping'));
  }

  private async fingerprintAll(): Promise<void> {
    for (const { id, file, sha256 } of this.files) {
      if (sha256 !== null) continue;
      const hash = await fingerprintOf(file).catch(() => null);
      this.files = this.files.map((kept) => (kept.id === id ? { ...kept, sha256: hash } : kept));
    }
  }

  private phase(phase: string): void {
    this.progress = { ...(this.progress ?? NO_PROGRESS), phase, fileName: null };
  }
}

function toUnread({ name }: KeptFile): FileIssue {
  return {
    name,
    message: 'The engine stopped while it was read.',
    nextStep: 'Add the file again; the files that were loaded before are read again by themselves.',
    template: null,
  };
}
