import { Caps, VideoFlags } from '../protocol/constants.ts';
import type { Fault } from '../protocol/fault.ts';
import type { Operation } from '../protocol/operation.ts';
import { Job } from './job.ts';

/** A decoded picture of a video. */
export interface VideoPicture {
  readonly width: number;
  readonly height: number;
  /** The pixels of its upper left part of this size. */
  read(width: number, height: number): Uint32Array;
  close(): void;
}

/** A decoder of one stream. */
export interface VideoDecoding {
  decode(data: Uint8Array, isKey: boolean, frame: number): void;
  close(): void;
}

/** Opens a decoder. Every chunk's picture comes out under the chunk's number; after an error nothing comes any more. */
export type OpenVideo = (
  codec: number,
  width: number,
  height: number,
  picture: (frame: number, picture: VideoPicture) => void,
  failed: () => void,
) => VideoDecoding;

/** Chunks that may be in the decoder: past it the video has fallen behind for good, and goes on with the next key chunk. */
const mostInside = 16;

/** How long a chunk's picture may take, in milliseconds. */
const patience = 1000;

/** How often it is said, in milliseconds, that a key chunk is needed. */
const askAgain = 1000;

/** The video of one screen: puts the pieces together and knows which chunks can be decoded. */
export class Video {
  readonly #open: OpenVideo;
  #decoding: VideoDecoding | null = null;
  #stream = -1;
  #codec = 0;
  #width = 0;
  #height = 0;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #frame = -1;
  /** The number that the next chunk must have when it is no key chunk; -1 while only a key chunk will do. */
  #next = -1;
  #askedAt = -Infinity;
  #inside = new Map<number, { readonly job: Job<VideoPicture>; readonly timer: ReturnType<typeof setTimeout> }>();

  constructor(open: OpenVideo) {
    this.#open = open;
  }

  /**
   * Takes a piece, in the order of arrival. The answer is the picture's job when the piece was the chunk's last; it fails when the chunk cannot be
   * decoded. Of those that follow until a key chunk comes one a second fails, and the others are passed over.
   */
  push(operation: Operation, data: Uint8Array): Job<VideoPicture> | null | Fault {
    const { stream, codec, videoFlags, argument: frame, width, height } = operation;
    if (stream !== this.#stream || codec !== this.#codec || width !== this.#width || height !== this.#height) {
      this.close();
      [this.#stream, this.#codec, this.#width, this.#height] = [stream, codec, width, height];
    }
    if ((videoFlags & VideoFlags.First) !== 0) {
      this.#pieces = [];
      this.#bytes = 0;
      this.#frame = frame;
    } else if (frame !== this.#frame || this.#pieces.length === 0) {
      // Its beginning was lost.
      this.#pieces = [];
      this.#frame = -1;
      this.#next = -1;
      return (videoFlags & VideoFlags.Last) !== 0 ? this.#lost() : null;
    }
    this.#bytes += data.length;
    if (this.#bytes > Caps.videoChunk) return 'overCap';
    this.#pieces.push(data);
    if ((videoFlags & VideoFlags.Last) === 0) return null;
    const chunk = this.#pieces.length === 1 ? data : join(this.#pieces, this.#bytes);
    this.#pieces = [];
    return this.#decode(chunk, (videoFlags & VideoFlags.Key) !== 0, frame);
  }

  /** Gives up what is being decoded. */
  close(): void {
    this.#decoding?.close();
    this.#decoding = null;
    this.#next = -1;
    this.#pieces = [];
    this.#frame = -1;
    this.#stream = -1;
    for (const { job, timer } of this.#inside.values()) {
      clearTimeout(timer);
      job.settle(null);
    }
    this.#inside.clear();
  }

  #decode(chunk: Uint8Array, isKey: boolean, frame: number): Job<VideoPicture> | null {
    if ((!isKey && (frame !== this.#next || this.#decoding === null)) || this.#inside.size >= mostInside || this.#inside.has(frame)) {
      this.#next = -1;
      return this.#lost();
    }
    const job = new Job<VideoPicture>();
    this.#inside.set(frame, { job, timer: setTimeout(() => this.#fail(), patience) });
    this.#next = (frame + 1) >>> 0;
    try {
      this.#decoding ??= this.#open(this.#codec, this.#width, this.#height, (number, picture) => this.#decoded(number, picture), () => this.#fail());
      this.#decoding.decode(chunk, isKey, frame);
    } catch {
      this.#fail();
    }
    return job;
  }

  #decoded(frame: number, picture: VideoPicture): void {
    const awaited = this.#inside.get(frame);
    this.#inside.delete(frame);
    clearTimeout(awaited?.timer);
    const fits = isCut(picture.width, this.#width) && isCut(picture.height, this.#height);
    if (!fits) this.#next = -1;
    if (!fits || awaited?.job.settle(picture) !== true) {
      picture.close();
      awaited?.job.settle(null);
    }
  }

  #lost(): Job<VideoPicture> | null {
    if (performance.now() - this.#askedAt < askAgain) return null;
    this.#askedAt = performance.now();
    const job = new Job<VideoPicture>();
    job.settle(null);
    return job;
  }

  #fail(): void {
    const [stream, codec, width, height] = [this.#stream, this.#codec, this.#width, this.#height];
    this.close();
    // The stream goes on with its next key chunk.
    [this.#stream, this.#codec, this.#width, this.#height] = [stream, codec, width, height];
  }
}

/** The codecs round an odd size up. */
const isCut = (decoded: number, wanted: number): boolean => decoded === wanted || decoded === wanted + 1;

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
