import { Framebuffer } from '../../src/core/decode/framebuffer.ts';
import { Painter } from '../../src/core/decode/painter.ts';
import { Kind } from '../../src/core/protocol/constants.ts';
import * as control from '../../src/core/protocol/controlJson.ts';
import { readCursorShape } from '../../src/core/protocol/cursorShape.ts';
import type { Fault } from '../../src/core/protocol/fault.ts';
import { readMessage } from '../../src/core/protocol/header.ts';
import { readInput } from '../../src/core/protocol/input.ts';
import { readRepair } from '../../src/core/protocol/repair.ts';
import * as small from '../../src/core/protocol/small.ts';
import { readUpdate } from '../../src/core/protocol/update.ts';
import { noDecoders } from './decoders.ts';


const painter = new Painter(noDecoders, () => {});

/** Reads and decodes a message of whatever kind it says it is. */
export function readAny(bytes: Uint8Array, width: number, height: number): object | Fault {
  const message = readMessage(bytes);
  if (typeof message === 'string') return message;
  const { kind, body } = message;
  switch (kind) {
    case Kind.Welcome:
      return control.readWelcome(body);
    case Kind.Refused:
      return control.readRefused(body);
    case Kind.Stop:
      return control.readStop(body);
    case Kind.Layout:
      return control.readLayout(body);
    case Kind.Session:
      return control.readSession(body);
    case Kind.Ping:
      return small.readPing(body);
    case Kind.Pong:
      return small.readPong(body);
    case Kind.Ack:
      return small.readAck(body);
    case Kind.View:
      return small.readView(body);
    case Kind.CursorPosition:
      return small.readCursorPosition(body);
    case Kind.CursorShape:
      return readCursorShape(body);
    case Kind.Repair:
      return readRepair(body);
    case Kind.Input:
      return readInput(body);
    case Kind.Update: {
      const update = readUpdate(message, width, height);
      if (typeof update === 'string') return update;
      painter.clear();
      const painting = painter.begin(update, 0, bytes.length);
      if (typeof painting === 'string') return painting;
      const screen = new Framebuffer(width, height);
      const outcome = painter.paint(painting, screen, () => {});
      return outcome === 'painted' || outcome === 'waits' ? { update, screen } : outcome;
    }
    default:
      return 'unexpectedKind';
  }
}
