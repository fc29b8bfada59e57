import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentSize, decompressFrame } from '../src/core/decode/zstd/frame.ts';
import { rawFrame } from './support/updates.ts';
import { fromBase64 } from './support/vectors.ts';

interface Frame {
  readonly name: string;
  readonly length: number;
  readonly sha256: string;
  readonly frame: string;
}

/** Made by the zstd program, from the contents that their names tell. */
const frames = JSON.parse(readFileSync(new URL('./frames.json', import.meta.url), 'utf8')) as Frame[];

describe('What the zstd program has compressed comes out as it went in', () => {
  test.each(frames.map((frame) => [frame.name, frame] as const))('%s', (_, { length, sha256, frame }) => {
    const bytes = fromBase64(frame);
    expect(contentSize(bytes)).toBe(length);
    const content = new Uint8Array(length);
    expect(decompressFrame(bytes, content)).toBe(true);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });

  test('also behind other bytes of a message', () => {
    const { frame, length, sha256 } = frames[0]!;
    const bytes = fromBase64(frame);
    const message = new Uint8Array(bytes.length + 40).fill(0xee);
    message.set(bytes, 20);
    const content = new Uint8Array(length);
    expect(decompressFrame(message.subarray(20, 20 + bytes.length), content)).toBe(true);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });
});

describe('A frame that lies is refused', () => {
  const small = frames.filter(({ frame, length }) => frame.length < 3000 && length < 7000);

  test('cut at any byte', () => {
    for (const { frame, length } of small) {
      const bytes = fromBase64(frame);
      const content = new Uint8Array(length);
      for (let end = 0; end < bytes.length; end++) expect(decompressFrame(bytes.subarray(0, end), content)).toBe(false);
    }
  });

  test('with a byte behind its end', () => {
    const frame = rawFrame(Uint8Array.of(1, 2, 3));
    expect(decompressFrame(frame, new Uint8Array(3))).toBe(true);
    expect(decompressFrame(Uint8Array.of(...frame, 0), new Uint8Array(3))).toBe(false);
  });

  test('any byte changed to any of a few others: refused or read, never thrown', () => {
    for (const { frame, length } of small) {
      const bytes = fromBase64(frame);
      const content = new Uint8Array(length);
      for (let at = 0; at < bytes.length; at++) {
        for (const change of [1, 0x80, 0xff]) {
          const changed = bytes.slice();
          changed[at]! ^= change;
          decompressFrame(changed, content);
        }
      }
    }
  });

  test('that repeats the longest copies 98,000 times without room for one', () => {
    // Three one-symbol tables: the longest literals, the shortest offset, the longest match, for as many sequences as can be told.
    const block = [0x01, 0x41, 255, 0xff, 0xff, 0b0101_0100, 35, 0, 52, 0, 0, 0, 1];
    const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 16, 0, ((block.length << 3) | 5) & 255, 0, 0, ...block);
    expect(contentSize(frame)).toBe(1 << 20);
    expect(decompressFrame(frame, new Uint8Array(1 << 20))).toBe(false);
  });

  test('whose Huffman weights never use up their bits', () => {
    // An FSE table with one symbol of all probability: states that take no bits.
    const description = [0xf0, 0x1f, 0x00, 0x80];
    const literals = [0x02 | (4 << 4), 0x40 | 0x01, 0x02, description.length, ...description, 1];
    const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 4, 0, 0, 0, ((literals.length << 3) | 5) & 255, 0, 0, ...literals);
    expect(decompressFrame(frame, new Uint8Array(4))).toBe(false);
  });
});
