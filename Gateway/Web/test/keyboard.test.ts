import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Keyboard, type Stroke } from '../src/core/input/keyboard.ts';
import { keysymOf } from '../src/core/input/keysyms.ts';
import { usageOf } from '../src/core/input/hid.ts';
import type { Platform } from '../src/core/input/platform.ts';
import type { InputEvent } from '../src/core/protocol/input.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Given extends Partial<Omit<Stroke, 'getModifierState'>> {
  readonly altGraph?: boolean;
}

const stroke = (code: string, key: string, { altGraph = false, ...given }: Given = {}): Stroke => ({
  code,
  key,
  location: /Left$/.test(code) && key.length > 1 ? 1 : /Right$/.test(code) && key.length > 1 ? 2 : /^Numpad/.test(code) ? 3 : 0,
  isComposing: false,
  ctrlKey: false,
  shiftKey: false,
  metaKey: false,
  timeStamp: 0,
  ...given,
  getModifierState: (name) => name === 'AltGraph' && altGraph,
});

function keyboard(platform: Platform = 'other') {
  const sent: string[] = [];
  const keys = new Keyboard((events: InputEvent[]) => {
    for (const event of events) if (event.kind === 'key') sent.push(`${event.down ? '+' : '-'}${event.keysym.toString(16)}`);
  }, platform);
  return { keys, sent };
}

const [control, alt, shift, altGraph] = ['ffe3', 'ffe9', 'ffe1', 'fe03'];

describe('Characters', () => {
  test('Latin-1 characters are their own keysyms, all others are 0x01000000 + code point', () => {
    expect(keysymOf('a', 0)).toBe(0x61);
    expect(keysymOf('É', 0)).toBe(0xc9);
    expect(keysymOf('ß', 0)).toBe(0xdf);
    expect(keysymOf('€', 0)).toBe(0x010020ac);
    expect(keysymOf('ж', 0)).toBe(0x01000436);
    expect(keysymOf('漢', 0)).toBe(0x01006f22);
    expect(keysymOf('😀', 0)).toBe(0x0101f600);
  });

  test('named keys, modifiers by side and function keys have their keysyms; names that mean nothing have none', () => {
    expect(keysymOf('Enter', 0)).toBe(0xff0d);
    expect(keysymOf('Shift', 2)).toBe(0xffe2);
    expect(keysymOf('F1', 0)).toBe(0xffbe);
    expect(keysymOf('F24', 0)).toBe(0xffd5);
    expect(keysymOf('F99', 0)).toBe(0);
    expect(keysymOf('constructor', 0)).toBe(0);
    expect(keysymOf('', 0)).toBe(0);
  });

  test('physical keys are told by their USB HID usage, whatever is printed on them', () => {
    expect(usageOf('KeyA')).toBe(0x04);
    expect(usageOf('Digit0')).toBe(0x27);
    expect(usageOf('F12')).toBe(0x45);
    expect(usageOf('IntlBackslash')).toBe(0x64);
    expect(usageOf('Numpad0')).toBe(0x62);
    expect(usageOf('F13')).toBe(0x68);
    expect(usageOf('MetaRight')).toBe(0xe7);
    expect(usageOf('Fn')).toBe(0);
  });
});

describe('NumLock', () => {
  test('the keypad gives digits or movements, as the agent’s own NumLock has it', () => {
    expect(keysymOf('7', 3)).toBe(0xffb7);
    expect(keysymOf('Home', 3)).toBe(0xff95);
    expect(keysymOf('.', 3)).toBe(0xffae);
    expect(keysymOf('Enter', 3)).toBe(0xff8d);
  });

  test('what went down as a digit comes up as that digit, even if NumLock changed meanwhile', () => {
    const { keys, sent } = keyboard();
    keys.down(stroke('Numpad7', '7'));
    keys.up(stroke('Numpad7', 'Home'));
    expect(sent).toEqual(['+ffb7', '-ffb7']);
  });
});

describe('Press and release', () => {
  test('a key repeat is sent as further downs', () => {
    const { keys, sent } = keyboard();
    keys.down(stroke('KeyA', 'a'));
    keys.down(stroke('KeyA', 'a'));
    keys.up(stroke('KeyA', 'a'));
    expect(sent).toEqual(['+61', '+61', '-61']);
  });

  test('a key that was released with another character comes up as what it went down', () => {
    const { keys, sent } = keyboard();
    keys.down(stroke('ShiftLeft', 'Shift', { shiftKey: true }));
    keys.down(stroke('KeyA', 'A', { shiftKey: true }));
    keys.up(stroke('ShiftLeft', 'Shift'));
    keys.up(stroke('KeyA', 'a'));
    expect(sent).toEqual([`+${shift}`, '+41', `-${shift}`, '-41']);
  });

  test('a release without a press is not sent', () => {
    const { keys, sent } = keyboard();
    keys.up(stroke('KeyA', 'a'));
    expect(sent).toEqual([]);
  });

  test('after all was released on blur, a late release is not sent', () => {
    const { keys, sent } = keyboard();
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true }));
    keys.forget();
    keys.up(stroke('ControlLeft', 'Control'));
    expect(sent).toEqual([`+${control}`]);
    expect(keys.held.size).toBe(0);
  });

  test('a modifier whose release another window took is released with the next key', () => {
    const { keys, sent } = keyboard();
    keys.down(stroke('ShiftLeft', 'Shift', { shiftKey: true }));
    keys.down(stroke('KeyB', 'b'));
    expect(sent).toEqual([`+${shift}`, `-${shift}`, '+62']);
  });

  test('held modifiers are said again, other keys are not', () => {
    const { keys, sent } = keyboard();
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true }));
    keys.down(stroke('KeyC', 'c', { ctrlKey: true }));
    sent.length = 0;
    keys.repeatModifiers();
    expect(sent).toEqual([`+${control}`]);
  });

  test('Windows reports one release for two Shift keys: both come up', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ShiftLeft', 'Shift', { shiftKey: true }));
    keys.down(stroke('ShiftRight', 'Shift', { shiftKey: true }));
    keys.up(stroke('ShiftLeft', 'Shift'));
    expect(sent).toEqual([`+${shift}`, '+ffe2', `-${shift}`, '-ffe2']);
  });

  test('keys that Windows never reports as released are tapped', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('NonConvert', 'NonConvert'));
    expect(sent).toEqual(['+ff22', '-ff22']);
  });
});

