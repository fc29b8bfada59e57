import { html } from 'lit';
import { catalogues, type Language, language, setLanguage, t } from './texts/texts.ts';

/** The choice of language; each is named in itself. */
export const languageSwitch = () => html`
  <label class="language">
    <span class="visually-hidden">${t('language.label')}</span>
    <select id="language" @change=${(event: Event) => setLanguage((event.target as HTMLSelectElement).value as Language)}>
      ${Object.entries(catalogues).map(
        ([code, catalogue]) => html`<option value=${code} lang=${code} ?selected=${code === language()}>${catalogue['language.name']}</option>`,
      )}
    </select>
  </label>
`;
