import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Backoff } from '../src/core/link/backoff.ts';
import { Connection, type Socket } from '../src/core/link/connection.ts';
import type { TicketAnswer } from '../src/core/link/tickets.ts';
import { CloseCode, Kind } from '../src/core/protocol/constants.ts';
import { writeJson } from '../src/core/protocol/controlJson.ts';
import { writePing, writePong } from '../src/core/protocol/small.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

class FakeSocket implements Socket {
  binaryType: BinaryType = 'blob';
  readonly bufferedAmount = 0;
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly sent: number[] = [];
  closedWith: number | undefined;
  readonly protocols: string[];

  constructor(protocols: string[]) {
    this.protocols = protocols;
  }

  send(message: unknown): void {
    this.sent.push((message as Uint8Array)[0]!);
  }

  close(code?: number): void {
    this.closedWith = code;
  }

  /** What the gateway does. */
  open(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event('open'));
  }

  hear(message: Uint8Array<ArrayBuffer> | string): void {
    const data = typeof message === 'string' ? message : message.slice().buffer;
    this.onmessage?.call(this as unknown as WebSocket, { data } as MessageEvent);
  }

  welcome(): void {
    this.open();
    this.hear(writeJson(Kind.Welcome, { version: 1, session: 'A', participant: 1, rights: [], pingSeconds: 5 }));
  }

  lose(code: number): void {
    this.onclose?.call(this as unknown as WebSocket, { code } as CloseEvent);
  }
}

async function connection(answers: TicketAnswer[] = []) {
  const links: string[] = [];
  const sockets: FakeSocket[] = [];
  const kinds: number[] = [];
  const lost = vi.fn();
  let tickets = 0;
  const it = new Connection(
    'A',
    'test/1',
    {
      fetchTicket: () => Promise.resolve(answers.shift() ?? { kind: 'ticket', ticket: `t${++tickets}` }),
      openSocket: (protocols) => {
        const socket = new FakeSocket(protocols);
        sockets.push(socket);
        return socket;
      },
      random: () => 1,
    },
    { link: (link) => links.push('reason' in link ? `${link.status}: ${link.reason}` : link.status), message: ({ kind }) => kinds.push(kind), lost },
  );
  it.open();
  await vi.advanceTimersByTimeAsync(0);
  return { it, links, sockets, kinds, lost };
}

describe('Connecting', () => {
  test('shows the ticket as a subprotocol, never in the address, and says hello', async () => {
    const { sockets, links } = await connection();
    expect(sockets[0]!.protocols).toEqual(['remoteassist.v1', 'ticket.t1']);
    sockets[0]!.welcome();
    expect(sockets[0]!.sent).toEqual([Kind.Hello]);
    expect(links).toEqual(['connecting', 'open']);
  });

  test('nothing is taken from a gateway that has not said welcome', async () => {
    const { sockets, kinds } = await connection();
    sockets[0]!.open();
    sockets[0]!.hear(writeJson(Kind.Layout, {}));
    expect(kinds).toEqual([]);
    expect(sockets[0]!.closedWith).toBe(CloseCode.Unreadable);
  });

  test('a ping is answered', async () => {
    const { sockets } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.hear(writePing(5n));
    expect(sockets[0]!.sent).toEqual([Kind.Hello, Kind.Pong]);
  });
});

