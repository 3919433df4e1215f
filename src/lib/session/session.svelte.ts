/**
 * What is loaded and what is looked at: the one object that pages talk to. It holds files, settings
 * and the cohort, and is the only door to the engine and the import.
 */
import { ALL_STAYS, type Cohort, type Filters } from '$lib/cohort/cohort';
import { EngineGone } from '$lib/engine/errors';
import type { Engine } from '$lib/engine/port';
import { type MappingPreview, previewFile } from '$lib/ingest/preview';
import { removeFile } from '$lib/ingest/remove-file';
import type { FilePlan } from '$lib/ingest/types';
import { setOwnInstruments } from '$lib/measures/library';
import { formatDay } from '$lib/format/days';
import { plural } from '$lib/format/words';
import type { Kind } from '$lib/model/canonical';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import { type DataAnswer, type DataQuestion, readDataQuestions } from './data-questions';
import { EngineHost, type StartEngine } from './engine-host.svelte';
import { type Explanation, explain } from './explain';
import type { Waiting } from './bands';
import { Figures } from './figures';
import { fingerprintOf } from './fingerprints';
import { type CohortFacts, type DataFacts, readCohortFacts, readDataFacts } from './facts';
import { derive, loadFiles, settleAndDerive } from './import-files';
import type { FileIssue, ImportProgress, KeptFile } from './kept-file';
import { lookAt } from './look';
import { Mapping, type PendingFile } from './mapping.svelte';
import { KeptMemory } from './kept-memory.svelte';
import { whyUnavailable } from './missing-file';
import { type Memory, NO_MEMORY, parseMemory } from './mapping-memory';
import { inOrder, type Replacement } from './replacement';
import { timeConflict } from './time-conflict';

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

