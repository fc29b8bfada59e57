import { Buttons, Caps, InputKind, Kind } from './constants.ts';
import { type Fault, viewOf } from './fault.ts';
import { newMessage } from './header.ts';

/** One event of an agent's mouse or keyboard. Positions are pixels of the remote screen. */
export type InputEvent =
  | { readonly kind: 'pointer'; readonly screen: number; readonly x: number; readonly y: number; readonly buttons: number }
  | { readonly kind: 'wheel'; readonly screen: number; readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }
  | { readonly kind: 'key'; readonly down: boolean; readonly code: number; readonly keysym: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'releaseAll' };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const prefix = 8;

/**
 * One Input message for events in the order in which they happened: agent u32 (0: the gateway knows), count u16, reserved u16, then
 *
 *     Pointer    1 │ screen u16 │ x u16 │ y u16 │ buttons u16
 *     Wheel      2 │ screen u16 │ x u16 │ y u16 │ dx i16 │ dy i16
 *     Key        3 │ down u8 │ code u16 │ keysym u32
 *     Text       4 │ length u16 │ UTF-8
 *     ReleaseAll 5
 *
 * The caller keeps to `Caps.inputEvents` and `Caps.input`; `splitInput` does that.
 */
export function writeInput(events: readonly InputEvent[], agent = 0): Uint8Array<ArrayBuffer> {
  const texts = events.map((event) => (event.kind === 'text' ? encoder.encode(event.text) : null));
  const length = events.reduce((sum, event, index) => sum + sizeOf(event, texts[index]?.length ?? 0), prefix);
  const message = newMessage(Kind.Input, length);
  const view = viewOf(message);
  view.setUint32(8, agent, true);
  view.setUint16(12, events.length, true);
  let at = 16;
  events.forEach((event, index) => {
    switch (event.kind) {
      case 'pointer':
      case 'wheel':
        view.setUint8(at, event.kind === 'pointer' ? InputKind.Pointer : InputKind.Wheel);
        view.setUint16(at + 1, event.screen, true);
        view.setUint16(at + 3, event.x, true);
        view.setUint16(at + 5, event.y, true);
        if (event.kind === 'pointer') {
          view.setUint16(at + 7, event.buttons & Buttons.All, true);
        } else {
          view.setInt16(at + 7, event.dx, true);
          view.setInt16(at + 9, event.dy, true);
        }
        break;
      case 'key':
        view.setUint8(at, InputKind.Key);
        view.setUint8(at + 1, event.down ? 1 : 0);
        view.setUint16(at + 2, event.code, true);
        view.setUint32(at + 4, event.keysym, true);
        break;
      case 'text': {
        const text = texts[index]!;
        view.setUint8(at, InputKind.Text);
        view.setUint16(at + 1, text.length, true);
        message.set(text, at + 3);
        break;
      }
      case 'releaseAll':
        view.setUint8(at, InputKind.ReleaseAll);
        break;
    }
    at += sizeOf(event, texts[index]?.length ?? 0);
  });
  return message;
}

/** The messages that carry these events within the caps; a long text becomes several text events, never cut inside a character. */
export function splitInput(events: readonly InputEvent[]): Uint8Array<ArrayBuffer>[] {
  const messages: Uint8Array<ArrayBuffer>[] = [];
  let batch: InputEvent[] = [];
  let length = prefix;
  const flush = () => {
    if (batch.length > 0) messages.push(writeInput(batch));
    batch = [];
    length = prefix;
  };
  for (const event of events) {
    for (const piece of event.kind === 'text' ? splitText(event.text) : [event]) {
      const size = sizeOf(piece, piece.kind === 'text' ? encoder.encode(piece.text).length : 0);
      if (batch.length === Caps.inputEvents || length + size > Caps.input - 8) flush();
      batch.push(piece);
      length += size;
    }
  }
  flush();
  return messages;
}

/** Reads and checks the body of an Input message. */
export function readInput(body: Uint8Array): { agent: number; events: InputEvent[] } | Fault {
  if (body.length > Caps.input - 8) return 'overCap';
  if (body.length < prefix) return 'truncated';
  const view = viewOf(body);
  const count = view.getUint16(4, true);
  if (view.getUint16(6, true) !== 0) return 'reservedNotZero';
  if (count === 0) return 'badInput';
  if (count > Caps.inputEvents) return 'overCap';
  const events: InputEvent[] = [];
  let at = prefix;
  for (let index = 0; index < count; index++) {
    const event = readEvent(view, body, at);
    if (typeof event === 'string') return event;
    events.push(event.event);
    at += event.size;
  }
  return at < body.length ? 'trailingBytes' : { agent: view.getUint32(0, true), events };
}

function readEvent(view: DataView, body: Uint8Array, at: number): { event: InputEvent; size: number } | Fault {
  const left = body.length - at;
  if (left < 1) return 'truncated';
  const kind = view.getUint8(at);
  const least = leastSizes[kind];
  if (least === undefined) return 'badInput';
  if (left < least) return 'truncated';
  switch (kind) {
    case InputKind.Pointer: {
      const buttons = view.getUint16(at + 7, true);
      if (buttons > Buttons.All) return 'badInput';
      return { size: 9, event: { kind: 'pointer', ...position(view, at), buttons } };
    }
    case InputKind.Wheel:
      return { size: 11, event: { kind: 'wheel', ...position(view, at), dx: view.getInt16(at + 7, true), dy: view.getInt16(at + 9, true) } };
    case InputKind.Key: {
      const down = view.getUint8(at + 1);
      if (down > 1) return 'badInput';
      return { size: 8, event: { kind: 'key', down: down === 1, code: view.getUint16(at + 2, true), keysym: view.getUint32(at + 4, true) } };
    }
    case InputKind.Text: {
      const length = view.getUint16(at + 1, true);
      if (length > Caps.inputText) return 'overCap';
      if (length === 0) return 'badInput';
      if (left - 3 < length) return 'truncated';
      try {
        return { size: 3 + length, event: { kind: 'text', text: decoder.decode(body.subarray(at + 3, at + 3 + length)) } };
      } catch {
        return 'badText';
      }
    }
    default:
      return { size: 1, event: { kind: 'releaseAll' } };
  }
}

const leastSizes: Readonly<Record<number, number>> = {
  [InputKind.Pointer]: 9,
  [InputKind.Wheel]: 11,
  [InputKind.Key]: 8,
  [InputKind.Text]: 3,
  [InputKind.ReleaseAll]: 1,
};

const position = (view: DataView, at: number) => ({
  screen: view.getUint16(at + 1, true),
  x: view.getUint16(at + 3, true),
  y: view.getUint16(at + 5, true),
});

function sizeOf(event: InputEvent, textLength: number): number {
  switch (event.kind) {
    case 'pointer':
      return 9;
    case 'wheel':
      return 11;
    case 'key':
      return 8;
    case 'text':
      return 3 + textLength;
    case 'releaseAll':
      return 1;
  }
}

function splitText(text: string): InputEvent[] {
  const pieces: InputEvent[] = [];
  let piece = '';
  let length = 0;
  // By code points, so that no surrogate pair is torn; a lone surrogate has no UTF-8 and is left out.
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (length + size > Caps.inputText) {
      pieces.push({ kind: 'text', text: piece });
      piece = '';
      length = 0;
    }
    piece += character;
    length += size;
  }
  if (piece !== '') pieces.push({ kind: 'text', text: piece });
  return pieces;
}