describe('Connecting again', () => {
  test.each([1001, 1002, 1006, 1009, 1011, CloseCode.TimedOut])('happens after close code %i, with a new ticket', async (code) => {
    const { sockets, links, lost } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.lose(code);
    expect(lost).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(250);
    expect(sockets[1]!.protocols[1]).toBe('ticket.t2');
    sockets[1]!.welcome();
    expect(links).toEqual(['connecting', 'open', 'reconnecting', 'open']);
  });

  test.each([
    [CloseCode.SessionEnded, 'over: session_ended'],
    [CloseCode.TakenOver, 'over: taken_over'],
    [CloseCode.Revoked, 'over: revoked'],
  ])('does not happen after close code %i', async (code, link) => {
    const { sockets, links } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.lose(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    expect(links.at(-1)).toBe(link);
  });

  test('the reason that the gateway gave is told', async () => {
    const { sockets, links } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.hear(writeJson(Kind.Stop, { reason: 'customer_stopped' }));
    sockets[0]!.lose(CloseCode.SessionEnded);
    expect(links.at(-1)).toBe('over: customer_stopped');
  });

  test('a missing right alone ends nothing', async () => {
    const { sockets, links } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.hear(writeJson(Kind.Refused, { code: 'no_right', textKey: 'refused.no_right', detail: '' }));
    expect(links.at(-1)).toBe('open');
  });

  test('goes on for ever, at most every 5 s', async () => {
    const answers = Array.from({ length: 100 }, () => ({ kind: 'failed' as const }));
    const { links } = await connection(answers);
    await vi.advanceTimersByTimeAsync(8000);
    const before = answers.length;
    await vi.advanceTimersByTimeAsync(300_000);
    expect(before - answers.length).toBe(60);
    expect(links.at(-1)).toBe('reconnecting');
  });

  test('the network’s coming back is not waited out', async () => {
    const { it, sockets } = await connection([{ kind: 'failed' }, { kind: 'failed' }, { kind: 'failed' }, { kind: 'failed' }]);
    await vi.advanceTimersByTimeAsync(250 + 500 + 1000);
    expect(sockets).toHaveLength(0);
    it.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(1);
  });

  test('stops where the agent must sign in, or the session is over', async () => {
    expect((await connection([{ kind: 'signedOut' }])).links).toEqual(['connecting', 'signedOut']);
    expect((await connection([{ kind: 'over', reason: 'session_not_found' }])).links).toEqual(['connecting', 'over: session_not_found']);
  });

  test('a page that has closed the connection hears nothing more', async () => {
    const { it, sockets, links } = await connection();
    sockets[0]!.welcome();
    it.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(links).toEqual(['connecting', 'open']);
    expect(sockets).toHaveLength(1);
  });
});

describe('A dead network', () => {
  test('is known after three pings that did not come', async () => {
    const { sockets, links } = await connection();
    sockets[0]!.welcome();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(links.at(-1)).toBe('open');
    await vi.advanceTimersByTimeAsync(2000);
    expect(sockets[0]!.closedWith).toBe(CloseCode.TimedOut);
    expect(links).toContain('reconnecting');
  });

  test('is not suspected while anything is heard', async () => {
    const { sockets, links } = await connection();
    sockets[0]!.welcome();
    for (let second = 0; second < 60; second += 5) {
      await vi.advanceTimersByTimeAsync(5000);
      sockets[0]!.hear(writePing(1n));
    }
    expect(links.at(-1)).toBe('open');
  });

  test('is known after 10 s when the welcome does not come', async () => {
    const { sockets } = await connection();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sockets.length).toBeGreaterThan(1);
  });
});

describe('A gateway that talks nonsense is left, and tried again', () => {
  test.each([
    ['a text message', 'hello'],
    ['an empty message', new Uint8Array(0)],
    ['a length that lies', Uint8Array.of(4, 0, 0, 0, 9, 0, 0, 0, 1)],
    ['a second welcome', writeJson(Kind.Welcome, { version: 1, session: 'A', participant: 1, rights: [], pingSeconds: 5 })],
  ])('%s', async (_, message) => {
    const { sockets, links } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.hear(message);
    expect(sockets[0]!.closedWith).toBe(CloseCode.Unreadable);
    expect(links.at(-1)).toBe('reconnecting');
  });

  test('messages of other kinds go to whoever reads them', async () => {
    const { sockets, kinds } = await connection();
    sockets[0]!.welcome();
    sockets[0]!.hear(writePong(1n, 2n));
    expect(kinds).toEqual([Kind.Pong]);
  });
});

describe('The delays between attempts', () => {
  test('double from 250 ms to 5 s, and are jittered to half', () => {
    const steps = (random: number) => {
      const backoff = new Backoff(() => random);
      return Array.from({ length: 7 }, () => backoff.next());
    };
    expect(steps(1)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(steps(0)).toEqual([125, 250, 500, 1000, 2000, 2500, 2500]);
  });
});
