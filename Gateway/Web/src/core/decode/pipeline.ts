import { UpdateFlags } from '../protocol/constants.ts';
import type { Layout } from '../protocol/control.ts';
import type { Fault } from '../protocol/fault.ts';
import type { Message } from '../protocol/header.ts';
import { readUpdate, readUpdateHeader } from '../protocol/update.ts';
import type { Decoder } from './decoder.ts';
import type { Part, Picture } from './drawing.ts';

/** Updates that wait for the pictures of an earlier one; a gateway that keeps to its credits never comes near. */
const longestQueue = 1024;

/** How long a picture waits for its last part, in milliseconds: a gateway drops what a lagging viewer has no use for, an end included. */
const longestPicture = 100;

/** What the pipeline tells. */
export interface PipelineEvents {
  /** A whole picture, to be drawn now; `drawn` acknowledges it. */
  readonly show: (picture: Picture, arrivedAt: number) => void;
  /** An update that needs no drawing of its own (dropped, or a part whose picture goes on) has been dealt with. */
  readonly done: (seq: number, arrivedAt: number) => void;
  /** The stream cannot be read on. */
  readonly fault: (fault: Fault) => void;
}

interface Entry {
  readonly seq: number;
  readonly epoch: number;
  readonly isEnd: boolean;
  readonly arrivedAt: number;
  part: Part | null;
}

/** Puts updates back in order after pictures were decoded aside, and shows the parts of a picture together. */
export class Pipeline {
  readonly #decoder: Decoder;
  readonly #events: PipelineEvents;
  #layout: Layout | null = null;
  #queue: Entry[] = [];
  #parts: Part[] = [];
  #area = 0;
  #generation = 0;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(decoder: Decoder, events: PipelineEvents) {
    this.#decoder = decoder;
    this.#events = events;
  }

  /** A new layout: what is of another epoch is dropped, also what is still being decoded. */
  setLayout(layout: Layout): void {
    const same = this.#layout?.epoch === layout.epoch && this.#layout.active === layout.active;
    this.#layout = layout;
    if (!same) this.#drop(true);
  }

  /** The connection is gone: nothing of it may be shown any more. */
  reset(): void {
    this.#layout = null;
    this.#drop(false);
  }

  /** An Update message, in the order of arrival. */
  push(message: Message, arrivedAt: number): void {
    const header = readUpdateHeader(message);
    if (typeof header === 'string') return this.#events.fault(header);
    const layout = this.#layout;
    const screen = layout?.screens[layout.active];
    if (layout === null || screen === undefined || header.epoch !== layout.epoch || header.screen !== layout.active) {
      return this.#events.done(header.seq, arrivedAt);
    }
    const update = readUpdate(message, screen.width, screen.height);
    if (typeof update === 'string') return this.#events.fault(update);
    if (this.#queue.length >= longestQueue) return this.#events.fault('overCap');
    const isEnd = (update.flags & UpdateFlags.PictureEnd) !== 0;
    const entry: Entry = { seq: header.seq, epoch: header.epoch, isEnd, arrivedAt, part: null };
    const part = this.#decoder.decode(update);
    if (typeof part === 'string') return this.#events.fault(part);
    this.#queue.push(entry);
    if (!(part instanceof Promise)) {
      entry.part = part;
      this.#drain();
      return;
    }
    const generation = this.#generation;
    void part.then((decoded) => {
      if (generation !== this.#generation) {
        if (typeof decoded !== 'string') closeBitmaps(decoded);
      } else if (typeof decoded === 'string') {
        this.#events.fault(decoded);
      } else {
        entry.part = decoded;
        this.#drain();
      }
    });
  }

  #drain(): void {
    for (let entry = this.#queue[0]; entry?.part; entry = this.#queue[0]) {
      this.#queue.shift();
      this.#parts.push(entry.part);
      this.#area += entry.part.buffer.byteLength / 4;
      // A picture without an end would grow for ever: past twice the screen it is shown as it is.
      if (entry.isEnd || this.#area > 2 * this.#screenArea || this.#parts.length >= longestQueue) {
        this.#show(entry);
      } else {
        this.#events.done(entry.seq, entry.arrivedAt);
        clearTimeout(this.#ending);
        const last = entry;
        this.#ending = setTimeout(() => this.#show(last), longestPicture);
      }
    }
  }

  get #screenArea(): number {
    const screen = this.#layout?.screens[this.#layout.active];
    return screen === undefined ? 0 : screen.width * screen.height;
  }

  #show(entry: Entry): void {
    clearTimeout(this.#ending);
    const parts = this.#parts;
    this.#parts = [];
    this.#area = 0;
    this.#events.show({ epoch: entry.epoch, seq: entry.seq, parts }, entry.arrivedAt);
  }

  #drop(acknowledge: boolean): void {
    this.#generation++;
    clearTimeout(this.#ending);
    const queue = this.#queue;
    this.#queue = [];
    for (const part of [...this.#parts, ...queue.flatMap((entry) => entry.part ?? [])]) closeBitmaps(part);
    this.#parts = [];
    this.#area = 0;
    if (acknowledge) for (const entry of queue) this.#events.done(entry.seq, entry.arrivedAt);
  }
}

function closeBitmaps(part: Part): void {
  for (const blit of part.blits) if (blit.kind === 'image') blit.bitmap.close();
}
