import { Caps, ImageFormat, Kind, OperationKind, UpdateFlags, operationSize, tileSide, updateHeaderSize } from './constants.ts';
import { type Fault, viewOf } from './fault.ts';
import { newMessage, type Message } from './header.ts';

/** One entry of an update's directory. */
export interface Operation {
  readonly kind: number;
  readonly format: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 1 to 256 for a palette, else 0. */
  readonly colours: number;
  /** Bytes in the palette section (decompressed) or in the image section. */
  readonly dataLength: number;
  /** The colour of a solid, 0xRRGGBB, else 0. */
  readonly argument: number;
}

/** The fixed fields of an update. */
export interface UpdateHeader {
  readonly screen: number;
  readonly operationCount: number;
  readonly epoch: number;
  readonly seq: number;
  readonly baseSeq: number;
  /** Microseconds of the host's monotonic clock. */
  readonly capturedAt: number;
  readonly paletteLength: number;
  readonly paletteRawLength: number;
  readonly imageLength: number;
}

/** A checked update: every length in it has been held against the message and the screen. */
export interface Update {
  readonly flags: number;
  readonly header: UpdateHeader;
  readonly operations: readonly Operation[];
  /** One zstd frame, or empty. */
  readonly palette: Uint8Array;
  /** The image operations' data, one behind the other. */
  readonly images: Uint8Array;
}

/** Whether an operation's data stands in the palette section. */
export const isInPaletteSection = (operation: Operation): boolean =>
  operation.kind === OperationKind.Palette || operation.kind === OperationKind.Raw;

/** The bits of an index into a palette of this many colours. */
export const bitsPerIndex = (colours: number): 1 | 2 | 4 | 8 => (colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8);

/** The bytes that a palette operation's data must have. */
export const paletteDataLength = (width: number, height: number, colours: number): number =>
  colours * 3 + ((width * bitsPerIndex(colours) + 7) >> 3) * height;

/** Reads the fixed fields alone: enough to know the epoch and the sequence number. The directory has not been checked. */
export function readUpdateHeader(message: Message): UpdateHeader | Fault {
  const { body, flags, kind } = message;
  if (kind !== Kind.Update) return 'unexpectedKind';
  if ((flags & ~(UpdateFlags.PictureEnd | UpdateFlags.Repair)) !== 0) return 'reservedNotZero';
  if (body.length < updateHeaderSize) return 'truncated';
  const view = viewOf(body);
  const header: UpdateHeader = {
    screen: view.getUint16(0, true),
    operationCount: view.getUint16(2, true),
    epoch: view.getUint32(4, true),
    seq: view.getUint32(8, true),
    baseSeq: view.getUint32(12, true),
    capturedAt: view.getUint32(16, true) + view.getUint32(20, true) * 2 ** 32,
    paletteLength: view.getUint32(24, true),
    paletteRawLength: view.getUint32(28, true),
    imageLength: view.getUint32(32, true),
  };
  if (view.getUint32(36, true) !== 0) return 'reservedNotZero';
  if (
    header.operationCount > Caps.operations ||
    header.paletteRawLength > Caps.paletteRaw ||
    header.paletteLength > Caps.message ||
    header.imageLength > Caps.message
  ) {
    return 'overCap';
  }
  if ((header.paletteLength === 0) !== (header.paletteRawLength === 0)) return 'lengthMismatch';
  const expected = updateHeaderSize + header.operationCount * operationSize + header.paletteLength + header.imageLength;
  return expected === body.length ? header : expected > body.length ? 'truncated' : 'trailingBytes';
}

/** Reads and checks a whole update for a screen of this size: no operation may reach outside of it. */
export function readUpdate(message: Message, screenWidth: number, screenHeight: number): Update | Fault {
  const header = readUpdateHeader(message);
  if (typeof header === 'string') return header;
  const { body, flags } = message;
  const view = viewOf(body);
  const operations: Operation[] = new Array<Operation>(header.operationCount);
  let palette = 0;
  let images = 0;
  for (let index = 0; index < header.operationCount; index++) {
    const operation = readOperation(view, updateHeaderSize + index * operationSize);
    const fault = checkOperation(operation, screenWidth, screenHeight);
    if (fault !== null) return fault;
    if (isInPaletteSection(operation)) palette += operation.dataLength;
    else images += operation.dataLength;
    operations[index] = operation;
  }
  if (palette !== header.paletteRawLength || images !== header.imageLength) return 'lengthMismatch';
  const at = updateHeaderSize + header.operationCount * operationSize;
  return {
    flags,
    header,
    operations,
    palette: body.subarray(at, at + header.paletteLength),
    images: body.subarray(at + header.paletteLength),
  };
}

