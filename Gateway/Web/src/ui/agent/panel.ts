import { html, nothing } from 'lit';
import type { Layout, Person } from '../../core/protocol/control.ts';
import '../copyButton.ts';
import { groupPin } from '../pin.ts';
import type { TextKey } from '../texts/catalogue.ts';
import { t } from '../texts/texts.ts';
import { knocks } from './knocks.ts';
import { isCustomerThere, type SessionView, shownScreens, stageOf } from './state.ts';

/** What stands beside the screen: PIN, URL, users, screens, and the way out. */
export function panel(view: SessionView, leave: () => void, decide: (code: number, admit: boolean) => void) {
  const { pin, customerUrl, session } = view;
  return html`
    <aside class="panel" aria-label=${t('session.title')}>
      <h1 class="visually-hidden">${t('session.title')}</h1>
      <p class="badge" data-state=${badgeState(view)} role="status">${t(badgeKey(view))}</p>
      ${knocks(session?.knocking ?? [], decide)}
      <div id="notices" role="status">
        ${session?.idleEndsAt === undefined ? nothing : html`<p class="notice-line">${t('session.idle', { time: clock(session.idleEndsAt) })}</p>`}
        ${session?.devices === undefined ? nothing : html`<p class="notice-line">${t('session.tookOver', { count: session.devices })}</p>`}
      </div>
      <dl>
        <dt>${t('session.pin')}</dt>
        <dd class="copyable">
          <output id="pin" class="pin">${pin === null ? t('session.none') : groupPin(pin)}</output>
          <ra-copy .text=${pin ?? ''} .label=${t('session.copyPin')} buttonId="copy-pin"></ra-copy>
        </dd>
        <dt>${t('session.url')}</dt>
        <dd class="copyable">
          <output id="customer-url">${customerUrl === null ? t('session.none') : breakable(customerUrl)}</output>
          <ra-copy .text=${customerUrl ?? ''} .label=${t('session.copyUrl')} buttonId="copy-url"></ra-copy>
        </dd>
        <dt>${t('session.users')}</dt>
        <dd id="users">${users(session?.people ?? [])}</dd>
        <dt>${t('session.screen')}</dt>
        <dd id="screen-info">${isCustomerThere(view) && view.layout !== null ? screens(view.layout, shownScreens(view)) : t('session.noScreen')}</dd>
        ${session?.customer ? html`<dt>${t('session.computer')}</dt><dd id="computer">${session.customer.osVersion || session.customer.os}</dd>` : nothing}
      </dl>
      <button id="leave" type="button" @click=${leave}>${t('session.leave')}</button>
    </aside>
  `;
}

/** The time of day, as this computer's user writes it. */
const clock = (seconds: number): string => new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** Breaks a long address behind its slashes, rather than inside the PIN. */
const breakable = (url: string) => url.split('/').map((part, index) => (index === 0 ? part : html`/<wbr />${part}`));

function users(people: readonly Person[]) {
  if (people.length === 0) return t('session.noUsers');
  return html`<ul>${people.map((person) => html`<li data-present=${person.present}>${userText(person)}</li>`)}</ul>`;
}

function userText({ name, role, present }: Person): string {
  const marked = role === 'viewer' ? t('session.userViewer', { name }) : name;
  return present ? marked : t('session.userAway', { name: marked });
}

function screens({ screens: all }: Layout, shown: readonly number[]) {
  const text = (id: number): string => t('session.screenOne', { number: id + 1, width: all[id]!.width, height: all[id]!.height });
  if (all.length === 1) return text(0);
  return html`<ul>${all.map(({ id }) => (shown.includes(id) ? html`<li aria-current="true">${t('session.screenOnView', { screen: text(id) })}</li>` : html`<li>${text(id)}</li>`))}</ul>`;
}

function badgeKey(view: SessionView): TextKey {
  switch (view.link.status) {
    case 'connecting':
      return 'state.connecting';
    case 'reconnecting':
      return 'state.reconnecting';
    default:
      return `state.${stageOf(view)}`;
  }
}

const badgeState = (view: SessionView): string => (view.link.status === 'open' ? stageOf(view) : view.link.status);
