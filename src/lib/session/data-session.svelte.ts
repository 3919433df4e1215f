/**
 * What is loaded, and the one way to change it: in turn, all or nothing, and told in words. What a
 * person may ask for stands in `session.svelte.ts`, which is built on this.
 */
import { EngineGone } from '$lib/engine/errors';
import { PersonKeys } from '$lib/identity/pseudonyms';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import type { Engine } from '$lib/engine/port';
import type { Columns } from '$lib/sql/columns';
import type { ChangeOptions, DataChange } from './change-data';
import { Answers } from './answers';
import type { DataQuestion } from './data-questions';
import { EngineHost, type StartEngine } from './engine-host.svelte';
import { type Explanation, explain } from './explain';
import type { DataFacts } from './facts';
import type { Figures } from './figures';
import { fingerprintOf } from './fingerprints';
import { Gate } from './gate';
import type { OnProgress } from './import-files';
import {
  type FileIssue,
  type ImportProgress,
  type KeptFile,
  type NewFile,
  phaseOf,
  unread,
} from './kept-file';
import { type LoadedData, nothingLoaded } from './loaded-data';
import {
  type ReplacedFile,
  type Replacement,
  replacements,
  toldReplaced,
  withoutTwins,
} from './replacement';
import { Practice } from './practice';
import { Restarts } from './restarts';
import { Tallies } from './tallies';
import { timeConflict } from './time-conflict';
import { CANCELLED_RESTART, notReadIssue, STARTED_AGAIN } from './turn-words';
import { type Turn, Turns } from './turns';

/** The data of one tab. */
export class DataSession {
  readonly host: EngineHost;
  files = $state.raw<readonly KeptFile[]>([]);
  issues = $state.raw<readonly FileIssue[]>([]);
  progress = $state.raw<ImportProgress | null>(null);
  failure = $state.raw<Explanation | null>(null);
  /** A line about something that was done for the person, such as a restart. */
  notice = $state<string | null>(null);
  /** Files in whose place the last import put newer ones of the same name; they can be undone. */
  replaced = $state.raw<readonly ReplacedFile[]>([]);
  settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  facts = $state.raw<DataFacts | null>(null);
  /** Grows with every change of data or settings; figures follow it. */
  dataVersion = $state(0);
  /** What the loaded rows leave open; see `answeredData`. */
  questions = $state.raw<readonly DataQuestion[]>([]);
  /** Labels of the answers to questions about the data, by question. */
  answeredData = $state.raw<Readonly<Record<string, string>>>({});
  /** The pseudonyms of this tab: the same id has the same one in every file. */
  readonly personKeys = new PersonKeys();

  protected nextId = 1;
  protected readonly gate = new Gate();
  private fetchedFigures: Promise<Figures> | null = null;
  private readonly answers = new Answers();
  protected readonly tallies = new Tallies({
    query: (text) => this.queryAnew(text),
    bytes: (text) => this.bytes(text),
  });
  protected readonly turns = new Turns({
    begin: () => {
      this.practice.end();
      this.failure = null;
      this.notice = null;
    },
    failed: (error, turn) => this.failed(error, turn),
    done: () => (this.progress = null),
  });
  private readonly restarts = new Restarts();
  private readonly practice: Practice;

  constructor(
    startEngine: StartEngine,
    protected readonly today: () => string,
  ) {
    this.host = new EngineHost(startEngine, () => void this.recover());
    this.practice = new Practice(startEngine);
  }

  /** Starts the engine while the person is still choosing. */
  warmUp(): void {
    this.host.engine().catch((error: unknown) => (this.failure = explain(error)));
  }

  /**
   * Practises a load in an engine of its own, once the engine is there and while nothing is asked;
   * resolves when that has ended.
   */
  async practise(): Promise<void> {
    try {
      await this.host.engine();
      await this.practice.begin(this.settings);
    } catch {
      // No consequence but that the first files find less that is compiled.
    }
  }

  /** Something is loaded and derived. */
  get hasData(): boolean {
    return this.facts !== null;
  }

  /** Resolves when every change that was asked for so far is done. */
  idle(): Promise<void> {
    return this.turns.idle();
  }

