import { Decoder } from '../decode/decoder.ts';
import { transferables } from '../decode/drawing.ts';
import { Pipeline } from '../decode/pipeline.ts';
import { Kind } from '../protocol/constants.ts';
import { readLayout, readSession } from '../protocol/controlJson.ts';
import { readCursorShape } from '../protocol/cursorShape.ts';
import type { Fault } from '../protocol/fault.ts';
import type { Message } from '../protocol/header.ts';
import { readCursorPosition, writeAck, writeView } from '../protocol/small.ts';
import { Connection } from './connection.ts';
import { InputQueue } from './inputQueue.ts';
import { fetchTicket } from './tickets.ts';
import { type FromWorker, sharedNow, type ToWorker } from './wire.ts';

/** What of the worker's global scope is used; the DOM's types know only the page's. */
interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = self as unknown as Scope;
let connection: Connection | null = null;

const pipeline = new Pipeline(new Decoder(), {
  show: (picture, arrivedAt) => scope.postMessage({ kind: 'picture', picture, arrivedAt }, transferables(picture)),
  done: (seq, arrivedAt) => acknowledge(seq, arrivedAt, sharedNow()),
  fault: (fault) => connection?.fail(fault),
});

const input = new InputQueue({
  get isOpen() {
    return connection?.isOpen ?? false;
  },
  get bufferedAmount() {
    return connection?.bufferedAmount ?? 0;
  },
  send: (message) => connection?.send(message),
});

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'open':
      connection?.close();
      connection = new Connection(data.session, data.client, { fetchTicket, openSocket }, { link: (link) => scope.postMessage({ kind: 'link', link }), message: receive, lost });
      connection.open();
      break;
    case 'close':
      connection?.close();
      connection = null;
      break;
    case 'drawn':
      acknowledge(data.seq, data.arrivedAt, data.drawnAt);
      break;
    case 'input':
      input.push(data.events);
      break;
    case 'selectScreen':
      connection?.send(writeView({ screen: data.screen, pageWidth: 0, pageHeight: 0, quality: 0 }));
      break;
    case 'retryNow':
      connection?.retryNow();
      break;
  }
};

function openSocket(protocols: string[]): WebSocket {
  const url = new URL('/ws/viewer', self.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url, protocols);
}

function acknowledge(seq: number, arrivedAt: number, drawnAt: number): void {
  connection?.send(writeAck(seq, (drawnAt - arrivedAt) * 1000));
}

function lost(): void {
  pipeline.reset();
  input.clear();
}

function receive(message: Message, arrivedAt: number): void {
  const fault = dispatch(message, arrivedAt);
  if (fault !== null) connection?.fail(fault);
}

function dispatch(message: Message, arrivedAt: number): Fault | null {
  switch (message.kind) {
    case Kind.Update:
      pipeline.push(message, arrivedAt);
      return null;
    case Kind.Layout: {
      const layout = readLayout(message.body);
      if (typeof layout === 'string') return layout;
      pipeline.setLayout(layout);
      scope.postMessage({ kind: 'layout', layout });
      return null;
    }
    case Kind.CursorShape: {
      const shape = readCursorShape(message.body);
      if (typeof shape === 'string') return shape;
      // A copy: the view would take the whole message along.
      scope.postMessage({ kind: 'cursorShape', shape: { ...shape, pixels: shape.pixels.slice() } });
      return null;
    }
    case Kind.CursorPosition: {
      const position = readCursorPosition(message.body);
      if (typeof position === 'string') return position;
      scope.postMessage({ kind: 'cursorPosition', position });
      return null;
    }
    case Kind.Session: {
      const session = readSession(message.body);
      if (typeof session === 'string') return session;
      scope.postMessage({ kind: 'session', session });
      return null;
    }
    default:
      return 'unexpectedKind';
  }
}
