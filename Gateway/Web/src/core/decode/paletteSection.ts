import { Caps } from '../protocol/constants.ts';
import type { Fault } from '../protocol/fault.ts';
import { decompressFrame } from './zstd/frame.ts';

/** Decompresses palette sections into one buffer that is used again and again. */
export class PaletteSection {
  readonly #buffer = new Uint8Array(Caps.paletteRaw);

  /**
   * Decompresses a frame that must hold exactly `rawLength` bytes, which it must declare itself.
   * The answer is a view on the buffer, good until the next call.
   */
  read(frame: Uint8Array, rawLength: number): Uint8Array | Fault {
    if (rawLength > Caps.paletteRaw) return 'overCap';
    const raw = this.#buffer.subarray(0, rawLength);
    if (rawLength === 0) return frame.length === 0 ? raw : 'lengthMismatch';
    return decompressFrame(frame, raw) ? raw : 'badPalette';
  }
}
