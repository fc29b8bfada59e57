import { Job } from './job.ts';

/** Decodes a picture into the pixels of a rectangle of this size; rejects what cannot be decoded, or is of another size. */
export type DecodePicture = (data: Uint8Array, type: string, width: number, height: number) => Promise<Uint32Array>;

/** Pixels that may be decoded ahead of their turn, 16 MiB of them: a few bytes of JPEG can be 512 × 512 pixels. */
const mostAhead = 4 * 1024 * 1024;

interface Waiting {
  readonly job: Job<Uint32Array>;
  readonly data: Uint8Array;
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** Decodes pictures ahead of their turn, several at a time and off this thread, as far as memory is granted. */
export class Pictures {
  readonly #decode: DecodePicture;
  #waiting: Waiting[] = [];
  #ahead = 0;
  #generation = 0;

  constructor(decode: DecodePicture) {
    this.#decode = decode;
  }

  /** Takes a picture on; the data must stay as they are until it is settled. */
  add(data: Uint8Array, type: string, width: number, height: number): Job<Uint32Array> {
    const job = new Job<Uint32Array>();
    this.#waiting.push({ job, data, type, width, height });
    this.#start();
    return job;
  }

  /** A picture of this many pixels was drawn, or given up. */
  release(pixels: number): void {
    this.#ahead -= pixels;
    this.#start();
  }

  /** Forgets everything that was taken on. */
  clear(): void {
    this.#generation++;
    this.#waiting = [];
    this.#ahead = 0;
  }

  #start(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { job, data, type, width, height } = next;
      if (this.#ahead > 0 && this.#ahead + width * height > mostAhead) return;
      this.#waiting.shift();
      this.#ahead += width * height;
      const generation = this.#generation;
      const settle = (pixels: Uint32Array | null): void => {
        if (generation === this.#generation) job.settle(pixels);
      };
      void this.#decode(data, type, width, height).then(settle, () => settle(null));
    }
  }
}
