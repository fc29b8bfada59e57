import { viewOf } from '../../protocol/fault.ts';
import { BadFrame, need } from './bits.ts';
import type { HuffmanTable } from './huffman.ts';
import { largestBlock, readLiterals } from './literals.ts';
import { runSequences, type SequenceState } from './sequences.ts';

const magic = 0xfd2fb528;
const room = new Uint8Array(largestBlock);

/** What a zstd frame says about itself (RFC 8878, section 3.1.1.1). */
interface FrameHeader {
  /** Bytes of the content. */
  readonly contentSize: number;
  /** Where the first block begins. */
  readonly blocksAt: number;
  readonly hasChecksum: boolean;
}

/**
 * The content size that a frame declares, or null when it declares none, is no frame, or needs a dictionary.
 * Sizes of 4 GB and more are null as well: they are over every cap.
 */
export const contentSize = (frame: Uint8Array): number | null => readHeader(frame)?.contentSize ?? null;

/**
 * Decompresses one frame whose content is exactly as long as `target`.
 *
 * Written for this protocol because the browser has no zstd (`DecompressionStream`), the pages' CSP allows no WebAssembly, and the one decoder in
 * plain JavaScript that could be had trusts its input: a frame of 22 bytes kept it busy for minutes. Here the work is bounded by the length of the
 * frame and of its content.
 *
 * @returns False when the frame is not what RFC 8878 allows; what `target` then holds is of no use. The checksum is not verified: TCP and TLS do that.
 */
export function decompressFrame(frame: Uint8Array, target: Uint8Array): boolean {
  const header = readHeader(frame);
  if (header === null || header.contentSize !== target.length) return false;
  try {
    return readBlocks(frame, header.blocksAt, target) + (header.hasChecksum ? 4 : 0) === frame.length;
  } catch (error) {
    if (error instanceof BadFrame) return false;
    throw error;
  }
}

function readHeader(frame: Uint8Array): FrameHeader | null {
  if (frame.length < 6) return null;
  const view = viewOf(frame);
  if (view.getUint32(0, true) !== magic) return null;
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const isReservedOrDictionary = (descriptor & 0x0b) !== 0;
  const at = isSingleSegment ? 5 : 6;
  const size = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  if (isReservedOrDictionary || size === 0 || frame.length < at + size) return null;
  const contentSize =
    size === 1
      ? view.getUint8(at)
      : size === 2
        ? view.getUint16(at, true) + 256
        : size === 4 || view.getUint32(at + 4, true) === 0
          ? view.getUint32(at, true)
          : null;
  return contentSize === null ? null : { contentSize, blocksAt: at + size, hasChecksum: (descriptor & 4) !== 0 };
}

const BlockKind = { Raw: 0, Repeated: 1, Compressed: 2 } as const;

/** Decodes all blocks (section 3.1.1.2) and answers where the last one ends. */
function readBlocks(frame: Uint8Array, start: number, target: Uint8Array): number {
  const state: SequenceState = { tables: [null, null, null], offsets: [1, 4, 8] };
  let huffman: HuffmanTable | null = null;
  let at = start;
  let to = 0;
  for (let isLast = false; !isLast; ) {
    need(at + 3 <= frame.length);
    const head = frame[at]! | (frame[at + 1]! << 8) | (frame[at + 2]! << 16);
    const size = head >> 3;
    isLast = (head & 1) !== 0;
    at += 3;
    need(size <= largestBlock);
    switch ((head >> 1) & 3) {
      case BlockKind.Raw:
        need(at + size <= frame.length && to + size <= target.length);
        target.set(frame.subarray(at, at + size), to);
        to += size;
        at += size;
        break;
      case BlockKind.Repeated:
        need(at < frame.length && to + size <= target.length);
        target.fill(frame[at]!, to, to + size);
        to += size;
        at += 1;
        break;
      case BlockKind.Compressed: {
        const end = at + size;
        need(end <= frame.length);
        const literals = readLiterals(frame, at, end, huffman, room);
        huffman = literals.table;
        to = runSequences(frame, literals.end, end, literals.bytes, state, target, to);
        at = end;
        break;
      }
      default:
        need(false);
    }
  }
  need(to === target.length);
  return at;
}
