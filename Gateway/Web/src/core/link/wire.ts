import type { Picture } from '../decode/drawing.ts';
import type { Layout, SessionState } from '../protocol/control.ts';
import type { CursorShape } from '../protocol/cursorShape.ts';
import type { InputEvent } from '../protocol/input.ts';
import type { CursorPosition } from '../protocol/small.ts';

/** Where the connection to the gateway stands. */
export type LinkStatus =
  | { readonly status: 'connecting' }
  | { readonly status: 'open'; readonly participant: number }
  /** The connection was lost; another attempt comes by itself. */
  | { readonly status: 'reconnecting' }
  /** The agent must sign in again. */
  | { readonly status: 'signedOut' }
  /** There is nothing to come back to. The reason is a stable word. */
  | { readonly status: 'over'; readonly reason: string };

/** From the worker to the page. */
export type FromWorker =
  | { readonly kind: 'link'; readonly link: LinkStatus }
  | { readonly kind: 'layout'; readonly layout: Layout }
  | { readonly kind: 'session'; readonly session: SessionState }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly arrivedAt: number }
  | { readonly kind: 'cursorShape'; readonly shape: CursorShape }
  | { readonly kind: 'cursorPosition'; readonly position: CursorPosition };

/** From the page to the worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly session: string; readonly client: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'drawn'; readonly seq: number; readonly arrivedAt: number; readonly drawnAt: number }
  | { readonly kind: 'input'; readonly events: readonly InputEvent[] }
  | { readonly kind: 'selectScreen'; readonly screen: number }
  /** The network is back: do not wait for the next attempt's time. */
  | { readonly kind: 'retryNow' };

/** Milliseconds on a clock that the page and its worker share. */
export const sharedNow = (): number => performance.timeOrigin + performance.now();
