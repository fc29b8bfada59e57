import { DirtyBlocks, type Rectangle } from './dirtyBlocks.ts';

/**
 * One remote screen as it is known here: what every operation draws on, so that a copy or a kept tile finds what the operations before it left.
 * Pixels are RGBA as little-endian 32-bit words: 0xAABBGGRR.
 */
export class Framebuffer {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
  readonly dirty: DirtyBlocks;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height).fill(0xff000000);
    this.dirty = new DirtyBlocks(width, height);
  }

  fill({ x, y, width, height }: Rectangle, pixel: number): void {
    for (let row = y; row < y + height; row++) this.pixels.fill(pixel, row * this.width + x, row * this.width + x + width);
    this.dirty.mark(x, y, width, height);
  }

  /** Copies a rectangle from another place; the two may overlap. */
  copy({ x, y, width, height }: Rectangle, sourceX: number, sourceY: number): void {
    const { pixels } = this;
    // Rows in the order in which none is overwritten before it was copied; within a row copyWithin sees to that.
    const step = sourceY < y ? -1 : 1;
    for (let row = step < 0 ? height - 1 : 0; row >= 0 && row < height; row += step) {
      const from = (sourceY + row) * this.width + sourceX;
      pixels.copyWithin((y + row) * this.width + x, from, from + width);
    }
    this.dirty.mark(x, y, width, height);
  }

  /** Draws pixels that follow each other row by row. */
  put({ x, y, width, height }: Rectangle, pixels: Uint32Array): void {
    for (let row = 0; row < height; row++) this.pixels.set(pixels.subarray(row * width, (row + 1) * width), (y + row) * this.width + x);
    this.dirty.mark(x, y, width, height);
  }

  /** Writes the rectangle's pixels, row by row, to a place of an array. */
  take({ x, y, width, height }: Rectangle, into: Uint32Array, at = 0): void {
    for (let row = 0; row < height; row++) {
      const from = (y + row) * this.width + x;
      into.set(this.pixels.subarray(from, from + width), at + row * width);
    }
  }
}