  /** Stops the change that is under way; what was loaded before stays. */
  cancelImport(): void {
    this.turns.cancel();
  }

  /** Starts a new engine and reads the kept files again by their confirmed mappings. */
  async restart(): Promise<void> {
    await this.turns.interrupt((turn) =>
      this.orCancelled(turn, CANCELLED_RESTART, async () => {
        await this.refill(turn.signal, this.reporter(turn));
        // What was asked of the old engine has failed meanwhile; that is mended now.
        this.failure = null;
        this.notice = STARTED_AGAIN;
      }),
    );
  }

  /** Answers one query, after tables that are being made anew; rejects with a typed error. */
  async query(text: string, signal?: AbortSignal): Promise<Columns> {
    await this.gate.open();
    return this.answers.ask(text, (own) => this.queryAnew(text, own), signal);
  }

  /** Runs one query, whether it was answered before or not; rejects with a typed error. */
  async queryAnew(text: string, signal?: AbortSignal): Promise<Columns> {
    await this.gate.open();
    const engine = await this.host.engine();
    return engine.query(text, signal ? { signal } : {});
  }

  private async bytes(text: string): Promise<Uint8Array> {
    await this.gate.open();
    const engine = await this.host.engine();
    return engine.bytes(text);
  }

  /** One change of the data at a time; `cancelled` is told when it is stopped on the way. */
  protected inTurn(cancelled: string, work: (turn: Turn) => Promise<void>): Promise<void> {
    return this.turns.take((turn) => this.orCancelled(turn, cancelled, () => work(turn)));
  }

  /** New files under numbers of their own. */
  protected numbered(files: readonly NewFile[]): readonly KeptFile[] {
    return files.map((file) => unread(this.nextId++, file));
  }

  /**
   * Loads new files beside those that are loaded, or in place of some; names those that do not go in.
   * Returns those that did.
   */
  protected async add(
    turn: Turn,
    fresh: readonly KeptFile[],
    given: readonly Replacement[] = [],
  ): Promise<readonly KeptFile[]> {
    const { idConflict, withinMemory } = await import('./change-work');
    const { single, issues: twins } = withoutTwins(fresh);
    const others = replacements(
      this.files.filter(({ id }) => !given.some(({ old }) => old === id)),
      single.filter(({ id }) => !given.some(({ anew }) => anew === id)),
    );
    const replace = [...given, ...others];
    const staying = this.files.filter(({ id }) => !replace.some(({ old }) => old === id));
    const { fitting, conflicts } = timeConflict(staying, single);
    const { matching, conflicts: strangers } = idConflict(staying, fitting);
    const { within, tooLarge } = withinMemory(this.files, matching, replace);
    this.issues = [...this.issues, ...twins, ...conflicts, ...strangers, ...tooLarge];
    if (within.length === 0) return [];
    const isIn = ({ id }: KeptFile): boolean => this.files.some((file) => file.id === id);
    try {
      await this.change(turn, { add: within, replace });
    } catch (error) {
      if (turn.end === 'forgotten') throw error;
      if (error instanceof EngineGone || turn.end === 'restarted') {
        const left = within.filter((file) => !isIn(file)).map(notReadIssue);
        this.issues = [...this.issues, ...left];
      }
      throw error;
    }
    return within.filter(isIn);
  }

  /** Makes a change and shows what stands after it; rejects when nothing was changed. */
  protected async change(turn: Turn, change: DataChange): Promise<void> {
    const { changeData, giveUp, WayBackFailed } = await import('./change-work');
    const engine = await this.engineFor(turn);
    turn.signal.throwIfAborted();
    const before = this.data;
    const options = this.changeOptions(turn.signal, this.reporter(turn));
    try {
      const { data, issues, replaced } = await changeData(engine, before, change, options);
      // An engine that was given up meanwhile takes its tables with it.
      if (isGivenUp(turn)) turn.signal.throwIfAborted();
      this.issues = [...this.issues, ...issues];
      if (data === before) return;
      this.publish(data);
      this.replaced = [...this.replaced, ...toldReplaced(replaced, before.files, data.files)];
      const gone = before.files.filter(({ id }) => !data.files.some((file) => file.id === id));
      await giveUp(
        engine,
        gone.map(({ id }) => id),
      );
    } catch (error) {
      if (!(error instanceof WayBackFailed)) throw error;
      if (!isGivenUp(turn)) await this.refill(new AbortController().signal, this.reporter(turn));
      throw error.reason;
    }
  }

