import { need } from './bits.ts';
import { decodeStream, type HuffmanTable, readHuffman } from './huffman.ts';

/** The most bytes that a block can come to (RFC 8878, section 3.1.1.2.4). */
export const largestBlock = 128 * 1024;

/** A block's literals: the bytes that are not copied from earlier ones. */
export interface Literals {
  readonly bytes: Uint8Array;
  /** Where the section ends in the data. */
  readonly end: number;
  /** The table for a later block that has none of its own. */
  readonly table: HuffmanTable | null;
}

const LiteralsKind = { Raw: 0, Repeated: 1, Compressed: 2, Treeless: 3 } as const;

/**
 * Reads a block's literals section (section 3.1.1.3.1).
 *
 * @param room Where literals that must be decoded are put; at least `largestBlock` bytes.
 */
export function readLiterals(data: Uint8Array, start: number, end: number, previous: HuffmanTable | null, room: Uint8Array): Literals {
  need(start < end);
  const head = data[start]!;
  const kind = head & 3;
  const format = (head >> 2) & 3;
  return kind === LiteralsKind.Raw || kind === LiteralsKind.Repeated
    ? readPlain(data, start, end, kind, format, previous, room)
    : readCoded(data, start, end, kind, format, previous, room);
}

function readPlain(data: Uint8Array, start: number, end: number, kind: number, format: number, table: HuffmanTable | null, room: Uint8Array): Literals {
  const headSize = format === 1 ? 2 : format === 3 ? 3 : 1;
  need(start + headSize <= end);
  const word = data[start]! | (headSize > 1 ? data[start + 1]! << 8 : 0) | (headSize > 2 ? data[start + 2]! << 16 : 0);
  const size = headSize === 1 ? word >> 3 : word >> 4;
  const at = start + headSize;
  need(size <= largestBlock);
  if (kind === LiteralsKind.Raw) {
    need(at + size <= end);
    return { bytes: data.subarray(at, at + size), end: at + size, table };
  }
  need(at < end);
  return { bytes: room.subarray(0, size).fill(data[at]!), end: at + 1, table };
}

function readCoded(data: Uint8Array, start: number, end: number, kind: number, format: number, previous: HuffmanTable | null, room: Uint8Array): Literals {
  const headSize = [3, 3, 4, 5][format]!;
  const sizeBits = [10, 10, 14, 18][format]!;
  need(start + headSize <= end);
  // Up to 40 bits: past what shifts can do.
  let word = 0;
  for (let index = headSize - 1; index >= 0; index--) word = word * 256 + data[start + index]!;
  const size = Math.floor(word / 16) % 2 ** sizeBits;
  const codedSize = Math.floor(word / 2 ** (4 + sizeBits));
  let at = start + headSize;
  const last = at + codedSize;
  need(size <= largestBlock && last <= end);
  let table = previous;
  if (kind === LiteralsKind.Compressed) {
    const read = readHuffman(data, at, last);
    table = read.table;
    at = read.end;
  }
  need(table !== null);
  if (format === 0) decodeStream(table, data, at, last, room, 0, size);
  else decodeFour(table, data, at, last, room, size);
  return { bytes: room.subarray(0, size), end: last, table };
}

/** Four streams, the sizes of the first three in front of them (section 3.1.1.3.1.6). */
function decodeFour(table: HuffmanTable, data: Uint8Array, start: number, end: number, out: Uint8Array, size: number): void {
  need(start + 6 <= end);
  const quarter = (size + 3) >> 2;
  let at = start + 6;
  for (let stream = 0; stream < 4; stream++) {
    const next = stream === 3 ? end : at + (data[start + stream * 2]! | (data[start + stream * 2 + 1]! << 8));
    need(next <= end);
    const to = stream === 3 ? size : quarter * (stream + 1);
    need(to <= size);
    decodeStream(table, data, at, next, out, quarter * stream, to);
    at = next;
  }
}
