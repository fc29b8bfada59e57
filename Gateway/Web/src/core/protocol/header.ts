import { Caps, headerSize } from './constants.ts';
import { type Fault, viewOf } from './fault.ts';

/**
 * The eight bytes in front of every message, and the body that follows them.
 *
 *     0      1       2            4                     8
 *    ┌──────┬───────┬────────────┬─────────────────────┬───────┄
 *    │ kind │ flags │ reserved 0 │ length of the body  │ body
 *    └──────┴───────┴────────────┴─────────────────────┴───────┄
 */
export interface Message {
  readonly kind: number;
  readonly flags: number;
  readonly body: Uint8Array;
}

/** Splits a whole WebSocket message into header and body, and checks its length. */
export function readMessage(message: Uint8Array): Message | Fault {
  if (message.length < headerSize) return 'truncated';
  if (message.length > Caps.message) return 'overCap';
  const view = viewOf(message);
  if (view.getUint16(2, true) !== 0) return 'reservedNotZero';
  const length = view.getUint32(4, true);
  if (length > Caps.message - headerSize) return 'overCap';
  if (length > message.length - headerSize) return 'truncated';
  if (length < message.length - headerSize) return 'trailingBytes';
  return { kind: message[0]!, flags: message[1]!, body: message.subarray(headerSize) };
}

/** A message with room for a body of `length` bytes, its header written. */
export function newMessage(kind: number, length: number, flags = 0): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(headerSize + length);
  const view = viewOf(message);
  view.setUint8(0, kind);
  view.setUint8(1, flags);
  view.setUint32(4, length, true);
  return message;
}
