import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Picture } from '../src/core/decode/drawing.ts';
import { Pipeline } from '../src/core/decode/pipeline.ts';
import { OperationKind } from '../src/core/protocol/constants.ts';
import type { Layout } from '../src/core/protocol/control.ts';
import { operationOf } from '../src/core/protocol/operation.ts';
import { heldDecoders, plain } from './support/decoders.ts';
import { image, jpegHead, solid, update } from './support/updates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const layout = (epoch: number): Layout => ({
  epoch,
  active: 0,
  quality: 'automatic',
  watched: [0, 1],
  screens: [0, 1].map((id) => ({ id, x: 0, y: 0, width: 100, height: 100, scale: 100, primary: id === 0, name: '' })),
});

function pipeline() {
  const told: string[] = [];
  const shown: Picture[] = [];
  const held = heldDecoders();
  const pipe = new Pipeline(held.decoders, {
    show: (picture) => {
      shown.push(picture);
      told.push(`show ${picture.newest?.seq ?? 'again'}`);
    },
    done: (seq) => told.push(`done ${seq}`),
    repair: ({ screen, epoch, tiles }) => told.push(`repair ${screen} ${epoch} ${tiles.join(' ')}`),
    fault: (fault) => told.push(fault),
  });
  pipe.setLayout(layout(7));
  const drawn = (): void => pipe.drawn(shown.at(-1)!.number);
  return { pipe, told, shown, drawn, ...held };
}

const fill = [solid(0, 0, 10, 10, 0xff)];
const picture = (seq: number) => update(seq, [image(0, 0, 16, 8, 21)], { images: jpegHead(16, 8) });
const settle = () => vi.advanceTimersByTimeAsync(0);

/** The pixel at a place, as the last picture that has it shows it; null when none has. */
function pixel(shown: readonly Picture[], x: number, y: number, screen = 0): number | null {
  for (const { blits, buffer } of [...shown].reverse()) {
    const blit = blits.find((one) => one.screen === screen && x >= one.x && y >= one.y && x < one.x + one.width && y < one.y + one.height);
    if (blit !== undefined) return new Uint32Array(buffer, blit.at)[(y - blit.y) * blit.width + x - blit.x]!;
  }
  return null;
}

describe('Updates', () => {
  test('are drawn in their order, though the picture in an earlier one takes longer to decode', async () => {
    const { pipe, told, pictures, shown, drawn } = pipeline();
    pipe.push(picture(1), 0);
    pipe.push(update(2, fill), 0);
    await settle();
    expect(told).toEqual([]);
    pictures[0]!.resolve(plain(16, 8, 0xff00ff00));
    await settle();
    expect(told).toEqual(['show 1']);
    drawn();
    expect(told).toEqual(['show 1', 'show 2']);
    expect([pixel(shown, 0, 0), pixel(shown, 12, 0)]).toEqual([0xffff0000, 0xff00ff00]);
  });

  test('copy what a picture before them left, though it had to be decoded first', async () => {
    const { pipe, pictures, shown } = pipeline();
    const copy = operationOf({ kind: OperationKind.Copy, x: 50, y: 50, width: 16, height: 8, sourceX: 0, sourceY: 0 });
    pipe.push(update(1, [image(0, 0, 16, 8, 21), copy], { images: jpegHead(16, 8) }), 0);
    pictures[0]!.resolve(plain(16, 8, 0xff123456));
    await settle();
    expect([pixel(shown, 50, 50), pixel(shown, 65, 57)]).toEqual([0xff123456, 0xff123456]);
  });

  test('of one picture are shown together, and acknowledged as they come, so that credits do not run out', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, fill, { end: false }), 0);
    pipe.push(update(2, fill, { end: false }), 0);
    pipe.push(update(3, fill), 0);
    expect(told).toEqual(['done 1', 'done 2', 'show 3']);
  });

  test('whose last part does not come are shown after 100 ms', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, fill, { end: false }), 0);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['done 1', 'show 1']);
  });

  test('that come while the page still draws are shown as one, newest, picture', () => {
    const { pipe, told, shown, drawn } = pipeline();
    for (let seq = 1; seq <= 5; seq++) pipe.push(update(seq, [solid(seq * 10, 0, 8, 8, seq)]), 0);
    expect(told).toEqual(['show 1']);
    drawn();
    expect(told).toEqual(['show 1', 'show 5']);
    expect(shown[1]!.blits.reduce((sum, { width, height }) => sum + width * height, 0)).toBeLessThan(100 * 100);
    expect([2, 3, 4, 5].map((seq) => pixel(shown, seq * 10, 0)! >>> 16)).toEqual([2, 3, 4, 5].map((seq) => 0xff00 | seq));
  });

  test('are not shown half: what waits for the page waits for the end of a picture that has begun', () => {
    const { pipe, told, drawn } = pipeline();
    pipe.push(update(1, fill), 0);
    pipe.push(update(2, fill, { end: false }), 0);
    drawn();
    expect(told).toEqual(['show 1', 'done 2']);
    pipe.push(update(3, fill), 0);
    expect(told).toEqual(['show 1', 'done 2', 'show 3']);
  });

  test('that change nothing that is seen are acknowledged without being shown', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, [operationOf({ kind: OperationKind.Store, tile: 0, width: 64, height: 64, slot: 3, argument: 9 })]), 0);
    expect(told).toEqual(['done 1']);
  });

  test('of another epoch or of a screen that is not on view are dropped and acknowledged', () => {
    const { pipe, told } = pipeline();
    pipe.setLayout(layout(8));
    pipe.setShown([0]);
    pipe.push(update(2, fill), 0);
    pipe.push(update(3, fill, { epoch: 8, screen: 1 }), 0);
    pipe.push(update(4, fill, { epoch: 8 }), 0);
    expect(told).toEqual(['done 2', 'done 3', 'show 4']);
  });

  test('of several screens on view are each drawn on theirs', () => {
    const { pipe, shown, drawn } = pipeline();
    pipe.setShown([0, 1]);
    pipe.push(update(1, [solid(0, 0, 10, 10, 1)]), 0);
    pipe.push(update(2, [solid(0, 0, 10, 10, 2)], { screen: 1 }), 0);
    drawn();
    expect([pixel(shown, 0, 0, 0), pixel(shown, 0, 0, 1)]).toEqual([0xff010000, 0xff020000]);
  });

  test('that were being decoded when a new layout came are dropped', async () => {
    const { pipe, told, pictures } = pipeline();
    pipe.push(picture(1), 0);
    pipe.setLayout(layout(8));
    pictures[0]!.resolve(plain(16, 8));
    await settle();
    expect(told).toEqual(['done 1']);
  });

  test('of a connection that is gone are neither shown nor acknowledged', async () => {
    const { pipe, told, pictures } = pipeline();
    pipe.push(picture(1), 0);
    pipe.reset();
    pictures[0]!.resolve(plain(16, 8));
    await settle();
    expect(told).toEqual([]);
  });

  test('that reach outside of the agreed screen are refused', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, [solid(91, 0, 10, 10, 0)]), 0);
    expect(told).toEqual(['outOfScreen']);
  });

  test('that wait for a picture are refused past their cap in bytes', () => {
    const { pipe, told } = pipeline();
    for (let seq = 1; seq <= 140; seq++) pipe.push(update(seq, [image(0, 0, 16, 8, 60_000)], { images: new Uint8Array(60_000).fill(0).map((_, at) => jpegHead(16, 8)[at] ?? 0) }), 0);
    expect(told[0]).toBe('overCap');
  });
});

