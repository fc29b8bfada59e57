import type { Operation } from '../protocol/operation.ts';
import type { Framebuffer } from './framebuffer.ts';

/** The tiles that the host said to keep: exactly what it said, in the slots that it named. The readers hold slots below their cap. */
export class TileCache {
  readonly #slots = new Map<number, { hash: number; width: number; height: number; pixels: Uint32Array }>();

  /** Keeps a tile as it now is. */
  store(operation: Operation, screen: Framebuffer): void {
    const { slot, argument: hash, width, height } = operation;
    const kept = this.#slots.get(slot);
    const pixels = kept?.pixels.length === width * height ? kept.pixels : new Uint32Array(width * height);
    screen.take(operation, pixels);
    this.#slots.set(slot, { hash, width, height, pixels });
  }

  /** Draws what is kept. False when the slot keeps something else. */
  draw(operation: Operation, screen: Framebuffer): boolean {
    const kept = this.#slots.get(operation.slot);
    if (kept === undefined || kept.hash !== operation.argument || kept.width !== operation.width || kept.height !== operation.height) return false;
    screen.put(operation, kept.pixels);
    return true;
  }

  clear(): void {
    this.#slots.clear();
  }
}
