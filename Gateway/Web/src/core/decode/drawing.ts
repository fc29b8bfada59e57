/** What a surface draws, in order. All positions are pixels of the remote screen. */
export type Blit =
  | {
      readonly kind: 'pixels';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** RGBA, row by row, from this byte of the part's buffer on. */
      readonly at: number;
    }
  | { readonly kind: 'fill'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly colour: string }
  | { readonly kind: 'image'; readonly x: number; readonly y: number; readonly bitmap: ImageBitmap };

/** The drawing of one update. */
export interface Part {
  readonly buffer: ArrayBuffer;
  readonly blits: readonly Blit[];
}

/** One or several updates that are shown together. */
export interface Picture {
  readonly epoch: number;
  /** The last update's sequence number. */
  readonly seq: number;
  readonly parts: readonly Part[];
}

/** What must be transferred rather than copied when a picture goes from the worker to the page. */
export function transferables(picture: Picture): Transferable[] {
  return picture.parts.flatMap((part) => [part.buffer, ...part.blits.flatMap((blit) => (blit.kind === 'image' ? [blit.bitmap] : []))]);
}
