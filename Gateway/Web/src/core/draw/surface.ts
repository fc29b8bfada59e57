import type { Picture } from '../decode/drawing.ts';
import type { Arrangement } from '../view/arrangement.ts';

/** Where pictures are drawn: the seam behind which a canvas of the page or one of the worker can stand. */
export interface Surface {
  /** Gives the surface the size of the screens on view, in pixels. The same arrangement changes nothing; another one leaves it empty. */
  arrange(arrangement: Arrangement): void;

  /** Draws a picture now, whole; what is of a screen that is not on view is passed over. */
  draw(picture: Picture): void;
}

/**
 * Draws on a 2D canvas of the page. A canvas of the worker (OffscreenCanvas) stands behind the same seam, but its pixels reach the page only with
 * an animation frame. Measured in headless Chromium 156 on two cores, from the pixels' existence in the worker until a script of the page can
 * read them, p50 / p95 ms: 64×64 0.4 / 1.6 here and 10.7 / 39.7 there, 800×600 1.6 / 6.4 and 11.9 / 16.6, 1800×900 3.6 / 13.2 and 14.9 / 38.2.
 */
export class CanvasSurface implements Surface {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #arrangement: Arrangement = { width: 0, height: 0, screens: [] };

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    // Without alpha there is nothing to blend with the page.
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('This browser gives no 2D canvas.');
    this.#context = context;
  }

  arrange(arrangement: Arrangement): void {
    if (JSON.stringify(arrangement) === JSON.stringify(this.#arrangement)) return;
    this.#arrangement = arrangement;
    // Setting a size clears the canvas, even to the same size.
    this.#canvas.width = arrangement.width;
    this.#canvas.height = arrangement.height;
  }

  draw({ blits, buffer }: Picture): void {
    for (const { screen, x, y, width, height, at } of blits) {
      const placed = this.#arrangement.screens.find(({ id }) => id === screen);
      if (placed === undefined || x + width > placed.width || y + height > placed.height) continue;
      const pixels = new Uint8ClampedArray(buffer, at, width * height * 4);
      this.#context.putImageData(new ImageData(pixels, width, height), placed.x + x, placed.y + y);
    }
  }
}
