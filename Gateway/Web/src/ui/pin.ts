/** The least and the most digits that a PIN can have. */
export const pinLength = { least: 6, most: 12 } as const;

/** What is wrong with what was typed as a PIN, or its digits. */
export type PinCheck = { readonly pin: string } | { readonly wrong: 'empty' | 'letters' | 'length'; readonly count: number };

/** Reads a PIN as people type it: spaces, dots and dashes between the digits do not count. */
export function checkPin(typed: string): PinCheck {
  const digits = typed.replace(/[\s.\u00a0\u202f-]/g, '');
  if (digits === '') return { wrong: 'empty', count: 0 };
  if (!/^[0-9]+$/.test(digits)) return { wrong: 'letters', count: 0 };
  const isRight = digits.length >= pinLength.least && digits.length <= pinLength.most;
  return isRight ? { pin: digits } : { wrong: 'length', count: digits.length };
}

/** Digits in groups of three from the left, for reading aloud. */
export const groupPin = (pin: string): string => pin.replace(/(.{3})(?=.)/g, '$1 ');
