import { describe, expect, test } from 'vitest';
import { allScreens } from '../src/core/protocol/constants.ts';
import type { Layout } from '../src/core/protocol/control.ts';
import { arrange, canShowAll, screenAt } from '../src/core/view/arrangement.ts';

const screen = (id: number, x: number, y: number, width: number, height: number) => ({ id, x, y, width, height, scale: 100, primary: id === 0, name: '' });
const layout = (watched: readonly number[], ...screens: Layout['screens'][number][]): Layout => ({ epoch: 1, active: 0, quality: 'automatic', watched, screens });
const two = (watched: readonly number[] = [0, 1]): Layout => layout(watched, screen(0, 0, 0, 800, 600), screen(1, -400, 100, 400, 300));

describe('What is on view', () => {
  test('is the default screen to who has not chosen', () => expect(arrange(two(), null).screens).toEqual([{ id: 0, x: 0, y: 0, width: 800, height: 600 }]));

  test('is the screen that was chosen', () => expect(arrange(two(), 1)).toEqual({ width: 400, height: 300, screens: [{ id: 1, x: 0, y: 0, width: 400, height: 300 }] }));

  test('is the default screen until the host sends the one that was chosen', () => expect(arrange(two([0]), 1).screens[0]!.id).toBe(0));

  test('is all screens as they stand on the desktop', () => {
    expect(arrange(two(), allScreens)).toEqual({
      width: 1200,
      height: 600,
      screens: [
        { id: 0, x: 400, y: 0, width: 800, height: 600 },
        { id: 1, x: 0, y: 100, width: 400, height: 300 },
      ],
    });
  });

  test('is not all screens when there is only one, or when they would not fit on a canvas', () => {
    expect(canShowAll(layout([0], screen(0, 0, 0, 800, 600)))).toBe(false);
    const far = layout([0, 1], screen(0, 0, 0, 800, 600), screen(1, 100_000, 0, 800, 600));
    expect(canShowAll(far)).toBe(false);
    expect(arrange(far, allScreens).screens).toHaveLength(1);
  });
});

describe('A point on all screens', () => {
  const all = arrange(two(), allScreens);
  test('belongs to the screen under it', () => {
    expect(screenAt(all, { x: 400, y: 0 })).toEqual({ screen: 0, x: 0, y: 0 });
    expect(screenAt(all, { x: 399, y: 399 })).toEqual({ screen: 1, x: 399, y: 299 });
  });

  test('between screens belongs to the nearest pixel of one', () => {
    expect(screenAt(all, { x: 100, y: 90 })).toEqual({ screen: 1, x: 100, y: 0 });
    expect(screenAt(all, { x: 390, y: 10 })).toEqual({ screen: 0, x: 0, y: 10 });
  });
});
