import { OperationKind } from '../protocol/constants.ts';
import { type Operation, bitsPerIndex } from '../protocol/update.ts';

const colours = new Uint32Array(256);
const opaque = 0xff000000;

/**
 * Unpacks one tile operation straight into RGBA pixels (as little-endian 32-bit words: 0xAABBGGRR).
 *
 * @param operation Solid, Palette or Raw, already checked.
 * @param data The operation's bytes in the palette section; empty for Solid.
 * @param pixels Where the block's pixels are.
 * @param at The index of the tile's first pixel.
 * @param stride Pixels from one row to the next.
 * @returns False when an index is past the palette: nonsense.
 */
export function unpackTile(operation: Operation, data: Uint8Array, pixels: Uint32Array, at: number, stride: number): boolean {
  switch (operation.kind) {
    case OperationKind.Solid:
      fill(operation, pixels, at, stride);
      return true;
    case OperationKind.Raw:
      unpackRaw(operation, data, pixels, at, stride);
      return true;
    case OperationKind.Palette:
      return unpackPalette(operation, data, pixels, at, stride);
    default:
      return false;
  }
}

const rgb = (red: number, green: number, blue: number): number => (opaque | (blue << 16) | (green << 8) | red) >>> 0;

function fill({ argument, width, height }: Operation, pixels: Uint32Array, at: number, stride: number): void {
  const colour = rgb((argument >> 16) & 255, (argument >> 8) & 255, argument & 255);
  for (let y = 0; y < height; y++) pixels.fill(colour, at + y * stride, at + y * stride + width);
}

function unpackRaw({ width, height }: Operation, data: Uint8Array, pixels: Uint32Array, at: number, stride: number): void {
  let from = 0;
  for (let y = 0; y < height; y++) {
    const row = at + y * stride;
    for (let to = row; to < row + width; to++, from += 3) pixels[to] = opaque | (data[from + 2]! << 16) | (data[from + 1]! << 8) | data[from]!;
  }
}

function unpackPalette({ width, height, colours: count }: Operation, data: Uint8Array, pixels: Uint32Array, at: number, stride: number): boolean {
  const bits = bitsPerIndex(count);
  for (let index = 0; index < count; index++) colours[index] = rgb(data[index * 3]!, data[index * 3 + 1]!, data[index * 3 + 2]!);
  // Every real colour is opaque, so the AND over all pixels shows whether one came from past the palette.
  colours.fill(0, count, 1 << bits);
  let seen = opaque;
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  let from = count * 3;
  for (let y = 0; y < height; y++) {
    let to = at + y * stride;
    const end = to + width;
    if (bits === 8) {
      while (to < end) seen &= pixels[to++] = colours[data[from++]!]!;
      continue;
    }
    for (const lastWhole = end - perByte; to <= lastWhole; ) {
      const packed = data[from++]!;
      for (let shift = 8 - bits; shift >= 0; shift -= bits) seen &= pixels[to++] = colours[(packed >> shift) & mask]!;
    }
    if (to < end) {
      const packed = data[from++]!;
      for (let shift = 8 - bits; to < end; shift -= bits) seen &= pixels[to++] = colours[(packed >> shift) & mask]!;
    }
  }
  return (seen & opaque) !== 0;
}
