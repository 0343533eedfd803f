/** A place in a text; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the values of a document stand in its text. */
export class Positions {
  /**
   * @param offsets of each value, or of its key where it has one: of the document, then of what is in it, in the order in which JavaScript
   * goes through it
   * @param lines where each line begins
   */
  constructor(private readonly offsets: ArrayLike<number>, private readonly lines: readonly number[]) {}

  /** Where the document begins. */
  public get first(): Place {
    return this.place(0);
  }

  /** Where a value stands, by its number. */
  public place(number: number): Place {
    const offset = this.offsets[number]!;
    let [low, high] = [0, this.lines.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.lines[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - this.lines[low]! + 1 };
  }
}
