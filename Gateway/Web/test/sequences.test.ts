import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Framebuffer } from '../src/core/decode/framebuffer.ts';
import { Pipeline } from '../src/core/decode/pipeline.ts';
import type { Picture } from '../src/core/decode/drawing.ts';
import { type Message, readMessage } from '../src/core/protocol/header.ts';
import { noDecoders } from './support/decoders.ts';
import { rgbOf } from './support/updates.ts';
import { fromBase64 } from './support/vectors.ts';

interface Sequence {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly messages: readonly string[];
  readonly sha256: string;
}

const sequences = JSON.parse(readFileSync(new URL('../../../tests/vectors/sequences/random.json', import.meta.url), 'utf8')) as Sequence[];

/** Plays a sequence; the page answers every `pace`th update. Answers what the page shows at the end. */
function play({ width, height, messages }: Sequence, pace: number): Framebuffer {
  const page = new Framebuffer(width, height);
  let waiting: Picture | null = null;
  const pipe = new Pipeline(noDecoders, {
    show: (picture) => {
      for (const blit of picture.blits) page.put(blit, new Uint32Array(picture.buffer, blit.at, blit.width * blit.height));
      waiting = picture;
    },
    done: () => {},
    repair: () => {},
    fault: (fault) => expect.unreachable(fault),
  });
  const answer = (): void => {
    const picture = waiting;
    waiting = null;
    if (picture !== null) pipe.drawn(picture.number);
  };
  pipe.setLayout({ epoch: 7, active: 0, quality: 'automatic', watched: [0], screens: [{ id: 0, x: 0, y: 0, width, height, scale: 100, primary: true, name: '' }] });
  messages.forEach((message, index) => {
    pipe.push(readMessage(fromBase64(message)) as Message, 0);
    if (index % pace === 0) answer();
  });
  while (waiting !== null) answer();
  return page;
}

describe('A sequence of updates ends in the same picture here as on the C# side', () => {
  describe.each([1, 3, 100])('when the page answers every %i', (pace) => {
    test.each(sequences.map((sequence) => [sequence.name, sequence] as const))('%s', (_, sequence) => {
      expect(createHash('sha256').update(rgbOf(play(sequence, pace))).digest('hex')).toBe(sequence.sha256);
    });
  });
});