/** Goes to a cohort; `replace` leaves no step behind for the way back. */
export type Navigate = (cohort: Cohort, options?: { readonly replace?: boolean }) => void;

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
  /** What files and prints are made for while the screen is internal. */
  exportMode = $state<'release' | 'internal'>('release');
  facts = $state.raw<DataFacts | null>(null);
  cohortFacts = $state.raw<CohortFacts | null>(null);
  /** Fingerprint of the settings, as exports print it; null = being computed. */
  settingsMark = $state<string | null>(null);
  /** Grows with every change of data or settings; figures follow it. */
  dataVersion = $state(0);
  /** What the loaded rows leave open; see `answeredData`. */
  questions = $state.raw<readonly DataQuestion[]>([]);
  /** Labels of the answers to questions about the data, by question. */
  answeredData = $state.raw<Readonly<Record<string, string>>>({});
  /** What the browser keeps: mappings and the settings of the program. */
  readonly memory: KeptMemory;
  /** Files that wait for a person to map them. */
  readonly mapping: Mapping;
  /** Writes a cohort to the address; set by the layout, which alone knows the router. */
  navigate: Navigate = (cohort) => (this.cohort = cohort);

  private nextId = 1;
  private importing: AbortController | null = null;
  private last: Promise<void> = Promise.resolve();
  private rebuilding: Promise<unknown> | null = null;
  private readonly figures = new Figures();
  private restarts: number[] = [];

  constructor(
    startEngine: StartEngine,
    private readonly today: () => string,
    storage: Storage | null = null,
  ) {
    this.host = new EngineHost(startEngine, () => void this.recover());
    this.mapping = new Mapping({
      today,
      preview: (file, plan, signal) => this.preview(file, plan, signal),
      load: (files) => this.loadMapped(files),
    });
    this.memory = new KeptMemory(storage);
    this.settings = this.memory.recallInto(DEFAULT_SETTINGS);
  }

  /** Something is loaded and derived. */
  get hasData(): boolean {
    return this.facts !== null;
  }

  /** Something that is loaded came with the app. */
  get isSynthetic(): boolean {
    return this.files.some((file) => file.isSample);
  }

  /** The cohort of files and prints: without what the screen alone shows. */
  get exportCohort(): Cohort {
    const { cohort, exportMode } = this;
    return cohort.mode === 'internal' ? { ...cohort, mode: exportMode } : cohort;
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
      const recalled: string[] = [];
      for (const file of files) {
        this.progress = { ...NO_PROGRESS, phase: 'Looking at the file', fileName: file.name };
        const memory = isSample ? NO_MEMORY : this.memory.current;
        const found = await lookAt(file, memory, this.today());
        signal.throwIfAborted();
        if (found.state === 'refused') issues.push(found.issue);
        else if (found.state === 'unmapped') {
          const { profile, proposal, answered, recalledOn } = found;
          const { plan, reasons, otherKinds } = proposal;
          const id = this.nextId++;
          const replaces = null;
          const { name } = file;
          this.mapping.add({
            ...{ id, name, file, isSample, profile, plan, reasons, otherKinds },
            ...{ answered, replaces, recalledOn },
          });
        } else {
          const { plan, profile } = found;
          const answered = found.recalled?.answered ?? {};
          fresh.push(this.keep(file, { plan, profile, answered, isSample }));
          if (found.recalled) {
            recalled.push(`${file.name} (kept on ${formatDay(found.recalled.savedOn)})`);
          }
        }
      }
      this.issues = issues;
      if (fresh.length > 0) await this.load(await this.host.engine(), this.files, fresh, signal);
      loaded = this.files.length - before;
      if (recalled.length > 0) {
        const files = plural(recalled.length, 'file');
        this.notice = `Your mapping was applied to ${files}: ${recalled.join(', ')}. It can be changed on the Data page.`;
      }
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

  /**
   * Changes settings in turn with every other change; every figure follows. Files are read again where
   * ranges of scores change.
   */
  async changeSettings(change: (settings: Settings) => Settings): Promise<void> {
    await this.inTurn(async () => {
      const { files } = this;
      const settings = change(this.settings);
      if (isSame(settings, this.settings)) return;
      const isReread = !isSame(settings.instruments, this.settings.instruments);
      setOwnInstruments(settings.instruments);
      if (files.length > 0) {
        const engine = await this.host.engine();
        await this.whileRebuilding(async () => {
          if (!isReread) await derive(engine, settings, (phase) => this.phase(phase));
          this.settings = settings;
          if (!isReread) return this.publish(engine);
          for (const { id } of files) await removeFile(engine, id);
          // Not to be cancelled: half of the files is no answer to a change of an instrument.
          await this.load(engine, [], files, new AbortController().signal);
        });
      }
      this.settings = settings;
      this.memory.rememberSettings(settings);
    });
  }

  /** Answers a question about the loaded rows; the figures follow. */
  async answerData(question: DataQuestion, answer: DataAnswer): Promise<void> {
    this.answeredData = { ...this.answeredData, [question.id]: answer.label };
    await this.changeSettings(answer.apply);
  }

  /** Asks a question about the loaded rows again, and takes its answer back. */
  async askAgain(question: DataQuestion): Promise<void> {
    this.answeredData = Object.fromEntries(
      Object.entries(this.answeredData).filter(([id]) => id !== question.id),
    );
    await this.changeSettings(question.reset);
  }

  /** Opens the mapping of a loaded file for a change; the file stays loaded until it is confirmed. */
  changeMapping(id: number): void {
    const kept = this.files.find((file) => file.id === id);
    if (!kept || this.mapping.pending.some(({ replaces }) => replaces === id)) return;
    const { name, file, isSample, profile, plan, answered } = kept;
    const own = { id: this.nextId++, reasons: {}, otherKinds: [], replaces: id, recalledOn: null };
    this.mapping.add({ ...own, name, file, isSample, profile, plan, answered });
  }

  /** Takes in mappings, instruments and thresholds from a document; rejects when it is not one. */
  async importMemory(text: string): Promise<Memory> {
    const added = parseMemory(text);
    this.memory.add(added);
    await this.changeSettings((settings) => this.memory.recallInto(settings));
    return added;
  }

  /** Forgets all data, settings and what the browser keeps for this app. */
  async forgetEverything(): Promise<void> {
    this.dropTurns();
    this.facts = null;
    this.memory.clear();
    this.mapping.pending = [];
    this.questions = [];
    this.answeredData = {};
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
    const { facts, settings, kinds } = this;
    if (!facts?.dataCut) throw new Error('Nothing is loaded yet.');
    return this.figures.figure(
      metric,
      { cohort, settings, dataCut: facts.dataCut },
      (text) => this.query(text, signal),
      (other) => whyUnavailable(other, facts, kinds, settings) === null,
    );
  }

  /** A figure with the interval that follows its estimate; at once where there is none to wait for. */
  complete(figure: ComputedFigure, waiting: Waiting = {}): Promise<ComputedFigure> {
    return this.figures.complete(figure, waiting);
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

  private keep(
    file: File,
    known: Pick<KeptFile, 'plan' | 'profile' | 'answered' | 'isSample'>,
  ): KeptFile {
    const { name } = file;
    return { id: this.nextId++, name, file, ...known, sha256: null, account: null };
  }

  /** Previews take their turn among changes of the data, but are no change themselves. */
  private preview(file: File, plan: FilePlan, signal: AbortSignal): Promise<MappingPreview> {
    const result = this.last.then(async () => {
      signal.throwIfAborted();
      return previewFile(await this.host.engine(), file, plan, this.today(), signal);
    });
    this.last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  private async loadMapped(pending: readonly PendingFile[]): Promise<readonly number[]> {
    let loaded: readonly PendingFile[] = [];
    await this.inTurn(async (signal) => {
      this.issues = [];
      const fresh = pending.map((file) => this.keep(file.file, file));
      const replaced = pending.flatMap(({ replaces }, at): Replacement[] =>
        replaces === null ? [] : [{ old: replaces, anew: fresh[at]!.id }],
      );
      await this.load(await this.host.engine(), this.files, fresh, signal, replaced);
      loaded = pending.filter((_, at) => this.files.some(({ id }) => id === fresh[at]!.id));
      this.memory.rememberMapped(loaded, this.today());
    });
    return loaded.map(({ id }) => id);
  }

  private async load(
    engine: Engine,
    before: readonly KeptFile[],
    fresh: readonly KeptFile[],
    signal: AbortSignal,
    replaced: readonly Replacement[] = [],
  ): Promise<void> {
    const stays = before.filter(({ id }) => !replaced.some(({ old }) => old === id));
    const { fitting, conflicts } = timeConflict(stays, fresh);
    this.issues = [...this.issues, ...conflicts];
    let gone: readonly Replacement[] = [];
    try {
      const result = await loadFiles(engine, fitting, {
        today: this.today(),
        signal,
        onProgress: (progress) => (this.progress = progress),
      });
      this.issues = [...this.issues, ...result.issues];
      gone = await this.takeOut(engine, result.loaded, replaced, signal);
      await this.refresh(engine, inOrder(before, result.loaded, gone));
      if (gone.length === 0) signal.throwIfAborted();
    } catch (error) {
      if (error instanceof EngineGone) {
        const unread = fresh.filter((file) => !this.files.includes(file)).map(toUnread);
        this.issues = [...this.issues, ...unread];
        throw error;
      }
      for (const { id } of fresh) await removeFile(engine, id);
      const left = before.filter(({ id }) => !gone.some(({ old }) => old === id));
      await this.refresh(engine, left);
      throw error;
    }
    void this.fingerprintAll();
  }

  /** Removes the files that were read anew under another mapping; from here on there is no way back. */
  private async takeOut(
    engine: Engine,
    loaded: readonly KeptFile[],
    replaced: readonly Replacement[],
    signal: AbortSignal,
  ): Promise<readonly Replacement[]> {
    const gone = replaced.filter(({ anew }) => loaded.some(({ id }) => id === anew));
    if (gone.length > 0) signal.throwIfAborted();
    for (const { old } of gone) await removeFile(engine, old);
    return gone;
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
    this.figures.clear();
    const run = (text: string): Promise<Columns> => engine.query(text);
    let facts = this.files.length > 0 ? await readDataFacts(run, this.settings) : null;
    const questions = facts ? await readDataQuestions(run, facts) : [];
    if (this.dropStaleAnswers(questions) && facts) {
      await derive(engine, this.settings, (phase) => this.phase(phase));
      facts = await readDataFacts(run, this.settings);
    }
    this.questions = questions;
    this.facts = facts;
    this.dataVersion += 1;
  }

  /** Takes back answers to questions that the rows do not raise any more; true = settings changed. */
  private dropStaleAnswers(raised: readonly DataQuestion[]): boolean {
    const isRaised = (id: string): boolean => raised.some((question) => question.id === id);
    const before = this.settings;
    const stale = this.questions.filter(({ id }) => id in this.answeredData && !isRaised(id));
    this.settings = stale.reduce((settings, { reset }) => reset(settings), before);
    this.answeredData = Object.fromEntries(
      Object.entries(this.answeredData).filter(([id]) => isRaised(id)),
    );
    return !isSame(before, this.settings);
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

function isSame<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function toUnread({ name }: KeptFile): FileIssue {
  return {
    name,
    message: 'The engine stopped while it was read.',
    nextStep: 'Add the file again; the files that were loaded before are read again by themselves.',
    template: null,
  };
}
