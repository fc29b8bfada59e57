import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Decoder } from '../src/core/decode/decoder.ts';
import { Pipeline } from '../src/core/decode/pipeline.ts';
import type { Layout } from '../src/core/protocol/control.ts';
import { image, jpegHead, solid, update } from './support/updates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const layout = (epoch: number, active = 0): Layout => ({
  epoch,
  active,
  quality: 'automatic',
  watched: [active],
  screens: [0, 1].map((id) => ({ id, x: 0, y: 0, width: 100, height: 100, scale: 100, primary: id === 0, name: '' })),
});

function pipeline() {
  const told: string[] = [];
  const waiting: { resolve: (bitmap: ImageBitmap) => void; reject: (error: Error) => void }[] = [];
  const closed = vi.fn();
  const bitmap = (width: number, height: number) => ({ width, height, close: closed }) as unknown as ImageBitmap;
  const decoder = new Decoder(() => new Promise((resolve, reject) => waiting.push({ resolve, reject })));
  const pipe = new Pipeline(decoder, {
    show: (picture) => told.push(`show ${picture.seq}: ${picture.parts.length}`),
    done: (seq) => told.push(`done ${seq}`),
    fault: (fault) => told.push(fault),
  });
  return { pipe, told, waiting, bitmap, closed };
}

const fill = [solid(0, 0, 10, 10, 0xff)];
const picture = (seq: number) => update(seq, [image(0, 0, 16, 8, 21)], { images: jpegHead(16, 8) });
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('Updates', () => {
  test('are shown in their order, though the picture in an earlier one takes longer to decode', async () => {
    const { pipe, told, waiting, bitmap } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(picture(1), 0);
    pipe.push(update(2, fill), 0);
    await settle();
    expect(told).toEqual([]);
    waiting[0]!.resolve(bitmap(16, 8));
    await settle();
    expect(told).toEqual(['show 1: 1', 'show 2: 1']);
  });

  test('of one picture are shown together, and acknowledged as they come, so that credits do not run out', () => {
    const { pipe, told } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(update(1, fill, { end: false }), 0);
    pipe.push(update(2, fill, { end: false }), 0);
    pipe.push(update(3, fill), 0);
    expect(told).toEqual(['done 1', 'done 2', 'show 3: 3']);
  });

  test('whose last part does not come are shown after 100 ms', () => {
    const { pipe, told } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(update(1, fill, { end: false }), 0);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['done 1', 'show 1: 1']);
  });

  test('of a picture that never ends are shown before they fill the memory', () => {
    const { pipe, told } = pipeline();
    pipe.setLayout(layout(7));
    for (let seq = 1; seq <= 2000; seq++) pipe.push(update(seq, fill, { end: false }), 0);
    expect(told.filter((line) => line.startsWith('show')).length).toBeGreaterThan(1);
  });

  test('of another epoch or screen are dropped and acknowledged', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, fill), 0);
    pipe.setLayout(layout(8));
    pipe.push(update(2, fill), 0);
    pipe.push(update(3, fill, { epoch: 8, screen: 1 }), 0);
    pipe.push(update(4, fill, { epoch: 8 }), 0);
    expect(told).toEqual(['done 1', 'done 2', 'done 3', 'show 4: 1']);
  });

  test('that were being decoded when a new layout came are dropped', async () => {
    const { pipe, told, waiting, bitmap, closed } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(picture(1), 0);
    pipe.setLayout(layout(8));
    waiting[0]!.resolve(bitmap(16, 8));
    await settle();
    expect(told).toEqual(['done 1']);
    expect(closed).toHaveBeenCalledOnce();
  });

  test('of a connection that is gone are neither shown nor acknowledged', async () => {
    const { pipe, told, waiting, bitmap } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(picture(1), 0);
    pipe.reset();
    waiting[0]!.resolve(bitmap(16, 8));
    await settle();
    expect(told).toEqual([]);
  });

  test('that reach outside of the agreed screen are refused', () => {
    const { pipe, told } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(update(1, [solid(91, 0, 10, 10, 0)]), 0);
    expect(told).toEqual(['outOfScreen']);
  });
});

describe('Pictures', () => {
  test('of another size than their rectangle are refused without being decoded', () => {
    const { pipe, told, waiting } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(update(1, [image(0, 0, 16, 8, 21)], { images: jpegHead(6000, 8) }), 0);
    expect(told).toEqual(['badImage']);
    expect(waiting).toHaveLength(0);
  });

  test('that come out of the decoder with another size are refused', async () => {
    const { pipe, told, waiting, bitmap } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(picture(1), 0);
    waiting[0]!.resolve(bitmap(8, 16));
    await settle();
    expect(told).toEqual(['badImage']);
  });

  test('that cannot be decoded are refused', async () => {
    const { pipe, told, waiting } = pipeline();
    pipe.setLayout(layout(7));
    pipe.push(picture(1), 0);
    waiting[0]!.reject(new Error('broken'));
    await settle();
    expect(told).toEqual(['badImage']);
  });
});
