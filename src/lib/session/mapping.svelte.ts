/**
 * Files that wait for their mapping, and what the person does to it. Nothing of them is in the engine
 * until every file is either confirmed or left out; then all confirmed files go in together.
 */
import type { MappingPreview } from '$lib/ingest/preview';
import { keepFindings } from '$lib/ingest/kept-findings';
import type { Answer, FileProfile, Question, Reason } from '$lib/ingest/proposal';
import type { Dialect, FilePlan, Layout } from '$lib/ingest/types';
import type { Kind } from '$lib/model/canonical';
import { askLook } from './ask-look';
import { type Explanation, explain } from './explain';
import type { MappingRules } from './mapping-rules';
import { settledQuestions, withoutGiven } from './settled-questions';

/** A file that waits for its mapping. */
export interface PendingFile {
  readonly id: number;
  readonly name: string;
  readonly file: File;
  readonly isSample: boolean;
  readonly profile: FileProfile;
  /** As it stands now. */
  readonly plan: FilePlan;
  /** Why each column was proposed, by canonical name. */
  readonly reasons: Readonly<Record<string, Reason>>;
  readonly otherKinds: readonly Kind[];
  /** Ids of the questions that the person has answered, with the label of the answer. */
  readonly answered: Readonly<Record<string, string>>;
  /** The questions that the person has answered or takes up again, as they were asked. */
  readonly asked: readonly Question[];
  /** Plans before each change, the latest last; for undo. */
  readonly history: readonly FilePlan[];
  /** The loaded file whose mapping is being changed; null = a new file. */
  readonly replaces: number | null;
  /**
   * Day of a kept mapping that fits the file but leaves something open, `YYYY-MM-DD`; null = the plan
   * is a proposal, or that of a loaded file.
   */
  readonly recalledOn: string | null;
  readonly isConfirmed: boolean;
}

/** What the mapping needs from the session. */
export interface MappingHost {
  readonly today: () => string;
  /** What is proposed and asked; called only while a file waits. */
  readonly rules: () => MappingRules;
  readonly preview: (file: File, plan: FilePlan, signal: AbortSignal) => Promise<MappingPreview>;
  /** Loads the confirmed files, and replaces those that were mapped anew; returns which went in. */
  readonly load: (files: readonly PendingFile[]) => Promise<readonly number[]>;
}

/** What a person changes about how a file is written. */
export interface WrittenChange {
  readonly dialect?: Partial<Dialect>;
  readonly layout?: Partial<Layout>;
}

/** Of a mapping that is proposed anew nothing is answered. */
const UNANSWERED = { answered: {}, asked: [], recalledOn: null } as const;

/** The mapping of the files that wait. */
export class Mapping {
  pending = $state.raw<readonly PendingFile[]>([]);
  /** Files as they were before each change: a step back brings answers and reasons back too. */
  private earlier: Readonly<Record<number, readonly PendingFile[]>> = {};
  /** How often each file was looked at again. */
  private looks: Readonly<Record<number, number>> = {};
  /** The file that the person opened out of turn. */
  private opened = $state<number | null>(null);

  constructor(private readonly host: MappingHost) {}

  /** The file that is looked at: the one that was opened, else the first that is not confirmed. */
  get current(): PendingFile | null {
    const waiting = this.pending.filter(({ isConfirmed }) => !isConfirmed);
    return waiting.find(({ id }) => id === this.opened) ?? waiting[0] ?? null;
  }

  /** Puts a file into the queue with what is proposed for it. */
  add(file: Omit<PendingFile, 'history' | 'asked' | 'isConfirmed'>): void {
    this.pending = [...this.pending, { ...file, history: [], asked: [], isConfirmed: false }];
  }

  /** Opens a file out of turn; one that was confirmed is to be confirmed again. */
  reopen(id: number): void {
    this.opened = id;
    this.update(id, (file) => ({ ...file, isConfirmed: false }));
  }

  /**
   * Every question about a file, answered or not: those that its plan raises as it is now, and those
   * that it does not raise any more because of their answer.
   */
  raised(file: PendingFile): readonly Question[] {
    const ask = (plan: FilePlan): readonly Question[] =>
      this.rules.questionsOf(plan, file.profile, this.host.today());
    const raised = ask(file.plan);
    return [...raised, ...settledQuestions(file, raised, ask)];
  }

  /** Questions about a file that the person has not answered, for its plan as it is now. */
  questions(file: PendingFile): readonly Question[] {
    return this.raised(file).filter(({ id }) => !(id in file.answered));
  }

  /** Changes the plan of a file; can be undone. */
  change(id: number, plan: FilePlan): void {
    this.step(id, (file) => ({ ...file, plan }));
  }

