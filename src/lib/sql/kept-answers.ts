/** Answers by what was asked, up to a number of cells; those that were asked for longest ago go first. */
export class KeptAnswers<T> {
  /** In the order in which they were last asked for. */
  private readonly known = new Map<string, T>();
  private cells = 0;

  constructor(
    private readonly most: {
      /** Cells of the largest answer that is kept, and of all that are kept together. */
      readonly each: number;
      readonly together: number;
    },
    private readonly cellsOf: (answer: T) => number,
  ) {}

  /** The answer, where it is kept. */
  get(asked: string): T | undefined {
    const answer = this.known.get(asked);
    if (answer === undefined) return undefined;
    this.known.delete(asked);
    this.known.set(asked, answer);
    return answer;
  }

  /** Keeps an answer, unless it is too large. */
  keep(asked: string, answer: T): void {
    const cells = this.cellsOf(answer);
    if (cells > this.most.each) return;
    this.drop(asked);
    this.known.set(asked, answer);
    this.cells += cells;
    for (const oldest of this.known.keys()) {
      if (this.cells <= this.most.together) return;
      this.drop(oldest);
    }
  }

  /** Forgets every answer. */
  clear(): void {
    this.known.clear();
    this.cells = 0;
  }

  /** Forgets one answer. */
  drop(asked: string): void {
    const answer = this.known.get(asked);
    if (answer === undefined) return;
    this.known.delete(asked);
    this.cells -= this.cellsOf(answer);
  }
}
