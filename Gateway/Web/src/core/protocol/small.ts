import { allScreens, Caps, Kind, qualities } from './constants.ts';
import { type Fault, lengthFault, viewOf } from './fault.ts';
import { newMessage } from './header.ts';

/** Body of a Ping: microseconds of the sender's monotonic clock, u64. */
export function readPing(body: Uint8Array): { sentAt: bigint } | Fault {
  return lengthFault(body, 8) ?? { sentAt: viewOf(body).getBigUint64(0, true) };
}

/** A whole Ping. */
export function writePing(sentAt: bigint): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.Ping, 8);
  viewOf(message).setBigUint64(8, sentAt, true);
  return message;
}

/** Body of a Pong: what the ping carried, u64, and microseconds of the answerer's monotonic clock, u64. */
export function readPong(body: Uint8Array): { sentAt: bigint; answeredAt: bigint } | Fault {
  const view = viewOf(body);
  return lengthFault(body, 16) ?? { sentAt: view.getBigUint64(0, true), answeredAt: view.getBigUint64(8, true) };
}

/** A whole Pong. */
export function writePong(sentAt: bigint, answeredAt: bigint): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.Pong, 16);
  const view = viewOf(message);
  view.setBigUint64(8, sentAt, true);
  view.setBigUint64(16, answeredAt, true);
  return message;
}

/** Body of an Ack: sequence number u32, microseconds from the message's arrival to its pixels on the canvas u32. */
export function readAck(body: Uint8Array): { seq: number; micros: number } | Fault {
  const view = viewOf(body);
  return lengthFault(body, 8) ?? { seq: view.getUint32(0, true), micros: view.getUint32(4, true) };
}

/** A whole Ack; `micros` is held within 0 and what a u32 can say. */
export function writeAck(seq: number, micros: number): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.Ack, 8);
  const view = viewOf(message);
  view.setUint32(8, seq, true);
  view.setUint32(12, Math.min(Math.max(Math.round(micros), 0), 0xffff_ffff), true);
  return message;
}

/** What a viewer looks at. */
export interface View {
  /** The screen's id, or `allScreens`. */
  readonly screen: number;
  /** Device pixels that the picture takes on the page. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  /** An index into `qualities`. */
  readonly quality: number;
}

/** Body of a View: screen u16, page width u16, page height u16, quality u8, reserved u8. */
export function readView(body: Uint8Array): View | Fault {
  const fault = lengthFault(body, 8);
  if (fault !== null) return fault;
  const view = viewOf(body);
  const screen = view.getUint16(0, true);
  const quality = view.getUint8(6);
  if (view.getUint8(7) !== 0) return 'reservedNotZero';
  if (quality >= qualities.length) return 'badInput';
  if (screen >= Caps.screens && screen !== allScreens) return 'outOfScreen';
  return { screen, pageWidth: view.getUint16(2, true), pageHeight: view.getUint16(4, true), quality };
}

/** A whole View. */
export function writeView({ screen, pageWidth, pageHeight, quality }: View): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.View, 8);
  const view = viewOf(message);
  view.setUint16(8, screen, true);
  view.setUint16(10, Math.min(pageWidth, 0xffff), true);
  view.setUint16(12, Math.min(pageHeight, 0xffff), true);
  view.setUint8(14, quality);
  return message;
}

/** Where the remote pointer is. */
export interface CursorPosition {
  /** The screen on which the pointer is. */
  readonly screen: number;
  /** Whether the pointer is on that screen and shown. */
  readonly visible: boolean;
  /** Pixels from the screen's left edge. */
  readonly x: number;
  /** Pixels from the screen's top edge. */
  readonly y: number;
}

/** Body of a CursorPosition: screen u16, visible u16 (0 or 1), x u16, y u16. */
export function readCursorPosition(body: Uint8Array): CursorPosition | Fault {
  const fault = lengthFault(body, 8);
  if (fault !== null) return fault;
  const view = viewOf(body);
  const visible = view.getUint16(2, true);
  if (visible > 1) return 'reservedNotZero';
  return { screen: view.getUint16(0, true), visible: visible === 1, x: view.getUint16(4, true), y: view.getUint16(6, true) };
}

/** A whole CursorPosition. */
export function writeCursorPosition(position: CursorPosition): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.CursorPosition, 8);
  const view = viewOf(message);
  view.setUint16(8, position.screen, true);
  view.setUint16(10, position.visible ? 1 : 0, true);
  view.setUint16(12, position.x, true);
  view.setUint16(14, position.y, true);
  return message;
}
