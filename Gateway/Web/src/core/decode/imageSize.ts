import { ImageFormat } from '../protocol/constants.ts';
import { viewOf } from '../protocol/fault.ts';

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size that a picture declares in its own header, or null when it cannot be told. Read before the browser decodes the picture: a few hundred
 * bytes can declare 65,535 × 65,535 pixels, which the browser would allocate.
 */
export function imageSize(format: number, data: Uint8Array): Size | null {
  return format === ImageFormat.Jpeg ? jpegSize(data) : format === ImageFormat.WebP ? webpSize(data) : null;
}

/** From the first frame header (ITU-T T.81, B.2.2); the markers in front of it are skipped by their lengths. */
function jpegSize(data: Uint8Array): Size | null {
  const view = viewOf(data);
  if (data.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 4 <= data.length) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return at + 9 <= data.length ? { height: view.getUint16(at + 5), width: view.getUint16(at + 7) } : null;
    // Start of scan or end of image without a frame header.
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + length;
  }
  return null;
}

/** From the first chunk (RFC 9649, sections 2.5 to 2.7). An animation is not a picture of this protocol. */
function webpSize(data: Uint8Array): Size | null {
  const view = viewOf(data);
  if (data.length < 30 || text(data, 0) !== 'RIFF' || text(data, 8) !== 'WEBP') return null;
  switch (text(data, 12)) {
    case 'VP8 ': {
      const keyFrame = (data[20]! & 1) === 0;
      if (!keyFrame || data[23] !== 0x9d || data[24] !== 0x01 || data[25] !== 0x2a) return null;
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    }
    case 'VP8L': {
      if (data[20] !== 0x2f) return null;
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const animated = (data[20]! & 2) !== 0;
      if (animated) return null;
      const three = (at: number): number => data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
      return { width: three(24) + 1, height: three(27) + 1 };
    }
    default:
      return null;
  }
}

const text = (data: Uint8Array, at: number): string => String.fromCharCode(...data.subarray(at, at + 4));
