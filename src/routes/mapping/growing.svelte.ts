/** A long page that appears part by part, a task for each, so that no single task keeps the page busy. */

/** How many parts of a page are there yet; `follow` belongs in an effect. */
export class Growing {
  private shown = $state(1);

  constructor(private readonly count: number) {}

  /** Some parts are still to come. */
  get isGrowing(): boolean {
    return this.shown < this.count;
  }

  /** Whether a part is there, from 0 in the order in which they come. */
  has(part: number): boolean {
    return part < this.shown;
  }

  /** Lets one part after the other come; the returned function stops that. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (): void => {
      if (!this.isGrowing) return;
      this.shown += 1;
      timer = setTimeout(next);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }
}
