import { Caps, tileSide } from '../protocol/constants.ts';
import { tilesOf } from '../protocol/operation.ts';
import type { Repair } from '../protocol/repair.ts';
import type { Rectangle } from './dirtyBlocks.ts';

/** How long tiles are gathered before they are asked for, in milliseconds. */
const gathering = 100;

/** Gathers what could not be drawn, and asks for it again. */
export class Repairs {
  readonly #ask: (repair: Repair) => void;
  readonly #wanted = new Map<number, Set<number>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #epoch = 0;

  constructor(ask: (repair: Repair) => void) {
    this.#ask = ask;
  }

  /** A new epoch: what was wanted of the old one is void. */
  begin(epoch: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted.clear();
    this.#epoch = epoch;
  }

  /** Wants every tile that the rectangle touches. */
  want(screen: number, { x, y, width, height }: Rectangle, screenWidth: number): void {
    let tiles = this.#wanted.get(screen);
    if (tiles === undefined) this.#wanted.set(screen, (tiles = new Set()));
    const columns = tilesOf(screenWidth);
    for (let row = Math.floor(y / tileSide); row * tileSide < y + height; row++) {
      for (let column = Math.floor(x / tileSide); column * tileSide < x + width; column++) tiles.add(row * columns + column);
    }
    this.#timer ??= setTimeout(() => this.#send(), gathering);
  }

  #send(): void {
    this.#timer = undefined;
    for (const [screen, wanted] of this.#wanted) {
      // No tiles at all stand for the whole screen.
      const tiles = wanted.size > Caps.repairTiles ? [] : [...wanted].sort((one, other) => one - other);
      this.#ask({ screen, epoch: this.#epoch, tiles });
    }
    this.#wanted.clear();
  }
}
