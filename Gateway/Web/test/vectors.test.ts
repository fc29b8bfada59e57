import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Framebuffer } from '../src/core/decode/framebuffer.ts';
import { readMessage, type Message } from '../src/core/protocol/header.ts';
import { Kind, UpdateFlags } from '../src/core/protocol/constants.ts';
import { type InputEvent, readInput, writeInput } from '../src/core/protocol/input.ts';
import { readCursorShape, writeCursorShape, type CursorShape } from '../src/core/protocol/cursorShape.ts';
import { type Repair, readRepair, writeRepair } from '../src/core/protocol/repair.ts';
import * as small from '../src/core/protocol/small.ts';
import type { Update } from '../src/core/protocol/update.ts';
import { readAny } from './support/readAny.ts';
import { rgbOf } from './support/updates.ts';
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
    expect(read, 'it was refused').toBeTypeOf('object');
    check(vector, read as object);
  });
});

function check(vector: Vector, read: object): void {
  const { kind, ...expected } = vector.expect;
  switch (kind) {
    case 'Update':
      return checkUpdate(vector, read as { update: Update; screen: Framebuffer });
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

function checkUpdate({ expect: expected }: Vector, { update, screen }: { update: Update; screen: Framebuffer }): void {
  expect(update.header.seq).toBe(expected['seq']);
  expect(update.header.epoch).toBe(expected['epoch']);
  expect(update.operations).toHaveLength(expected['operations'] as number);
  expect((update.flags & UpdateFlags.PictureEnd) !== 0).toBe(expected['pictureEnd']);
  expect(createHash('sha256').update(rgbOf(screen)).digest('hex')).toBe(expected['sha256']);
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