describe('AltGr on Windows, which comes as Ctrl+Alt', () => {
  test('a right Alt within 50 ms of a left Ctrl is AltGr, and no Ctrl is sent', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true, timeStamp: 100 }));
    keys.down(stroke('AltRight', 'AltGraph', { timeStamp: 101 }));
    keys.down(stroke('KeyQ', '@', { altGraph: true, timeStamp: 180 }));
    keys.up(stroke('KeyQ', '@'));
    keys.up(stroke('ControlLeft', 'Control'));
    keys.up(stroke('AltRight', 'AltGraph'));
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([`+${altGraph}`, '+40', '-40', `-${altGraph}`]);
  });

  test('a right Alt later than that is Ctrl and Alt', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true, timeStamp: 100 }));
    keys.down(stroke('AltRight', 'Alt', { ctrlKey: true, timeStamp: 160 }));
    expect(sent).toEqual([`+${control}`, '+ffea']);
  });

  test('a left Ctrl alone is sent after 50 ms', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true }));
    vi.advanceTimersByTime(49);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([`+${control}`]);
  });

  test('a left Ctrl is sent in front of the next key without waiting', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true, timeStamp: 100 }));
    keys.down(stroke('KeyC', 'c', { ctrlKey: true, timeStamp: 110 }));
    expect(sent).toEqual([`+${control}`, '+63']);
  });

  test('a left Ctrl that is pressed and released at once is sent whole', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true }));
    keys.up(stroke('ControlLeft', 'Control'));
    expect(sent).toEqual([`+${control}`, `-${control}`]);
  });

  test('a character typed with Ctrl+Alt in place of AltGr arrives as the character', () => {
    const { keys, sent } = keyboard('windows');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true, timeStamp: 100 }));
    keys.down(stroke('AltLeft', 'Alt', { ctrlKey: true, timeStamp: 300 }));
    keys.down(stroke('KeyQ', '@', { altGraph: true, timeStamp: 400 }));
    expect(sent).toEqual([`+${control}`, `+${alt}`, `-${control}`, `-${alt}`, '+40']);
  });

  test('elsewhere a left Ctrl is sent at once', () => {
    const { keys, sent } = keyboard('other');
    keys.down(stroke('ControlLeft', 'Control', { ctrlKey: true }));
    expect(sent).toEqual([`+${control}`]);
  });
});

describe('Text that other means bring', () => {
  test('a dead key is left to the browser, and the character that comes of it is sent', () => {
    const { keys, sent } = keyboard();
    expect(keys.down(stroke('BracketLeft', 'Dead'))).toBe(false);
    keys.up(stroke('BracketLeft', 'Dead'));
    expect(keys.down(stroke('KeyE', 'ê'))).toBe(true);
    expect(sent).toEqual(['+ea']);
  });

  test('keys of an input method are left to it', () => {
    const { keys, sent } = keyboard();
    expect(keys.down(stroke('KeyK', 'k', { isComposing: true }))).toBe(false);
    expect(keys.down(stroke('KeyK', 'Process'))).toBe(false);
    expect(keys.down(stroke('', 'Unidentified'))).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe('Mac', () => {
  test('Command stands at the place of Alt, and Option chooses characters as AltGr does', () => {
    const { keys, sent } = keyboard('mac');
    keys.down(stroke('MetaLeft', 'Meta', { metaKey: true }));
    keys.up(stroke('MetaLeft', 'Meta'));
    keys.down(stroke('AltLeft', 'Alt'));
    keys.down(stroke('KeyL', '@'));
    expect(sent).toEqual([`+${alt}`, `-${alt}`, `+${altGraph}`, '+40']);
  });

  test('a key beside Command is tapped, because its release is never reported', () => {
    const { keys, sent } = keyboard('mac');
    keys.down(stroke('MetaLeft', 'Meta', { metaKey: true }));
    keys.down(stroke('KeyC', 'c', { metaKey: true }));
    expect(sent).toEqual([`+${alt}`, '+63', '-63']);
  });

  test('CapsLock is tapped, because its release is its switching off', () => {
    const { keys, sent } = keyboard('mac');
    keys.down(stroke('CapsLock', 'CapsLock'));
    expect(sent).toEqual(['+ffe5', '-ffe5']);
  });
});
