import type { Point } from '../input/pointer.ts';
import { allScreens, Caps } from '../protocol/constants.ts';
import type { Layout } from '../protocol/control.ts';

/** A screen's place on the canvas, in pixels of the remote screens. */
export interface Placed {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which screens are on view, and where each stands on the canvas. */
export interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly screens: readonly Placed[];
}

/** What the agent chose to look at: a screen's id, `allScreens`, or null for the one that the host shows by default. */
export type Choice = number | null;

/** Arranges what was chosen. A screen that is not sent, or not there any more, gives way to the default one until it is. */
export function arrange(layout: Layout, choice: Choice): Arrangement {
  if (choice === allScreens && canShowAll(layout)) return side(layout);
  const id = choice !== null && choice !== allScreens && layout.watched.includes(choice) ? choice : layout.active;
  const { width, height } = layout.screens[id]!;
  return { width, height, screens: [{ id, x: 0, y: 0, width, height }] };
}

/** Whether all screens, as they stand on the desktop, fit on one canvas. */
export function canShowAll(layout: Layout): boolean {
  const { width, height } = side(layout);
  return layout.screens.length > 1 && width <= Caps.screenSide && height <= Caps.screenSide && width * height <= Caps.screenPixels;
}

function side({ screens }: Layout): Arrangement {
  const left = Math.min(...screens.map(({ x }) => x));
  const top = Math.min(...screens.map(({ y }) => y));
  const placed = screens.map(({ id, x, y, width, height }) => ({ id, x: x - left, y: y - top, width, height }));
  return {
    width: Math.max(...placed.map(({ x, width }) => x + width)),
    height: Math.max(...placed.map(({ y, height }) => y + height)),
    screens: placed,
  };
}

/** The screen under a point of the canvas, with the point in its own pixels; between screens the nearest one's nearest pixel. */
export function screenAt({ screens }: Arrangement, point: Point): { readonly screen: number } & Point {
  const held = screens.map((placed) => ({
    screen: placed.id,
    x: Math.min(Math.max(point.x - placed.x, 0), placed.width - 1),
    y: Math.min(Math.max(point.y - placed.y, 0), placed.height - 1),
    placed,
  }));
  const distance = ({ x, y, placed }: (typeof held)[number]): number => (placed.x + x - point.x) ** 2 + (placed.y + y - point.y) ** 2;
  const { screen, x, y } = held.reduce((best, one) => (distance(one) < distance(best) ? one : best));
  return { screen, x, y };
}
