import type { CursorShape } from '../protocol/cursorShape.ts';
import type { Point } from '../input/pointer.ts';

/** CSS pixels along one side of a cursor: past it Chromium shows none. */
const largest = 128;

/** How far the pointer may be from where the agent put it, in remote pixels, to count as moved by the agent. */
const nearby = 3;

/** For how long after the agent's own movement the remote side's answer to it is not taken for one of its own, in milliseconds. */
const ownMovement = 600;

/** Shows the remote pointer: as the browser's own cursor over the canvas, and as a picture on it when it moves by itself. */
export class RemoteCursor {
  readonly #canvas: HTMLCanvasElement;
  readonly #overlay: HTMLCanvasElement;
  #shape: CursorShape | null = null;
  #position: Point | null = null;
  #scale = 1;
  #isControlled = false;
  #own: { readonly point: Point; readonly at: number } | null = null;

  constructor(canvas: HTMLCanvasElement, overlay: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#overlay = overlay;
    overlay.hidden = true;
  }

  /** Whether the agent's mouse moves the remote pointer. */
  setControlled(isControlled: boolean): void {
    this.#isControlled = isControlled;
    this.#showCursor();
    this.#showOverlay();
  }

  /** CSS pixels per remote pixel. */
  setScale(scale: number): void {
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.#showCursor();
    this.#showOverlay();
  }

  setShape(shape: CursorShape): void {
    this.#shape = shape;
    this.#drawOverlay();
    this.#showCursor();
    this.#showOverlay();
  }

  /** The remote pointer is at this pixel of the canvas; null: it is not to be seen there. */
  setPosition(position: Point | null): void {
    this.#position = position;
    this.#showOverlay();
  }

  /** The agent moved the pointer: the browser's cursor is where it is. */
  pointed(point: Point): void {
    this.#own = { point, at: performance.now() };
    this.#overlay.hidden = true;
  }

  /** Forgets the pointer, with the session that it belonged to. */
  reset(): void {
    this.#shape = null;
    this.#position = null;
    this.#own = null;
    this.#showCursor();
    this.#showOverlay();
  }

  #showCursor(): void {
    this.#canvas.style.cursor = this.#isControlled && this.#shape !== null ? cursorOf(this.#shape, this.#scale) : 'default';
  }

  #drawOverlay(): void {
    const shape = this.#shape;
    if (shape === null || shape.width === 0) return;
    this.#overlay.width = shape.width;
    this.#overlay.height = shape.height;
    this.#overlay.getContext('2d')?.putImageData(imageOf(shape), 0, 0);
  }

  #showOverlay(): void {
    const shape = this.#shape;
    const position = this.#position;
    if (shape === null || shape.width === 0 || position === null || this.#isOwnMovement(position)) {
      this.#overlay.hidden = true;
      return;
    }
    const { style } = this.#overlay;
    style.width = `${shape.width * this.#scale}px`;
    style.height = `${shape.height * this.#scale}px`;
    style.transform = `translate(${(position.x - shape.hotX) * this.#scale}px, ${(position.y - shape.hotY) * this.#scale}px)`;
    this.#overlay.hidden = false;
  }

  #isOwnMovement({ x, y }: Point): boolean {
    if (!this.#isControlled || this.#own === null) return false;
    const { point, at } = this.#own;
    return performance.now() - at < ownMovement || (Math.abs(x - point.x) <= nearby && Math.abs(y - point.y) <= nearby);
  }
}

function imageOf(shape: CursorShape): ImageData {
  return new ImageData(new Uint8ClampedArray(shape.pixels), shape.width, shape.height);
}

/** The `cursor` property for a shape. A hidden pointer becomes a dot: the agent must still see where it is. */
function cursorOf(shape: CursorShape, scale: number): string {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return 'default';
  if (shape.width === 0) {
    canvas.width = canvas.height = 7;
    context.fillStyle = '#fff';
    context.fillRect(1, 1, 5, 5);
    context.fillStyle = '#000';
    context.fillRect(2, 2, 3, 3);
    return `url(${canvas.toDataURL()}) 3 3, default`;
  }
  // Scaled with the picture, but never so small that it is lost or so large that the browser refuses it.
  const factor = Math.min(Math.max(scale, 0.5), largest / Math.max(shape.width, shape.height));
  canvas.width = Math.max(1, Math.round(shape.width * factor));
  canvas.height = Math.max(1, Math.round(shape.height * factor));
  const source = document.createElement('canvas');
  source.width = shape.width;
  source.height = shape.height;
  source.getContext('2d')?.putImageData(imageOf(shape), 0, 0);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const hot = (at: number, size: number): number => Math.min(Math.floor(at * factor), size - 1);
  return `url(${canvas.toDataURL()}) ${hot(shape.hotX, canvas.width)} ${hot(shape.hotY, canvas.height)}, default`;
}
