import { describe, expect, test } from 'vitest';
import { buttonsOf, remotePoint } from '../src/core/input/pointer.ts';
import { type Turn, Wheel } from '../src/core/input/wheel.ts';

describe('The pointer', () => {
  const box = { left: 100, top: 50, width: 400, height: 300 };

  test('is where the agent points, in the remote screen’s own pixels, however the picture is scaled', () => {
    expect(remotePoint(100, 50, box, 800, 600)).toEqual({ x: 0, y: 0 });
    expect(remotePoint(300, 200, box, 800, 600)).toEqual({ x: 400, y: 300 });
    expect(remotePoint(499.9, 349.9, box, 800, 600)).toEqual({ x: 799, y: 599 });
  });

  test('is held at the edge when a drag leaves the picture', () => {
    expect(remotePoint(-50, 900, box, 800, 600)).toEqual({ x: 0, y: 599 });
    expect(remotePoint(10, 10, { ...box, width: 0 }, 800, 600)).toEqual({ x: 0, y: 0 });
  });

  test('has left, middle, right, back and forward buttons', () => {
    expect([1, 4, 2, 8, 16, 31, 32].map(buttonsOf)).toEqual([1, 2, 4, 8, 16, 31, 0]);
  });
});

describe('The wheel', () => {
  const turn = (given: Partial<Turn>): Turn => ({ deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false, ...given });

  test('a notch is 120, right and down are positive', () => {
    const wheel = new Wheel(true);
    expect(wheel.turn(turn({ deltaY: 120, wheelDeltaY: -120 }))).toEqual({ dx: 0, dy: 120 });
    expect(wheel.turn(turn({ deltaY: -100, wheelDeltaY: 120 }))).toEqual({ dx: 0, dy: -120 });
    expect(wheel.turn(turn({ deltaX: 100 }))).toEqual({ dx: 120, dy: 0 });
  });

  test('pixels, lines and pages make the same notch', () => {
    const wheel = new Wheel(true);
    expect(wheel.turn(turn({ deltaY: 100 }))).toEqual({ dx: 0, dy: 120 });
    expect(wheel.turn(turn({ deltaY: 3, deltaMode: 1 }))).toEqual({ dx: 0, dy: 120 });
    expect(wheel.turn(turn({ deltaY: 1, deltaMode: 2 }))).toEqual({ dx: 0, dy: 120 });
  });

  test('what is left of a fraction counts towards the next turn', () => {
    const wheel = new Wheel(true);
    const turns = Array.from({ length: 20 }, () => wheel.turn(turn({ deltaY: 0.25 }))?.dy ?? 0);
    expect(turns.reduce((sum, dy) => sum + dy, 0)).toBe(6);
  });

  test('Shift and the wheel is Shift and the wheel, not horizontal scrolling, where the browser swaps them', () => {
    expect(new Wheel(true).turn(turn({ deltaX: 100, shiftKey: true }))).toEqual({ dx: 0, dy: 120 });
    expect(new Wheel(false).turn(turn({ deltaX: 100, shiftKey: true }))).toEqual({ dx: 120, dy: 0 });
  });

  test('the browser’s whole notches count only where they go with the pixels', () => {
    expect(new Wheel(true).turn(turn({ deltaY: 600, wheelDeltaY: -120 }))).toEqual({ dx: 0, dy: 720 });
  });
});
