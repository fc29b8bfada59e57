import { describe, expect, test } from 'vitest';
import type { Layout, SessionState } from '../src/core/protocol/control.ts';
import { pathOf, sessionOf } from '../src/ui/agent/route.ts';
import { mayControl, newView, pictureOf, type SessionView, stageOf, withLink, withSession } from '../src/ui/agent/state.ts';
import { pathFor, readPath } from '../src/ui/customer/path.ts';
import { command, downloadUrl, osOf, sizeText } from '../src/ui/customer/programs.ts';
import { checkPin, groupPin } from '../src/ui/pin.ts';
import { en } from '../src/ui/texts/en.ts';
import { catalogues, choose, format } from '../src/ui/texts/texts.ts';

const session = (given: Partial<SessionState> = {}): SessionState => ({
  version: 5,
  id: 'A',
  state: 'active',
  endReason: null,
  pin: '482913',
  customerUrl: 'http://localhost/demo/482913',
  rights: ['see', 'control'],
  people: [],
  customer: null,
  ...given,
});

const layout: Layout = { epoch: 1, active: 0, quality: 'automatic', watched: [0], screens: [{ id: 0, x: 0, y: 0, width: 1, height: 1, scale: 100, primary: true, name: '' }] };
const open = (view: SessionView): SessionView => withLink(view, { status: 'open', participant: 1 });
const drawn = (view: SessionView): SessionView => ({ ...view, layout, hasPicture: true, hadPicture: true });

describe('What the agent sees of a session', () => {
  test('the picture is live once it was drawn over the open connection while a customer is there', () => {
    const waiting = withSession(open(newView('A')), session({ state: 'waiting' }));
    expect(pictureOf(waiting)).toBe('none');
    const active = withSession(waiting, session({ version: 6 }));
    expect(pictureOf(active)).toBe('none');
    expect(pictureOf(drawn(active))).toBe('live');
  });

  test('the picture is live only once the rights are known, so that the first click on it counts', () => {
    const unknown = drawn(withSession(open(newView('A')), session({ rights: [] })));
    expect(pictureOf(unknown)).toBe('none');
    expect(pictureOf(withSession(unknown, session({ version: 6, rights: ['see', 'control'] })))).toBe('live');
  });

  test('a lost connection makes it an old picture, until one is drawn over the new connection', () => {
    const live = drawn(withSession(open(newView('A')), session()));
    const lost = withLink(live, { status: 'reconnecting' });
    expect(pictureOf(lost)).toBe('reconnecting');
    expect(pictureOf(open(lost))).toBe('none');
    expect(pictureOf(drawn(open(lost)))).toBe('live');
  });

  test('a customer who is away makes it an old picture', () => {
    const away = withSession(drawn(withSession(open(newView('A')), session())), session({ version: 6, state: 'customerAway' }));
    expect(pictureOf(away)).toBe('none');
    expect(mayControl(away)).toBe(false);
  });

  test('an older state than the one known, or of another session, changes nothing', () => {
    const view = withSession(newView('A'), session());
    expect(withSession(view, session({ version: 4, state: 'waiting' }))).toBe(view);
    expect(withSession(view, session({ version: 9, id: 'B' }))).toBe(view);
  });

  test('mouse and keyboard are the agent’s only while the customer grants it', () => {
    expect(mayControl(withSession(newView('A'), session()))).toBe(true);
    expect(mayControl(withSession(newView('A'), session({ rights: ['see'] })))).toBe(false);
    expect(mayControl(newView('A'))).toBe(false);
  });

  test('the PIN that the start told stays until the gateway tells another', () => {
    const view = newView('A', '111222', 'u');
    expect(withSession(view, session({ pin: null })).pin).toBe('111222');
    expect(withSession(view, session()).pin).toBe('482913');
  });

  test('a connection that is over is a session that has ended', () => {
    expect(stageOf(withLink(newView('A'), { status: 'over', reason: 'revoked' }))).toBe('ended');
  });

  test('the path names the session, so that a reload comes back to it', () => {
    expect(sessionOf(pathOf('01ABC'))).toBe('01ABC');
    expect(sessionOf('/agent')).toBeNull();
    expect(sessionOf('/agent/../x')).toBeNull();
  });
});

