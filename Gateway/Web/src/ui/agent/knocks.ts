import { html, nothing } from 'lit';
import type { Knock } from '../../core/protocol/control.ts';
import { t } from '../texts/texts.ts';

/** Computers that know the PIN and wait for the agent to let them in. */
export function knocks(waiting: readonly Knock[], decide: (code: number, admit: boolean) => void) {
  return html`
    <div id="knocks" role="alert">
      ${waiting.length === 0
        ? nothing
        : waiting.map(
            ({ code, address }) => html`
              <section class="knock" data-code=${code}>
                <p>${t('knock.ask', { address })}</p>
                <p class="pin">${code}</p>
                <p>${t('knock.compare')}</p>
                <div class="actions">
                  <button type="button" class="primary" data-admit="true" aria-label=${t('knock.admitLabel', { code })} @click=${() => decide(code, true)}>${t('knock.admit')}</button>
                  <button type="button" data-admit="false" aria-label=${t('knock.refuseLabel', { code })} @click=${() => decide(code, false)}>${t('knock.refuse')}</button>
                </div>
              </section>
            `,
          )}
    </div>
  `;
}
