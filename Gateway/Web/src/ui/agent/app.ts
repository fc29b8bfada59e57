import { html, nothing } from 'lit';
import type { LinkStatus } from '../../core/link/wire.ts';
import { allScreens, type Quality } from '../../core/protocol/constants.ts';
import type { Layout } from '../../core/protocol/control.ts';
import type { Choice } from '../../core/view/arrangement.ts';
import { Stage, type Zoom } from '../../core/view/stage.ts';
import { type Account, api, isFailure } from '../api.ts';
import { PageElement } from '../element.ts';
import { failureText } from '../failures.ts';
import { languageSwitch } from '../languageSwitch.ts';
import { t, tOr } from '../texts/texts.ts';
import { toggleFullScreen } from './fullScreen.ts';
import { panel } from './panel.ts';
import { pathOf, sessionOf } from './route.ts';
import { screenArea } from './screenArea.ts';
import './signIn.ts';
import { mayControl, newView, pictureOf, type SessionView, stageOf, withLink, withSession } from './state.ts';

/** The Remote Assistance tab. */
export class AgentApp extends PageElement {
  static override readonly properties = {
    account: { state: true },
    view: { state: true },
    left: { state: true },
    over: { state: true },
    error: { state: true },
    isBusy: { state: true },
    zoom: { state: true },
    isFull: { state: true },
    quality: { state: true },
    hasFigures: { state: true },
  };

