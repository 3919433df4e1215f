/** When an engine that ended on its own is started again unasked: not for ever. */

/** Engines that ended on their own within this time are not restarted a third time unasked. */
const WINDOW_MS = 60_000;
const WITHOUT_ASKING = 2;

/** Counts the ends of engines. */
export class Restarts {
  private times: readonly number[] = [];

  /** Notes an end at a time in milliseconds; true = start the engine again unasked. */
  mayFollow(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < WINDOW_MS), now];
    return this.times.length <= WITHOUT_ASKING;
  }
}
