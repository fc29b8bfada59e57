import { wheelNotch } from '../protocol/constants.ts';

/** What is read of a WheelEvent. */
export interface Turn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0: pixels, 1: lines, 2: pages. */
  readonly deltaMode: number;
  readonly shiftKey: boolean;
  /** Chromium's and WebKit's own: -120 a notch for a wheel that has notches. */
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
}

/** Pixels, lines and pages that make a notch: what browsers scroll for one. */
const perNotch = [100, 3, 1];

/** Turns wheel events into 1/120 of a notch; what is left of a fraction counts towards the next turn. */
export class Wheel {
  readonly #swapsWithShift: boolean;
  #restX = 0;
  #restY = 0;

  /** @param swapsWithShift Whether the browser turns Shift and the vertical wheel into horizontal scrolling, as all but those on a Mac do. */
  constructor(swapsWithShift: boolean) {
    this.#swapsWithShift = swapsWithShift;
  }

  /** Positive is right and down. Null when less than 1/120 has come together. */
  turn(turn: Turn): { dx: number; dy: number } | null {
    let x = inNotches(turn.deltaX, turn.wheelDeltaX, turn.deltaMode);
    let y = inNotches(turn.deltaY, turn.wheelDeltaY, turn.deltaMode);
    // The remote side holds Shift as well, and does what it likes with it.
    if (this.#swapsWithShift && turn.shiftKey && y === 0) [x, y] = [0, x];
    const [dx, dy] = [Math.trunc(this.#restX + x), Math.trunc(this.#restY + y)];
    this.#restX += x - dx;
    this.#restY += y - dy;
    return dx === 0 && dy === 0 ? null : { dx: clamp(dx), dy: clamp(dy) };
  }
}

function inNotches(delta: number, wheelDelta: number | undefined, mode: number): number {
  const byPixels = (delta / (perNotch[mode] ?? 1)) * wheelNotch;
  if (wheelDelta === undefined || wheelDelta === 0 || wheelDelta % wheelNotch !== 0) return byPixels;
  // Whole notches are exact where they go with the pixels: 100 or 120 each, depending on the system.
  const pixelsPerNotch = Math.abs((delta * wheelNotch) / wheelDelta);
  return mode === 0 && (pixelsPerNotch < 80 || pixelsPerNotch > 160) ? byPixels : -wheelDelta;
}

const clamp = (value: number): number => Math.min(Math.max(value, -0x7fff), 0x7fff);
