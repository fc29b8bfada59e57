/** `KeyboardEvent.key` to X11 keysyms (X Window System Protocol, appendix A; X.Org's keysymdef.h and XF86keysym.h). */

/** Keys that are named rather than typed: left or only, and right where it has a keysym of its own. */
const named: Readonly<Record<string, number | readonly [left: number, right: number]>> = {
  Backspace: 0xff08,
  Tab: 0xff09,
  Clear: 0xff0b,
  Enter: 0xff0d,
  Pause: 0xff13,
  ScrollLock: 0xff14,
  Escape: 0xff1b,
  Compose: 0xff20,
  KanjiMode: 0xff21,
  NonConvert: 0xff22,
  Convert: 0xff23,
  Romaji: 0xff24,
  Hiragana: 0xff25,
  Katakana: 0xff26,
  HiraganaKatakana: 0xff27,
  Zenkaku: 0xff28,
  Hankaku: 0xff29,
  ZenkakuHankaku: 0xff2a,
  KanaMode: 0xff2d,
  Alphanumeric: 0xff30,
  Eisu: 0xff30,
  HangulMode: 0xff31,
  HanjaMode: 0xff34,
  JunjaMode: 0xff38,
  Home: 0xff50,
  ArrowLeft: 0xff51,
  ArrowUp: 0xff52,
  ArrowRight: 0xff53,
  ArrowDown: 0xff54,
  PageUp: 0xff55,
  PageDown: 0xff56,
  End: 0xff57,
  Select: 0xff60,
  PrintScreen: 0xff61,
  Execute: 0xff62,
  Insert: 0xff63,
  Undo: 0xff65,
  Redo: 0xff66,
  ContextMenu: 0xff67,
  Find: 0xff68,
  Cancel: 0xff69,
  Help: 0xff6a,
  ModeChange: 0xff7e,
  NumLock: 0xff7f,
  Shift: [0xffe1, 0xffe2],
  Control: [0xffe3, 0xffe4],
  CapsLock: 0xffe5,
  Alt: [0xffe9, 0xffea],
  // The DOM's Meta is the Windows or Command key, which X calls Super.
  Meta: [0xffeb, 0xffec],
  Super: [0xffeb, 0xffec],
  Hyper: [0xffed, 0xffee],
  AltGraph: 0xfe03,
  Delete: 0xffff,
  BrightnessUp: 0x1008ff02,
  BrightnessDown: 0x1008ff03,
  AudioVolumeDown: 0x1008ff11,
  AudioVolumeMute: 0x1008ff12,
  AudioVolumeUp: 0x1008ff13,
  MediaPlayPause: 0x1008ff14,
  MediaStop: 0x1008ff15,
  MediaTrackPrevious: 0x1008ff16,
  MediaTrackNext: 0x1008ff17,
  BrowserHome: 0x1008ff18,
  LaunchMail: 0x1008ff19,
  BrowserSearch: 0x1008ff1b,
  LaunchApplication2: 0x1008ff1d,
  BrowserBack: 0x1008ff26,
  BrowserForward: 0x1008ff27,
  BrowserStop: 0x1008ff28,
  BrowserRefresh: 0x1008ff29,
  Eject: 0x1008ff2c,
  BrowserFavorites: 0x1008ff30,
  LaunchMediaPlayer: 0x1008ff32,
  Copy: 0x1008ff57,
  Cut: 0x1008ff58,
  Paste: 0x1008ff6d,
};

/** The same on the keypad (`KeyboardEvent.location` 3): what NumLock makes of it has already been decided by the agent's system. */
const keypad: Readonly<Record<string, number>> = {
  Enter: 0xff8d,
  Home: 0xff95,
  ArrowLeft: 0xff96,
  ArrowUp: 0xff97,
  ArrowRight: 0xff98,
  ArrowDown: 0xff99,
  PageUp: 0xff9a,
  PageDown: 0xff9b,
  End: 0xff9c,
  Clear: 0xff9d,
  Insert: 0xff9e,
  Delete: 0xff9f,
  '*': 0xffaa,
  '+': 0xffab,
  ',': 0xffac,
  '-': 0xffad,
  '.': 0xffae,
  '/': 0xffaf,
  '=': 0xffbd,
};

const functionKey = /^F([1-9]|[12][0-9]|3[0-5])$/;

/** The keysym of a character: Latin-1 stands for itself, the rest is 0x01000000 + its code point. */
export function keysymOfCharacter(codePoint: number): number {
  const isLatin1 = (codePoint >= 0x20 && codePoint <= 0x7e) || (codePoint >= 0xa0 && codePoint <= 0xff);
  return isLatin1 ? codePoint : 0x0100_0000 + codePoint;
}

/** Whether a `KeyboardEvent.key` is a character rather than a name: exactly one code point. */
export const isCharacter = (key: string): boolean => key.length > 0 && key.length === String.fromCodePoint(key.codePointAt(0)!).length;

/** The keysym of a `KeyboardEvent.key` at a `KeyboardEvent.location`, or 0 when it has none. */
export function keysymOf(key: string, location: number): number {
  if (location === KeyLocation.Keypad) {
    if (key.length === 1 && key >= '0' && key <= '9') return 0xffb0 + Number(key);
    const onKeypad = keypad[key];
    if (onKeypad !== undefined) return onKeypad;
  }
  if (isCharacter(key)) return keysymOfCharacter(key.codePointAt(0)!);
  const number = functionKey.exec(key)?.[1];
  if (number !== undefined) return 0xffbe + Number(number) - 1;
  const keysym = Object.hasOwn(named, key) ? named[key] : undefined;
  if (keysym === undefined) return 0;
  return typeof keysym === 'number' ? keysym : keysym[location === KeyLocation.Right ? 1 : 0];
}

/** `KeyboardEvent.location`. */
export const KeyLocation = { Standard: 0, Left: 1, Right: 2, Keypad: 3 } as const;
