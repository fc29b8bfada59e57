import { html, nothing } from 'lit';
import { api, type Account, isFailure } from '../api.ts';
import { PageElement } from '../element.ts';
import { failureText } from '../failures.ts';
import { t } from '../texts/texts.ts';

const tenantKey = 'remote-assist.tenant';

/** The sign-in form. Fires `signed-in` with the account. */
export class SignInForm extends PageElement {
  static override readonly properties = { expired: { type: Boolean }, isBusy: { state: true }, error: { state: true } };

  /** Whether the agent was signed in until a moment ago. */
  declare expired: boolean;
  declare isBusy: boolean;
  declare error: string;

  constructor() {
    super();
    this.expired = false;
    this.isBusy = false;
    this.error = new URLSearchParams(location.search).get('problem') === 'link_not_valid' ? t('signIn.linkNotValid') : '';
  }

  protected override render() {
    return html`
      <form class="card narrow" @submit=${(event: SubmitEvent) => this.#submit(event)}>
        <h1>${t('signIn.title')}</h1>
        ${this.expired ? html`<p>${t('signIn.expired')}</p>` : nothing}
        ${this.#field('tenant', 'text', t('signIn.tenant'), 'organization')}
        ${this.#field('email', 'email', t('signIn.email'), 'username')}
        ${this.#field('password', 'password', t('signIn.password'), 'current-password')}
        <p class="error" role="alert" id="sign-in-error">${this.error}</p>
        <button id="sign-in" class="primary" type="submit" ?disabled=${this.isBusy}>${this.isBusy ? t('signIn.busy') : t('signIn.submit')}</button>
      </form>
    `;
  }

  #field(name: string, type: string, label: string, autocomplete: string) {
    return html`
      <label class="field" for=${name}>${label}</label>
      <input id=${name} name=${name} type=${type} autocomplete=${autocomplete} autocapitalize="off" spellcheck="false" required
        aria-describedby="sign-in-error" .defaultValue=${name === 'tenant' ? rememberedTenant() : ''} />
    `;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string): string => String(fields.get(name) ?? '');
    this.isBusy = true;
    this.error = '';
    const answer = await api.signIn(text('tenant').trim(), text('email').trim(), text('password'));
    this.isBusy = false;
    if (isFailure(answer)) {
      this.error = answer.status === 401 ? t('signIn.failed') : failureText(answer);
      form.querySelector<HTMLInputElement>('#password')?.select();
      return;
    }
    remember(answer.tenant);
    this.dispatchEvent(new CustomEvent<Account>('signed-in', { detail: answer, bubbles: true }));
  }
}

function rememberedTenant(): string {
  try {
    return localStorage.getItem(tenantKey) ?? '';
  } catch {
    return '';
  }
}

function remember(tenant: string): void {
  try {
    localStorage.setItem(tenantKey, tenant);
  } catch {
    // The form then asks for it again.
  }
}

customElements.define('ra-sign-in', SignInForm);
