import type { Picture } from '../decode/drawing.ts';
import { CanvasSurface } from '../draw/surface.ts';
import type { Layout, SessionState } from '../protocol/control.ts';
import type { CursorShape } from '../protocol/cursorShape.ts';
import type { InputEvent } from '../protocol/input.ts';
import type { CursorPosition } from '../protocol/small.ts';
import { arrange, type Arrangement } from '../view/arrangement.ts';
import { type Figures, type FromWorker, type LinkStatus, type Look, sharedNow, type ToWorker } from './wire.ts';

/** What a viewer tells. */
export interface ViewerEvents {
  readonly link: (link: LinkStatus) => void;
  readonly session: (session: SessionState) => void;
  readonly layout: (layout: Layout) => void;
  /** Other screens are on view, or they stand elsewhere on the canvas. */
  readonly arranged: (arrangement: Arrangement) => void;
  /** A picture is on the canvas. */
  readonly drawn: () => void;
  readonly figures: (figures: Figures) => void;
  readonly cursorShape: (shape: CursorShape) => void;
  readonly cursorPosition: (position: CursorPosition) => void;
}

/**
 * One session on one canvas. A worker owns the socket and decodes; the page only puts finished pixels on its canvas: the first of a display frame
 * at once when they come, since waiting for the next frame would cost up to 17 ms, and no others before that frame is shown.
 */
export class Viewer {
  readonly #worker: Worker;
  readonly #surface: CanvasSurface;
  readonly #events: ViewerEvents;
  #layout: Layout | null = null;
  #look: Look = { choice: null, quality: 'automatic', pageWidth: 0, pageHeight: 0 };
  #hasDrawn = false;
  #waiting: Picture | null = null;

  constructor(canvas: HTMLCanvasElement, events: ViewerEvents) {
    this.#surface = new CanvasSurface(canvas);
    this.#events = events;
    this.#worker = new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    // A page that was hidden meanwhile gets no display frame.
    document.addEventListener('visibilitychange', () => this.#framed());
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

  /** Looks at something else, or in another way. */
  look(look: Look): void {
    this.#look = look;
    if (this.#layout !== null) this.#arrange(this.#layout);
    this.#post({ kind: 'view', look });
  }

  /** Whether figures are told, once a second. */
  setFigures(wanted: boolean): void {
    this.#post({ kind: 'figures', wanted });
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
      case 'picture':
        this.#show(message.picture);
        break;
      case 'layout':
        this.#layout = message.layout;
        this.#arrange(message.layout);
        this.#events.layout(message.layout);
        break;
      case 'link':
        this.#events.link(message.link);
        break;
      case 'session':
        this.#events.session(message.session);
        break;
      case 'figures':
        this.#events.figures(message.figures);
        break;
      case 'cursorShape':
        this.#events.cursorShape(message.shape);
        break;
      case 'cursorPosition':
        this.#events.cursorPosition(message.position);
        break;
    }
  }

  #arrange(layout: Layout): void {
    const arrangement = arrange(layout, this.#look.choice);
    this.#surface.arrange(arrangement);
    this.#events.arranged(arrangement);
  }

  #show(picture: Picture): void {
    // The worker sends no other before this one was answered. A hidden page has no display frames to wait for.
    if (this.#hasDrawn && !document.hidden) {
      this.#waiting = picture;
      return;
    }
    this.#draw(picture);
    if (this.#hasDrawn) return;
    this.#hasDrawn = true;
    requestAnimationFrame(() => this.#framed());
  }

  #framed(): void {
    this.#hasDrawn = false;
    const picture = this.#waiting;
    this.#waiting = null;
    if (picture !== null) this.#show(picture);
  }

  #draw(picture: Picture): void {
    const isOld = picture.epoch !== this.#layout?.epoch;
    if (!isOld) this.#surface.draw(picture);
    this.#post({ kind: 'drawn', number: picture.number, newest: picture.newest, drawnAt: sharedNow() });
    if (!isOld) this.#events.drawn();
  }
}
