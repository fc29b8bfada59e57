import { html, nothing, type TemplateResult } from 'lit';
import type { Stage, Zoom } from '../../core/view/stage.ts';
import { t } from '../texts/texts.ts';
import { isCustomerThere, maySee, mayControl, pictureOf, type SessionView } from './state.ts';

/** What the buttons over the screen do. */
export interface ScreenActions {
  readonly zoom: (zoom: Zoom) => void;
  readonly nextScreen: () => void;
  readonly fullScreen: () => void;
}

/** The screen on view with its buttons, and over it what is to be said about it. */
export function screenArea(view: SessionView, stage: Stage, zoom: Zoom, isFull: boolean, actions: ScreenActions) {
  const count = view.layout?.screens.length ?? 0;
  const picture = pictureOf(view);
  return html`
    <section id="screen-area" class="screen-area" aria-label=${t('screen.area')}>
      <div class="toolbar" role="toolbar" aria-label=${t('screen.tools')}>
        <button id="fit" type="button" aria-pressed=${zoom === 'fit'} @click=${() => actions.zoom('fit')}>${t('screen.fit')}</button>
        <button id="actual" type="button" aria-pressed=${zoom === 'actual'} @click=${() => actions.zoom('actual')}>${t('screen.actual')}</button>
        ${count > 1 ? html`<button id="next-screen" type="button" @click=${actions.nextScreen}>${t('screen.next', { count })}</button>` : nothing}
        <button id="fullscreen" type="button" aria-pressed=${isFull} @click=${actions.fullScreen}>${isFull ? t('screen.leaveFull') : t('screen.full')}</button>
        <span class="hint" role="status" id="control-hint">${hint(view)}</span>
      </div>
      <div class="stage-holder" data-empty=${!view.hadPicture} data-dimmed=${view.hadPicture && picture !== 'live'}>${stage.element}${notice(view)}</div>
    </section>
  `;
}

function hint(view: SessionView): string {
  if (pictureOf(view) !== 'live') return '';
  return mayControl(view) ? t('screen.keysHint') : t('notice.viewOnly');
}

function notice(view: SessionView): TemplateResult | typeof nothing {
  switch (view.link.status) {
    case 'connecting':
      return box(t('notice.connecting'));
    case 'reconnecting':
    case 'signedOut':
      return box(t('notice.reconnecting'), view.hadPicture ? t('notice.reconnectingDetail') : '');
    case 'over':
      return nothing;
    case 'open':
      break;
  }
  if (view.session === null) return box(t('notice.connecting'));
  if (view.session.state === 'waiting') return box(t('notice.waiting'), t('notice.waitingDetail'));
  if (!isCustomerThere(view)) return box(t('notice.away'), view.hadPicture ? t('notice.awayDetail') : '');
  if (view.hasPicture) return nothing;
  return maySee(view) ? box(t('notice.picture')) : box(t('notice.noSight'));
}

const box = (title: string, detail = ''): TemplateResult => html`
  <div class="notice" role="status">
    <p class="notice-title">${title}</p>
    ${detail === '' ? nothing : html`<p>${detail}</p>`}
  </div>
`;
