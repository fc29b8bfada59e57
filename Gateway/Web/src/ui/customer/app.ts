import { html, nothing } from 'lit';
import { api, type Failure, isFailure, type JoinInfo, type Program } from '../api.ts';
import '../copyButton.ts';
import { PageElement } from '../element.ts';
import { failureText } from '../failures.ts';
import { languageSwitch } from '../languageSwitch.ts';
import { checkPin, groupPin, pinLength } from '../pin.ts';
import { language, t } from '../texts/texts.ts';
import { pathFor, readPath } from './path.ts';
import { command, downloadUrl, osName, osOf, sizeText } from './programs.ts';

/** The customer's page: whose it is, what will happen, a warning, and the program. It never tries a PIN: only the program may use up an attempt. */
export class CustomerApp extends PageElement {
  static override readonly properties = { info: { state: true }, failure: { state: true }, pin: { state: true }, error: { state: true } };

  /** What the gateway tells of the contact center. */
  declare info: JoinInfo | null;
  declare failure: Failure | null;
  /** The PIN to go on with; empty until one was given. */
  declare pin: string;
  declare error: string;
  #typed = '';

  constructor() {
    super();
    this.info = this.failure = null;
    this.pin = this.error = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', () => this.#readPin());
    this.#readPin();
    void this.#load();
  }

  protected override render() {
    return html`
      <a class="skip" href="#main">${t('app.skip')}</a>
      <header class="bar"><span class="brand">${this.info?.tenantName ?? t('app.name')}</span>${languageSwitch()}</header>
      <main id="main" tabindex="-1" class="centre"><div class="page">${this.#main()}</div></main>
    `;
  }

  protected override updated(): void {
    document.title = this.info === null ? t('join.title') : t('join.heading', { name: this.info.tenantName });
  }

  #main() {
    if (this.failure?.status === 404) return html`<div class="card" role="alert"><h1>${t('join.unknown')}</h1><p>${t('join.unknownDetail')}</p></div>`;
    if (this.info === null) return html`<div class="card"><p role="status">${this.failure === null ? t('app.loading') : failureText(this.failure)}</p></div>`;
    return html`
      <h1>${t('join.heading', { name: this.info.tenantName })}</h1>
      <section class="scam" aria-labelledby="scam-title">
        <h2 id="scam-title">${t('join.scamTitle')}</h2>
        <p>${t('join.scam')}</p>
      </section>
      ${this.pin === '' ? this.#form() : this.#shownPin()} ${this.#explanation()} ${this.pin === '' ? nothing : this.#program(this.info)}
    `;
  }

  #form() {
    return html`
      <form class="card pin-form" novalidate @submit=${(event: SubmitEvent) => this.#submit(event)}>
        <label class="field" for="pin">${t('join.pin')}</label>
        <p class="hint-text" id="pin-hint">${t('join.pinHint')}</p>
        <input id="pin" name="pin" inputmode="numeric" autocomplete="off" maxlength="40" .defaultValue=${this.#typed}
          aria-describedby="pin-hint pin-error" aria-invalid=${this.error !== ''} />
        <p class="error" id="pin-error" role="alert">${this.error}</p>
        <button id="continue" class="primary" type="submit">${t('join.continue')}</button>
      </form>
    `;
  }

  #shownPin() {
    return html`
      <div class="card pin-shown">
        <span>${t('join.pin')}</span><output id="pin">${groupPin(this.pin)}</output>
        <button id="change" type="button" @click=${() => this.#change()}>${t('join.change')}</button>
      </div>
    `;
  }

  #explanation() {
    return html`
      <section class="card" aria-labelledby="what-title">
        <h2 id="what-title">${t('join.what')}</h2>
        <ol>
          <li>${t('join.what1')}</li>
          <li>${t('join.what2')}</li>
          <li>${t('join.what3')}</li>
        </ol>
      </section>
    `;
  }

  #program(info: JoinInfo) {
    const offers = info.programs.flatMap((program) => {
      const url = downloadUrl(program, location.origin, info.tenant, this.pin);
      return url === null ? [] : [{ program, url }];
    });
    return html`
      <section class="card" aria-labelledby="program-title">
        <h2 id="program-title">${t('join.downloadTitle')}</h2>
        ${offers.length === 0 ? html`<p id="no-program">${t('join.none')}</p>` : offers.map(({ program, url }) => this.#offer(program, url))}
      </section>
    `;
  }

  #offer(program: Program, url: URL) {
    const os = osName(program.os);
    const own = osOf(navigator);
    return html`
      ${own === null || own === program.os ? nothing : html`<p class="other-system">${t('join.otherSystem', { os })}</p>`}
      <p><a class="button primary" data-os=${program.os} href=${url.href} download>${
        program.size > 0 ? t('join.download', { os, size: sizeText(program.size, language()) }) : t('join.downloadNoSize', { os })
      }</a></p>
      <h2>${t('join.howTitle')}</h2>
      <ol><li>${t('join.how1')}</li><li>${t('join.how2')}</li><li>${t('join.how3')}</li></ol>
      <h2>${t('join.commandTitle')}</h2>
      <code class="command" id="command">${command(url)}</code>
      <ra-copy .text=${command(url)} .label=${t('join.commandCopy')} buttonId="copy-command"></ra-copy>
    `;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).elements.namedItem('pin') as HTMLInputElement;
    this.#use(input.value);
    if (this.error !== '') input.focus();
    else if (this.info !== null) history.pushState(null, '', pathFor(this.info.tenant, this.pin));
  }

  #change(): void {
    this.#typed = '';
    this.pin = this.error = '';
    if (this.info !== null) history.pushState(null, '', pathFor(this.info.tenant, ''));
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('input#pin')?.focus());
  }

  #readPin(): void {
    const { pin } = readPath(location.pathname);
    this.#typed = pin;
    this.pin = this.error = '';
    if (pin !== '') this.#use(pin);
  }

  #use(typed: string): void {
    const check = checkPin(typed);
    if ('pin' in check) {
      this.pin = check.pin;
      this.error = '';
      return;
    }
    switch (check.wrong) {
      case 'empty':
        this.error = t('join.pinEmpty');
        break;
      case 'letters':
        this.error = t('join.pinLetters');
        break;
      case 'length':
        this.error = t('join.pinLength', { ...pinLength, count: check.count });
        break;
    }
  }

  async #load(): Promise<void> {
    const answer = await api.joinInfo(readPath(location.pathname).tenant);
    if (!isFailure(answer)) {
      this.info = answer;
      this.failure = null;
      return;
    }
    this.failure = answer;
    if (answer.status !== 404) setTimeout(() => void this.#load(), 3000);
  }
}

customElements.define('ra-customer', CustomerApp);
