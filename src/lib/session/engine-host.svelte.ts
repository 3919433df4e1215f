/**
 * Keeps one engine running: starts it, watches it, and starts it anew when it has ended. What was
 * loaded is the session's to load again.
 */
import { EngineGone } from '$lib/engine/errors';
import type { Engine } from '$lib/engine/port';
import type { EngineEvents } from '$lib/engine/wasm-engine';
import { watch } from './watchdog';

/** Starts an engine; the app passes `startWasmEngine`, tests something else. */
export type StartEngine = (events: EngineEvents) => Promise<Engine>;

/** What the engine is doing. */
export type EngineState = 'idle' | 'starting' | 'ready' | 'ended';

/** The one running engine and its state. */
export class EngineHost {
  state = $state<EngineState>('idle');
  /** A statement has not answered for long; a restart should be offered. */
  isSlow = $state(false);
  private current: Promise<Engine> | null = null;
  /** Grows with every start; an engine of an earlier one is nobody's concern. */
  private generation = 0;

  constructor(
    private readonly startEngine: StartEngine,
    /** Called once for each engine that ended without being asked to. */
    private readonly onGone: (error: EngineGone) => void,
  ) {}

  /** The running engine; starts one when there is none. */
  engine(): Promise<Engine> {
    this.current ??= this.start();
    return this.current;
  }

  /** Ends the engine and starts a new, empty one. */
  async restart(): Promise<Engine> {
    const old = this.current;
    this.current = this.start();
    await (await old?.catch(() => null))?.terminate();
    return this.current;
  }

  private async start(): Promise<Engine> {
    const generation = (this.generation += 1);
    const isCurrent = (): boolean => generation === this.generation;
    this.state = 'starting';
    this.isSlow = false;
    try {
      const engine = await this.startEngine({
        onGone: (error) => {
          if (!isCurrent() || this.state === 'ended') return;
          this.state = 'ended';
          this.onGone(error);
        },
      });
      if (isCurrent() && this.state === 'starting') this.state = 'ready';
      return watch(engine, (isSlow) => {
        if (isCurrent()) this.isSlow = isSlow;
      });
    } catch (error) {
      if (isCurrent()) {
        this.state = 'ended';
        this.current = null;
      }
      throw error;
    }
  }
}
