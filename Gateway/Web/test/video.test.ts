import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Picture } from '../src/core/decode/drawing.ts';
import { Pipeline } from '../src/core/decode/pipeline.ts';
import type { VideoPicture } from '../src/core/decode/video.ts';
import { Caps, OperationKind, VideoCodec, VideoFlags } from '../src/core/protocol/constants.ts';
import { operationOf } from '../src/core/protocol/operation.ts';
import { heldDecoders, plain } from './support/decoders.ts';
import { solid, update } from './support/updates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const whole = VideoFlags.First | VideoFlags.Last;

function pipeline() {
  const told: string[] = [];
  const shown: Picture[] = [];
  const held = heldDecoders();
  const pipe = new Pipeline(held.decoders, {
    show: (picture) => {
      shown.push(picture);
      told.push(`show ${picture.newest!.seq}`);
    },
    done: (seq) => told.push(`done ${seq}`),
    repair: ({ tiles }) => told.push(`repair ${tiles.join(' ')}`),
    fault: (fault) => told.push(fault),
  });
  pipe.setLayout({ epoch: 7, active: 0, quality: 'automatic', watched: [0], screens: [{ id: 0, x: 0, y: 0, width: 200, height: 100, scale: 100, primary: true, name: '' }] });
  let seq = 0;
  const push = (frame: number, videoFlags: number, { stream = 1, data = [frame], width = 63 } = {}): void => {
    const video = operationOf({ kind: OperationKind.Video, x: 0, y: 0, width, height: 41, stream, codec: VideoCodec.vp9, videoFlags, argument: frame, dataLength: data.length });
    pipe.push(update(++seq, [video], { images: Uint8Array.from(data) }), 0);
  };
  const closed = vi.fn();
  const decoded = (width = 64, height = 42): VideoPicture => ({ width, height, read: (w, h) => plain(w, h, 0xff00aa00), close: closed });
  return { pipe, told, shown, push, decoded, closed, ...held };
}

describe('Video', () => {
  test('is shown picture by picture, cut where the codec rounds an odd size up, and every frame is freed', () => {
    const { push, chunks, told, shown, pipe, decoded, closed } = pipeline();
    push(1, VideoFlags.Key | whole);
    expect(told).toEqual([]);
    chunks[0]!.resolve(decoded());
    expect(told).toEqual(['show 1']);
    expect(shown[0]!.blits).toMatchObject([{ x: 0, y: 0, width: 64, height: 48 }]);
    pipe.drawn(1);
    push(2, whole);
    chunks[1]!.resolve(decoded());
    expect(told).toEqual(['show 1', 'show 2']);
    expect(closed).toHaveBeenCalledTimes(2);
  });

  test('that is decoded late never covers what was drawn after it', () => {
    const { push, chunks, told, shown, pipe, decoded } = pipeline();
    push(1, VideoFlags.Key | whole);
    pipe.push(update(2, [solid(0, 0, 63, 41, 0x0000ff)]), 0);
    chunks[0]!.resolve(decoded());
    pipe.drawn(1);
    expect(told).toEqual(['show 1', 'show 2']);
    expect(new Uint32Array(shown[1]!.buffer)[0]).toBe(0xffff0000);
  });

  test('comes in pieces that are put together', () => {
    const { push, chunks } = pipeline();
    push(1, VideoFlags.Key | VideoFlags.First, { data: [1, 2] });
    push(1, VideoFlags.Key, { data: [3] });
    push(1, VideoFlags.Key | VideoFlags.Last, { data: [4, 5] });
    expect(chunks.map(({ data, isKey, frame }) => [[...data], isKey, frame])).toEqual([[[1, 2, 3, 4, 5], true, 1]]);
  });

  test('whose first piece is missing is not decoded, and the region is asked for once', () => {
    const { push, chunks, told } = pipeline();
    push(1, VideoFlags.Key | VideoFlags.Last);
    push(2, whole);
    push(3, whole);
    vi.advanceTimersByTime(100);
    expect(chunks).toHaveLength(0);
    expect(told.filter((line) => line.startsWith('repair'))).toEqual(['repair 0']);
  });

  test('after a lost chunk goes on with the next key chunk, not before', () => {
    const { push, chunks, decoded, told } = pipeline();
    push(1, VideoFlags.Key | whole);
    chunks[0]!.resolve(decoded());
    push(3, whole);
    push(4, whole);
    expect(chunks).toHaveLength(1);
    push(5, VideoFlags.Key | whole);
    push(6, whole);
    expect(chunks.map(({ frame }) => frame)).toEqual([1, 5, 6]);
    vi.advanceTimersByTime(100);
    expect(told).toContain('repair 0');
  });

  test('of another stream is decoded by another decoder', () => {
    const { push, opened, chunks, decoded } = pipeline();
    push(1, VideoFlags.Key | whole);
    chunks[0]!.resolve(decoded());
    push(1, VideoFlags.Key | whole, { stream: 2 });
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  test('that the decoder fails at is asked for again, and what waits behind it goes on', () => {
    const { push, chunks, opened, pipe, told, decoded } = pipeline();
    push(1, VideoFlags.Key | whole);
    pipe.push(update(2, [solid(100, 0, 8, 8, 1)]), 0);
    chunks[0]!.reject();
    vi.advanceTimersByTime(100);
    expect(told).toContain('repair 0');
    expect(told).toContain('show 2');
    expect(opened[0]!.isClosed).toBe(true);
    push(2, VideoFlags.Key | whole);
    chunks[1]!.resolve(decoded());
    expect(opened).toHaveLength(2);
  });

  test('whose decoder stays silent holds nothing up for longer than a second', () => {
    const { push, pipe, told } = pipeline();
    push(1, VideoFlags.Key | whole);
    pipe.push(update(2, [solid(100, 0, 8, 8, 1)]), 0);
    vi.advanceTimersByTime(999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toContain('show 2');
  });

  test('of another size than its rectangle is not shown', () => {
    const { push, chunks, told, decoded, closed } = pipeline();
    push(1, VideoFlags.Key | whole);
    chunks[0]!.resolve(decoded(640, 480));
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['done 1', 'repair 0']);
    expect(closed).toHaveBeenCalledOnce();
  });

  test('past its cap in bytes is refused', () => {
    const { push, told } = pipeline();
    const data = Array.from({ length: 60_000 }, () => 1);
    push(1, VideoFlags.Key | VideoFlags.First, { data });
    for (let piece = 1; piece * data.length <= Caps.videoChunk; piece++) push(1, VideoFlags.Key, { data });
    expect(told).toContain('overCap');
  });

  test('waits in the decoder 16 chunks long at most', () => {
    const { push, chunks } = pipeline();
    push(1, VideoFlags.Key | whole);
    for (let frame = 2; frame < 40; frame++) push(frame, whole);
    expect(chunks).toHaveLength(16);
  });

  test('is given up with its epoch, and its frames are freed when they come all the same', () => {
    const { push, pipe, chunks, decoded, opened, closed } = pipeline();
    push(1, VideoFlags.Key | whole);
    pipe.reset();
    expect(opened[0]!.isClosed).toBe(true);
    chunks[0]!.resolve(decoded());
    expect(closed).toHaveBeenCalledOnce();
  });
});
