import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { allScreens, qualities, type Quality } from '../../core/protocol/constants.ts';
import { canShowAll, type Choice } from '../../core/view/arrangement.ts';
import type { Stage, Zoom } from '../../core/view/stage.ts';
import { t } from '../texts/texts.ts';
import { figuresPanel } from './figures.ts';
import { isCustomerThere, maySee, mayControl, nextScreen, pictureOf, type SessionView } from './state.ts';

/** What the buttons over the screen do. */
export interface ScreenActions {
  readonly zoom: (zoom: Zoom) => void;
  readonly choose: (choice: Choice) => void;
  readonly quality: (quality: Quality) => void;
  readonly figures: () => void;
  readonly fullScreen: () => void;
}

/** How the buttons over the screen stand. */
export interface ScreenSettings {
  readonly zoom: Zoom;
  readonly isFull: boolean;
  readonly quality: Quality;
  readonly hasFigures: boolean;
}

/** The screen on view with its buttons, and over it what is to be said about it. */
export function screenArea(view: SessionView, stage: Stage, { zoom, isFull, quality, hasFigures }: ScreenSettings, actions: ScreenActions) {
  const picture = pictureOf(view);
  return html`
    <section id="screen-area" class="screen-area" aria-label=${t('screen.area')}>
      <div class="toolbar" role="toolbar" aria-label=${t('screen.tools')}>
        <button id="fit" type="button" aria-pressed=${zoom === 'fit'} @click=${() => actions.zoom('fit')}>${t('screen.fit')}</button>
        <button id="actual" type="button" aria-pressed=${zoom === 'actual'} @click=${() => actions.zoom('actual')}>${t('screen.actual')}</button>
        ${screenButtons(view, actions.choose)} ${qualityChoice(quality, actions.quality)}
        <button id="figures" type="button" aria-expanded=${hasFigures} aria-controls="figures-panel" @click=${actions.figures}>${t('figures.button')}</button>
        <button id="fullscreen" type="button" aria-pressed=${isFull} @click=${actions.fullScreen}>${isFull ? t('screen.leaveFull') : t('screen.full')}</button>
        <span class="hint" role="status" id="control-hint">${hint(view)}</span>
      </div>
      <div class="stage-holder" data-empty=${!view.hadPicture} data-dimmed=${view.hadPicture && picture !== 'live'}>${stage.element}${notice(view)}${hasFigures ? figuresPanel(view) : nothing}</div>
    </section>
  `;
}

function screenButtons(view: SessionView, choose: (choice: Choice) => void) {
  const count = view.layout?.screens.length ?? 0;
  if (view.layout === null || count < 2) return nothing;
  const isAll = view.choice === allScreens;
  return html`
    <button id="next-screen" type="button" @click=${() => choose(nextScreen(view))}>${t('screen.next', { count })}</button>
    ${canShowAll(view.layout)
      ? html`<button id="all-screens" type="button" aria-pressed=${isAll} @click=${() => choose(isAll ? nextScreen(view) : allScreens)}>${t('screen.all')}</button>`
      : nothing}
  `;
}

function qualityChoice(quality: Quality, choose: (quality: Quality) => void) {
  const change = (event: Event): void => choose((event.target as HTMLSelectElement).value as Quality);
  return html`
    <label class="choice">
      <span>${t('quality.label')}</span>
      <select id="quality" .value=${live(quality)} @change=${change}>
        ${qualities.map((one) => html`<option value=${one} ?selected=${one === quality}>${t(`quality.${one}`)}</option>`)}
      </select>
    </label>
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
