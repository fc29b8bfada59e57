import { ImageFormat, OperationKind } from '../protocol/constants.ts';
import type { Fault } from '../protocol/fault.ts';
import { isMasked, type Operation } from '../protocol/operation.ts';
import type { Update } from '../protocol/update.ts';
import { blocksOf, isTile } from './blocks.ts';
import type { Blit, Part } from './drawing.ts';
import { imageSize } from './imageSize.ts';
import { PaletteSection } from './paletteSection.ts';
import { pixelOf, unpackTile } from './tiles.ts';

/** How compressed pictures become bitmaps; the browser's `createImageBitmap`, or a test's. */
export type DecodeImage = (data: Blob) => Promise<ImageBitmap>;

/** Pixels as they were sent: no rotation by metadata, no colour management. */
export const browserDecode: DecodeImage = (data) => createImageBitmap(data, { imageOrientation: 'none', colorSpaceConversion: 'none' });

/** Turns updates into what a surface draws. */
export class Decoder {
  readonly #section = new PaletteSection();
  readonly #decodeImage: DecodeImage;

  constructor(decodeImage: DecodeImage = browserDecode) {
    this.#decodeImage = decodeImage;
  }

  /** Tiles are decoded at once; a promise is the answer only when the update holds pictures. */
  decode(update: Update): Part | Fault | Promise<Part | Fault> {
    const raw = this.#section.read(update.palette, update.header.paletteRawLength);
    if (typeof raw === 'string') return raw;
    const { operations, images } = update;
    const blocks = blocksOf(operations);
    const tilePixels = blocks.reduce((sum, block) => sum + (isTile(operations[block.first]!) || isMasked(operations[block.first]!) ? block.width * block.height : 0), 0);
    const buffer = new ArrayBuffer(tilePixels * 4);
    const pixels = new Uint32Array(buffer);
    const blits: (Blit | Promise<Blit | Fault>)[] = [];
    let blockAt = 0;
    let rawAt = 0;
    let imageAt = 0;
    let isAsync = false;
    for (const { x, y, width, height, first, end } of blocks) {
      const operation = operations[first]!;
      if (isTile(operation)) {
        for (let index = first; index < end; index++) {
          const tile = operations[index]!;
          const data = raw.subarray(rawAt, rawAt + tile.dataLength);
          const corner = blockAt + (tile.y - y) * width + (tile.x - x);
          if (tile.kind === OperationKind.Solid) {
            for (let row = 0; row < tile.height; row++) pixels.fill(pixelOf(tile.argument), corner + row * width, corner + row * width + tile.width);
          } else if (!unpackTile(tile, data, pixels, () => corner, width)) return 'badPalette';
          rawAt += tile.dataLength;
        }
        blits.push({ kind: 'pixels', x, y, width, height, at: blockAt * 4 });
        blockAt += width * height;
      } else if (isMasked(operation)) {
        const place = (left: number, top: number, w: number, h: number): number => {
          const at = blockAt;
          blits.push({ kind: 'pixels', x: x + left, y: y + top, width: w, height: h, at: at * 4 });
          blockAt += w * h;
          return at;
        };
        if (!unpackTile(operation, raw.subarray(rawAt, rawAt + operation.dataLength), pixels, place, 0)) return 'badPalette';
        rawAt += operation.dataLength;
      } else if (operation.kind === OperationKind.Skip) {
        rawAt += operation.dataLength;
      } else if (operation.kind > OperationKind.Image) {
        return 'badOperation';
      } else if (operation.kind === OperationKind.Solid) {
        blits.push({ kind: 'fill', x, y, width, height, colour: `#${operation.argument.toString(16).padStart(6, '0')}` });
      } else {
        const image = this.#image(operation, images.subarray(imageAt, imageAt + operation.dataLength));
        if (typeof image === 'string') return image;
        blits.push(image);
        imageAt += operation.dataLength;
        isAsync = true;
      }
    }
    return isAsync ? complete(buffer, blits) : { buffer, blits: blits as Blit[] };
  }

  #image(operation: Operation, data: Uint8Array): Promise<Blit | Fault> | Fault {
    const { x, y, width, height, format } = operation;
    const declared = imageSize(format, data);
    if (declared === null || declared.width !== width || declared.height !== height) return 'badImage';
    const type = format === ImageFormat.Jpeg ? 'image/jpeg' : 'image/webp';
    return this.#decodeImage(new Blob([data as Uint8Array<ArrayBuffer>], { type })).then(
      (bitmap): Blit | Fault => {
        if (bitmap.width === width && bitmap.height === height) return { kind: 'image', x, y, bitmap };
        bitmap.close();
        return 'badImage';
      },
      (): Fault => 'badImage',
    );
  }
}

async function complete(buffer: ArrayBuffer, pending: (Blit | Promise<Blit | Fault>)[]): Promise<Part | Fault> {
  const blits = await Promise.all(pending);
  const fault = blits.find((blit) => typeof blit === 'string');
  if (fault === undefined) return { buffer, blits: blits as Blit[] };
  close(blits);
  return fault;
}

const close = (blits: readonly (Blit | Fault)[]): void => {
  for (const blit of blits) if (typeof blit !== 'string' && blit.kind === 'image') blit.bitmap.close();
};
