import { Caps, VideoCodec } from '../protocol/constants.ts';
import type { DecodePicture } from './pictures.ts';
import type { OpenVideo } from './video.ts';

/** Canvases from which pixels are read; they stay in ordinary memory. */
function reader(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new Error('This browser gives no 2D canvas to a worker.');
  return context;
}

let pictures: OffscreenCanvasRenderingContext2D | null = null;
let frames: OffscreenCanvasRenderingContext2D | null = null;

const wordsOf = (data: ImageData): Uint32Array => new Uint32Array(data.data.buffer, data.data.byteOffset, data.data.byteLength / 4);

/** Pixels as they were sent: no rotation by metadata, no colour management. */
export const browserPictures: DecodePicture = async (data, type, width, height) => {
  const bitmap = await createImageBitmap(new Blob([data as Uint8Array<ArrayBuffer>], { type }), { imageOrientation: 'none', colorSpaceConversion: 'none' });
  try {
    if (bitmap.width !== width || bitmap.height !== height) throw new Error('The picture has another size than it declares.');
    pictures ??= reader(Caps.imageSide, Caps.imageSide);
    pictures.drawImage(bitmap, 0, 0);
    return wordsOf(pictures.getImageData(0, 0, width, height));
  } finally {
    bitmap.close();
  }
};

/** The codecs' names for WebCodecs, by their number: profiles that every decoder of the codec has, levels for 1080p at 30 frames a second. */
const names: Readonly<Record<number, string>> = {
  [VideoCodec.vp9]: 'vp09.00.40.08',
  [VideoCodec.vp8]: 'vp8',
  [VideoCodec.h264]: 'avc1.42E028',
  [VideoCodec.av1]: 'av01.0.08M.08',
};

/** Decodes with WebCodecs. */
export const browserVideo: OpenVideo = (codec, width, height, picture, failed) => {
  const decoder = new VideoDecoder({
    output: (frame) => picture(frame.timestamp, { width: frame.displayWidth, height: frame.displayHeight, read: (w, h) => readFrame(frame, w, h), close: () => frame.close() }),
    error: failed,
  });
  decoder.configure({ codec: names[codec]!, codedWidth: width, codedHeight: height, optimizeForLatency: true });
  return {
    decode: (data, isKey, frame) => decoder.decode(new EncodedVideoChunk({ type: isKey ? 'key' : 'delta', timestamp: frame, data: data as Uint8Array<ArrayBuffer> })),
    close: () => {
      if (decoder.state !== 'closed') decoder.close();
    },
  };
};

function readFrame(frame: VideoFrame, width: number, height: number): Uint32Array {
  if (frames === null || frames.canvas.width < width || frames.canvas.height < height) frames = reader(width, height);
  frames.drawImage(frame, 0, 0);
  return wordsOf(frames.getImageData(0, 0, width, height));
}

/** The words of a Hello for the video that this browser decodes. */
export async function videoCodecs(): Promise<string[]> {
  if (typeof VideoDecoder === 'undefined') return [];
  const known = await Promise.all(
    Object.entries(VideoCodec).map(async ([word, codec]) => {
      try {
        const { supported } = await VideoDecoder.isConfigSupported({ codec: names[codec]!, codedWidth: Caps.videoWidth, codedHeight: Caps.videoHeight, optimizeForLatency: true });
        return supported === true ? word : null;
      } catch {
        return null;
      }
    }),
  );
  return known.filter((word) => word !== null);
}
