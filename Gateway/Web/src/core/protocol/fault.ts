/** Why a message was not accepted: one word a place where reading can fail, as `ProtocolError` of the C# side. */
export type Fault =
  | 'truncated'
  | 'trailingBytes'
  | 'unexpectedKind'
  | 'reservedNotZero'
  | 'overCap'
  | 'outOfScreen'
  | 'badOperation'
  | 'lengthMismatch'
  | 'badBase'
  | 'badInput'
  | 'badText'
  | 'unknownVersion'
  | 'badPalette'
  | 'badImage';

/** Whether a reader answered with a fault; what was read is never a string. */
export const isFault = (read: unknown): read is Fault => typeof read === 'string';

/** The fault of a body that must have exactly `length` bytes, or null. */
export const lengthFault = (body: Uint8Array, length: number): Fault | null =>
  body.length < length ? 'truncated' : body.length > length ? 'trailingBytes' : null;

/** A view for reading little-endian integers out of a part of a message. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
