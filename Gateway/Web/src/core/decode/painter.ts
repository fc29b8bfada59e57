import { ImageFormat, OperationKind } from '../protocol/constants.ts';
import type { Fault } from '../protocol/fault.ts';
import type { Operation } from '../protocol/operation.ts';
import type { Update } from '../protocol/update.ts';
import type { Rectangle } from './dirtyBlocks.ts';
import type { Framebuffer } from './framebuffer.ts';
import { imageSize } from './imageSize.ts';
import type { Job } from './job.ts';
import type { Painting } from './painting.ts';
import { PaletteSection } from './paletteSection.ts';
import { type DecodePicture, Pictures } from './pictures.ts';
import { TileCache } from './tileCache.ts';
import { pixelOf, unpackTile } from './tiles.ts';
import { type OpenVideo, Video, type VideoPicture } from './video.ts';

/** Pictures in a row that could not be decoded; after so many the stream is taken for unreadable. */
const mostFailures = 16;

/** What decodes pictures and video: the browser, or a test. */
export interface Decoders {
  readonly picture: DecodePicture;
  readonly video: OpenVideo;
}

/** Carries out operations, one after the other, on a screen. Pictures and video are decoded aside from the moment they come. */
export class Painter {
  readonly #section = new PaletteSection();
  readonly #cache = new TileCache();
  readonly #pictures: Pictures;
  readonly #openVideo: OpenVideo;
  readonly #videos = new Map<number, Video>();
  readonly #lost: (screen: number, rectangle: Rectangle) => void;
  #failures = 0;

  constructor(decoders: Decoders, lost: (screen: number, rectangle: Rectangle) => void) {
    this.#pictures = new Pictures(decoders.picture);
    this.#openVideo = decoders.video;
    this.#lost = lost;
  }

  /** Takes an update on, in the order of arrival. */
  begin(update: Update, arrivedAt: number, bytes: number): Painting | Fault {
    const pictures = new Map<number, Job<Uint32Array>>();
    const frames = new Map<number, Job<VideoPicture>>();
    let at = 0;
    for (const [index, operation] of update.operations.entries()) {
      if (operation.kind === OperationKind.Image) {
        const data = update.images.subarray(at, at + operation.dataLength);
        const declared = imageSize(operation.format, data);
        if (declared?.width !== operation.width || declared.height !== operation.height) return 'badImage';
        pictures.set(index, this.#pictures.add(data, operation.format === ImageFormat.Jpeg ? 'image/jpeg' : 'image/webp', operation.width, operation.height));
      } else if (operation.kind === OperationKind.Video) {
        const frame = this.#video(update.header.screen).push(operation, update.images.subarray(at, at + operation.dataLength));
        if (typeof frame === 'string') return frame;
        if (frame !== null) frames.set(index, frame);
      } else {
        continue;
      }
      at += operation.dataLength;
    }
    return { update, arrivedAt, bytes, pictures, frames, next: 0, raw: null, rawAt: 0 };
  }

  /** Draws as much of an update as can be drawn; `again` is called when it waits and can go on. */
  paint(painting: Painting, screen: Framebuffer, again: () => void): 'painted' | 'waits' | Fault {
    const { update, pictures, frames } = painting;
    if (painting.raw === null) {
      const raw = this.#section.read(update.palette, update.header.paletteRawLength);
      if (typeof raw === 'string') return raw;
      painting.raw = raw;
    }
    for (; painting.next < update.operations.length; painting.next++) {
      const job = pictures.get(painting.next) ?? frames.get(painting.next);
      if (job?.isSettled === false) {
        job.whenSettled(again);
        return 'waits';
      }
      const fault = this.#draw(painting, update.operations[painting.next]!, screen);
      if (fault !== null) return fault;
    }
    return 'painted';
  }

  /** An update will not be drawn. */
  abandon({ frames, next }: Painting): void {
    for (const [index, { result }] of frames) if (index >= next) result?.close();
  }

  /** A screen is not on view any more. */
  forget(screen: number): void {
    this.#videos.get(screen)?.close();
    this.#videos.delete(screen);
  }

  /** A new epoch: nothing that was kept counts any more. */
  clear(): void {
    this.#cache.clear();
    this.#pictures.clear();
    for (const screen of this.#videos.keys()) this.forget(screen);
  }

  #video(screen: number): Video {
    let video = this.#videos.get(screen);
    if (video === undefined) this.#videos.set(screen, (video = new Video(this.#openVideo)));
    return video;
  }

  #draw(painting: Painting, operation: Operation, screen: Framebuffer): Fault | null {
    const lost = (): void => this.#lost(painting.update.header.screen, operation);
    switch (operation.kind) {
      case OperationKind.Solid:
        screen.fill(operation, pixelOf(operation.argument));
        return null;
      case OperationKind.Copy:
        screen.copy(operation, operation.sourceX, operation.sourceY);
        return null;
      case OperationKind.Store:
        this.#cache.store(operation, screen);
        return null;
      case OperationKind.Reference:
        if (!this.#cache.draw(operation, screen)) lost();
        return null;
      case OperationKind.Image: {
        const pixels = painting.pictures.get(painting.next)!.result;
        this.#pictures.release(operation.width * operation.height);
        this.#failures = pixels ? 0 : this.#failures + 1;
        if (pixels) screen.put(operation, pixels);
        else lost();
        return this.#failures > mostFailures ? 'badImage' : null;
      }
      case OperationKind.Video: {
        const frame = painting.frames.get(painting.next);
        if (frame?.result) {
          screen.put(operation, frame.result.read(operation.width, operation.height));
          frame.result.close();
        } else if (frame !== undefined) {
          lost();
        }
        return null;
      }
      default: {
        const data = painting.raw!.subarray(painting.rawAt, painting.rawAt + operation.dataLength);
        painting.rawAt += operation.dataLength;
        if (operation.kind === OperationKind.Skip) return null;
        return unpackTile(operation, data, screen) ? null : 'badPalette';
      }
    }
  }
}
