import { Caps, headerSize, UpdateFlags } from '../protocol/constants.ts';
import type { Layout } from '../protocol/control.ts';
import type { Fault } from '../protocol/fault.ts';
import type { Message } from '../protocol/header.ts';
import type { Repair } from '../protocol/repair.ts';
import { readUpdate, readUpdateHeader } from '../protocol/update.ts';
import { cutChanges, type Picture } from './drawing.ts';
import { Framebuffer } from './framebuffer.ts';
import { type Decoders, Painter } from './painter.ts';
import type { Painting } from './painting.ts';
import { Repairs } from './repairs.ts';
import { Tally } from './tally.ts';

/** Updates, and bytes of them, that wait for the pictures of an earlier one; a gateway that keeps to its credits never comes near. */
const mostWaiting = 1024;
const mostBytes = 8 * 1024 * 1024;

/** How long a picture waits for its last part, in milliseconds: a gateway drops what a lagging viewer has no use for, an end included. */
const longestPicture = 100;

/** What the pipeline tells. */
export interface PipelineEvents {
  /** A whole picture, to be drawn now; `drawn` answers it. */
  readonly show: (picture: Picture) => void;
  /** An update that needs no drawing of its own (dropped, or a part whose picture goes on) has been dealt with. */
  readonly done: (seq: number, arrivedAt: number) => void;
  /** Tiles could not be drawn and are wanted again. */
  readonly repair: (repair: Repair) => void;
  /** The stream cannot be read on. */
  readonly fault: (fault: Fault) => void;
}

/**
 * Draws updates in their order on the screens as they are known here, and shows the parts of a picture together. While the page still draws a
 * picture, what comes is drawn here all the same, and shown as one: so the page is never given more than it can take, nor anything old.
 */
export class Pipeline {
  readonly tally = new Tally();
  readonly #events: PipelineEvents;
  readonly #painter: Painter;
  readonly #repairs: Repairs;
  readonly #screens = new Map<number, Framebuffer>();
  #layout: Layout | null = null;
  #shown: ReadonlySet<number> | null = null;
  #queue: Painting[] = [];
  #bytes = 0;
  #generation = 0;
  /** Parts were drawn of a picture that goes on. */
  #isOpen = false;
  /** The last update that was drawn and not shown. */
  #last: Painting | null = null;
  /** The picture that the page has not drawn yet. */
  #underWay = 0;
  #number = 0;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(decoders: Decoders, events: PipelineEvents) {
    this.#events = events;
    this.#painter = new Painter(decoders, (screen, rectangle) => {
      this.tally.loss();
      const width = this.#layout?.screens[screen]?.width;
      if (width !== undefined) this.#repairs.want(screen, rectangle, width);
    });
    this.#repairs = new Repairs(events.repair);
  }

  /** A new layout: what is of another epoch is dropped, also what is still being decoded. */
  setLayout(layout: Layout): void {
    const isSame = this.#layout?.epoch === layout.epoch;
    this.#layout = layout;
    if (!isSame) {
      this.#drop(true);
      this.#repairs.begin(layout.epoch);
    }
  }

  /** The screens on view; all others are forgotten. Before the first call every screen is on view. */
  setShown(screens: readonly number[]): void {
    this.#shown = new Set(screens);
    for (const id of this.#screens.keys()) {
      if (this.#shown.has(id)) continue;
      this.#screens.delete(id);
      this.#painter.forget(id);
    }
  }

  /** The page has lost what it was shown. */
  showAnew(): void {
    for (const screen of this.#screens.values()) screen.dirty.mark(0, 0, screen.width, screen.height);
    if (!this.#isOpen) this.#show();
  }

  /** The connection is gone: nothing of it may be shown any more. */
  reset(): void {
    this.#layout = null;
    this.#drop(false);
    this.#repairs.begin(0);
  }

  /** An Update message, in the order of arrival. */
  push(message: Message, arrivedAt: number): void {
    const header = readUpdateHeader(message);
    if (typeof header === 'string') return this.#events.fault(header);
    const screen = this.#layout?.screens[header.screen];
    if (screen === undefined || header.epoch !== this.#layout?.epoch || this.#shown?.has(header.screen) === false) {
      return this.#events.done(header.seq, arrivedAt);
    }
    const update = readUpdate(message, screen.width, screen.height);
    if (typeof update === 'string') return this.#events.fault(update);
    const bytes = headerSize + message.body.length;
    if (this.#queue.length >= mostWaiting || this.#bytes + bytes > mostBytes || !this.#hasRoom(header.screen, screen)) return this.#events.fault('overCap');
    const painting = this.#painter.begin(update, arrivedAt, bytes);
    if (typeof painting === 'string') return this.#events.fault(painting);
    this.tally.update(update, bytes);
    this.#queue.push(painting);
    this.#bytes += bytes;
    if (this.#queue.length === 1) this.#paint();
  }

  /** The page has drawn a picture. */
  drawn(number: number): void {
    if (number !== this.#underWay) return;
    this.#underWay = 0;
    if (!this.#isOpen) this.#show();
  }

  /** Whether the pixels of this screen may be had as well: those of all screens together are held under the cap of one. */
  #hasRoom(id: number, { width, height }: { width: number; height: number }): boolean {
    if (this.#screens.has(id)) return true;
    let pixels = width * height;
    for (const screen of this.#screens.values()) pixels += screen.width * screen.height;
    if (pixels > Caps.screenPixels) return false;
    this.#screens.set(id, new Framebuffer(width, height));
    return true;
  }

  #paint(): void {
    for (let painting = this.#queue[0]; painting !== undefined; painting = this.#queue[0]) {
      const generation = this.#generation;
      const outcome = this.#painter.paint(painting, this.#screens.get(painting.update.header.screen)!, () => {
        if (generation === this.#generation) this.#paint();
      });
      if (outcome === 'waits') return;
      if (outcome !== 'painted') return this.#events.fault(outcome);
      this.#queue.shift();
      this.#bytes -= painting.bytes;
      this.#painted(painting);
    }
  }

  #painted(painting: Painting): void {
    this.#last = painting;
    if ((painting.update.flags & UpdateFlags.PictureEnd) !== 0) return this.#end();
    this.#events.done(painting.update.header.seq, painting.arrivedAt);
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#ending = setTimeout(() => this.#end(), longestPicture);
  }

  #end(): void {
    clearTimeout(this.#ending);
    this.#isOpen = false;
    this.#show();
  }

  #show(): void {
    const layout = this.#layout;
    if (this.#underWay !== 0 || layout === null) return;
    const last = this.#last;
    this.#last = null;
    const changes = cutChanges(this.#screens);
    if (changes.blits.length === 0) {
      if (last !== null) this.#events.done(last.update.header.seq, last.arrivedAt);
      return;
    }
    this.tally.picture();
    this.#underWay = ++this.#number;
    const newest = last && { seq: last.update.header.seq, arrivedAt: last.arrivedAt, capturedAt: last.update.header.capturedAt };
    this.#events.show({ number: this.#number, epoch: layout.epoch, newest, ...changes });
  }

  #drop(acknowledge: boolean): void {
    this.#generation++;
    clearTimeout(this.#ending);
    this.#isOpen = false;
    this.#underWay = 0;
    const last = this.#last;
    const queue = this.#queue;
    this.#last = null;
    this.#queue = [];
    this.#bytes = 0;
    for (const painting of queue) this.#painter.abandon(painting);
    this.#painter.clear();
    this.#screens.clear();
    if (!acknowledge) return;
    for (const painting of last === null ? queue : [last, ...queue]) this.#events.done(painting.update.header.seq, painting.arrivedAt);
  }
}