describe('A PIN', () => {
  test('is grouped in threes for reading aloud', () => {
    expect(groupPin('482913')).toBe('482 913');
    expect(groupPin('4829131')).toBe('482 913 1');
  });

  test('may be typed with spaces, dots and dashes', () => {
    expect(checkPin(' 482 913')).toEqual({ pin: '482913' });
    expect(checkPin('482-913.777')).toEqual({ pin: '482913777' });
  });

  test('that cannot be one is refused with what is wrong', () => {
    expect(checkPin('  ')).toMatchObject({ wrong: 'empty' });
    expect(checkPin('48a913')).toMatchObject({ wrong: 'letters' });
    expect(checkPin('482')).toMatchObject({ wrong: 'length', count: 3 });
    expect(checkPin('1234567890123')).toMatchObject({ wrong: 'length', count: 13 });
  });
});

describe('The customer’s page', () => {
  test('reads contact center and PIN from its path', () => {
    expect(readPath('/demo/482913')).toEqual({ tenant: 'demo', pin: '482913' });
    expect(readPath('/demo')).toEqual({ tenant: 'demo', pin: '' });
    expect(readPath('/%E0%A4%A/x')).toEqual({ tenant: '%E0%A4%A', pin: 'x' });
    expect(pathFor('demo', '482913')).toBe('/demo/482913');
  });

  const program = { os: 'linux', architecture: 'x64', url: '/download/linux-x64', size: 5_400_000 };

  test('offers a program that already knows contact center and PIN', () => {
    const url = downloadUrl(program, 'https://help.example', 'demo', '482913')!;
    expect(url.href).toBe('https://help.example/download/linux-x64?tenant=demo&pin=482913');
    expect(command(url)).toBe(
      "curl -fsSLo remote-assist 'https://help.example/download/linux-x64?tenant=demo&pin=482913' && chmod +x remote-assist && ./remote-assist",
    );
  });

  test('offers no program from anywhere else', () => {
    expect(downloadUrl({ ...program, url: 'https://evil.example/x' }, 'https://help.example', 'demo', '1')).toBeNull();
    expect(downloadUrl({ ...program, url: 'javascript:alert(1)' }, 'https://help.example', 'demo', '1')).toBeNull();
  });

  test('a command cannot be broken out of', () => {
    const url = downloadUrl({ ...program, url: "/x'; rm -rf ~; '" }, 'https://help.example', 'demo', '1')!;
    expect(command(url).match(/'/g)).toHaveLength(2);
  });

  test('tells which system it is on, and sizes in words', () => {
    expect(osOf({ platform: 'Linux x86_64', userAgent: 'X11; Linux' })).toBe('linux');
    expect(osOf({ platform: 'Win32', userAgent: '' })).toBe('windows');
    expect(osOf({ platform: '', userAgent: '' })).toBeNull();
    expect(sizeText(5_400_000, 'en')).toBe('5.4 MB');
    expect(sizeText(5_400_000, 'fr')).toBe('5,4 MB');
    expect(sizeText(0, 'en')).toBe('0 B');
  });
});

describe('Texts', () => {
  test('come in the language chosen, else in the browser’s first that there is, else in English', () => {
    expect(choose('fr', ['en'])).toBe('fr');
    expect(choose(null, ['de-DE', 'fr-CA', 'en'])).toBe('fr');
    expect(choose('xx', ['de'])).toBe('en');
  });

  test('are all there in every language, with the same values in them', () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const catalogue of Object.values(catalogues)) {
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        expect(catalogue[key].trim(), key).not.toBe('');
        expect(values(catalogue[key]), key).toEqual(values(en[key]));
      }
    }
  });

  test('take their values as they are', () => {
    expect(format('{name} is here, {other}', { name: '<b>{other}</b>' })).toBe('<b>{other}</b> is here, {other}');
  });
});
