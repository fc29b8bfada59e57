import { CanvasSurface } from '../draw/surface.ts';
import type { Layout, SessionState } from '../protocol/control.ts';
import type { CursorShape } from '../protocol/cursorShape.ts';
import type { InputEvent } from '../protocol/input.ts';
import type { CursorPosition } from '../protocol/small.ts';
import { type FromWorker, type LinkStatus, sharedNow, type ToWorker } from './wire.ts';

/** What a viewer tells. */
export interface ViewerEvents {
  readonly link: (link: LinkStatus) => void;
  readonly session: (session: SessionState) => void;
  readonly layout: (layout: Layout) => void;
  /** A picture is on the canvas. */
  readonly drawn: () => void;
  readonly cursorShape: (shape: CursorShape) => void;
  readonly cursorPosition: (position: CursorPosition) => void;
}

/**
 * One session on one canvas. A worker owns the socket and decodes; the page only puts finished pixels on its canvas, at once when they come:
 * waiting for the next animation frame would cost up to 17 ms.
 */
export class Viewer {
  readonly #worker: Worker;
  readonly #surface: CanvasSurface;
  readonly #events: ViewerEvents;
  #layout: Layout | null = null;

  constructor(canvas: HTMLCanvasElement, events: ViewerEvents) {
    this.#surface = new CanvasSurface(canvas);
    this.#events = events;
    this.#worker = new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
  }

  /** Connects to a session, in place of an earlier one. */
  open(session: string): void {
    this.#layout = null;
    this.#post({ kind: 'open', session, client: 'remote-assist-web/0.1.0' });
  }

  /** Disconnects; the last picture stays. */
  close(): void {
    this.#post({ kind: 'close' });
  }

  /** Sends what the agent did. */
  send(events: readonly InputEvent[]): void {
    this.#post({ kind: 'input', events });
  }

  /** Asks for another of the customer's screens. */
  selectScreen(screen: number): void {
    this.#post({ kind: 'selectScreen', screen });
  }

  /** Tries to connect again now, when that is being waited for. */
  retryNow(): void {
    this.#post({ kind: 'retryNow' });
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'picture': {
        const { picture, arrivedAt } = message;
        if (picture.epoch !== this.#layout?.epoch) return;
        this.#surface.draw(picture);
        this.#post({ kind: 'drawn', seq: picture.seq, arrivedAt, drawnAt: sharedNow() });
        this.#events.drawn();
        break;
      }
      case 'layout': {
        this.#layout = message.layout;
        const screen = message.layout.screens[message.layout.active]!;
        this.#surface.resize(screen.width, screen.height);
        this.#events.layout(message.layout);
        break;
      }
      case 'link':
        this.#events.link(message.link);
        break;
      case 'session':
        this.#events.session(message.session);
        break;
      case 'cursorShape':
        this.#events.cursorShape(message.shape);
        break;
      case 'cursorPosition':
        this.#events.cursorPosition(message.position);
        break;
    }
  }
}
