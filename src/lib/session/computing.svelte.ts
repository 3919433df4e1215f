/** How far the numbers of a page are, and where to go back to for somebody who does not want to wait. */
import type { Cohort } from '$lib/cohort/cohort';

/** What is on its way since nothing was. */
interface Round {
  entered: number;
  left: number;
}

/** Follows what waits for the engine; comparisons in the background are not waited for. */
export class Computing {
  /** From 0 to 1, and never back; null = every number is there. */
  share = $state<number | null>(null);
  private round: Round = { entered: 0, left: 0 };
  private settled = $state.raw<Cohort | null>(null);
  private isTold = true;

  constructor(private readonly cohort: () => Cohort) {}

  /** The last cohort whose numbers were all there; null = there is none but this. */
  get before(): Cohort | null {
    return this.settled === this.cohort() ? null : this.settled;
  }

  enter(): void {
    this.round.entered += 1;
    this.tellSoon();
  }

  leave(): void {
    this.round.left += 1;
    this.tellSoon();
  }

  /** What leaves and comes again for its interval is one step, not an end. */
  private tellSoon(): void {
    if (!this.isTold) return;
    this.isTold = false;
    setTimeout(() => {
      this.isTold = true;
      this.tell();
    });
  }

  private tell(): void {
    const { entered, left } = this.round;
    if (left < entered) {
      this.share = Math.max(this.share ?? 0, left / entered);
      return;
    }
    this.round = { entered: 0, left: 0 };
    this.share = null;
    this.settled = this.cohort();
  }
}
