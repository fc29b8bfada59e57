import type { Fault } from '../protocol/fault.ts';
import { readPong, writePing } from '../protocol/small.ts';
import { sharedNow } from './wire.ts';

/** How often the gateway's clock is asked for, in milliseconds. */
const interval = 5000;

/** Answers that count: the quickest of the last ones is the truest. */
const kept = 8;

/** Delays that cannot be are of clocks that are not known yet, in milliseconds. */
const longest = 600_000;

/** Places the gateway's clock on ours, and with it the moments at which pictures were captured. */
export class Delays {
  readonly #send: (ping: Uint8Array<ArrayBuffer>) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #samples: { readonly roundTrip: number; readonly offset: number }[] = [];
  #delays: number[] = [];

  constructor(send: (ping: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  /** A connection is open. */
  begin(): void {
    this.end();
    this.#ping();
    this.#timer = setInterval(() => this.#ping(), interval);
  }

  /** It is gone: the next may lead to another gateway. */
  end(): void {
    clearInterval(this.#timer);
    this.#samples = [];
    this.#delays = [];
  }

  /** The body of a Pong: our own time in it, and the gateway's clock. */
  answered(body: Uint8Array): Fault | null {
    const pong = readPong(body);
    if (typeof pong === 'string') return pong;
    const now = sharedNow();
    const sentAt = Number(pong.sentAt) / 1000;
    const roundTrip = now - sentAt;
    if (roundTrip < 0 || roundTrip > 60_000) return null;
    this.#samples.push({ roundTrip, offset: Number(pong.answeredAt) / 1000 - (sentAt + roundTrip / 2) });
    if (this.#samples.length > kept) this.#samples.shift();
    return null;
  }

  /** A picture that was captured then, in microseconds of the gateway's clock or 0 when it is not known, was drawn now. */
  drawn(capturedAt: number, drawnAt: number): void {
    if (capturedAt === 0 || this.#samples.length === 0) return;
    const { offset } = this.#samples.reduce((best, one) => (one.roundTrip < best.roundTrip ? one : best));
    const delay = drawnAt + offset - capturedAt / 1000;
    if (delay >= 0 && delay < longest && this.#delays.length < 1000) this.#delays.push(delay);
  }

  /** The delay in the middle of all since the last call; null when there was none. */
  take(): number | null {
    const sorted = this.#delays.sort((one, other) => one - other);
    this.#delays = [];
    return sorted[sorted.length >> 1] ?? null;
  }

  #ping(): void {
    this.#send(writePing(BigInt(Math.round(sharedNow() * 1000))));
  }
}
