import { blockSide, Caps, ImageFormat, OperationKind, VideoCodec, VideoFlags } from './constants.ts';
import { type Fault, viewOf } from './fault.ts';
import { bitsPerIndex, forBlocks, type Operation, operationOf, paletteDataLength, tileRectangle, tilesOf } from './operation.ts';

/** Bytes of an entry, by kind. */
const entryLengths: Readonly<Record<number, number>> = {
  [OperationKind.Solid]: 12,
  [OperationKind.Palette]: 4,
  [OperationKind.Raw]: 3,
  [OperationKind.Image]: 14,
  [OperationKind.MaskedPalette]: 12,
  [OperationKind.MaskedRaw]: 11,
  [OperationKind.Copy]: 13,
  [OperationKind.Store]: 11,
  [OperationKind.Reference]: 11,
  [OperationKind.Video]: 20,
  [OperationKind.Skip]: 5,
};

/** Where the rectangle stands in the entries that have one. */
const rectangleAt: Readonly<Record<number, number>> = {
  [OperationKind.Solid]: 1,
  [OperationKind.Image]: 2,
  [OperationKind.Copy]: 1,
  [OperationKind.Video]: 4,
};

const codecs: readonly number[] = Object.values(VideoCodec);

/** Reads and checks the entries of a directory, which must fill it exactly. */
export function readDirectory(directory: Uint8Array, count: number, screenWidth: number, screenHeight: number): Operation[] | Fault {
  const view = viewOf(directory);
  const operations = new Array<Operation>(count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at === directory.length) return 'lengthMismatch';
    const kind = directory[at]!;
    const length = entryLengths[kind];
    if (length === undefined) return 'badOperation';
    if (at + length > directory.length) return 'lengthMismatch';
    const operation = readEntry(view, at, kind, screenWidth, screenHeight);
    if (typeof operation === 'string') return operation;
    operations[index] = operation;
    at += length;
  }
  return at === directory.length ? operations : 'lengthMismatch';
}

function readEntry(view: DataView, at: number, kind: number, screenWidth: number, screenHeight: number): Operation | Fault {
  if (rectangleAt[kind] !== undefined) return readPlaced(view, at, kind, screenWidth, screenHeight);
  if (kind !== OperationKind.Skip) return readTile(view, at, kind, screenWidth, screenHeight);
  const dataLength = view.getUint32(at + 1, true);
  return dataLength > 0 && dataLength <= Caps.paletteRaw ? operationOf({ kind, dataLength }) : 'badOperation';
}

function readPlaced(view: DataView, at: number, kind: number, screenWidth: number, screenHeight: number): Operation | Fault {
  const corner = at + rectangleAt[kind]!;
  const x = view.getUint16(corner, true);
  const y = view.getUint16(corner + 2, true);
  const width = view.getUint16(corner + 4, true);
  const height = view.getUint16(corner + 6, true);
  if (width === 0 || height === 0 || x + width > screenWidth || y + height > screenHeight) return 'outOfScreen';
  switch (kind) {
    case OperationKind.Solid:
      return operationOf({ kind, x, y, width, height, argument: (view.getUint8(at + 9) << 16) | (view.getUint8(at + 10) << 8) | view.getUint8(at + 11) });
    case OperationKind.Image: {
      const format = view.getUint8(at + 1);
      const dataLength = view.getUint32(at + 10, true);
      const fits = width <= Caps.imageSide && height <= Caps.imageSide && dataLength > 0;
      return fits && (format === ImageFormat.Jpeg || format === ImageFormat.WebP) ? operationOf({ kind, x, y, width, height, format, dataLength }) : 'badOperation';
    }
    case OperationKind.Copy: {
      const sourceX = view.getUint16(at + 9, true);
      const sourceY = view.getUint16(at + 11, true);
      if (sourceX + width > screenWidth || sourceY + height > screenHeight) return 'outOfScreen';
      return operationOf({ kind, x, y, width, height, sourceX, sourceY });
    }
    default: {
      const codec = view.getUint8(at + 2);
      const videoFlags = view.getUint8(at + 3);
      const dataLength = view.getUint32(at + 16, true);
      const fits = width <= Caps.videoWidth && height <= Caps.videoHeight && dataLength > 0;
      if (!fits || !codecs.includes(codec) || (videoFlags & ~VideoFlags.All) !== 0) return 'badOperation';
      return operationOf({ kind, x, y, width, height, stream: view.getUint8(at + 1), codec, videoFlags, argument: view.getUint32(at + 12, true), dataLength });
    }
  }
}

