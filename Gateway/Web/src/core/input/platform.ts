/** The agent's own system, as far as its keyboard behaves differently. */
export type Platform = 'windows' | 'mac' | 'other';

/** Told from the browser's own words about itself. */
export function platformOf(navigator: { readonly platform?: string; readonly userAgent?: string }): Platform {
  const words = `${navigator.platform ?? ''} ${navigator.userAgent ?? ''}`;
  return /mac|iphone|ipad/i.test(words) ? 'mac' : /win/i.test(words) ? 'windows' : 'other';
}
