import type { Decoders } from '../../src/core/decode/painter.ts';
import type { VideoPicture } from '../../src/core/decode/video.ts';

/** A picture or a chunk of video that a test decodes when it wants to. */
export interface Awaited<T> {
  readonly data: Uint8Array;
  readonly resolve: (decoded: T) => void;
  readonly reject: () => void;
}

/** One colour for every pixel of a picture. */
export const plain = (width: number, height: number, colour = 0xff0000ff): Uint32Array => new Uint32Array(width * height).fill(colour);

/** Decoders that wait for the test. */
export function heldDecoders() {
  const pictures: Awaited<Uint32Array>[] = [];
  const chunks: (Awaited<VideoPicture> & { readonly isKey: boolean; readonly frame: number })[] = [];
  const opened: { readonly codec: number; isClosed: boolean }[] = [];
  const decoders: Decoders = {
    picture: (data) => new Promise((resolve, reject) => pictures.push({ data, resolve, reject: () => reject(new Error('broken')) })),
    video: (codec, _width, _height, picture, failed) => {
      const decoder = { codec, isClosed: false };
      opened.push(decoder);
      return {
        decode: (data, isKey, frame) => void chunks.push({ data, isKey, frame, resolve: (decoded) => picture(frame, decoded), reject: failed }),
        close: () => void (decoder.isClosed = true),
      };
    },
  };
  return { decoders, pictures, chunks, opened };
}

/** Decoders for what has neither pictures nor video. */
export const noDecoders: Decoders = {
  picture: () => Promise.reject(new Error('no pictures here')),
  video: () => {
    throw new Error('no video here');
  },
};