  /** Who is signed in; undefined until the gateway has told. */
  declare account: Account | null | undefined;
  /** The session on view. */
  declare view: SessionView | null;
  /** The session left last, which can be joined again. */
  declare left: string | null;
  /** Why the last session ended, when it did. */
  declare over: string | null;
  declare error: string;
  declare isBusy: boolean;
  declare zoom: Zoom;
  declare isFull: boolean;
  /** What is wanted of the picture. */
  declare quality: Quality;
  /** Whether the panel of figures is open. */
  declare hasFigures: boolean;
  #wasSignedIn = false;
  readonly #stage = new Stage({
    link: (link) => this.#link(link),
    session: (session) => this.#change((view) => withSession(view, session)),
    layout: (layout) => this.#setLayout(layout),
    arranged: (arrangement) => this.#change((view) => ({ ...view, arrangement })),
    figures: (figures) => this.#change((view) => ({ ...view, figures })),
    drawn: () => this.#drawn(),
    leave: () => this.querySelector<HTMLElement>('#fit')?.focus(),
  });

  constructor() {
    super();
    this.account = undefined;
    this.view = this.left = this.over = null;
    this.error = '';
    this.isBusy = this.isFull = this.hasFigures = false;
    this.zoom = 'fit';
    this.quality = 'automatic';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', () => (this.isFull = document.fullscreenElement !== null));
    window.addEventListener('popstate', () => this.#route());
    void this.#begin();
  }

  protected override render() {
    return html`
      <a class="skip" href="#main">${t('app.skip')}</a>
      <header class="bar">
        <span class="brand">${t('app.agentTitle')}</span>
        ${this.account ? this.#who(this.account) : nothing} ${languageSwitch()}
      </header>
      <main id="main" tabindex="-1" class=${this.view === null ? 'centre' : 'session'}>${this.#main()}</main>
    `;
  }

  protected override updated(): void {
    const { dataset } = document.documentElement;
    dataset['signedIn'] = String(this.account != null);
    dataset['sessionState'] = this.view !== null ? stageOf(this.view) : this.over !== null ? 'ended' : 'none';
    dataset['picture'] = this.view !== null ? pictureOf(this.view) : 'none';
    document.title = t('app.agentTitle');
    const { width, height } = this.view?.arrangement ?? { width: 0, height: 0 };
    this.#stage.canvas.setAttribute('aria-label', t('screen.label', { width, height }));
    this.#stage.textField.setAttribute('aria-label', t('screen.input'));
  }

  #who(account: Account) {
    return html`
      <span class="who">${t('signIn.as', { name: account.name, tenant: account.tenant })}</span>
      <button id="sign-out" type="button" class="quiet" @click=${() => void this.#signOut()}>${t('signIn.out')}</button>
    `;
  }

  #main() {
    if (this.account === undefined) return html`<p role="status">${this.error || t('app.loading')}</p>`;
    if (this.account === null) return html`<ra-sign-in .expired=${this.#wasSignedIn} @signed-in=${(event: CustomEvent<Account>) => this.#signedIn(event.detail)}></ra-sign-in>`;
    if (this.view === null) return this.#idle();
    return html`
      ${screenArea(this.view, this.#stage, { zoom: this.zoom, isFull: this.isFull, quality: this.quality, hasFigures: this.hasFigures }, {
        zoom: (zoom) => this.#setZoom(zoom),
        choose: (choice) => this.#choose(choice),
        quality: (quality) => this.#setQuality(quality),
        figures: () => this.#toggleFigures(),
        fullScreen: () => void toggleFullScreen(this.querySelector('#screen-area')),
      })}
      ${panel(this.view, () => void this.#leave(), (code, admit) => void this.#decide(code, admit))}
    `;
  }

  #idle() {
    const again = this.left !== null || this.over !== null;
    return html`
      <div class="card narrow">
        <h1>${this.over !== null ? t('over.title') : t('start.title')}</h1>
        <p role="status" id="over-reason">
          ${this.over !== null ? tOr(`over.${this.over}`, 'over.session_ended') : this.left !== null ? t('start.left') : t('start.lead')}
        </p>
        <p class="error" role="alert">${this.error}</p>
        <div class="actions">
          <button id=${again ? 'start-new' : 'start'} type="button" class="primary" ?disabled=${this.isBusy} @click=${() => void this.#start()}>
            ${this.isBusy ? t('start.busy') : again ? t('start.startNew') : t('start.start')}
          </button>
          ${this.left !== null ? html`<button id="join" type="button" @click=${() => this.#open(newView(this.left!))}>${t('start.join')}</button>` : nothing}
        </div>
      </div>
    `;
  }

  async #begin(): Promise<void> {
    const answer = await api.me();
    if (!isFailure(answer)) return this.#signedIn(answer);
    if (answer.status === 401) {
      this.account = null;
      return;
    }
    this.error = failureText(answer);
    setTimeout(() => void this.#begin(), 2000);
  }

  #signedIn(account: Account): void {
    this.account = account;
    this.error = '';
    this.#wasSignedIn = true;
    if (this.view !== null) this.#stage.open(this.view.id);
    else this.#route();
  }

  async #signOut(): Promise<void> {
    if (this.view !== null) await this.#leave();
    await api.signOut();
    this.#wasSignedIn = false;
    this.left = this.over = null;
    this.account = null;
  }

  #route(): void {
    const session = sessionOf(location.pathname);
    if (session === this.view?.id || this.account == null) return;
    if (session !== null) this.#open(newView(session));
    else this.#close();
  }

  async #start(): Promise<void> {
    this.isBusy = true;
    this.error = '';
    const answer = await api.startSession();
    this.isBusy = false;
    if (!isFailure(answer)) return this.#open(newView(answer.id, answer.pin, answer.customerUrl));
    if (answer.status === 401) this.account = null;
    else this.error = failureText(answer);
  }

  #open(view: SessionView): void {
    if (location.pathname !== pathOf(view.id)) history.pushState(null, '', pathOf(view.id));
    this.left = this.over = null;
    this.error = '';
    this.view = view;
    this.#stage.open(view.id);
  }

  async #leave(): Promise<void> {
    const id = this.view?.id;
    if (id === undefined) return;
    this.#close();
    this.left = id;
    const answer = await api.leave(id);
    // The session notices by itself that the connection is gone; the agent only has to know that it may take a moment.
    if (isFailure(answer) && answer.status !== 404 && answer.status !== 410) this.error = failureText(answer);
  }

  async #decide(code: number, admit: boolean): Promise<void> {
    // Whoever has been answered, or gave up, leaves the list with the session's next state.
    if (this.view !== null) await api.decideKnock(this.view.id, code, admit);
  }

  #close(): void {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    this.#stage.close();
    this.view = null;
    if (sessionOf(location.pathname) !== null) history.pushState(null, '', pathOf(null));
  }

  #link(link: LinkStatus): void {
    if (this.view === null) return;
    if (link.status === 'over') {
      this.over = this.view.session?.endReason ?? link.reason;
      this.#close();
      return;
    }
    if (link.status === 'signedOut') this.account = null;
    this.#change((view) => withLink(view, link));
  }

  #drawn(): void {
    if (this.view !== null && !this.view.hasPicture) this.#change((view) => ({ ...view, hasPicture: true, hadPicture: true }));
  }

  #change(change: (view: SessionView) => SessionView): void {
    if (this.view === null) return;
    this.view = change(this.view);
    this.#stage.setControl(this.view.link.status === 'open' && mayControl(this.view));
  }

  #setZoom(zoom: Zoom): void {
    this.zoom = zoom;
    this.#stage.setZoom(zoom);
  }

  #setLayout(layout: Layout): void {
    // Another agent chose for everybody: the toolbar says so, and this agent's next choice counts again.
    const other = this.view?.layout != null && layout.quality !== this.view.layout.quality && layout.quality !== this.quality;
    this.#change((view) => ({ ...view, layout }));
    if (other) this.#setQuality(layout.quality);
    const choice = this.view?.choice ?? null;
    if (choice !== null && (choice === allScreens ? layout.screens.length < 2 : choice >= layout.screens.length)) this.#choose(null);
  }

  #choose(choice: Choice): void {
    this.#change((view) => ({ ...view, choice }));
    this.#stage.setChoice(choice);
  }

  #setQuality(quality: Quality): void {
    this.quality = quality;
    this.#stage.setQuality(quality);
  }

  #toggleFigures(): void {
    this.hasFigures = !this.hasFigures;
    this.#change((view) => ({ ...view, figures: null }));
    this.#stage.setFigures(this.hasFigures);
  }
}

customElements.define('ra-agent', AgentApp);
