/**
 * What is loaded and what is looked at: the one object that pages talk to. It holds files, settings
 * and the cohort, and is the only door to the engine and the import. How the data change, and what is
 * told of it, stands in `data-session.svelte.ts`.
 */
import { ALL_STAYS, type Cohort, type Filters } from '$lib/cohort/cohort';
import { withoutIdleFilters } from '$lib/cohort/idle-filters';
import type { MappingPreview } from '$lib/ingest/preview';
import type { FilePlan } from '$lib/ingest/types';
import { setOwnInstruments } from '$lib/measures/library';
import {
  ask as askQueries,
  type ComputedFigure,
  type Counting,
  type Run,
} from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import type { Kind } from '$lib/model/canonical';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import type { Query } from '$lib/tally/tally';
import { Asking } from './asking';
import type { Waiting } from './bands';
import { Computing } from './computing.svelte';
import { CountAhead } from './count-ahead';
import type { DataAnswer, DataQuestion } from './data-questions';
import { DataSession } from './data-session.svelte';
import type { StartEngine } from './engine-host.svelte';
import {
  type CohortSize,
  type FieldOptions,
  readCohortSize,
  readFieldOptions,
  setsOfOptions,
} from './facts';
import { KeptMemory } from './kept-memory.svelte';
import { isSame, type LoadedData, nothingLoaded } from './loaded-data';
import { type Memory, NO_MEMORY, parseMemory } from './mapping-memory';
import type { MappingRules } from './mapping-rules';
import { Mapping, type PendingFile } from './mapping.svelte';
import { whyUnavailable } from './missing-file';
import type { ReplacedFile, Replacement } from './replacement';
import { SideWork } from './side-work.svelte';
import {
  broughtBackWords,
  CANCELLED,
  CANCELLED_IMPORT,
  FORGOTTEN,
  recalledWords,
} from './turn-words';
import type { Turn } from './turns';

/** The figure whose mark was clicked, and the field that this set: it ignores its own filter. */
export interface Clicked {
  readonly metricId: string;
  readonly field: string;
}

/** Goes to a cohort; `replace` leaves no step behind for the way back. */
export type Navigate = (cohort: Cohort, options?: { readonly replace?: boolean }) => void;

/** The session of one tab; create one and hand it to components with `provideSession`. */
export class Session extends DataSession {
  cohort = $state.raw<Cohort>(ALL_STAYS);
  clicked = $state.raw<Clicked | null>(null);
  /** What files and prints are made for while the screen is internal. */
  exportMode = $state<'release' | 'internal'>('release');
  cohortSize = $state.raw<CohortSize | null>(null);
  fieldOptions = $state.raw<FieldOptions>({});
  /** The data that the options were counted in. */
  private optionsVersion = -1;
  /** Fingerprint of the settings, as exports print it; null = being computed. */
  settingsMark = $state<string | null>(null);
  /** What the browser keeps: mappings and the settings of the program. */
  readonly memory: KeptMemory;
  /** Exports and prints that are being made. */
  readonly sideWork = new SideWork();
  /** How far the numbers of the page are. */
  readonly computing = new Computing(() => this.cohort);
  /** In which order pages ask for numbers. */
  readonly asking = new Asking(this.computing);
  /** What a reader may look at next. */
  readonly countAhead = new CountAhead();
  /** Files that wait for a person to map them. */
  readonly mapping: Mapping;
  private isReadingAhead = false;
  /** There whenever a file waits. */
  private mappingRules: MappingRules | null = null;
  /** Writes a cohort to the address; set by the layout, which alone knows the router. */
  navigate: Navigate = (cohort) => (this.cohort = cohort);

