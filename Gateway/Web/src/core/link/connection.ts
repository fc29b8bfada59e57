import { CloseCode, Kind, subprotocol, ticketPrefix } from '../protocol/constants.ts';
import { readRefused, readStop, readWelcome, writeHello } from '../protocol/controlJson.ts';
import type { Fault } from '../protocol/fault.ts';
import { type Message, readMessage } from '../protocol/header.ts';
import { readPing, writePong } from '../protocol/small.ts';
import { Backoff, settledAfter } from './backoff.ts';
import type { TicketAnswer } from './tickets.ts';
import { type LinkStatus, sharedNow } from './wire.ts';

/** How long a socket may take to open and be welcomed, in milliseconds. */
const welcomeLimit = 10_000;

/** How often silence is looked for, in milliseconds. */
const silenceCheck = 1000;

/** The part of a WebSocket that is used here. */
export type Socket = Pick<WebSocket, 'binaryType' | 'bufferedAmount' | 'onclose' | 'onmessage' | 'onopen' | 'send' | 'close'>;

/** What a connection needs from outside. */
export interface Surroundings {
  readonly fetchTicket: (session: string) => Promise<TicketAnswer>;
  readonly openSocket: (protocols: string[]) => Socket;
  readonly random?: () => number;
  /** The words for what video can be decoded here. */
  readonly codecs?: Promise<readonly string[]>;
}

/** What a connection tells. */
export interface ConnectionEvents {
  readonly link: (link: LinkStatus) => void;
  /** A message behind the welcome that is not the connection's own business. */
  readonly message: (message: Message, arrivedAt: number) => void;
  /** The socket is gone: nothing of it may be used any more. */
  readonly lost: () => void;
}

/** One viewer's connection: gets a ticket, opens a socket, and does so again for as long as the session can be come back to. */
export class Connection {
  readonly #surroundings: Surroundings;
  readonly #events: ConnectionEvents;
  readonly #client: string;
  readonly #session: string;
  readonly #backoff: Backoff;
  #socket: Socket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #welcomedAt: number | null = null;
  #reason: string | null = null;
  #closed = false;
  #attempt = 0;

  constructor(session: string, client: string, surroundings: Surroundings, events: ConnectionEvents) {
    this.#session = session;
    this.#client = client;
    this.#surroundings = surroundings;
    this.#events = events;
    this.#backoff = new Backoff(surroundings.random);
  }

  /** Whether messages can be sent now. */
  get isOpen(): boolean {
    return this.#socket !== null && this.#welcomedAt !== null;
  }

  /** Bytes that wait for the network. */
  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Begins, and goes on until `close` or until there is nothing to come back to. */
  open(): void {
    this.#events.link({ status: 'connecting' });
    void this.#connect();
  }

