import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Catalogue, TextKey } from './catalogue.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** The languages there are, by their BCP 47 codes. */
export const catalogues = { en, fr } as const satisfies Record<string, Catalogue>;

/** The code of a language there is a catalogue for. */
export type Language = keyof typeof catalogues;

const storageKey = 'remote-assist.language';
const listeners = new Set<() => void>();
const isLanguage = (code: string | null | undefined): code is Language => code !== null && code !== undefined && Object.hasOwn(catalogues, code);

let current: Language = choose(stored(), globalThis.navigator?.languages ?? []);

/** The language to begin with: the one chosen before, else the browser's first that there is a catalogue for, else English. */
export function choose(chosen: string | null, wanted: readonly string[]): Language {
  const codes = [chosen, ...wanted.map((language) => language.toLowerCase().split('-')[0])];
  return codes.find(isLanguage) ?? 'en';
}

/** The language in use. */
export const language = (): Language => current;

/** Changes the language, now and for later visits. */
export function setLanguage(code: Language): void {
  current = code;
  try {
    localStorage.setItem(storageKey, code);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  document.documentElement.lang = code;
  for (const listener of listeners) listener();
}

/** The text of a key in the language in use, with `{name}` replaced by values. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return format(catalogues[current][key], values);
}

/** The text of a key that came from elsewhere, or of `otherwise` when there is none. */
export function tOr(key: string, otherwise: TextKey): string {
  return Object.hasOwn(en, key) ? t(key as TextKey) : t(otherwise);
}

/** Replaces `{name}` by values; a name without a value stays. */
export const format = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));

/** Renders a component again when the language changes. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #update = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.documentElement.lang = current;
    listeners.add(this.#update);
  }

  hostDisconnected(): void {
    listeners.delete(this.#update);
  }
}

function stored(): string | null {
  try {
    return globalThis.localStorage?.getItem(storageKey) ?? null;
  } catch {
    return null;
  }
}
