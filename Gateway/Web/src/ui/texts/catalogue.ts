import type { en } from './en.ts';

/** The key of a text; one that a catalogue lacks does not compile. */
export type TextKey = keyof typeof en;

/** All texts in one language. */
export type Catalogue = Readonly<Record<TextKey, string>>;