  /** Sends a message, when the connection is open; else it is lost, as whatever it answers is. */
  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.isOpen) this.#socket!.send(message);
  }

  /** Ends the connection for good. */
  close(): void {
    this.#closed = true;
    this.#dropSocket(1000);
    clearTimeout(this.#timer);
  }

  /** Connects again over a bad message: what follows it cannot be trusted to be whole. */
  fail(fault: Fault): void {
    this.#again(CloseCode.Unreadable, fault);
  }

  /** Does not wait for the next attempt's time. */
  retryNow(): void {
    if (this.#closed || this.#socket !== null || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    void this.#connect();
  }

  async #connect(): Promise<void> {
    this.#timer = undefined;
    const attempt = ++this.#attempt;
    const [answer, codecs] = await Promise.all([this.#surroundings.fetchTicket(this.#session), this.#surroundings.codecs ?? []]);
    if (this.#closed || attempt !== this.#attempt) return;
    switch (answer.kind) {
      case 'ticket':
        return this.#openSocket(answer.ticket, codecs);
      case 'failed':
        return this.#again();
      case 'signedOut':
        return this.#finish({ status: 'signedOut' });
      case 'over':
        return this.#finish({ status: 'over', reason: answer.reason });
    }
  }

  #openSocket(ticket: string, codecs: readonly string[]): void {
    const socket = this.#surroundings.openSocket([subprotocol, ticketPrefix + ticket]);
    this.#socket = socket;
    this.#welcomedAt = null;
    this.#reason = null;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(writeHello(this.#client, codecs));
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#lost(event.code);
    this.#heardAt = sharedNow();
    this.#watch(welcomeLimit);
  }

  #receive(data: unknown): void {
    const arrivedAt = sharedNow();
    this.#heardAt = arrivedAt;
    if (!(data instanceof ArrayBuffer)) return this.fail('unexpectedKind');
    const message = readMessage(new Uint8Array(data));
    if (typeof message === 'string') return this.fail(message);
    const fault = this.#handle(message, arrivedAt);
    if (fault !== null) this.fail(fault);
  }

  #handle(message: Message, arrivedAt: number): Fault | null {
    switch (message.kind) {
      case Kind.Refused: {
        const refused = readRefused(message.body);
        // Why the socket closes is in its close code; a right that is missing right now closes nothing.
        return typeof refused === 'string' ? refused : null;
      }
      case Kind.Stop: {
        const stop = readStop(message.body);
        if (typeof stop === 'string') return stop;
        this.#reason = stop.reason;
        return null;
      }
      case Kind.Welcome:
        return this.#welcome(message, arrivedAt);
      case Kind.Ping: {
        const ping = readPing(message.body);
        if (typeof ping === 'string') return ping;
        this.#socket?.send(writePong(ping.sentAt, BigInt(Math.round(performance.now() * 1000))));
        return null;
      }
      default:
        if (this.#welcomedAt === null) return 'unexpectedKind';
        this.#events.message(message, arrivedAt);
        return null;
    }
  }

  #welcome(message: Message, arrivedAt: number): Fault | null {
    if (this.#welcomedAt !== null) return 'unexpectedKind';
    const welcome = readWelcome(message.body);
    if (typeof welcome === 'string') return welcome;
    this.#welcomedAt = arrivedAt;
    this.#watch(welcome.pingSeconds * 3000);
    this.#events.link({ status: 'open', participant: welcome.participant });
    return null;
  }

  /** Gives the socket up once nothing was heard for `limit` milliseconds; a dead network closes nothing by itself for minutes. */
  #watch(limit: number): void {
    clearInterval(this.#silence);
    this.#silence = setInterval(() => {
      if (sharedNow() - this.#heardAt > limit) this.#again(CloseCode.TimedOut);
    }, silenceCheck);
  }

  #lost(code: number): void {
    switch (code) {
      case CloseCode.SessionEnded:
        return this.#finish({ status: 'over', reason: this.#reason ?? 'session_ended' });
      case CloseCode.TakenOver:
        return this.#finish({ status: 'over', reason: 'taken_over' });
      case CloseCode.Revoked:
        return this.#finish({ status: 'over', reason: 'revoked' });
      case CloseCode.GoingAway:
        // Another gateway answers at once; the jitter of the first step is enough.
        this.#backoff.reset();
        return this.#again();
      default:
        return this.#again();
    }
  }

  #again(code?: number, why?: string): void {
    if (this.#closed) return;
    if (this.#welcomedAt !== null && sharedNow() - this.#welcomedAt > settledAfter) this.#backoff.reset();
    this.#dropSocket(code, why);
    this.#events.link({ status: 'reconnecting' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), this.#backoff.next());
  }

  #finish(link: LinkStatus): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#dropSocket();
    this.#events.link(link);
  }

  #dropSocket(code?: number, why?: string): void {
    clearInterval(this.#silence);
    const socket = this.#socket;
    this.#attempt++;
    this.#socket = null;
    this.#welcomedAt = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code ?? 1000, why ?? '');
    this.#events.lost();
  }
}
