import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Part } from '../src/core/decode/drawing.ts';
import { readMessage, type Message } from '../src/core/protocol/header.ts';
import { Kind, UpdateFlags } from '../src/core/protocol/constants.ts';
import { type InputEvent, readInput, writeInput } from '../src/core/protocol/input.ts';
import { readCursorShape, writeCursorShape, type CursorShape } from '../src/core/protocol/cursorShape.ts';
import { type Repair, readRepair, writeRepair } from '../src/core/protocol/repair.ts';
import * as small from '../src/core/protocol/small.ts';
import type { Update } from '../src/core/protocol/update.ts';
import { readAny } from './support/readAny.ts';
import { fromBase64, type Vector, vectors } from './support/vectors.ts';

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);

describe('What the C# side has written is read here as it was meant', () => {
  test('there are vectors', () => expect(vectors.length).toBeGreaterThan(30));

  test.each(vectors.map((vector) => [`${vector.file}: ${vector.name}`, vector] as const))('%s', (_, vector) => {
    const read = readAny(vector.message, vector.width, vector.height);
    if ('error' in vector.expect) {
      expect(read).toBe(lower(vector.expect['error'] as string));
      return;
    }
    // Drawn by the decoder that comes next.
    if (/copy|kept|slot/.test(vector.name)) return;
    expect(read, 'it was refused').toBeTypeOf('object');
    check(vector, read as object);
  });
});

function check(vector: Vector, read: object): void {
  const { kind, ...expected } = vector.expect;
  switch (kind) {
    case 'Update':
      return checkUpdate(vector, read as { update: Update; part: Part });
    case 'Layout':
      expect(read).toMatchObject({ ...expected, screens: expect.anything() as unknown });
      return expect((read as { screens: unknown[] }).screens).toHaveLength(expected['screens'] as number);
    case 'CursorShape': {
      const { rgba, ...rest } = expected;
      expect(read).toMatchObject(rest);
      return expect([...(read as CursorShape).pixels]).toEqual([...fromBase64(rgba as string)]);
    }
    case 'Input': {
      const events = (expected['events'] as Record<string, unknown>[]).map((event) => ({ ...event, kind: lower(event['kind'] as string) }));
      return expect(read).toEqual({ agent: expected['agent'], events });
    }
    case 'Ping':
    case 'Pong':
      return expect(read).toEqual(Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, BigInt(value as string)])));
    default:
      return expect(read).toEqual(expected);
  }
}

function checkUpdate({ width, height, expect: expected }: Vector, { update, part }: { update: Update; part: Part }): void {
  expect(update.header.seq).toBe(expected['seq']);
  expect(update.header.epoch).toBe(expected['epoch']);
  expect(update.operations).toHaveLength(expected['operations'] as number);
  expect((update.flags & UpdateFlags.PictureEnd) !== 0).toBe(expected['pictureEnd']);
  expect(createHash('sha256').update(draw(part, width, height)).digest('hex')).toBe(expected['sha256']);
}

/** Draws as a surface does, on a black screen, and answers r, g, b of every pixel. */
function draw(part: Part, width: number, height: number): Uint8Array {
  const screen = new Uint8Array(width * height * 3);
  const put = (x: number, y: number, rgb: ArrayLike<number>): void => screen.set([rgb[0]!, rgb[1]!, rgb[2]!], (y * width + x) * 3);
  for (const blit of part.blits) {
    if (blit.kind === 'image') throw new Error('A vector without pictures was expected.');
    const colour = blit.kind === 'fill' ? [1, 3, 5].map((at) => Number.parseInt(blit.colour.slice(at, at + 2), 16)) : null;
    const pixels = blit.kind === 'pixels' ? new Uint8Array(part.buffer, blit.at) : null;
    for (let y = 0; y < blit.height; y++) {
      for (let x = 0; x < blit.width; x++) put(blit.x + x, blit.y + y, colour ?? pixels!.subarray((y * blit.width + x) * 4));
    }
  }
  return screen;
}

describe('What is written here is byte for byte what the C# side has written', () => {
  const writers: Record<number, (message: Message) => Uint8Array> = {
    [Kind.Ping]: ({ body }) => small.writePing((small.readPing(body) as { sentAt: bigint }).sentAt),
    [Kind.Pong]: ({ body }) => {
      const pong = small.readPong(body) as { sentAt: bigint; answeredAt: bigint };
      return small.writePong(pong.sentAt, pong.answeredAt);
    },
    [Kind.Ack]: ({ body }) => {
      const ack = small.readAck(body) as { seq: number; micros: number };
      return small.writeAck(ack.seq, ack.micros);
    },
    [Kind.View]: ({ body }) => small.writeView(small.readView(body) as small.View),
    [Kind.Repair]: ({ body }) => writeRepair(readRepair(body) as Repair),
    [Kind.CursorPosition]: ({ body }) => small.writeCursorPosition(small.readCursorPosition(body) as small.CursorPosition),
    [Kind.CursorShape]: ({ body }) => writeCursorShape(readCursorShape(body) as CursorShape),
    [Kind.Input]: ({ body }) => {
      const input = readInput(body) as { agent: number; events: InputEvent[] };
      return writeInput(input.events, input.agent);
    },
  };
  const written = vectors.filter((vector) => !('error' in vector.expect) && vector.message[0]! in writers);

  test.each(written.map((vector) => [vector.name, vector] as const))('%s', (_, { message }) => {
    expect([...writers[message[0]!]!(readMessage(message) as Message)]).toEqual([...message]);
  });
});
