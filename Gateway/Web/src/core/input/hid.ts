/**
 * `KeyboardEvent.code` to the USB HID usage of page 7 (HID Usage Tables 1.5, section 10; UI Events KeyboardEvent code Values): the physical key,
 * whatever is printed on it.
 */
const usages = new Map<string, number>();

const run = (first: number, codes: readonly string[]): void => codes.forEach((code, index) => usages.set(code, first + index));

run(0x04, [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`));
run(0x1e, [...'1234567890'].map((digit) => `Digit${digit}`));
run(0x28, ['Enter', 'Escape', 'Backspace', 'Tab', 'Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'IntlHash']);
run(0x33, ['Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash', 'CapsLock']);
run(0x3a, Array.from({ length: 12 }, (_, index) => `F${index + 1}`));
run(0x46, ['PrintScreen', 'ScrollLock', 'Pause', 'Insert', 'Home', 'PageUp', 'Delete', 'End', 'PageDown']);
run(0x4f, ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'NumLock']);
run(0x54, ['NumpadDivide', 'NumpadMultiply', 'NumpadSubtract', 'NumpadAdd', 'NumpadEnter']);
run(0x59, [...'1234567890'].map((digit) => `Numpad${digit}`));
run(0x63, ['NumpadDecimal', 'IntlBackslash', 'ContextMenu', 'Power', 'NumpadEqual']);
run(0x68, Array.from({ length: 12 }, (_, index) => `F${index + 13}`));
run(0x74, ['Open', 'Help', 'Props', 'Select', 'Stop', 'Again', 'Undo', 'Cut', 'Copy', 'Paste', 'Find']);
run(0x7f, ['AudioVolumeMute', 'AudioVolumeUp', 'AudioVolumeDown']);
run(0x85, ['NumpadComma']);
run(0x87, ['IntlRo', 'KanaMode', 'IntlYen', 'Convert', 'NonConvert']);
run(0x90, ['Lang1', 'Lang2', 'Lang3', 'Lang4', 'Lang5']);
run(0xb6, ['NumpadParenLeft', 'NumpadParenRight']);
run(0xe0, ['ControlLeft', 'ShiftLeft', 'AltLeft', 'MetaLeft', 'ControlRight', 'ShiftRight', 'AltRight', 'MetaRight']);

/** The usage of a physical key, or 0 when it is unknown. */
export const usageOf = (code: string): number => usages.get(code) ?? 0;
