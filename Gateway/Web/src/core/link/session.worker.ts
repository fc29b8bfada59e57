import { browserPictures, browserVideo, videoCodecs } from '../decode/browser.ts';
import { Pipeline } from '../decode/pipeline.ts';
import { Kind, qualities } from '../protocol/constants.ts';
import type { Layout } from '../protocol/control.ts';
import { readLayout, readSession } from '../protocol/controlJson.ts';
import { readCursorShape } from '../protocol/cursorShape.ts';
import type { Fault } from '../protocol/fault.ts';
import type { Message } from '../protocol/header.ts';
import { writeRepair } from '../protocol/repair.ts';
import { readCursorPosition, writeAck, writeView } from '../protocol/small.ts';
import { arrange } from '../view/arrangement.ts';
import { Connection } from './connection.ts';
import { Delays } from './delays.ts';
import { InputQueue } from './inputQueue.ts';
import { fetchTicket } from './tickets.ts';
import { type FromWorker, type LinkStatus, type Look, sharedNow, type ToWorker } from './wire.ts';

/** What of the worker's global scope is used; the DOM's types know only the page's. */
interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = self as unknown as Scope;
const codecs = videoCodecs();
let connection: Connection | null = null;
let layout: Layout | null = null;
let look: Look = { choice: null, quality: 'automatic', pageWidth: 0, pageHeight: 0 };
let arranged = '';
let figures: ReturnType<typeof setInterval> | undefined;

const delays = new Delays((message) => connection?.send(message));

const pipeline = new Pipeline(
  { picture: browserPictures, video: browserVideo },
  {
    show: (picture) => scope.postMessage({ kind: 'picture', picture }, [picture.buffer]),
    done: (seq, arrivedAt) => acknowledge(seq, arrivedAt, sharedNow()),
    repair: (repair) => connection?.send(writeRepair(repair)),
    fault: (fault) => connection?.fail(fault),
  },
);

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
      connection = new Connection(data.session, data.client, { fetchTicket, openSocket, codecs }, { link, message: receive, lost });
      connection.open();
      break;
    case 'close':
      connection?.close();
      connection = null;
      break;
    case 'drawn':
      if (data.newest !== null) {
        delays.drawn(data.newest.capturedAt, data.drawnAt);
        acknowledge(data.newest.seq, data.newest.arrivedAt, data.drawnAt);
      }
      pipeline.drawn(data.number);
      break;
    case 'input':
      input.push(data.events);
      break;
    case 'view':
      look = data.look;
      arrangeShown();
      tellView();
      break;
    case 'figures':
      clearInterval(figures);
      if (data.wanted) figures = setInterval(tellFigures, 1000);
      pipeline.tally.take();
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

function link(status: LinkStatus): void {
  scope.postMessage({ kind: 'link', link: status });
  if (status.status !== 'open') return;
  delays.begin();
  tellView();
}

/** Finds out what is on view, as the page does; when that changed, the page's canvas has lost its pixels. */
function arrangeShown(): void {
  if (layout === null) return;
  const arrangement = arrange(layout, look.choice);
  const text = JSON.stringify(arrangement);
  if (text === arranged) return;
  arranged = text;
  pipeline.setShown(arrangement.screens.map(({ id }) => id));
  pipeline.showAnew();
}

/** Says what the agent looks at, unless that is what is shown to who says nothing. */
function tellView(): void {
  const { choice, quality, pageWidth, pageHeight } = look;
  if (choice === null && quality === 'automatic') return;
  connection?.send(writeView({ screen: choice ?? layout?.active ?? 0, pageWidth, pageHeight, quality: qualities.indexOf(quality) }));
}

function tellFigures(): void {
  scope.postMessage({ kind: 'figures', figures: { ...pipeline.tally.take(), seconds: 1, delay: delays.take() } });
}

function lost(): void {
  layout = null;
  delays.end();
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
      const read = readLayout(message.body);
      if (typeof read === 'string') return read;
      layout = read;
      scope.postMessage({ kind: 'layout', layout });
      pipeline.setLayout(layout);
      arrangeShown();
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
    case Kind.Pong:
      return delays.answered(message.body);
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
