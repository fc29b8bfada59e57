import { OperationKind } from '../protocol/constants.ts';
import { bitsPerIndex, forBlocks, isMasked, type Operation } from '../protocol/operation.ts';
import type { Framebuffer } from './framebuffer.ts';

const colours = new Uint32Array(256);
const opaque = 0xff000000;

/**
 * Unpacks one operation with data in the palette section straight into a screen's pixels.
 *
 * @param operation Palette, Raw or one of their masked kinds, already checked.
 * @param data The operation's bytes in the palette section.
 * @param screen What it is drawn on.
 * @returns False when an index is past the palette: nonsense.
 */
export function unpackTile(operation: Operation, data: Uint8Array, screen: Framebuffer): boolean {
  const { kind, x, y, width, height, colours: count } = operation;
  const { pixels, width: stride } = screen;
  const isIndexed = kind === OperationKind.Palette || kind === OperationKind.MaskedPalette;
  const bits = bitsPerIndex(count);
  let from = isIndexed ? readColours(data, count) : 0;
  let seen = opaque;
  const unpack = (left: number, top: number, w: number, h: number): void => {
    const at = (y + top) * stride + x + left;
    if (isIndexed) seen &= unpackIndices(data, from, bits, pixels, at, stride, w, h);
    else unpackRgb(data, from, pixels, at, stride, w, h);
    from += isIndexed ? ((w * bits + 7) >> 3) * h : w * h * 3;
    screen.dirty.mark(x + left, y + top, w, h);
  };
  if (isMasked(operation)) forBlocks(operation, unpack);
  else unpack(0, 0, width, height);
  return (seen & opaque) !== 0;
}

/** A colour 0xRRGGBB as a pixel. */
export const pixelOf = (colour: number): number => rgb((colour >> 16) & 255, (colour >> 8) & 255, colour & 255);

const rgb = (red: number, green: number, blue: number): number => (opaque | (blue << 16) | (green << 8) | red) >>> 0;

/** Reads a palette; answers where the indices begin. What is past the palette has no opacity, by which it is found out. */
function readColours(data: Uint8Array, count: number): number {
  for (let index = 0; index < count; index++) colours[index] = rgb(data[index * 3]!, data[index * 3 + 1]!, data[index * 3 + 2]!);
  colours.fill(0, count, 1 << bitsPerIndex(count));
  return count * 3;
}

function unpackRgb(data: Uint8Array, from: number, pixels: Uint32Array, at: number, stride: number, width: number, height: number): void {
  for (let y = 0; y < height; y++) {
    const row = at + y * stride;
    for (let to = row; to < row + width; to++, from += 3) pixels[to] = opaque | (data[from + 2]! << 16) | (data[from + 1]! << 8) | data[from]!;
  }
}

/** Answers the AND over all pixels: every real colour is opaque, so it shows whether one came from past the palette. */
function unpackIndices(data: Uint8Array, from: number, bits: number, pixels: Uint32Array, at: number, stride: number, width: number, height: number): number {
  let seen = opaque;
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
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
  return seen;
}
