/**
 * Many engines for the price of a few: what an engine answers depends on the statements before and on
 * nothing else, so a run that begins like an earlier one is answered from memory. Only what is new
 * goes to the one real engine, which is first brought to the state of the asker.
 */
import { createHash } from 'node:crypto';
import { EngineGone } from '$lib/engine/errors';
import type { Engine, QueryOptions } from '$lib/engine/port';
import type { EngineEvents } from '$lib/engine/wasm-engine';
import { type NodeDatabase, nodeDatabase, openNodeEngine } from './node-engine';

type Step = (engine: Engine) => Promise<unknown>;

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** What stands between an engine and its asker: called before each statement, may throw. */
export type OnCall = (die: () => EngineGone, text: string) => void | Promise<void>;

/** Starts engines that share what they have learned. */
export class ReplayEngines {
  onCall: OnCall = () => undefined;
  /** Statements that went to the real engine, without those that only brought it to a state. */
  asked = 0;
  private readonly known = new Map<string, Outcome>();
  private database: NodeDatabase | null = null;
  private real: Engine | null = null;
  private owner: ReplayEngine | null = null;

  /** Starts an engine; to be handed to a session. */
  readonly start = (events?: EngineEvents): Promise<Engine> =>
    Promise.resolve(new ReplayEngine(this, events));

  /** Ends the real engine. */
  async stop(): Promise<void> {
    await this.real?.terminate();
    this.real = null;
    this.owner = null;
  }

  /** What a step gives in the state of its asker, which `key` stands for. */
  async outcome(asker: ReplayEngine, key: string, step: Step): Promise<Outcome> {
    const before = this.known.get(key);
    if (before) {
      asker.behind.push(step);
      return before;
    }
    if (this.owner !== asker || this.real === null) {
      await this.stop();
      this.database ??= await nodeDatabase();
      this.real = openNodeEngine(this.database);
      this.owner = asker;
      asker.behind.splice(0, Infinity, ...asker.before);
    }
    for (const missed of asker.behind.splice(0)) await settled(missed, this.real);
    const outcome = await settled(step, this.real);
    this.asked += 1;
    this.known.set(key, outcome);
    return outcome;
  }
}

class ReplayEngine implements Engine {
  /** Every step so far, and those of them that the real engine has not seen. */
  readonly before: Step[] = [];
  readonly behind: Step[] = [];
  private key = '';
  private isDead = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly engines: ReplayEngines,
    private readonly events: EngineEvents | undefined,
  ) {}

  execute(text: string, { signal }: QueryOptions = {}): Promise<void> {
    return this.inTurn(text, text, (engine) => engine.execute(text), signal) as Promise<void>;
  }

  query(text: string, { signal }: QueryOptions = {}): ReturnType<Engine['query']> {
    const step: Step = (engine) => engine.query(text);
    return this.inTurn(text, text, step, signal) as ReturnType<Engine['query']>;
  }

  bytes(text: string, { signal }: QueryOptions = {}): ReturnType<Engine['bytes']> {
    const step: Step = (engine) => engine.bytes(text);
    return this.inTurn(text, text, step, signal) as ReturnType<Engine['bytes']>;
  }

  async addFile(name: string, file: Blob): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const mark = createHash('sha1').update(bytes).digest('hex');
    const step: Step = (engine) => engine.addFile(name, new Blob([bytes]));
    await this.inTurn(`add ${name} ${mark}`, `add ${name}`, step);
  }

  async dropFile(name: string): Promise<void> {
    await this.inTurn(`drop ${name}`, `drop ${name}`, (engine) => engine.dropFile(name));
  }

  terminate(): Promise<void> {
    this.isDead = true;
    return Promise.resolve();
  }

  private inTurn(text: string, shown: string, step: Step, signal?: AbortSignal): Promise<unknown> {
    const run = this.last.then(async () => {
      if (this.isDead) throw new EngineGone('The engine has ended');
      if (signal?.aborted) throw signal.reason;
      await this.engines.onCall(() => this.die(), shown);
      this.key = createHash('sha1').update(`${this.key}\n${text}`).digest('hex');
      const outcome = await this.engines.outcome(this, this.key, step);
      this.before.push(step);
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    });
    this.last = run.catch(() => undefined);
    return run;
  }

  private die(): EngineGone {
    const error = new EngineGone('The engine stopped in a test');
    if (!this.isDead) this.events?.onGone(error);
    this.isDead = true;
    return error;
  }
}

async function settled(step: Step, engine: Engine): Promise<Outcome> {
  try {
    return { value: await step(engine) };
  } catch (error) {
    return { error };
  }
}
