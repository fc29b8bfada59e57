import { describe, expect, test } from 'vitest';
import { imageSize } from '../src/core/decode/imageSize.ts';
import { PaletteSection } from '../src/core/decode/paletteSection.ts';
import { contentSize } from '../src/core/decode/zstd/frame.ts';
import { Caps, ImageFormat, Kind, OperationKind } from '../src/core/protocol/constants.ts';
import { readLayout, readSession, writeJson } from '../src/core/protocol/controlJson.ts';
import { newMessage } from '../src/core/protocol/header.ts';
import { operationOf } from '../src/core/protocol/operation.ts';
import { writeUpdate } from '../src/core/protocol/update.ts';
import { generator } from './support/random.ts';
import { readAny } from './support/readAny.ts';
import { jpegHead, rawFrame } from './support/updates.ts';
import { vectors } from './support/vectors.ts';

describe('Hostile bytes are answered with a fault, never with an exception', () => {
  test('every message cut at every byte is refused', () => {
    for (const { message, width, height, expect: expected } of vectors) {
      if ('error' in expected) continue;
      for (let length = 0; length < message.length; length++) expect(readAny(message.subarray(0, length), width, height)).toBeTypeOf('string');
    }
  });

  test('every body cut at every byte, under a header that fits, is read or refused', () => {
    for (const { message, width, height } of vectors.filter(({ message }) => message.length < 3000)) {
      for (let length = 8; length < message.length; length++) {
        const cut = newMessage(message[0]!, length - 8, message[1]);
        cut.set(message.subarray(8, length), 8);
        readAny(cut, width, height);
      }
    }
  });

  test('messages with bytes changed at random are read or refused', () => {
    const random = generator(20);
    for (let round = 0; round < 4000; round++) {
      const vector = vectors[random(vectors.length)]!;
      const message = vector.message.slice();
      if (message.length <= 8) continue;
      for (let change = random(4); change >= 0; change--) message[8 + random(message.length - 8)] = random(256);
      readAny(message, vector.width, vector.height);
    }
  });

  test('random bodies of every kind are read or refused', () => {
    const random = generator(21);
    for (let round = 0; round < 4000; round++) {
      const message = newMessage(random(0x48), random(300), random(4));
      for (let at = 8; at < message.length; at++) message[at] = random(256);
      readAny(message, 1 + random(3000), 1 + random(3000));
    }
  });
});