//  0      1        2     4     6       8        10        12            16
// ┌──────┬────────┬─────┬─────┬───────┬────────┬─────────┬─────────────┬──────────────────┐
// │ kind │ format │  x  │  y  │ width │ height │ colours │ data length │ argument         │
// │  u8  │  u8    │ u16 │ u16 │  u16  │  u16   │  u16    │    u32      │  u64             │
// └──────┴────────┴─────┴─────┴───────┴────────┴─────────┴─────────────┴──────────────────┘
function readOperation(view: DataView, at: number): Operation {
  return {
    kind: view.getUint8(at),
    format: view.getUint8(at + 1),
    x: view.getUint16(at + 2, true),
    y: view.getUint16(at + 4, true),
    width: view.getUint16(at + 6, true),
    height: view.getUint16(at + 8, true),
    colours: view.getUint16(at + 10, true),
    dataLength: view.getUint32(at + 12, true),
    argument: view.getUint32(at + 16, true) + view.getUint32(at + 20, true) * 2 ** 32,
  };
}

function checkOperation(operation: Operation, screenWidth: number, screenHeight: number): Fault | null {
  const { kind, format, x, y, width, height, colours, dataLength, argument } = operation;
  if (width === 0 || height === 0 || x + width > screenWidth || y + height > screenHeight) return 'outOfScreen';
  const tile = width <= tileSide && height <= tileSide;
  const plain = format === ImageFormat.None;
  switch (kind) {
    case OperationKind.Solid:
      return plain && colours === 0 && dataLength === 0 && argument <= 0xffffff ? null : 'badOperation';
    case OperationKind.Palette:
      return tile && plain && colours >= 1 && colours <= 256 && argument === 0 && dataLength === paletteDataLength(width, height, colours)
        ? null
        : 'badOperation';
    case OperationKind.Raw:
      return tile && plain && colours === 0 && argument === 0 && dataLength === width * height * 3 ? null : 'badOperation';
    case OperationKind.Image:
      return width <= Caps.imageSide &&
        height <= Caps.imageSide &&
        (format === ImageFormat.Jpeg || format === ImageFormat.WebP) &&
        colours === 0 &&
        argument === 0 &&
        dataLength > 0
        ? null
        : 'badOperation';
    default:
      return 'badOperation';
  }
}

/** Writes a whole update. The counts and lengths come from the arguments. */
export function writeUpdate(
  flags: number,
  header: Pick<UpdateHeader, 'screen' | 'epoch' | 'seq' | 'baseSeq' | 'capturedAt'>,
  operations: readonly Operation[],
  palette: Uint8Array,
  images: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const directory = operations.length * operationSize;
  const message = newMessage(Kind.Update, updateHeaderSize + directory + palette.length + images.length, flags);
  const body = message.subarray(8);
  const view = viewOf(body);
  view.setUint16(0, header.screen, true);
  view.setUint16(2, operations.length, true);
  view.setUint32(4, header.epoch, true);
  view.setUint32(8, header.seq, true);
  view.setUint32(12, header.baseSeq, true);
  view.setBigUint64(16, BigInt(header.capturedAt), true);
  view.setUint32(24, palette.length, true);
  view.setUint32(28, operations.reduce((sum, operation) => sum + (isInPaletteSection(operation) ? operation.dataLength : 0), 0), true);
  view.setUint32(32, images.length, true);
  operations.forEach((operation, index) => {
    const at = updateHeaderSize + index * operationSize;
    view.setUint8(at, operation.kind);
    view.setUint8(at + 1, operation.format);
    view.setUint16(at + 2, operation.x, true);
    view.setUint16(at + 4, operation.y, true);
    view.setUint16(at + 6, operation.width, true);
    view.setUint16(at + 8, operation.height, true);
    view.setUint16(at + 10, operation.colours, true);
    view.setUint32(at + 12, operation.dataLength, true);
    view.setBigUint64(at + 16, BigInt(operation.argument), true);
  });
  body.set(palette, updateHeaderSize + directory);
  body.set(images, updateHeaderSize + directory + palette.length);
  return message;
}
