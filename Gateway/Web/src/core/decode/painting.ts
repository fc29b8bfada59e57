import type { Update } from '../protocol/update.ts';
import type { Job } from './job.ts';
import type { VideoPicture } from './video.ts';

/** An update on its way to the screen. */
export interface Painting {
  readonly update: Update;
  readonly arrivedAt: number;
  /** Of the whole message. */
  readonly bytes: number;
  /** What is decoded aside, by the operation's place in the directory. */
  readonly pictures: ReadonlyMap<number, Job<Uint32Array>>;
  readonly frames: ReadonlyMap<number, Job<VideoPicture>>;
  /** The next operation. */
  next: number;
  /** The palette section, once its turn has come, and how much of it was used. */
  raw: Uint8Array | null;
  rawAt: number;
}