describe('What a peer declares is held against the caps before anything is allocated', () => {
  test('a palette section of another size than the update says is refused before it is decompressed', () => {
    const section = new PaletteSection();
    const frame = rawFrame(Uint8Array.of(1, 2, 3));
    expect(contentSize(frame)).toBe(3);
    expect([...(section.read(frame, 3) as Uint8Array)]).toEqual([1, 2, 3]);
    expect(section.read(frame, 4)).toBe('badPalette');
    expect(section.read(frame, Caps.paletteRaw + 1)).toBe('overCap');
    expect(section.read(new Uint8Array(0), 0)).toHaveLength(0);
  });

  test('a zstd frame without its content size is refused', () => {
    const frame = rawFrame(Uint8Array.of(1, 2, 3));
    frame[4] = 0;
    expect(contentSize(frame)).toBeNull();
    expect(new PaletteSection().read(frame, 3)).toBe('badPalette');
  });

  test.each([
    [3, 0b11_00_00_00, 'badPalette'],
    [3, 0b10_00_00_00, 'object'],
    [17, 17, 'badPalette'],
    [17, 16, 'object'],
  ])('of %i colours, the indices %i are %s', (colours, packed, expected) => {
    const operation = operationOf({ kind: OperationKind.Palette, width: 1, height: 1, colours, dataLength: colours * 3 + 1 });
    const palette = rawFrame(Uint8Array.of(...new Uint8Array(colours * 3).fill(9), packed));
    const message = writeUpdate(0, { screen: 0, epoch: 1, seq: 1, capturedAt: 0 }, [operation], palette, new Uint8Array(0));
    const read = readAny(message, 1, 1);
    expect(typeof read === 'string' ? read : typeof read).toBe(expected);
  });

  test('a picture of another size than its rectangle is known before the browser decodes it', () => {
    expect(imageSize(ImageFormat.Jpeg, jpegHead(65_535, 65_535))).toEqual({ width: 65_535, height: 65_535 });
    expect(imageSize(ImageFormat.Jpeg, jpegHead(64, 32).subarray(0, 10))).toBeNull();
    expect(imageSize(ImageFormat.WebP, jpegHead(64, 32))).toBeNull();
    expect(imageSize(ImageFormat.Jpeg, Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0))).toBeNull();
  });

  test('each form of WebP tells its size', () => {
    const head = (chunk: string, ...bytes: number[]): Uint8Array => {
      const data = new Uint8Array(40);
      data.set([...'RIFF\0\0\0\0WEBP', ...chunk].map((character) => character.charCodeAt(0)));
      data.set(bytes, 20);
      return data;
    };
    expect(imageSize(ImageFormat.WebP, head('VP8 ', 0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 48, 0))).toEqual({ width: 64, height: 48 });
    expect(imageSize(ImageFormat.WebP, head('VP8L', 0x2f, 63, (47 << 6) & 255, 47 >> 2, 0))).toEqual({ width: 64, height: 48 });
    expect(imageSize(ImageFormat.WebP, head('VP8X', 0, 0, 0, 0, 63, 0, 0, 47, 0, 0))).toEqual({ width: 64, height: 48 });
    expect(imageSize(ImageFormat.WebP, head('VP8X', 2, 0, 0, 0, 63, 0, 0, 47, 0, 0)), 'animated').toBeNull();
  });

  test('a screen over 64 megapixels, or more than 16 screens, are refused', () => {
    const screen = { id: 0, x: 0, y: 0, width: 100, height: 100, scale: 100, primary: true, name: 'a' };
    const body = (screens: object[]): Uint8Array => writeJson(Kind.Layout, { epoch: 1, active: 0, screens }).subarray(8);
    expect(readLayout(body([screen]))).toBeTypeOf('object');
    expect(readLayout(body([{ ...screen, width: 8193, height: 8193 }]))).toBe('overCap');
    expect(readLayout(body([{ ...screen, width: 16_385, height: 1 }]))).toBe('overCap');
    expect(readLayout(body(Array.from({ length: 17 }, (_, id) => ({ ...screen, id }))))).toBe('overCap');
    expect(readLayout(body([{ ...screen, id: 1 }]))).toBe('badText');
    expect(readLayout(body([{ ...screen, width: 0 }]))).toBe('outOfScreen');
  });
});

describe('Names are hostile text', () => {
  test('they lose control characters and what is over 120 characters', () => {
    const people = [{ number: 1, name: `\u0007\n${'x'.repeat(200)}`, role: 'agent', present: true }];
    const state = { version: 1, id: 'A', state: 'active', endReason: null, pin: '<b>', customerUrl: null, rights: ['see', 'root'], people, customer: null };
    expect(readSession(writeJson(Kind.Session, state).subarray(8))).toMatchObject({ pin: null, rights: ['see'], people: [{ name: 'x'.repeat(120) }] });
  });

  test('only numbers of two digits are shown of computers that wait to be let in', () => {
    const knocking = [{ code: 47, address: `192.0.2.1\u0007${'x'.repeat(200)}` }, { code: 100, address: 'a' }, { code: '47', address: 'a' }, null, { code: 48 }];
    const state = { version: 1, id: 'A', state: 'waiting', endReason: null, pin: null, customerUrl: null, rights: [], people: [], customer: null, knocking };
    expect(readSession(writeJson(Kind.Session, state).subarray(8))).toMatchObject({ knocking: [{ code: 47, address: `192.0.2.1${'x'.repeat(111)}` }] });
  });
});
