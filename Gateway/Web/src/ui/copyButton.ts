import { html } from 'lit';
import { copyText } from './clipboard.ts';
import { PageElement } from './element.ts';
import { t } from './texts/texts.ts';

/** For how long the button says that it has copied, in milliseconds. */
const shown = 2500;

/** A button that copies a text and says so. */
export class CopyButton extends PageElement {
  static override readonly properties = { text: {}, label: {}, buttonId: {}, message: { state: true } };

  /** What is copied. */
  declare text: string;
  /** What is on the button. */
  declare label: string;
  /** The id of the button itself. */
  declare buttonId: string;
  declare message: string;

  constructor() {
    super();
    this.text = this.label = this.buttonId = this.message = '';
  }

  protected override render() {
    return html`
      <button type="button" id=${this.buttonId} ?disabled=${this.text === ''} @click=${() => void this.#copy()}>${this.label}</button>
      <span class="copied" role="status">${this.message}</span>
    `;
  }

  async #copy(): Promise<void> {
    this.message = (await copyText(this.text)) ? t('session.copied') : t('session.copyFailed');
    setTimeout(() => (this.message = ''), shown);
  }
}

customElements.define('ra-copy', CopyButton);
