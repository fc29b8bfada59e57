import { ImageFormat, OperationKind } from '../protocol/constants.ts';
import type { Update } from '../protocol/update.ts';

/** What came since the tally was read last. */
export interface Counts {
  /** Pictures that were put on the page. */
  readonly pictures: number;
  /** Bytes of updates, by what they carried. */
  readonly tileBytes: number;
  readonly jpegBytes: number;
  readonly webpBytes: number;
  readonly videoBytes: number;
  /** Rectangles that were copied and tiles that were drawn from the cache: they cost next to nothing. */
  readonly reused: number;
  /** Operations that could not be drawn, and were asked for again. */
  readonly losses: number;
}

const none: Counts = { pictures: 0, tileBytes: 0, jpegBytes: 0, webpBytes: 0, videoBytes: 0, reused: 0, losses: 0 };

/** Counts what comes, for the panel that an agent can open. */
export class Tally {
  #counts = { ...none };

  /** An update came. */
  update({ operations, palette, header }: Update, bytes: number): void {
    let rest = bytes;
    for (const { kind, format, dataLength } of operations) {
      if (kind === OperationKind.Copy || kind === OperationKind.Reference) this.#counts.reused++;
      if (kind === OperationKind.Video) this.#counts.videoBytes += dataLength;
      else if (format === ImageFormat.Jpeg) this.#counts.jpegBytes += dataLength;
      else if (format === ImageFormat.WebP) this.#counts.webpBytes += dataLength;
      if (kind === OperationKind.Video || kind === OperationKind.Image) rest -= dataLength;
    }
    // The directory and the header go to the tiles, which are most of it, unless there are none.
    if (palette.length > 0 || header.imageLength === 0) this.#counts.tileBytes += rest;
    else if (operations.some(({ kind }) => kind === OperationKind.Video)) this.#counts.videoBytes += rest;
    else this.#counts.jpegBytes += rest;
  }

  picture(): void {
    this.#counts.pictures++;
  }

  loss(): void {
    this.#counts.losses++;
  }

  /** The counts, which begin again at nothing. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = { ...none };
    return counts;
  }
}
