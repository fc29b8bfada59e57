import { type InputEvent, splitInput } from '../protocol/input.ts';

/** Milliseconds between messages that only move the pointer: a mouse can report 1,000 times a second, no screen shows that. */
const moveInterval = 4;

/** Bytes that may wait in the socket before more input is held back and coalesced. */
const socketLimit = 16 * 1024;

/** How long input may be held back, in milliseconds: strokes that arrive seconds late hit whatever is there by then. */
const longestWait = 2000;

/** How soon a held-back queue is looked at again, in milliseconds. */
const retryInterval = 10;

/** Where the queue sends to. */
export interface InputLink {
  readonly isOpen: boolean;
  readonly bufferedAmount: number;
  send(message: Uint8Array<ArrayBuffer>): void;
}

/** Input on its way out: positions are coalesced to the latest, everything else goes at once and in order. */
export class InputQueue {
  readonly #link: InputLink;
  readonly #now: () => number;
  #pending: InputEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = -Infinity;
  #heldSince: number | null = null;
  #sentButtons = 0;

  constructor(link: InputLink, now: () => number = () => performance.now()) {
    this.#link = link;
    this.#now = now;
  }

  /** Adds events in the order in which they happened, and sends what can be sent. */
  push(events: readonly InputEvent[]): void {
    for (const event of events) this.#add(event);
    this.#flush();
  }

  /** The connection is gone: what waited is not for the next one. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
    this.#heldSince = null;
    this.#sentButtons = 0;
  }

  #add(event: InputEvent): void {
    const last = this.#pending.at(-1);
    if (event.kind === 'pointer' && last?.kind === 'pointer' && last.buttons === event.buttons && last.screen === event.screen) {
      this.#pending[this.#pending.length - 1] = event;
    } else if (event.kind === 'wheel' && last?.kind === 'wheel' && last.screen === event.screen) {
      this.#pending[this.#pending.length - 1] = { ...event, dx: clamp(last.dx + event.dx), dy: clamp(last.dy + event.dy) };
    } else {
      this.#pending.push(event);
    }
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.length === 0) return;
    if (!this.#link.isOpen) return this.clear();
    const now = this.#now();
    if (this.#link.bufferedAmount > socketLimit) return this.#hold(now);
    this.#heldSince = null;
    const first = this.#pending[0]!;
    const isMove = this.#pending.length === 1 && first.kind === 'pointer' && first.buttons === this.#sentButtons;
    const wait = this.#sentAt + moveInterval - now;
    if (isMove && wait > 0) return this.#later(wait);
    const pending = this.#pending;
    this.#pending = [];
    this.#sentAt = now;
    for (const event of pending) if (event.kind === 'pointer') this.#sentButtons = event.buttons;
    for (const message of splitInput(pending)) this.#link.send(message);
  }

  #hold(now: number): void {
    this.#heldSince ??= now;
    if (now - this.#heldSince > longestWait) {
      this.#pending = [{ kind: 'releaseAll' }];
      this.#heldSince = now;
    }
    this.#later(retryInterval);
  }

  #later(wait: number): void {
    this.#timer = setTimeout(() => this.#flush(), wait);
  }
}

const clamp = (value: number): number => Math.min(Math.max(value, -0x7fff), 0x7fff);
