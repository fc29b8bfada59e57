import type { InputEvent } from '../protocol/input.ts';
import { Keyboard } from './keyboard.ts';
import type { Platform } from './platform.ts';
import { buttonsOf, type Point, remotePoint } from './pointer.ts';
import { TextSink } from './textSink.ts';
import { Wheel } from './wheel.ts';

/** How often what is held is said again, in milliseconds: the host releases what was not spoken of for 5 s. */
const holdInterval = 2000;

/** What the controls need. */
export interface ControlsOptions {
  readonly canvas: HTMLCanvasElement;
  readonly textField: HTMLTextAreaElement;
  readonly platform: Platform;
  readonly send: (events: readonly InputEvent[]) => void;
  /** The agent moved the remote pointer here, on the canvas. */
  readonly pointed: (point: Point) => void;
  /** The agent asked for the keyboard back, with Ctrl+Alt+Shift: all other keys go to the remote side. */
  readonly leave: () => void;
}

/** A pixel of one of the remote screens. */
export interface ScreenPoint extends Point {
  readonly screen: number;
}

/** Tells which remote pixel stands at a pixel of the canvas. */
export type Locate = (point: Point) => ScreenPoint;

/** Mouse and keyboard over the canvas. While not enabled, nothing is taken and nothing is sent. */
export class Controls {
  readonly #options: ControlsOptions;
  readonly #keyboard: Keyboard;
  readonly #wheel: Wheel;
  readonly #sink: TextSink;
  #locate: Locate | null = null;
  #point: ScreenPoint = { screen: 0, x: 0, y: 0 };
  #buttons = 0;
  /** Buttons that were down when everything was released: they count again only after they came up. */
  #stale = 0;
  #holding: ReturnType<typeof setInterval> | undefined;

  constructor(options: ControlsOptions) {
    this.#options = options;
    this.#keyboard = new Keyboard((events) => this.#send(events), options.platform);
    this.#wheel = new Wheel(options.platform !== 'mac');
    this.#sink = new TextSink(options.textField, (text) => this.#send([{ kind: 'text', text }]));
    this.#listenToPointer(options.canvas);
    this.#listenToKeys(options.textField);
    options.canvas.addEventListener('focus', () => this.#focus());
    options.canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    const release = () => this.release();
    window.addEventListener('blur', release);
    window.addEventListener('pagehide', release);
    document.addEventListener('visibilitychange', release);
    options.textField.addEventListener('blur', release);
  }

  /** Takes mouse and keyboard for the screens that are on the canvas. */
  enable(locate: Locate): void {
    this.#locate = locate;
    if (document.activeElement === this.#options.canvas) this.#focus();
  }

  /** Takes them no more; what is held is released. */
  disable(): void {
    this.release();
    this.#locate = null;
  }

  /** Releases everything that this agent holds on the remote side. */
  release(): void {
    const holds = this.#keyboard.held.size > 0 || this.#buttons !== 0;
    this.#keyboard.forget();
    this.#sink.clear();
    this.#stale |= this.#buttons;
    this.#buttons = 0;
    this.#watchHeld();
    if (holds && this.#locate !== null) this.#options.send([{ kind: 'releaseAll' }]);
  }

  #send(events: readonly InputEvent[]): void {
    if (this.#locate === null) return;
    this.#options.send(events);
    this.#watchHeld();
  }

  #watchHeld(): void {
    const holds = this.#keyboard.held.size > 0 || this.#buttons !== 0;
    if (!holds) {
      clearInterval(this.#holding);
      this.#holding = undefined;
    } else {
      this.#holding ??= setInterval(() => this.#sayHeld(), holdInterval);
    }
  }

  #sayHeld(): void {
    if (this.#buttons !== 0) this.#send([{ kind: 'pointer', ...this.#point, buttons: this.#buttons }]);
    this.#keyboard.repeatModifiers();
  }

  #focus(): void {
    if (this.#locate !== null) this.#options.textField.focus({ preventScroll: true });
  }

  #listenToPointer(canvas: HTMLCanvasElement): void {
    const move = (event: PointerEvent) => this.#pointer(event);
    canvas.addEventListener('pointerdown', (event) => {
      if (this.#locate === null) return;
      // Synthetic events have no pointer that could be captured.
      if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
      this.#sink.moveTo(event.clientX, event.clientY);
      this.#focus();
      this.#pointer(event);
    });
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('pointerup', move);
    canvas.addEventListener('pointercancel', (event) => this.#pointer(event, 0));
    // Not tied to animation frames, where the browser has it: saves up to 17 ms.
    canvas.addEventListener('pointerrawupdate', (event) => this.#pointer(event as PointerEvent));
    // Keeps the focus where it is, and the browser's own middle click, back and forward out of the way.
    for (const name of ['mousedown', 'mouseup', 'auxclick', 'dragstart'] as const) {
      canvas.addEventListener(name, (event) => {
        if (this.#locate !== null) event.preventDefault();
      });
    }
    canvas.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
  }

  #pointer(event: PointerEvent, pressed = buttonsOf(event.buttons)): void {
    if (this.#locate === null || !event.isPrimary) return;
    const onCanvas = this.#onCanvas(event);
    const point = this.#locate(onCanvas);
    this.#stale &= pressed;
    const buttons = pressed & ~this.#stale;
    // The browser tells one movement twice, raw and with the animation frame.
    if (point.x === this.#point.x && point.y === this.#point.y && point.screen === this.#point.screen && buttons === this.#buttons) return;
    this.#point = point;
    this.#buttons = buttons;
    this.#options.pointed(onCanvas);
    this.#send([{ kind: 'pointer', ...point, buttons }]);
  }

  #onCanvas(event: MouseEvent): Point {
    const { canvas } = this.#options;
    return remotePoint(event.clientX, event.clientY, canvas.getBoundingClientRect(), canvas.width, canvas.height);
  }

  #turn(event: WheelEvent): void {
    if (this.#locate === null) return;
    event.preventDefault();
    const turned = this.#wheel.turn(event as WheelEvent & { wheelDeltaX?: number; wheelDeltaY?: number });
    if (turned === null) return;
    this.#send([{ kind: 'wheel', ...this.#locate(this.#onCanvas(event)), ...turned }]);
  }

  #listenToKeys(field: HTMLTextAreaElement): void {
    field.addEventListener('keydown', (event) => {
      if (this.#locate === null) return;
      if (event.ctrlKey && event.altKey && event.shiftKey && /^(Control|Alt|Shift)$/.test(event.key)) {
        event.preventDefault();
        this.release();
        this.#options.leave();
        return;
      }
      if (this.#keyboard.down(event)) event.preventDefault();
    });
    field.addEventListener('keyup', (event) => {
      if (this.#locate === null) return;
      event.preventDefault();
      this.#keyboard.up(event);
    });
  }
}
