import type { Rectangle } from './dirtyBlocks.ts';
import type { Framebuffer } from './framebuffer.ts';

/** Pixels of a screen that are to be shown. */
export interface Blit extends Rectangle {
  /** The id of the screen. */
  readonly screen: number;
  /** RGBA, row by row, from this byte of the buffer on. */
  readonly at: number;
}

/** Everything that changed since the picture before, shown at once. */
export interface Picture {
  /** Counts the pictures, so that an answer to an older one is known. */
  readonly number: number;
  readonly epoch: number;
  /** The newest update that is in it: null when it only shows again what was shown before. */
  readonly newest: { readonly seq: number; readonly arrivedAt: number; readonly capturedAt: number } | null;
  readonly buffer: ArrayBuffer;
  readonly blits: readonly Blit[];
}

/** Cuts what changed out of these screens, and takes it for shown. */
export function cutChanges(screens: ReadonlyMap<number, Framebuffer>): Pick<Picture, 'buffer' | 'blits'> {
  const blits: Blit[] = [];
  let bytes = 0;
  for (const [screen, { dirty }] of screens) {
    for (const rectangle of dirty.take()) {
      blits.push({ screen, ...rectangle, at: bytes });
      bytes += rectangle.width * rectangle.height * 4;
    }
  }
  const buffer = new ArrayBuffer(bytes);
  const pixels = new Uint32Array(buffer);
  for (const blit of blits) screens.get(blit.screen)!.take(blit, pixels, blit.at / 4);
  return { buffer, blits };
}
