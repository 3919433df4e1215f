/**
 * A new version of the app, from its arrival to the moment when this tab starts anew with it. Rows live
 * in the memory of a tab, so a tab that holds data starts anew only when the person says so.
 */
import { COUNT_TABS, TAKE_OVER } from './take-over';

/** How often a tab that stays open looks for a new version, at most. */
const LOOK_EVERY_MS = 3_600_000;

/** What the tab offers. */
export interface TabHost {
  /** Something would be lost if the tab started anew. */
  readonly holdsData: () => boolean;
  readonly reload: () => void;
}

/** The new version, as one tab sees it. */
export class AppUpdate {
  /** A newer version than this tab's is installed. */
  isReady = $state(false);
  /** The version that waits; null = none does, or it has taken over already. */
  private waiting: ServiceWorker | null = null;
  private isAsked = false;

  constructor(
    private readonly container: ServiceWorkerContainer,
    private readonly host: TabHost,
  ) {}

  /** Follows the arrival of new versions until the signal. */
  async watch(signal: AbortSignal): Promise<void> {
    const { container } = this;
    // The first version to control a page is the page's own.
    let isFirst = container.controller === null;
    container.addEventListener(
      'controllerchange',
      () => {
        this.waiting = null;
        if (this.isAsked) this.host.reload();
        else if (!isFirst) this.isReady = true;
        isFirst = false;
      },
      { signal },
    );
    const registration = await container.ready;
    if (signal.aborted) return;
    if (registration.waiting) {
      this.arrived(registration.waiting);
      void this.takeOverUnnoticed();
    }
    const follow = (): void => this.follow(registration.installing, signal);
    follow();
    registration.addEventListener('updatefound', follow, { signal });
    this.lookNowAndThen(registration, signal);
  }

  /** The new version takes over now; this tab starts anew with it and loses what it holds. */
  takeOver(): void {
    if (!this.waiting) return this.host.reload();
    this.isAsked = true;
    this.waiting.postMessage(TAKE_OVER);
  }

  /** The same where nobody loses anything: nothing is loaded here, and no other tab is open. */
  async takeOverUnnoticed(): Promise<void> {
    if (!this.isReady || this.host.holdsData()) return;
    if (this.waiting && (await countTabs(this.waiting)) > 1) return;
    if (!this.host.holdsData()) this.takeOver();
  }

  private follow(worker: ServiceWorker | null, signal: AbortSignal): void {
    // A first version never waits: nothing is in its way.
    const look = (): void => {
      if (worker?.state === 'installed' && this.container.controller) this.arrived(worker);
    };
    worker?.addEventListener('statechange', look, { signal });
  }

  private arrived(worker: ServiceWorker): void {
    this.waiting = worker;
    this.isReady = true;
  }

  private lookNowAndThen(registration: ServiceWorkerRegistration, signal: AbortSignal): void {
    let last = Date.now();
    const look = (): void => {
      if (document.hidden || Date.now() - last < LOOK_EVERY_MS) return;
      last = Date.now();
      // Without a network there is nothing to be told.
      registration.update().catch(() => undefined);
    };
    document.addEventListener('visibilitychange', look, { signal });
  }
}

function countTabs(worker: ServiceWorker): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    worker.postMessage(COUNT_TABS, [port2]);
  });
}