  /** Starts an engine and reads the kept files again; when that fails, nothing is loaded. */
  protected async refill(signal: AbortSignal, onProgress: OnProgress): Promise<void> {
    const { files, questions, answeredData, settings } = this.data;
    await this.gate.during(async () => {
      const { changeData, WayBackFailed } = await import('./change-work');
      const engine = await this.host.restart();
      const empty: LoadedData = { ...nothingLoaded(settings), questions, answeredData };
      const options = this.changeOptions(signal, onProgress);
      try {
        const { data, issues } = await changeData(engine, empty, { add: files }, options);
        this.issues = [...this.issues, ...issues];
        this.publish(data);
      } catch (error) {
        if (error instanceof EngineGone) throw error;
        this.publish(nothingLoaded(settings));
        throw error instanceof WayBackFailed ? error.reason : error;
      }
    });
  }

  /** Shows what is loaded now, all at once. */
  protected publish({ files, settings, facts, questions, answeredData }: LoadedData): void {
    // What is asked for from now on waits for this, so it never sees a figure of before.
    void this.fetchedFigures?.then((figures) => figures.clear());
    this.answers.clear();
    this.tallies.clear();
    this.files = files;
    this.settings = settings;
    this.questions = questions;
    this.answeredData = answeredData;
    this.facts = facts;
    this.dataVersion += 1;
    void this.fingerprintAll();
  }

  /** The figures, which come with every definition: fetched when the first is asked for. */
  protected figures(): Promise<Figures> {
    if (!this.fetchedFigures) {
      const fetched = import('./figures').then(({ Figures: Fetched }) => new Fetched());
      fetched.catch(() => (this.fetchedFigures = null));
      this.fetchedFigures = fetched;
    }
    return this.fetchedFigures;
  }

  /** Hears of progress as long as the turn was not given up. */
  protected reporter(turn: Turn): OnProgress {
    return (progress) => {
      if (!isGivenUp(turn)) this.progress = progress;
    };
  }

  /** The engine, which may still be on its way when the first files are there; rejects when cancelled. */
  private engineFor(turn: Turn): Promise<Engine> {
    if (this.host.state !== 'ready') this.reporter(turn)(phaseOf('Starting the database'));
    const { signal } = turn;
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    return Promise.race([this.host.engine(), stopped]);
  }

  /** What is loaded, as one value. */
  protected get data(): LoadedData {
    const { files, settings, facts, questions, answeredData } = this;
    return { files, settings, facts, questions, answeredData };
  }

  private changeOptions(signal: AbortSignal, onProgress: OnProgress): ChangeOptions {
    const { personKeys } = this;
    return {
      load: { today: this.today(), personKeys },
      signal,
      onProgress,
      exclusively: (work) => this.gate.during(work),
    };
  }

  private async orCancelled(
    turn: Turn,
    cancelled: string,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (turn.end !== 'cancelled') throw error;
      this.notice = cancelled;
    }
  }

  private failed(error: unknown, turn: Turn): void {
    if (isGivenUp(turn)) return;
    // An engine that ended is started again, which says so itself; unless it ends again and again.
    if (error instanceof EngineGone && this.host.state !== 'ended') return;
    this.failure = explain(error);
  }

  private recover(): Promise<void> | void {
    if (this.restarts.mayFollow(Date.now())) return this.restart();
    this.failure = explain(new EngineGone('The engine keeps stopping'));
  }

  private async fingerprintAll(): Promise<void> {
    for (const { id, file, sha256 } of this.files) {
      if (sha256 !== null) continue;
      const hash = await fingerprintOf(file).catch(() => null);
      this.files = this.files.map((kept) => (kept.id === id ? { ...kept, sha256: hash } : kept));
    }
  }
}

/** Whether the work of a turn goes on for nobody: its engine is ending or has ended. */
function isGivenUp({ end }: Turn): boolean {
  return end === 'restarted' || end === 'forgotten';
}
