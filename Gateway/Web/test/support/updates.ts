import type { Framebuffer } from '../../src/core/decode/framebuffer.ts';
import { ImageFormat, OperationKind, UpdateFlags } from '../../src/core/protocol/constants.ts';
import { readMessage, type Message } from '../../src/core/protocol/header.ts';
import { type Operation, operationOf } from '../../src/core/protocol/operation.ts';
import { writeUpdate } from '../../src/core/protocol/update.ts';

/** A zstd frame of raw blocks (RFC 8878, section 3.1.1.2.2) that declares its content size. */
export function rawFrame(content: Uint8Array): Uint8Array {
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...[0, 8, 16, 24].map((shift) => (content.length >> shift) & 255)];
  const block = (content.length << 3) | 1;
  return Uint8Array.of(...header, block & 255, (block >> 8) & 255, (block >> 16) & 255, ...content);
}

export const solid = (x: number, y: number, width: number, height: number, argument: number): Operation =>
  operationOf({ kind: OperationKind.Solid, x, y, width, height, argument });

export const image = (x: number, y: number, width: number, height: number, dataLength: number): Operation =>
  operationOf({ kind: OperationKind.Image, format: ImageFormat.Jpeg, x, y, width, height, dataLength });

/** The first bytes of a JPEG that declares this size: enough to be told apart, not to be decoded. */
export const jpegHead = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);

interface Given {
  readonly epoch: number;
  readonly screen: number;
  readonly end: boolean;
  readonly palette: Uint8Array;
  readonly images: Uint8Array;
}

/** An update as the pipeline gets it. */
export function update(
  seq: number,
  operations: readonly Operation[],
  { epoch = 7, screen = 0, end = true, palette = new Uint8Array(0), images = new Uint8Array(0) }: Partial<Given> = {},
): Message {
  const flags = end ? UpdateFlags.PictureEnd : 0;
  return readMessage(writeUpdate(flags, { screen, epoch, seq, capturedAt: 1 }, operations, palette, images)) as Message;
}

/** r, g, b of every pixel of a screen. */
export function rgbOf({ pixels }: Framebuffer): Uint8Array {
  const rgb = new Uint8Array(pixels.length * 3);
  pixels.forEach((pixel, index) => rgb.set([pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255], index * 3));
  return rgb;
}
