import type { Picture } from '../decode/drawing.ts';
import type { Counts } from '../decode/tally.ts';
import type { Quality } from '../protocol/constants.ts';
import type { Layout, SessionState } from '../protocol/control.ts';
import type { CursorShape } from '../protocol/cursorShape.ts';
import type { InputEvent } from '../protocol/input.ts';
import type { CursorPosition } from '../protocol/small.ts';
import type { Choice } from '../view/arrangement.ts';

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

/** What the agent looks at, and how. */
export interface Look {
  readonly choice: Choice;
  readonly quality: Quality;
  /** Device pixels that the picture takes on the page. */
  readonly pageWidth: number;
  readonly pageHeight: number;
}

/** What the connection does, over the last second. */
export interface Figures extends Counts {
  readonly seconds: number;
  /** From the capture on the customer's computer until the pixels were on the canvas, in milliseconds, in the middle of all pictures; null when it is not known. */
  readonly delay: number | null;
}

/** From the worker to the page. */
export type FromWorker =
  | { readonly kind: 'link'; readonly link: LinkStatus }
  | { readonly kind: 'layout'; readonly layout: Layout }
  | { readonly kind: 'session'; readonly session: SessionState }
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'figures'; readonly figures: Figures }
  | { readonly kind: 'cursorShape'; readonly shape: CursorShape }
  | { readonly kind: 'cursorPosition'; readonly position: CursorPosition };

/** From the page to the worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly session: string; readonly client: string }
  | { readonly kind: 'close' }
  /** A picture is on the canvas, or was passed over because the canvas shows something else by now. */
  | { readonly kind: 'drawn'; readonly number: number; readonly newest: Picture['newest']; readonly drawnAt: number }
  | { readonly kind: 'input'; readonly events: readonly InputEvent[] }
  | { readonly kind: 'view'; readonly look: Look }
  /** Whether figures are wanted, once a second. */
  | { readonly kind: 'figures'; readonly wanted: boolean }
  /** The network is back: do not wait for the next attempt's time. */
  | { readonly kind: 'retryNow' };

/** Milliseconds on a clock that the page and its worker share. */
export const sharedNow = (): number => performance.timeOrigin + performance.now();
