import { html } from 'lit';
import type { Figures } from '../../core/link/wire.ts';
import type { TextKey } from '../texts/catalogue.ts';
import { language, t } from '../texts/texts.ts';
import type { SessionView } from './state.ts';

/** What the connection does, in figures of the last second. */
export function figuresPanel(view: SessionView) {
  const { figures, arrangement, layout } = view;
  const unknown = t('figures.none');
  const row = (id: string, name: TextKey, value: string) => html`<dt>${t(name)}</dt><dd id="figure-${id}">${value}</dd>`;
  return html`
    <section id="figures-panel" class="figures" aria-label=${t('figures.title')}>
      <h2>${t('figures.title')}</h2>
      <dl>
        ${row('frames', 'figures.frames', figures === null ? unknown : round(figures.pictures / figures.seconds))}
        ${row('delay', 'figures.delay', figures?.delay == null ? (figures?.pictures === 0 ? t('figures.nothing') : unknown) : t('figures.millis', { value: round(figures.delay) }))}
        ${row('rate', 'figures.rate', figures === null ? unknown : t('figures.kilobytes', { value: round(bytesOf(figures) / figures.seconds / 1000, 1) }))}
        ${row('shares', 'figures.shares', figures === null ? unknown : sharesOf(figures))}
        ${row('reused', 'figures.reused', figures === null ? unknown : t('figures.perSecond', { value: round(figures.reused / figures.seconds) }))}
        ${row('losses', 'figures.losses', figures === null ? unknown : t('figures.perSecond', { value: round(figures.losses / figures.seconds) }))}
        ${row('size', 'figures.screen', arrangement === null ? unknown : t('figures.size', { width: arrangement.width, height: arrangement.height }))}
        ${row('quality', 'figures.quality', layout === null ? unknown : t(`quality.${layout.quality}`))}
      </dl>
    </section>
  `;
}

const round = (value: number, digits = 0): string => value.toLocaleString(language(), { maximumFractionDigits: digits });

const bytesOf = ({ tileBytes, jpegBytes, webpBytes, videoBytes }: Figures): number => tileBytes + jpegBytes + webpBytes + videoBytes;

/** The kinds of data that came, each with its share in percent, those that round to nothing left out. */
export function sharesOf(figures: Figures): string {
  const all = bytesOf(figures);
  const shares: readonly (readonly [TextKey, number])[] = [
    ['figures.tiles', figures.tileBytes],
    ['figures.jpeg', figures.jpegBytes],
    ['figures.webp', figures.webpBytes],
    ['figures.video', figures.videoBytes],
  ];
  const told = shares.map(([key, bytes]) => [key, Math.round((bytes / all) * 100)] as const).filter(([, share]) => share > 0);
  return all === 0 ? t('figures.nothing') : told.map(([key, value]) => t(key, { value })).join(', ');
}
