import { Caps, Kind, UpdateFlags, updateHeaderSize } from './constants.ts';
import { readDirectory, writeDirectory } from './directory.ts';
import { type Fault, viewOf } from './fault.ts';
import { newMessage, type Message } from './header.ts';
import { isInPaletteSection, isSelfContained, type Operation } from './operation.ts';

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
  readonly directoryLength: number;
}

/** A checked update: every length in it has been held against the message and the screen. */
export interface Update {
  readonly flags: number;
  readonly header: UpdateHeader;
  readonly operations: readonly Operation[];
  /** One zstd frame, or empty. */
  readonly palette: Uint8Array;
  /** The data of pictures and video, one behind the other. */
  readonly images: Uint8Array;
}

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
    directoryLength: view.getUint32(36, true),
  };
  if (
    header.operationCount > Caps.operations ||
    header.directoryLength > Caps.message ||
    header.paletteRawLength > Caps.paletteRaw ||
    header.paletteLength > Caps.message ||
    header.imageLength > Caps.message
  ) {
    return 'overCap';
  }
  if ((header.paletteLength === 0) !== (header.paletteRawLength === 0)) return 'lengthMismatch';
  const expected = updateHeaderSize + header.directoryLength + header.paletteLength + header.imageLength;
  return expected === body.length ? header : expected > body.length ? 'truncated' : 'trailingBytes';
}

/** Reads and checks a whole update for a screen of this size: no operation may reach outside of it. */
export function readUpdate(message: Message, screenWidth: number, screenHeight: number): Update | Fault {
  const header = readUpdateHeader(message);
  if (typeof header === 'string') return header;
  const { body, flags } = message;
  const directory = body.subarray(updateHeaderSize, updateHeaderSize + header.directoryLength);
  const operations = readDirectory(directory, header.operationCount, screenWidth, screenHeight);
  if (typeof operations === 'string') return operations;
  let palette = 0;
  let images = 0;
  let selfContained = true;
  for (const operation of operations) {
    selfContained &&= isSelfContained(operation);
    if (isInPaletteSection(operation)) palette += operation.dataLength;
    else images += operation.dataLength;
  }
  if (palette !== header.paletteRawLength || images !== header.imageLength) return 'lengthMismatch';
  if (header.baseSeq !== (selfContained ? header.seq : (header.seq - 1) >>> 0)) return 'badBase';
  const at = updateHeaderSize + header.directoryLength;
  return {
    flags,
    header,
    operations,
    palette: body.subarray(at, at + header.paletteLength),
    images: body.subarray(at + header.paletteLength),
  };
}

/** Writes a whole update. The counts, the lengths and the base come from the arguments. */
export function writeUpdate(
  flags: number,
  header: Pick<UpdateHeader, 'screen' | 'epoch' | 'seq' | 'capturedAt'>,
  operations: readonly Operation[],
  palette: Uint8Array,
  images: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const directory = writeDirectory(operations);
  const message = newMessage(Kind.Update, updateHeaderSize + directory.length + palette.length + images.length, flags);
  const body = message.subarray(8);
  const view = viewOf(body);
  view.setUint16(0, header.screen, true);
  view.setUint16(2, operations.length, true);
  view.setUint32(4, header.epoch, true);
  view.setUint32(8, header.seq, true);
  view.setUint32(12, operations.every(isSelfContained) ? header.seq : header.seq - 1, true);
  view.setBigUint64(16, BigInt(header.capturedAt), true);
  view.setUint32(24, palette.length, true);
  view.setUint32(28, operations.reduce((sum, operation) => sum + (isInPaletteSection(operation) ? operation.dataLength : 0), 0), true);
  view.setUint32(32, images.length, true);
  view.setUint32(36, directory.length, true);
  body.set(directory, updateHeaderSize);
  body.set(palette, updateHeaderSize + directory.length);
  body.set(images, updateHeaderSize + directory.length + palette.length);
  return message;
}