  constructor(startEngine: StartEngine, today: () => string, storage: Storage | null = null) {
    super(startEngine, today);
    this.mapping = new Mapping({
      today,
      rules: () => this.mappingRules!,
      preview: (file, plan, signal) => this.preview(file, plan, signal),
      load: (files) => this.loadMapped(files),
    });
    this.memory = new KeptMemory(storage);
    this.settings = this.memory.recallInto(DEFAULT_SETTINGS);
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

  /**
   * Takes files in, after those that are still on their way; what cannot go in is named in `issues`.
   * A file that is loaded already is left out; one of the same name and kind as a loaded one replaces
   * it. Returns how many went in.
   */
  async importFiles(files: readonly File[], isSample = false): Promise<number> {
    let loaded = 0;
    await this.inTurn(CANCELLED_IMPORT, async (turn) => {
      this.issues = [];
      this.replaced = [];
      const { takeFiles } = await import('./take-files');
      const taken = await takeFiles(files, {
        loaded: this.files,
        pending: this.mapping.pending,
        memory: isSample ? NO_MEMORY : this.memory.current,
        isSample,
        hasKeys: this.personKeys.people > 0,
        today: this.today(),
        signal: turn.signal,
        onProgress: this.reporter(turn),
      });
      this.issues = taken.issues;
      const { superseded, waiting } = taken;
      if (waiting.length > 0) await this.fetchRules();
      this.mapping.pending = this.mapping.pending.filter(({ id }) => !superseded.includes(id));
      for (const file of waiting) {
        this.mapping.add({ ...file, id: this.nextId++, replaces: null });
      }
      const added = await this.add(turn, this.numbered(taken.ready));
      loaded = added.length;
      const told = taken.recalled.length > 0 ? [recalledWords(taken.recalled)] : [];
      const words = [...told, ...added.flatMap(({ remarks }) => remarks)];
      if (words.length > 0) this.notice = words.join(' ');
    });
    return loaded;
  }

  /** Takes a file out again, with everything that came from it. */
  async removeFile(id: number): Promise<void> {
    await this.inTurn(CANCELLED, async (turn) => {
      if (!this.files.some((file) => file.id === id)) return;
      await this.change(turn, { remove: [id] });
      this.replaced = this.replaced.filter(({ anew }) => anew !== id);
    });
  }

  /** Brings back a file in whose place another one of the same name was loaded; that one leaves. */
  async undoReplacement(done: ReplacedFile): Promise<void> {
    await this.inTurn(CANCELLED, async (turn) => {
      const { old, anew } = done;
      this.issues = [];
      const [file] = this.numbered([old]);
      if (!file || !this.files.some(({ id }) => id === anew)) return;
      const told = this.replaced.filter((other) => other !== done);
      const back = await this.add(turn, [file], [{ old: anew, anew: file.id }]);
      if (back.length === 0) return;
      this.replaced = told;
      this.notice = broughtBackWords(old.name);
    });
  }

  /**
   * Changes settings in turn with every other change; every figure follows. Files of scores are read
   * again where ranges of scores change.
   */
  async changeSettings(change: (settings: Settings) => Settings): Promise<void> {
    await this.inTurn(CANCELLED, (turn) => this.apply(turn, change));
  }

  /** Answers a question about the loaded rows; the figures follow. */
  async answerData(question: DataQuestion, answer: DataAnswer): Promise<void> {
    await this.inTurn(CANCELLED, (turn) => {
      const answeredData = { ...this.answeredData, [question.id]: answer.label };
      return this.apply(turn, answer.apply, answeredData);
    });
  }

  /** Asks a question about the loaded rows again, and takes its answer back. */
  async askAgain(question: DataQuestion): Promise<void> {
    await this.inTurn(CANCELLED, (turn) => {
      const left = Object.entries(this.answeredData).filter(([id]) => id !== question.id);
      return this.apply(turn, question.reset, Object.fromEntries(left));
    });
  }

  /** Opens the mapping of a loaded file for a change; the file stays loaded until it is confirmed. */
  async changeMapping(id: number): Promise<void> {
    await this.fetchRules();
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

  /** Forgets all data, settings, pseudonyms and what the browser keeps for this app. */
  async forgetEverything(): Promise<void> {
    this.turns.forget();
    this.facts = null;
    this.memory.clear();
    this.mapping.pending = [];
    await this.inTurn(CANCELLED, async () => {
      await this.gate.during(() => this.host.restart());
      this.personKeys.clear();
      this.publish(nothingLoaded(DEFAULT_SETTINGS));
      this.issues = [];
      this.replaced = [];
      this.cohortSize = null;
      this.fieldOptions = {};
      this.navigate(ALL_STAYS);
      this.notice = FORGOTTEN;
    });
  }

  /** Computes a figure for a cohort; the same figure of the same data is computed once. */
  async figure(metric: Metric, cohort: Cohort, signal?: AbortSignal): Promise<ComputedFigure> {
    const figures = await this.figures();
    await this.gate.open();
    const { facts, settings, kinds } = this;
    if (!facts?.dataCut) throw new Error('Nothing is loaded yet.');
    return figures.figure(
      metric,
      { cohort, settings, dataCut: facts.dataCut },
      this.runner(signal),
      (other) => whyUnavailable(other, facts, kinds, settings) === null,
      this.optionsVersion === this.dataVersion
        ? withoutIdleFilters(cohort, this.fieldOptions)
        : cohort,
    );
  }

  /** A figure with the interval that follows its estimate; at once where there is none to wait for. */
  async complete(figure: ComputedFigure, waiting: Waiting = {}): Promise<ComputedFigure> {
    const runner = (signal?: AbortSignal): Run => this.runner(signal);
    return (await this.figures()).complete(figure, runner, waiting);
  }

  /** Answers a query by counting what is at hand, else in the engine; rejects with a typed error. */
  async ask(query: Query, signal?: AbortSignal): Promise<Columns> {
    const [answer] = await askQueries([query], this.runner(signal));
    return answer!;
  }

  private runner(signal?: AbortSignal): Run {
    const { tallies } = this;
    const counting: Counting = {
      canCount: (tally) => tallies.canCount(tally),
      count: async (wanted) => {
        await this.gate.open();
        return tallies.count(wanted, signal);
      },
      missed: (tally) => {
        tallies.missed(tally);
        void this.readAhead();
      },
    };
    const run = (text: string): Promise<Columns> => this.query(text, signal);
    return Object.assign(run, { counting });
  }

  /** Reads what a reader may ask for next, when nothing else is asked. */
  private async readAhead(): Promise<void> {
    if (this.isReadingAhead) return;
    this.isReadingAhead = true;
    const { tallies } = this;
    while (tallies.hasAhead)
      await this.asking.during('in the background', () => tallies.readAhead());
    this.isReadingAhead = false;
  }

  /** Counts the cohort, and, once the figures in view are there, the values of its filters. */
  async refreshCohort(cohort: Cohort, signal: AbortSignal): Promise<void> {
    const { facts, dataVersion, settings } = this;
    if (!facts) return;
    const size = await readCohortSize(cohort, (query) => this.ask(query, signal));
    if (!signal.aborted) this.cohortSize = size;
    const run = (text: string): Promise<Columns> => this.query(text, signal);
    const read = (): Promise<FieldOptions> => readFieldOptions(cohort, facts.fields, run);
    const options = await this.asking.during('beside what is in view', read, signal);
    if (signal.aborted) return;
    this.fieldOptions = options;
    this.optionsVersion = dataVersion;
    this.tallies.wantSets(setsOfOptions(options));
    const { dataCut } = facts;
    if (dataCut !== null)
      this.tallies.wantCounts(this.countAhead.after({ cohort, settings, dataCut }, options));
    void this.readAhead();
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

  /** Previews take their turn among changes of the data, but are no change themselves. */
  private preview(file: File, plan: FilePlan, signal: AbortSignal): Promise<MappingPreview> {
    return this.turns.between(async () => {
      signal.throwIfAborted();
      const { previewFile } = await import('$lib/ingest/preview');
      return previewFile(await this.host.engine(), file, plan, this.today(), signal);
    });
  }

  private async fetchRules(): Promise<void> {
    this.mappingRules ??= (await import('./mapping-rules')).MAPPING_RULES;
  }

  private async loadMapped(pending: readonly PendingFile[]): Promise<readonly number[]> {
    let loaded: readonly PendingFile[] = [];
    await this.inTurn(CANCELLED_IMPORT, async (turn) => {
      this.issues = [];
      this.replaced = [];
      const fresh = this.numbered(pending);
      const given = pending.flatMap(({ replaces }, at): Replacement[] =>
        this.files.some(({ id }) => id === replaces)
          ? [{ old: replaces!, anew: fresh[at]!.id }]
          : [],
      );
      const went = await this.add(turn, fresh, given);
      loaded = pending.filter((_, at) => went.some(({ id }) => id === fresh[at]!.id));
      await this.memory.rememberMapped(loaded, this.today());
    });
    return loaded.map(({ id }) => id);
  }

  /** Changes settings and what is known of their answers; ranges of scores have files read again. */
  private async apply(
    turn: Turn,
    change: (settings: Settings) => Settings,
    answeredData: LoadedData['answeredData'] = this.answeredData,
  ): Promise<void> {
    const before = this.settings;
    const settings = change(before);
    if (isSame(settings, before) || this.files.length === 0) {
      setOwnInstruments(settings.instruments);
      this.settings = settings;
      this.answeredData = answeredData;
    } else if (isSame(settings.instruments, before.instruments)) {
      await this.change(turn, { settings, answeredData });
    } else {
      const scores = this.files.filter(({ plan }) => plan.kind === 'scores');
      const add = this.numbered(scores);
      const replace = scores.map(({ id: old }, at) => ({ old, anew: add[at]!.id }));
      // Figures read the ranges too, so they wait for the files.
      await this.gate.during(() =>
        this.change(turn, { settings, answeredData, add, replace, isWhole: true }),
      );
      this.renumber(replace);
    }
    if (!isSame(settings, before)) this.memory.rememberSettings(this.settings);
  }

  /** Follows files that were read again under new numbers. */
  private renumber(replaced: readonly Replacement[]): void {
    const follow = (id: number): number => replaced.find(({ old }) => old === id)?.anew ?? id;
    this.mapping.pending = this.mapping.pending.map((file) =>
      file.replaces === null ? file : { ...file, replaces: follow(file.replaces) },
    );
    this.replaced = this.replaced.map((file) => ({ ...file, anew: follow(file.anew) }));
  }
}