  /** Answers a question about a file; can be undone. */
  answer(id: number, question: Question, answer: Answer): void {
    this.step(id, (file) => ({
      ...file,
      plan: answer.apply(file.plan),
      answered: { ...file.answered, [question.id]: answer.label },
      asked: [...file.asked.filter(({ id: other }) => other !== question.id), question],
    }));
  }

  /**
   * Asks a question again; its answer stands in the plan until another one is given, but for the value
   * of a column that the file lacks.
   */
  askAgain(id: number, question: string): void {
    this.step(id, (file) => ({
      ...file,
      plan: withoutGiven(file.plan, question),
      answered: Object.fromEntries(
        Object.entries(file.answered).filter(([other]) => other !== question),
      ),
    }));
  }

  /**
   * Takes the file for one of another kind, with new proposals; can be undone. Returns why that failed,
   * and changes nothing then; null = it was done. Never rejects.
   */
  changeKind(id: number, kind: Kind): Promise<Explanation | null> {
    return this.lookAgain(id, async ({ plan, profile }) => {
      const anew = await askLook('proposed', [kind, plan, profile, this.host.today()]);
      return (file) => ({ ...file, ...anew, ...UNANSWERED });
    });
  }

  /**
   * Reads the first part of a file anew as the person says that it is written. The mapping stays where
   * its columns are the same, else it is proposed anew; can be undone. Returns why the file cannot be
   * read so, and changes nothing then; null = it was read. Never rejects.
   */
  rewrite(id: number, change: WrittenChange): Promise<Explanation | null> {
    return this.lookAgain(id, async ({ file: source, plan }) => {
      const dialect = { ...plan.dialect, ...change.dialect };
      const layout = { ...plan.layout, ...change.layout };
      const written = { dialect, layout };
      const found = await askLook('reread', [source, plan, written, this.host.today()]);
      if (found.state === 'refused') return found;
      const { profile, findings, anew } = found;
      keepFindings(profile, findings);
      return (file) => ({
        ...file,
        ...(anew && { ...anew, ...UNANSWERED }),
        profile,
        plan: found.plan,
      });
    });
  }

  /** Takes the last change of a file back; a question that it answered is asked again. */
  undo(id: number): void {
    const earlier = this.earlier[id] ?? [];
    const before = earlier.at(-1);
    if (!before) return;
    this.earlier = { ...this.earlier, [id]: earlier.slice(0, -1) };
    this.update(id, () => before);
  }

  /** What the plan of a file, as it is now, would make of it. */
  preview(file: PendingFile, signal: AbortSignal): Promise<MappingPreview> {
    return this.host.preview(file.file, file.plan, signal);
  }

  /** Confirms a file; the last one lets all confirmed files in. */
  async confirm(id: number): Promise<void> {
    this.update(id, (file) => ({ ...file, isConfirmed: true }));
    await this.loadWhenDone();
  }

  /** Leaves a file out; a loaded file whose mapping was being changed stays as it was. */
  async leaveOut(id: number): Promise<void> {
    this.pending = this.pending.filter((file) => file.id !== id);
    await this.loadWhenDone();
  }

  /** Looks at a file again; of two looks at once the later one counts, and each at the plan as it is. */
  private async lookAgain(
    id: number,
    look: (file: PendingFile) => Promise<Explanation | ((file: PendingFile) => PendingFile)>,
  ): Promise<Explanation | null> {
    const turn = (this.looks[id] ?? 0) + 1;
    this.looks = { ...this.looks, [id]: turn };
    try {
      for (;;) {
        const file = this.pending.find((pending) => pending.id === id);
        if (!file) return null;
        const change = await look(file);
        if (this.looks[id] !== turn) return null;
        if (typeof change !== 'function') return change;
        if (this.pending.some((now) => now.id === id && now.plan !== file.plan)) continue;
        this.step(id, change);
        return null;
      }
    } catch (error) {
      return explain(error);
    }
  }

  private get rules(): MappingRules {
    return this.host.rules();
  }

  private async loadWhenDone(): Promise<void> {
    if (this.current !== null) return;
    const confirmed = this.pending;
    if (confirmed.length === 0) return;
    const loaded = await this.host.load(confirmed);
    // What did not go in, or was cancelled, waits with everything that the person did to it.
    this.pending = this.pending
      .filter(({ id }) => !loaded.includes(id))
      .map((file) => ({ ...file, isConfirmed: false }));
  }

  private step(id: number, change: (file: PendingFile) => PendingFile): void {
    this.update(id, (file) => {
      this.earlier = { ...this.earlier, [id]: [...(this.earlier[id] ?? []), file] };
      const changed = change(file);
      const plan = this.rules.withNeedlessDropped(changed.plan, changed.profile);
      return { ...changed, plan, history: [...file.history, file.plan] };
    });
  }

  private update(id: number, change: (file: PendingFile) => PendingFile): void {
    this.pending = this.pending.map((file) => (file.id === id ? change(file) : file));
  }
}
