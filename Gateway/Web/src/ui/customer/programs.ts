import type { Program } from '../api.ts';

const osNames: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', macos: 'macOS' };
const units = ['B', 'kB', 'MB', 'GB'];

/** What people call a system. */
export const osName = (os: string): string => osNames[os] ?? os;

/** The system that a browser says it runs on, in the words of `Program.os`; null when it does not say. */
export function osOf(navigator: { readonly platform?: string; readonly userAgent?: string }): string | null {
  const words = `${navigator.platform ?? ''} ${navigator.userAgent ?? ''}`;
  if (/android/i.test(words)) return 'android';
  if (/win/i.test(words)) return 'windows';
  if (/mac|iphone|ipad/i.test(words)) return 'macos';
  return /linux|x11/i.test(words) ? 'linux' : null;
}

/** The address to download a program from, with the contact center and the PIN, so that nothing has to be typed; null when it is not this server's. */
export function downloadUrl(program: Program, origin: string, tenant: string, pin: string): URL | null {
  const url = URL.canParse(program.url, origin) ? new URL(program.url, origin) : null;
  if (url === null || url.origin !== origin) return null;
  url.searchParams.set('tenant', tenant);
  url.searchParams.set('pin', pin);
  return url;
}

/** One command that downloads the program and starts it. */
export const command = (url: URL): string => `curl -fsSLo remote-assist '${url.href.replaceAll("'", '%27')}' && chmod +x remote-assist && ./remote-assist`;

/** Bytes in words. */
export function sizeText(bytes: number, language: string): string {
  const unit = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), units.length - 1);
  const value = new Intl.NumberFormat(language, { maximumFractionDigits: unit < 2 ? 0 : 1 }).format(bytes / 1000 ** unit);
  return `${value} ${units[unit]!}`;
}
