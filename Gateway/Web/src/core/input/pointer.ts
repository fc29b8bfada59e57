import { Buttons } from '../protocol/constants.ts';

/** A pixel of the remote screen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the page, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The remote pixel under a point of the page; a point outside is held at the edge, so that a drag can leave the canvas. */
export function remotePoint(clientX: number, clientY: number, box: Box, width: number, height: number): Point {
  const along = (at: number, from: number, size: number, pixels: number): number =>
    size <= 0 ? 0 : Math.min(Math.max(Math.floor(((at - from) / size) * pixels), 0), pixels - 1);
  return { x: along(clientX, box.left, box.width, width), y: along(clientY, box.top, box.height, height) };
}

/** `PointerEvent.buttons` as the protocol's bits: the DOM has right before middle. */
export function buttonsOf(buttons: number): number {
  return (
    (buttons & 1 ? Buttons.Left : 0) |
    (buttons & 4 ? Buttons.Middle : 0) |
    (buttons & 2 ? Buttons.Right : 0) |
    (buttons & 8 ? Buttons.Back : 0) |
    (buttons & 16 ? Buttons.Forward : 0)
  );
}
