import { describe, expect, test } from 'vitest';
import { DirtyBlocks } from '../src/core/decode/dirtyBlocks.ts';
import { generator } from './support/random.ts';

describe('What changed on a screen', () => {
  test('is told in rectangles inside of it that hold every changed pixel, and none twice', () => {
    const random = generator(7);
    for (let round = 0; round < 400; round++) {
      const [width, height] = [1 + random(200), 1 + random(200)];
      const dirty = new DirtyBlocks(width, height);
      const changed = new Uint8Array(width * height);
      for (let count = random(6); count >= 0; count--) {
        const [w, h] = [1 + random(width), 1 + random(height)];
        const [x, y] = [random(width - w + 1), random(height - h + 1)];
        dirty.mark(x, y, w, h);
        for (let row = y; row < y + h; row++) changed.fill(1, row * width + x, row * width + x + w);
      }
      const told = new Uint8Array(width * height);
      for (const { x, y, width: w, height: h } of dirty.take()) {
        expect(x + w).toBeLessThanOrEqual(width);
        expect(y + h).toBeLessThanOrEqual(height);
        for (let row = y; row < y + h; row++) for (let column = x; column < x + w; column++) told[row * width + column]!++;
      }
      expect(told.every((count, at) => count <= 1 && count >= changed[at]!)).toBe(true);
      expect(dirty.isEmpty).toBe(true);
      expect(dirty.take()).toEqual([]);
    }
  });

  test('here and there is told without what lies between, except what is too small to be worth it', () => {
    const dirty = new DirtyBlocks(1920, 1080);
    dirty.mark(0, 0, 8, 8);
    dirty.mark(24, 0, 8, 8);
    dirty.mark(1000, 1000, 3, 3);
    expect(dirty.take()).toEqual([
      { x: 0, y: 0, width: 32, height: 8 },
      { x: 1000, y: 1000, width: 8, height: 8 },
    ]);
  });

  test('in very many places is told as one rectangle', () => {
    const dirty = new DirtyBlocks(1920, 1080);
    for (let y = 0; y < 1080; y += 16) for (let x = 0; x < 1920; x += 64) dirty.mark(x, y, 1, 1);
    expect(dirty.take()).toHaveLength(1);
  });
});