describe('A page that lost its pixels', () => {
  test('is shown everything again, when the picture on its way was drawn', () => {
    const { pipe, told, shown, drawn } = pipeline();
    pipe.push(update(1, [solid(0, 0, 100, 100, 0x112233)]), 0);
    pipe.showAnew();
    drawn();
    expect(told).toEqual(['show 1', 'show again']);
    expect(shown[1]!.blits).toMatchObject([{ x: 0, y: 0, width: 100, height: 100 }]);
  });
});

describe('Kept tiles', () => {
  const tile = { tile: 0, x: 0, y: 0, width: 64, height: 64 };
  const other = { tile: 1, x: 64, y: 0, width: 36, height: 64 };
  const store = operationOf({ kind: OperationKind.Store, ...tile, slot: 3, argument: 9 });

  test('that the slot does not keep are asked for again, together, after 100 ms', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, [store, operationOf({ kind: OperationKind.Reference, ...other, slot: 3, argument: 9 })]), 0);
    pipe.push(update(2, [operationOf({ kind: OperationKind.Reference, ...tile, slot: 4, argument: 9 })]), 0);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['done 1', 'done 2', 'repair 0 7 0 1']);
  });

  test('are void in another epoch', () => {
    const { pipe, told } = pipeline();
    pipe.push(update(1, [store]), 0);
    pipe.setLayout(layout(8));
    pipe.push(update(2, [operationOf({ kind: OperationKind.Reference, ...tile, slot: 3, argument: 9 })], { epoch: 8 }), 0);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['done 1', 'done 2', 'repair 0 8 0']);
  });
});

describe('Pictures', () => {
  test('of another size than their rectangle are refused without being decoded', () => {
    const { pipe, told, pictures } = pipeline();
    pipe.push(update(1, [image(0, 0, 16, 8, 21)], { images: jpegHead(6000, 8) }), 0);
    expect(told).toEqual(['badImage']);
    expect(pictures).toHaveLength(0);
  });

  test('that cannot be decoded are asked for again as tiles', async () => {
    const { pipe, told, pictures } = pipeline();
    pipe.push(update(1, [image(60, 60, 16, 8, 21)], { images: jpegHead(16, 8) }), 0);
    pictures[0]!.reject();
    await settle();
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['done 1', 'repair 0 7 0 1 2 3']);
  });

  test('are refused for good when none of many can be decoded', async () => {
    const { pipe, told, pictures } = pipeline();
    for (let seq = 1; seq <= 20; seq++) pipe.push(picture(seq), 0);
    for (const one of pictures) one.reject();
    await settle();
    expect(told).toContain('badImage');
  });

  test('are decoded ahead of their turn only as far as memory is granted: 4 megapixels', async () => {
    const { pipe, pictures } = pipeline();
    pipe.setLayout({ ...layout(8), screens: [{ ...layout(8).screens[0]!, width: 1000, height: 1000 }] });
    for (let seq = 1; seq <= 40; seq++) pipe.push(update(seq, [image(0, 0, 512, 512, 21)], { epoch: 8, images: jpegHead(512, 512) }), 0);
    expect(pictures).toHaveLength(16);
    pictures[0]!.resolve(plain(512, 512));
    await settle();
    expect(pictures).toHaveLength(17);
  });
});
