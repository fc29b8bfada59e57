import { Controls } from '../input/controls.ts';
import { platformOf } from '../input/platform.ts';
import { Viewer, type ViewerEvents } from '../link/viewer.ts';
import type { Quality } from '../protocol/constants.ts';
import type { CursorPosition } from '../protocol/small.ts';
import { type Arrangement, type Choice, screenAt } from './arrangement.ts';
import { RemoteCursor } from './remoteCursor.ts';

/** How long the stage's size must have rested before it is told, in milliseconds. */
const resizeRest = 300;

/** How the picture is scaled: the whole screen in view, or one remote pixel a CSS pixel with panning. */
export type Zoom = 'fit' | 'actual';

/** What a stage tells beyond what its viewer does. */
export interface StageEvents extends Omit<ViewerEvents, 'cursorShape' | 'cursorPosition'> {
  /** The agent wants the keyboard back. */
  readonly leave: () => void;
}

/** The part of the page that shows and controls a remote screen. No framework reaches in here. */
export class Stage {
  /** To be put into the page; fills what it is put into. */
  readonly element: HTMLDivElement;
  /** The remote screen: its width and height are the screen's pixels, CSS scales it. */
  readonly canvas: HTMLCanvasElement;
  /** Where what is typed goes. */
  readonly textField: HTMLTextAreaElement;
  readonly #frame: HTMLDivElement;
  readonly #cursor: RemoteCursor;
  readonly #controls: Controls;
  readonly #viewer: Viewer;
  #zoom: Zoom = 'fit';
  #arrangement: Arrangement | null = null;
  #position: CursorPosition | null = null;
  #choice: Choice = null;
  #quality: Quality = 'automatic';
  #mayControl = false;
  #resizing: ReturnType<typeof setTimeout> | undefined;

  constructor(events: StageEvents) {
    this.element = make('div', 'stage');
    this.#frame = make('div', 'stage-frame');
    this.canvas = make('canvas', 'stage-screen');
    this.canvas.id = 'screen';
    this.canvas.tabIndex = 0;
    const overlay = make('canvas', 'stage-cursor');
    overlay.ariaHidden = 'true';
    this.textField = make('textarea', 'stage-text');
    this.textField.tabIndex = -1;
    this.textField.spellcheck = false;
    this.textField.autocapitalize = 'off';
    this.textField.autocomplete = 'off';
    this.textField.setAttribute('autocorrect', 'off');
    this.#frame.append(this.canvas, overlay);
    this.element.append(this.#frame, this.textField);
    this.#cursor = new RemoteCursor(this.canvas, overlay);
    this.#viewer = new Viewer(this.canvas, {
      ...events,
      link: (link) => {
        if (link.status !== 'open') this.#controls.release();
        events.link(link);
      },
      arranged: (arrangement) => {
        this.#arrange(arrangement);
        events.arranged(arrangement);
      },
      cursorShape: (shape) => this.#cursor.setShape(shape),
      cursorPosition: (position) => this.#setPosition(position),
    });
    this.#controls = new Controls({
      canvas: this.canvas,
      textField: this.textField,
      platform: platformOf(navigator),
      send: (input) => this.#viewer.send(input),
      pointed: (point) => this.#cursor.pointed(point),
      leave: events.leave,
    });
    new ResizeObserver(() => this.#resized()).observe(this.element);
    window.addEventListener('online', () => this.#viewer.retryNow());
  }

  /** Connects to a session. */
  open(session: string): void {
    this.#arrangement = null;
    this.#position = null;
    this.#choice = null;
    this.#cursor.reset();
    this.#look();
    this.#viewer.open(session);
  }

  /** Disconnects; the last picture stays. */
  close(): void {
    this.setControl(false);
    this.#viewer.close();
  }

  /** Whether the customer lets this agent use mouse and keyboard. */
  setControl(mayControl: boolean): void {
    this.#mayControl = mayControl;
    this.#applyControl();
  }

  /** Scales the picture. */
  setZoom(zoom: Zoom): void {
    this.#zoom = zoom;
    this.#scale();
  }

  /** Looks at a screen, at all of them, or at the one that is shown by default. */
  setChoice(choice: Choice): void {
    this.#choice = choice;
    this.#look();
  }

  /** What is wanted of the picture when it cannot have everything. */
  setQuality(quality: Quality): void {
    this.#quality = quality;
    this.#look();
  }

  /** Whether figures are told, once a second. */
  setFigures(wanted: boolean): void {
    this.#viewer.setFigures(wanted);
  }

  #look(): void {
    const box = this.#frame.getBoundingClientRect();
    const pixels = (length: number): number => Math.round(length * window.devicePixelRatio);
    this.#viewer.look({ choice: this.#choice, quality: this.#quality, pageWidth: pixels(box.width), pageHeight: pixels(box.height) });
  }

  #resized(): void {
    this.#scale();
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => this.#look(), resizeRest);
  }

  #arrange(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#scale();
    this.#applyControl();
    this.#showPosition();
  }

  #applyControl(): void {
    const arrangement = this.#mayControl ? this.#arrangement : null;
    this.#cursor.setControlled(arrangement !== null);
    if (arrangement !== null) this.#controls.enable((point) => screenAt(arrangement, point));
    else this.#controls.disable();
  }

  #setPosition(position: CursorPosition): void {
    this.#position = position;
    this.#showPosition();
  }

  #showPosition(): void {
    const position = this.#position;
    const placed = this.#arrangement?.screens.find(({ id }) => id === position?.screen);
    const isSeen = placed !== undefined && position?.visible === true;
    this.#cursor.setPosition(isSeen ? { x: placed.x + position.x, y: placed.y + position.y } : null);
  }

  #scale(): void {
    const { width, height } = this.canvas;
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0 || clientHeight === 0) return;
    // Fit never blows a small screen up: text would only get blurred.
    const scale = this.#zoom === 'actual' ? 1 : Math.min(clientWidth / width, clientHeight / height, 1);
    this.element.dataset['zoom'] = this.#zoom;
    this.#frame.style.width = `${Math.round(width * scale)}px`;
    this.#frame.style.height = `${Math.round(height * scale)}px`;
    this.#cursor.setScale(scale);
  }
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  return element;
}
