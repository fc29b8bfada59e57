import type { InputEvent } from '../protocol/input.ts';
import { usageOf } from './hid.ts';
import { isCharacter, keysymOf } from './keysyms.ts';
import type { Platform } from './platform.ts';

/** What is read of a KeyboardEvent. */
export interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly location: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  /** Milliseconds. */
  readonly timeStamp: number;
  getModifierState(key: string): boolean;
}

/** Within how many milliseconds after a left Ctrl a right Alt makes it AltGr: Windows sends both for the one key. */
export const altGraphWindow = 50;

/** Keys whose release Windows never reports. */
const neverReleased = new Set(['Lang1', 'Lang2', 'KanaMode', 'Convert', 'NonConvert']);

/** Keys that say that something else will tell what was typed: an input method, a dead key, a virtual keyboard. */
const toldLater = new Set(['Dead', 'Process', 'Unidentified']);

interface Key {
  readonly code: number;
  readonly keysym: number;
}

/** Turns the browser's key events into the protocol's: what goes down comes up, as what it went down. */
export class Keyboard {
  readonly #emit: (events: InputEvent[]) => void;
  readonly #platform: Platform;
  readonly #held = new Map<string, Key>();
  #waiting: { readonly stroke: Stroke; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(emit: (events: InputEvent[]) => void, platform: Platform) {
    this.#emit = emit;
    this.#platform = platform;
  }

  /** The codes of the keys that are down on the remote side. */
  get held(): ReadonlySet<string> {
    return new Set(this.#held.keys());
  }

  /** A key went down, or repeats. The answer tells whether the browser must be kept from acting on it. */
  down(stroke: Stroke): boolean {
    if (stroke.isComposing || toldLater.has(stroke.key)) return false;
    const isAltGraph = stroke.code === 'AltRight' && (stroke.key === 'AltGraph' || stroke.key === 'Alt');
    if (this.#waiting !== null) {
      const { stroke: control } = this.#waiting;
      const together = isAltGraph && stroke.timeStamp - control.timeStamp <= altGraphWindow;
      this.#endWait(!together);
      if (together) {
        this.#press('AltRight', { code: usageOf('AltRight'), keysym: keysymOf('AltGraph', 0) });
        return true;
      }
    }
    if (this.#platform === 'windows' && stroke.code === 'ControlLeft' && !this.#held.has('ControlLeft')) {
      const timer = setTimeout(() => this.#endWait(true), altGraphWindow);
      this.#waiting = { stroke, timer };
      return true;
    }
    this.#releaseForgotten(stroke);
    if (isCharacter(stroke.key) && stroke.getModifierState('AltGraph')) this.#releaseControlAndAlt();
    return this.#go(stroke);
  }

  /** A key went up. */
  up(stroke: Stroke): void {
    if (stroke.code === 'ControlLeft' && this.#waiting !== null) this.#endWait(true);
    const name = nameOf(stroke);
    // Windows reports one release only when both Shift keys were down.
    if (this.#platform === 'windows' && (name === 'ShiftLeft' || name === 'ShiftRight')) {
      this.#release('ShiftLeft');
      this.#release('ShiftRight');
      return;
    }
    this.#release(name);
  }

  /** Forgets what is held, because the remote side has been told to release everything. */
  forget(): void {
    this.#endWait(false);
    this.#held.clear();
  }

  /** Says again that modifiers are held, which browsers do not repeat: the host releases what nobody has spoken of for 5 s. */
  repeatModifiers(): void {
    const events = [...this.#held].filter(([name]) => /^(Shift|Control|Alt|Meta)/.test(name)).map(([, key]): InputEvent => ({ kind: 'key', down: true, ...key }));
    if (events.length > 0) this.#emit(events);
  }

  #go(stroke: Stroke): boolean {
    const name = nameOf(stroke);
    const key = this.#keyOf(stroke);
    if (key.code === 0 && key.keysym === 0) return false;
    this.#press(name, key);
    const isTap =
      (this.#platform === 'mac' && (name === 'CapsLock' || (stroke.metaKey && !isModifier(name)))) ||
      (this.#platform === 'windows' && neverReleased.has(name));
    if (isTap) this.#release(name);
    return true;
  }

  /** On a Mac, the keys beside the space bar stand for those at the same place on other keyboards; Option chooses characters, as AltGr does. */
  #keyOf(stroke: Stroke): Key {
    if (this.#platform === 'mac') {
      switch (stroke.code) {
        case 'MetaLeft':
          return { code: usageOf('AltLeft'), keysym: keysymOf('Alt', 1) };
        case 'MetaRight':
          return { code: usageOf('MetaLeft'), keysym: keysymOf('Meta', 1) };
        case 'AltLeft':
        case 'AltRight':
          return { code: usageOf('AltRight'), keysym: keysymOf('AltGraph', 0) };
        case 'NumLock':
          return { code: usageOf('NumLock'), keysym: keysymOf('NumLock', 0) };
      }
    }
    return { code: usageOf(stroke.code), keysym: keysymOf(stroke.key, stroke.location) };
  }

  #press(name: string, key: Key): void {
    // A repeat is a further down of what went down, even if a modifier has changed its character since.
    const held = this.#held.get(name);
    if (held !== undefined && held.keysym !== key.keysym) this.#release(name);
    this.#held.set(name, key);
    this.#emit([{ kind: 'key', down: true, ...key }]);
  }

  #release(name: string): void {
    const key = this.#held.get(name);
    if (key === undefined) return;
    this.#held.delete(name);
    this.#emit([{ kind: 'key', down: false, ...key }]);
  }

  #endWait(press: boolean): void {
    if (this.#waiting === null) return;
    const { stroke, timer } = this.#waiting;
    clearTimeout(timer);
    this.#waiting = null;
    if (press) this.#go(stroke);
  }

  /** Releases modifiers whose release another window or the system has swallowed. */
  #releaseForgotten(stroke: Stroke): void {
    const check = (isDown: boolean, key: string): void => {
      if (isDown || stroke.key === key) return;
      this.#release(`${key}Left`);
      this.#release(`${key}Right`);
    };
    check(stroke.shiftKey, 'Shift');
    check(stroke.metaKey, 'Meta');
    // While AltGr is down, Windows says that Ctrl is not.
    if (!stroke.getModifierState('AltGraph')) check(stroke.ctrlKey, 'Control');
  }

  /** A character typed with Ctrl+Alt in place of AltGr: the remote side must get the character, not a shortcut. */
  #releaseControlAndAlt(): void {
    if (!this.#held.has('AltLeft') || !(this.#held.has('ControlLeft') || this.#held.has('ControlRight'))) return;
    for (const name of ['ControlLeft', 'ControlRight', 'AltLeft']) this.#release(name);
  }
}

const isModifier = (name: string): boolean => /^(Shift|Control|Alt|Meta)(Left|Right)$/.test(name);

/** What tells a key from others; a virtual keyboard has no codes. */
const nameOf = (stroke: Stroke): string => (stroke.code !== '' ? stroke.code : `key:${stroke.key}`);
