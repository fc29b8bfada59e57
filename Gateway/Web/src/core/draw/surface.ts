import type { Picture } from '../decode/drawing.ts';

/** Where pictures are drawn: the seam behind which a canvas of the page or one of the worker can stand. */
export interface Surface {
  /** Gives the surface the remote screen's size, in pixels. The same size changes nothing. */
  resize(width: number, height: number): void;

  /** Draws a picture now, whole. The picture's bitmaps are closed. */
  draw(picture: Picture): void;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * Draws on a 2D canvas of the page. A canvas of the worker (OffscreenCanvas) stands behind the same seam, but its pixels reach the page only with
 * an animation frame. Measured in headless Chromium 156 on two cores, from the pixels' existence in the worker until a script of the page can
 * read them, p50 / p95 ms: 64×64 0.4 / 1.6 here and 10.7 / 39.7 there, 800×600 1.6 / 6.4 and 11.9 / 16.6, 1800×900 3.6 / 13.2 and 14.9 / 38.2.
 */
export class CanvasSurface implements Surface {
  readonly #canvas: HTMLCanvasElement | OffscreenCanvas;
  readonly #context: Context;

  constructor(canvas: HTMLCanvasElement | OffscreenCanvas) {
    this.#canvas = canvas;
    // Without alpha there is nothing to blend with the page.
    const context = canvas.getContext('2d', { alpha: false }) as Context | null;
    if (context === null) throw new Error('This browser gives no 2D canvas.');
    this.#context = context;
  }

  resize(width: number, height: number): void {
    // Setting a size clears the canvas, even to the same size.
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
  }

  draw(picture: Picture): void {
    for (const part of picture.parts) {
      for (const blit of part.blits) {
        switch (blit.kind) {
          case 'pixels': {
            const pixels = new Uint8ClampedArray(part.buffer, blit.at, blit.width * blit.height * 4);
            this.#context.putImageData(new ImageData(pixels, blit.width, blit.height), blit.x, blit.y);
            break;
          }
          case 'fill':
            this.#context.fillStyle = blit.colour;
            this.#context.fillRect(blit.x, blit.y, blit.width, blit.height);
            break;
          case 'image':
            this.#context.drawImage(blit.bitmap, blit.x, blit.y);
            blit.bitmap.close();
            break;
        }
      }
    }
  }
}