function readTile(view: DataView, at: number, kind: number, screenWidth: number, screenHeight: number): Operation | Fault {
  const tile = view.getUint16(at + 1, true);
  if (tile >= tilesOf(screenWidth) * tilesOf(screenHeight)) return 'outOfScreen';
  const rectangle = tileRectangle(tile, screenWidth, screenHeight);
  const { width, height } = rectangle;
  switch (kind) {
    case OperationKind.Palette: {
      const colours = view.getUint8(at + 3) + 1;
      return operationOf({ kind, tile, ...rectangle, colours, dataLength: paletteDataLength(width, height, colours) });
    }
    case OperationKind.Raw:
      return operationOf({ kind, tile, ...rectangle, dataLength: width * height * 3 });
    case OperationKind.MaskedPalette:
    case OperationKind.MaskedRaw: {
      const colours = kind === OperationKind.MaskedPalette ? view.getUint8(at + 3) + 1 : 0;
      const maskAt = at + (kind === OperationKind.MaskedPalette ? 4 : 3);
      const mask = { maskLow: view.getUint32(maskAt, true), maskHigh: view.getUint32(maskAt + 4, true) };
      if (!isMaskOf(mask.maskLow, mask.maskHigh, width, height)) return 'badOperation';
      return operationOf({ kind, tile, ...rectangle, ...mask, colours, dataLength: maskedDataLength({ ...mask, width, height, colours }) });
    }
    default: {
      const slot = view.getUint16(at + 3, true);
      if (slot >= Caps.cacheSlots) return 'badOperation';
      return operationOf({ kind, tile, ...rectangle, slot, argument: view.getUint32(at + 5, true) + view.getUint16(at + 9, true) * 2 ** 32 });
    }
  }
}

/** Whether a mask has a bit, and none for a block outside of the tile. */
function isMaskOf(low: number, high: number, width: number, height: number): boolean {
  const columns = Math.ceil(width / blockSide);
  const rows = Math.ceil(height / blockSide);
  const row = (1 << columns) - 1;
  const half = (count: number): number => (count <= 0 ? 0 : Array.from({ length: Math.min(count, 4) }, (_, at) => row << (at * 8)).reduce((sum, bits) => sum | bits, 0));
  return (low !== 0 || high !== 0) && (low & ~half(rows)) === 0 && (high & ~half(rows - 4)) === 0;
}

/** The bytes that a masked operation's data must have. */
export function maskedDataLength(operation: Pick<Operation, 'maskLow' | 'maskHigh' | 'width' | 'height' | 'colours'>): number {
  const { colours } = operation;
  const bits = bitsPerIndex(colours);
  let length = colours * 3;
  forBlocks(operation, (_x, _y, width, height) => (length += colours > 0 ? ((width * bits + 7) >> 3) * height : width * height * 3));
  return length;
}

/** The directory of these operations. */
export function writeDirectory(operations: readonly Operation[]): Uint8Array {
  const directory = new Uint8Array(operations.reduce((sum, { kind }) => sum + entryLengths[kind]!, 0));
  const view = viewOf(directory);
  let at = 0;
  for (const operation of operations) {
    const { kind, x, y, width, height, argument } = operation;
    view.setUint8(at, kind);
    const corner = rectangleAt[kind];
    if (corner !== undefined) [x, y, width, height].forEach((value, index) => view.setUint16(at + corner + index * 2, value, true));
    else if (kind === OperationKind.Skip) view.setUint32(at + 1, operation.dataLength, true);
    else view.setUint16(at + 1, operation.tile, true);
    switch (kind) {
      case OperationKind.Solid:
        [16, 8, 0].forEach((shift, index) => view.setUint8(at + 9 + index, (argument >> shift) & 255));
        break;
      case OperationKind.Palette:
        view.setUint8(at + 3, operation.colours - 1);
        break;
      case OperationKind.Image:
        view.setUint8(at + 1, operation.format);
        view.setUint32(at + 10, operation.dataLength, true);
        break;
      case OperationKind.MaskedPalette:
        view.setUint8(at + 3, operation.colours - 1);
        view.setUint32(at + 4, operation.maskLow, true);
        view.setUint32(at + 8, operation.maskHigh, true);
        break;
      case OperationKind.MaskedRaw:
        view.setUint32(at + 3, operation.maskLow, true);
        view.setUint32(at + 7, operation.maskHigh, true);
        break;
      case OperationKind.Copy:
        view.setUint16(at + 9, operation.sourceX, true);
        view.setUint16(at + 11, operation.sourceY, true);
        break;
      case OperationKind.Store:
      case OperationKind.Reference:
        view.setUint16(at + 3, operation.slot, true);
        view.setUint32(at + 5, argument >>> 0, true);
        view.setUint16(at + 9, Math.floor(argument / 2 ** 32), true);
        break;
      case OperationKind.Video:
        view.setUint8(at + 1, operation.stream);
        view.setUint8(at + 2, operation.codec);
        view.setUint8(at + 3, operation.videoFlags);
        view.setUint32(at + 12, argument, true);
        view.setUint32(at + 16, operation.dataLength, true);
        break;
    }
    at += entryLengths[kind]!;
  }
  return directory;
}
