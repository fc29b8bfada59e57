import { blockSide } from '../protocol/constants.ts';

/** Pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Unchanged blocks between two changed ones that are taken along: two rectangles cost more than a few pixels. */
const gap = 2;

/** Rectangles at a time; past it they are one that holds them all. */
const mostRectangles = 256;

/** Which 8 × 8 blocks of a screen were drawn on since they were shown last. */
export class DirtyBlocks {
  readonly #width: number;
  readonly #height: number;
  readonly #columns: number;
  readonly #blocks: Uint8Array;
  #top = Infinity;
  #bottom = -1;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#columns = Math.ceil(width / blockSide);
    this.#blocks = new Uint8Array(this.#columns * Math.ceil(height / blockSide));
  }

  get isEmpty(): boolean {
    return this.#bottom < 0;
  }

  /** The rectangle was drawn on; it is inside of the screen and not empty. */
  mark(x: number, y: number, width: number, height: number): void {
    const left = x >> 3;
    const right = (x + width - 1) >> 3;
    const top = y >> 3;
    const bottom = (y + height - 1) >> 3;
    for (let row = top; row <= bottom; row++) this.#blocks.fill(1, row * this.#columns + left, row * this.#columns + right + 1);
    if (top < this.#top) this.#top = top;
    if (bottom > this.#bottom) this.#bottom = bottom;
  }

  /** Answers rectangles that hold all marked blocks, none of them twice, and forgets the marks. */
  take(): Rectangle[] {
    const taken: Rectangle[] = [];
    if (this.isEmpty) return taken;
    let open = new Map<number, { top: number; bottom: number }>();
    const close = (key: number, { top, bottom }: { top: number; bottom: number }): void => {
      taken.push(this.#rectangle(Math.floor(key / 65_536), key % 65_536, top, bottom));
    };
    for (let row = this.#top; row <= this.#bottom; row++) {
      const next = new Map<number, { top: number; bottom: number }>();
      for (const key of this.#runs(row)) {
        const above = open.get(key);
        open.delete(key);
        next.set(key, { top: above?.top ?? row, bottom: row });
      }
      for (const [key, run] of open) close(key, run);
      open = next;
    }
    for (const [key, run] of open) close(key, run);
    this.#blocks.fill(0, this.#top * this.#columns, (this.#bottom + 1) * this.#columns);
    this.#top = Infinity;
    this.#bottom = -1;
    return taken.length <= mostRectangles ? taken : [around(taken)];
  }

  /** The runs of marked blocks in a row, small gaps closed: first block × 65,536 + last block. */
  #runs(row: number): number[] {
    const runs: number[] = [];
    const begin = row * this.#columns;
    const blocks = this.#blocks.subarray(begin, begin + this.#columns);
    for (let first = blocks.indexOf(1); first >= 0; ) {
      let last = first;
      for (let at = first + 1; at < blocks.length && at <= last + 1 + gap; at++) if (blocks[at] === 1) last = at;
      runs.push(first * 65_536 + last);
      first = blocks.indexOf(1, last + 1);
    }
    return runs;
  }

  #rectangle(left: number, right: number, top: number, bottom: number): Rectangle {
    const x = left * blockSide;
    const y = top * blockSide;
    return { x, y, width: Math.min((right + 1) * blockSide, this.#width) - x, height: Math.min((bottom + 1) * blockSide, this.#height) - y };
  }
}

function around(rectangles: readonly Rectangle[]): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const { x, y, width, height } of rectangles) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
