import type { Failure } from './api.ts';
import { t } from './texts/texts.ts';

/** What went wrong, in words for whoever sits before the page. */
export function failureText(failure: Failure): string {
  if (failure.status === 0) return t('error.network');
  if (failure.status === 429) return t('error.tooMany');
  return t('error.server', { code: failure.code });
}
