import { decompress } from 'fzstd';
import { Caps } from '../protocol/constants.ts';
import { type Fault, viewOf } from '../protocol/fault.ts';

const magic = 0xfd2fb528;

/**
 * The content size that a zstd frame (RFC 8878, section 3.1.1) declares, or null when it declares none, is no frame, or needs a dictionary.
 * Frames of 4 GB and more are null as well: they are over every cap.
 */
export function contentSize(frame: Uint8Array): number | null {
  if (frame.length < 6) return null;
  const view = viewOf(frame);
  if (view.getUint32(0, true) !== magic) return null;
  const descriptor = view.getUint8(4);
  const singleSegment = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x0b) !== 0) return null;
  const at = singleSegment ? 5 : 6;
  const size = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  if (size === 0 || frame.length < at + size) return null;
  switch (size) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return view.getUint32(at + 4, true) === 0 ? view.getUint32(at, true) : null;
  }
}

/** Decompresses palette sections into one buffer that is used again and again: nothing is allocated per update. */
export class PaletteSection {
  readonly #buffer = new Uint8Array(Caps.paletteRaw);

  /**
   * Decompresses a frame that must hold exactly `rawLength` bytes, which it must declare itself.
   * The answer is a view on the buffer, good until the next call.
   */
  read(frame: Uint8Array, rawLength: number): Uint8Array | Fault {
    if (rawLength === 0) return frame.length === 0 ? this.#buffer.subarray(0, 0) : 'lengthMismatch';
    if (rawLength > Caps.paletteRaw) return 'overCap';
    if (contentSize(frame) !== rawLength) return 'badPalette';
    const raw = this.#buffer.subarray(0, rawLength);
    try {
      return decompress(frame, raw) === raw ? raw : 'badPalette';
    } catch {
      return 'badPalette';
    }
  }
}
