/** The numbers of the wire format (docs/protocol.md). The C# side has them in Protocol/; the shared vectors keep the two alike. */

/** The protocol's version. */
export const version = 1;

/** The WebSocket subprotocol; the ticket follows as a second one. */
export const subprotocol = 'remoteassist.v1';

/** What stands in front of the ticket in the list of subprotocols. */
export const ticketPrefix = 'ticket.';

/** Bytes in front of every message: kind u8, flags u8, reserved u16, body length u32. */
export const headerSize = 8;

/** What a message is: the first byte of its header. */
export const Kind = {
  Hello: 0x01,
  Welcome: 0x02,
  Refused: 0x03,
  Ping: 0x04,
  Pong: 0x05,
  Stop: 0x06,
  Layout: 0x10,
  Update: 0x11,
  CursorShape: 0x12,
  CursorPosition: 0x13,
  SystemInfo: 0x20,
  Consent: 0x21,
  Input: 0x30,
  Repair: 0x32,
  Ack: 0x33,
  View: 0x34,
  Watch: 0x35,
  Session: 0x40,
} as const;

/** The largest of everything that a peer may send; what is over a cap is refused before anything is allocated for it. */
export const Caps = {
  /** Bytes of any one message, its header included. */
  message: 64 * 1024,
  /** Bytes of a JSON message's body. */
  json: 16 * 1024,
  /** Bytes of an Input message. */
  input: 8 * 1024,
  /** Pixels of a screen. */
  screenPixels: 64 * 1024 * 1024,
  /** Pixels along one side of a screen. */
  screenSide: 16 * 1024,
  /** Screens of one customer. */
  screens: 16,
  /** Operations in one update. */
  operations: 2048,
  /** Bytes of an update's palette section once decompressed. */
  paletteRaw: 1024 * 1024,
  /** Pixels along one side of an image operation. */
  imageSide: 512,
  /** Slots for tiles that a viewer is told to keep. */
  cacheSlots: 1024,
  /** Bytes of one chunk of a video codec, over all of its pieces. */
  videoChunk: 512 * 1024,
  /** Pixels of a video's width. */
  videoWidth: 1920,
  /** Pixels of a video's height. */
  videoHeight: 1088,
  /** Pixels along one side of a pointer's picture. */
  cursorSide: 96,
  /** Events in one Input message. */
  inputEvents: 256,
  /** Bytes of UTF-8 in one text event. */
  inputText: 4 * 1024,
  /** Tiles named in one repair request. */
  repairTiles: 1024,
  /** Characters of a name or a line of system information. */
  name: 120,
} as const;

/** Bytes of an update's fixed fields, behind the header. */
export const updateHeaderSize = 40;

/** Pixels along one side of a tile. */
export const tileSide = 64;

/** Pixels along one side of a block of a tile's mask. */
export const blockSide = 8;

/** Flags of an Update. */
export const UpdateFlags = {
  /** The last part of a picture: what has arrived can be shown. */
  PictureEnd: 1,
  /** Sent because a Repair asked for it. */
  Repair: 2,
} as const;

/** What an operation of an update does. */
export const OperationKind = {
  Solid: 1,
  Palette: 2,
  Raw: 3,
  Image: 4,
  MaskedPalette: 5,
  MaskedRaw: 6,
  Copy: 7,
  Store: 8,
  Reference: 9,
  Video: 10,
  /** Passes over data in the palette section of operations that a gateway left out. */
  Skip: 11,
} as const;

/** Where a piece of video stands in its chunk, as bits. */
export const VideoFlags = { Key: 1, First: 2, Last: 4, All: 7 } as const;

/** The codecs of video, and their words in a Hello. */
export const VideoCodec = { vp9: 1, vp8: 2, h264: 3, av1: 4 } as const;

/** What a viewer wants of the picture when it cannot have everything; the words in a Layout, their numbers in a View. */
export const qualities = ['automatic', 'sharp', 'fast', 'lowData'] as const;

/** What a viewer wants of the picture. */
export type Quality = (typeof qualities)[number];

/** The screen of a View that stands for all of them. */
export const allScreens = 0xffff;

/** The format of an image operation. */
export const ImageFormat = { None: 0, Jpeg: 1, WebP: 2 } as const;

/** What an input event is. */
export const InputKind = { Pointer: 1, Wheel: 2, Key: 3, Text: 4, ReleaseAll: 5 } as const;

/** The pointer's buttons, as bits. */
export const Buttons = { Left: 1, Middle: 2, Right: 4, Back: 8, Forward: 16, All: 31 } as const;

/** 1/120 of a notch: the unit of the wheel. */
export const wheelNotch = 120;

/** The words for rights. */
export const rights = ['see', 'control', 'files', 'clipboard'] as const;

/** WebSocket close codes. */
export const CloseCode = {
  /** The gateway is going down: connect again. */
  GoingAway: 1001,
  /** The session is over: do not come back. */
  SessionEnded: 4000,
  /** Another connection took over: do not come back. */
  TakenOver: 4001,
  /** The right behind this connection was withdrawn: do not come back. */
  Revoked: 4003,
  /** Nothing was heard for too long: connect again. */
  TimedOut: 4008,
  /** This viewer could not read what it was sent. A page cannot send 1002, so this is its form of it: 4002, then connect again. */
  Unreadable: 4002,
} as const;
