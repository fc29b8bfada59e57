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
  /** The agent moved the remote pointer here. */
  readonly pointed: (point: Point) => void;
  /** The agent asked for the keyboard back, with Ctrl+Alt+Shift: all other keys go to the remote side. */
  readonly leave: () => void;
}

/** Mouse and keyboard over the canvas. While not enabled, nothing is taken and nothing is sent. */
export class Controls {
  readonly #options: ControlsOptions;
  readonly #keyboard: Keyboard;
  readonly #wheel: Wheel;
  readonly #sink: TextSink;
  #screen: number | null = null;
  #point: Point = { x: 0, y: 0 };
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

  /** Takes mouse and keyboard for a screen. */
  enable(screen: number): void {
    this.#screen = screen;
    if (document.activeElement === this.#options.canvas) this.#focus();
  }

  /** Takes them no more; what is held is released. */
  disable(): void {
    this.release();
    this.#screen = null;
  }

  /** Releases everything that this agent holds on the remote side. */
  release(): void {
    const holds = this.#keyboard.held.size > 0 || this.#buttons !== 0;
    this.#keyboard.forget();
    this.#sink.clear();
    this.#stale |= this.#buttons;
    this.#buttons = 0;
    this.#watchHeld();
    if (holds && this.#screen !== null) this.#options.send([{ kind: 'releaseAll' }]);
  }

  #send(events: readonly InputEvent[]): void {
    if (this.#screen === null) return;
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
    if (this.#buttons !== 0 && this.#screen !== null) this.#send([{ kind: 'pointer', screen: this.#screen, ...this.#point, buttons: this.#buttons }]);
    this.#keyboard.repeatModifiers();
  }

  #focus(): void {
    if (this.#screen !== null) this.#options.textField.focus({ preventScroll: true });
  }

  #listenToPointer(canvas: HTMLCanvasElement): void {
    const move = (event: PointerEvent) => this.#pointer(event);
    canvas.addEventListener('pointerdown', (event) => {
      if (this.#screen === null) return;
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
        if (this.#screen !== null) event.preventDefault();
      });
    }
    canvas.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
  }

  #pointer(event: PointerEvent, pressed = buttonsOf(event.buttons)): void {
    if (this.#screen === null || !event.isPrimary) return;
    const { canvas } = this.#options;
    const point = remotePoint(event.clientX, event.clientY, canvas.getBoundingClientRect(), canvas.width, canvas.height);
    this.#stale &= pressed;
    const buttons = pressed & ~this.#stale;
    // The browser tells one movement twice, raw and with the animation frame.
    if (point.x === this.#point.x && point.y === this.#point.y && buttons === this.#buttons) return;
    this.#point = point;
    this.#buttons = buttons;
    this.#options.pointed(point);
    this.#send([{ kind: 'pointer', screen: this.#screen, ...point, buttons }]);
  }

  #turn(event: WheelEvent): void {
    if (this.#screen === null) return;
    event.preventDefault();
    const turned = this.#wheel.turn(event as WheelEvent & { wheelDeltaX?: number; wheelDeltaY?: number });
    if (turned === null) return;
    const { canvas } = this.#options;
    const point = remotePoint(event.clientX, event.clientY, canvas.getBoundingClientRect(), canvas.width, canvas.height);
    this.#send([{ kind: 'wheel', screen: this.#screen, ...point, ...turned }]);
  }

  #listenToKeys(field: HTMLTextAreaElement): void {
    field.addEventListener('keydown', (event) => {
      if (this.#screen === null) return;
      if (event.ctrlKey && event.altKey && event.shiftKey && /^(Control|Alt|Shift)$/.test(event.key)) {
        event.preventDefault();
        this.release();
        this.#options.leave();
        return;
      }
      if (this.#keyboard.down(event)) event.preventDefault();
    });
    field.addEventListener('keyup', (event) => {
      if (this.#screen === null) return;
      event.preventDefault();
      this.#keyboard.up(event);
    });
  }
}
