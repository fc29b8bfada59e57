import { blockSide, OperationKind, tileSide, VideoFlags } from './constants.ts';

/** One entry of an update's directory: what it does, and the rectangle that it draws. */
export interface Operation {
  readonly kind: number;
  /** Of a picture, else 0. */
  readonly format: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 1 to 256 for the palette kinds, else 0. */
  readonly colours: number;
  /** Bytes in the palette section (decompressed) or in the image section. */
  readonly dataLength: number;
  /** The number of the tile that is named; 0 for the kinds that name none. */
  readonly tile: number;
  /** The blocks that a masked kind draws: the lower and the upper 32 bits. */
  readonly maskLow: number;
  readonly maskHigh: number;
  /** Of a Store or a Reference, else 0. */
  readonly slot: number;
  /** By kind: the colour 0xRRGGBB, the hash (48 bits), a video's frame; else 0. */
  readonly argument: number;
  /** The place that a Copy copies from. */
  readonly sourceX: number;
  readonly sourceY: number;
  /** What a Video belongs to; 0 for other kinds. */
  readonly stream: number;
  readonly codec: number;
  readonly videoFlags: number;
}

const nothing: Operation = {
  kind: 0,
  format: 0,
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  colours: 0,
  dataLength: 0,
  tile: 0,
  maskLow: 0,
  maskHigh: 0,
  slot: 0,
  argument: 0,
  sourceX: 0,
  sourceY: 0,
  stream: 0,
  codec: 0,
  videoFlags: 0,
};

/** An operation with these fields, the others as they are where they have no meaning. */
export const operationOf = (fields: Partial<Operation>): Operation => ({ ...nothing, ...fields });

/** Whether an operation's data stands in the palette section. */
export const isInPaletteSection = ({ kind }: Operation): boolean =>
  kind === OperationKind.Palette ||
  kind === OperationKind.Raw ||
  kind === OperationKind.MaskedPalette ||
  kind === OperationKind.MaskedRaw ||
  kind === OperationKind.Skip;

/** Whether only some blocks of the tile are drawn. */
export const isMasked = ({ kind }: Operation): boolean => kind === OperationKind.MaskedPalette || kind === OperationKind.MaskedRaw;

/** Whether what it leaves depends on nothing that was drawn or kept before. */
export const isSelfContained = ({ kind, videoFlags }: Operation): boolean =>
  kind <= OperationKind.Image || kind === OperationKind.Skip || (kind === OperationKind.Video && (videoFlags & VideoFlags.Key) !== 0);

/** The bits of an index into a palette of this many colours. */
export const bitsPerIndex = (colours: number): 1 | 2 | 4 | 8 => (colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8);

/** The bytes that a palette operation's data must have. */
export const paletteDataLength = (width: number, height: number, colours: number): number =>
  colours * 3 + ((width * bitsPerIndex(colours) + 7) >> 3) * height;

/** How many columns of tiles a screen of this width, or rows one of this height, has. */
export const tilesOf = (pixels: number): number => Math.ceil(pixels / tileSide);

/** The rectangle of a tile, cut at the screen's edge. */
export function tileRectangle(tile: number, screenWidth: number, screenHeight: number): { x: number; y: number; width: number; height: number } {
  const columns = tilesOf(screenWidth);
  const x = (tile % columns) * tileSide;
  const y = Math.floor(tile / columns) * tileSide;
  return { x, y, width: Math.min(tileSide, screenWidth - x), height: Math.min(tileSide, screenHeight - y) };
}

/** Calls `each` for every block of a mask in the order of its bit, with its rectangle within the tile, cut where the tile is. */
export function forBlocks(
  { maskLow, maskHigh, width, height }: Pick<Operation, 'maskLow' | 'maskHigh' | 'width' | 'height'>,
  each: (x: number, y: number, width: number, height: number) => void,
): void {
  for (let half = 0; half < 2; half++) {
    let mask = half === 0 ? maskLow : maskHigh;
    while (mask !== 0) {
      const bit = 31 - Math.clz32(mask & -mask);
      mask &= mask - 1;
      const x = (bit & 7) * blockSide;
      const y = ((bit >> 3) + half * 4) * blockSide;
      each(x, y, Math.min(blockSide, width - x), Math.min(blockSide, height - y));
    }
  }
}
