import { Caps, Kind } from './constants.ts';
import { type Fault, lengthFault, viewOf } from './fault.ts';
import { newMessage } from './header.ts';

/** The remote pointer's picture; width and height are both 0 when the pointer is hidden. */
export interface CursorShape {
  /** Pixels, at most `Caps.cursorSide`. */
  readonly width: number;
  /** Pixels, at most `Caps.cursorSide`. */
  readonly height: number;
  /** The pixel that points, from the left. */
  readonly hotX: number;
  /** The pixel that points, from the top. */
  readonly hotY: number;
  /** Width × height × (r, g, b, a), alpha not multiplied in. */
  readonly pixels: Uint8Array;
}

/** Body of a CursorShape: width u16, height u16, hotX u16, hotY u16, then the pixels. */
export function readCursorShape(body: Uint8Array): CursorShape | Fault {
  if (body.length < 8) return 'truncated';
  const view = viewOf(body);
  const width = view.getUint16(0, true);
  const height = view.getUint16(2, true);
  const hotX = view.getUint16(4, true);
  const hotY = view.getUint16(6, true);
  if (width > Caps.cursorSide || height > Caps.cursorSide) return 'overCap';
  if ((width === 0) !== (height === 0) || hotX > width || hotY > height) return 'outOfScreen';
  const pixels = body.subarray(8);
  return lengthFault(pixels, width * height * 4) ?? { width, height, hotX, hotY, pixels };
}

/** A whole CursorShape. */
export function writeCursorShape(shape: CursorShape): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.CursorShape, 8 + shape.pixels.length);
  const view = viewOf(message);
  view.setUint16(8, shape.width, true);
  view.setUint16(10, shape.height, true);
  view.setUint16(12, shape.hotX, true);
  view.setUint16(14, shape.hotY, true);
  message.set(shape.pixels, 16);
  return message;
}
