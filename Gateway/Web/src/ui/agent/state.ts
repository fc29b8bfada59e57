import type { Figures, LinkStatus } from '../../core/link/wire.ts';
import type { Layout, SessionStage, SessionState } from '../../core/protocol/control.ts';
import { allScreens } from '../../core/protocol/constants.ts';
import type { Arrangement, Choice } from '../../core/view/arrangement.ts';

/** What the agent's page knows of the session that it shows. */
export interface SessionView {
  readonly id: string;
  readonly link: LinkStatus;
  /** The newest state that the gateway told; null until the first. */
  readonly session: SessionState | null;
  /** From the answer to 'start', until the gateway tells the state. */
  readonly pin: string | null;
  readonly customerUrl: string | null;
  readonly layout: Layout | null;
  /** The screens on the canvas; null until there is one. */
  readonly arrangement: Arrangement | null;
  /** What the agent chose to look at. */
  readonly choice: Choice;
  /** What the connection did in the last second, while the agent wants to know; null until it is known. */
  readonly figures: Figures | null;
  /** Whether a picture was drawn over the connection that is open now. */
  readonly hasPicture: boolean;
  /** Whether the canvas shows any picture, if only an old one. */
  readonly hadPicture: boolean;
}

/** Whether what the canvas shows is what the customer's screen shows. For integrators: `data-picture` of the document element. */
export type PictureState = 'none' | 'live' | 'reconnecting';

/** A session at its beginning. */
export const newView = (id: string, pin: string | null = null, customerUrl: string | null = null): SessionView => ({
  id,
  link: { status: 'connecting' },
  session: null,
  pin,
  customerUrl,
  layout: null,
  arrangement: null,
  choice: null,
  figures: null,
  hasPicture: false,
  hadPicture: false,
});

/** After the connection changed: a picture of an earlier one is old. */
export const withLink = (view: SessionView, link: LinkStatus): SessionView => ({ ...view, link, hasPicture: false });

/** After the gateway told the session's state; one that is older than what is known changes nothing. */
export function withSession(view: SessionView, session: SessionState): SessionView {
  if (session.id !== view.id || (view.session !== null && session.version < view.session.version)) return view;
  return { ...view, session, pin: session.pin ?? view.pin, customerUrl: session.customerUrl ?? view.customerUrl };
}

/** Where the session is in its life; `waiting` until it is known. */
export const stageOf = (view: SessionView): SessionStage => (view.link.status === 'over' ? 'ended' : (view.session?.state ?? 'waiting'));

/** Whether the customer is connected. */
export const isCustomerThere = (view: SessionView): boolean => ['active', 'agentsAway'].includes(view.session?.state ?? '');

/** Whether the canvas shows the customer's screen as it is now. The rights are told apart from the picture and may come a moment after it. */
export function pictureOf(view: SessionView): PictureState {
  if (view.link.status !== 'open') return view.hadPicture ? 'reconnecting' : 'none';
  return view.hasPicture && isCustomerThere(view) && maySee(view) ? 'live' : 'none';
}

/** Whether the customer lets agents use mouse and keyboard now. */
export const mayControl = (view: SessionView): boolean => isCustomerThere(view) && (view.session?.rights.includes('control') ?? false);

/** Whether the customer lets agents see the screen now. */
export const maySee = (view: SessionView): boolean => view.session?.rights.includes('see') ?? false;

/** The ids of the screens that the canvas shows. */
export const shownScreens = (view: SessionView): readonly number[] => view.arrangement?.screens.map(({ id }) => id) ?? [];

/** The screen that comes next after the one on view, from all screens the first. */
export function nextScreen({ layout, choice }: SessionView): number {
  if (layout === null) return 0;
  const current = choice === allScreens ? -1 : (choice ?? layout.active);
  return (current + 1) % layout.screens.length;
}
