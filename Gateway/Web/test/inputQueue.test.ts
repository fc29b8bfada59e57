import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InputQueue } from '../src/core/link/inputQueue.ts';
import { Caps } from '../src/core/protocol/constants.ts';
import { readMessage, type Message } from '../src/core/protocol/header.ts';
import { type InputEvent, readInput, splitInput } from '../src/core/protocol/input.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pointer = (x: number, buttons = 0): InputEvent => ({ kind: 'pointer', screen: 0, x, y: 1, buttons });
const wheel = (dy: number): InputEvent => ({ kind: 'wheel', screen: 0, x: 1, y: 1, dx: 0, dy });
const key = (down: boolean): InputEvent => ({ kind: 'key', down, code: 4, keysym: 97 });

const eventsOf = (message: Uint8Array): InputEvent[] => {
  const input = readInput((readMessage(message) as Message).body);
  if (typeof input === 'string') throw new Error(input);
  return input.events;
};

function queue() {
  const link = { isOpen: true, bufferedAmount: 0, sent: [] as InputEvent[][], send: (message: Uint8Array) => void link.sent.push(eventsOf(message)) };
  return { link, queue: new InputQueue(link, () => Date.now()) };
}

describe('Input on its way out', () => {
  test('keys and buttons go at once', () => {
    const { link, queue: input } = queue();
    input.push([key(true)]);
    input.push([pointer(5, 1)]);
    input.push([pointer(5, 0)]);
    expect(link.sent.flat()).toEqual([key(true), pointer(5, 1), pointer(5, 0)]);
  });

  test('movements closer than 4 ms are sent as the latest one', () => {
    const { link, queue: input } = queue();
    for (const x of [1, 2, 3, 4]) input.push([pointer(x)]);
    expect(link.sent).toEqual([[pointer(1)]]);
    vi.advanceTimersByTime(4);
    expect(link.sent).toEqual([[pointer(1)], [pointer(4)]]);
  });

  test('a key pushes the movement in front of it out, in order', () => {
    const { link, queue: input } = queue();
    input.push([pointer(1)]);
    input.push([pointer(2)]);
    input.push([key(true)]);
    expect(link.sent.flat()).toEqual([pointer(1), pointer(2), key(true)]);
  });

  test('no button change is lost or reordered while the network is slow, positions between them are coalesced', () => {
    const { link, queue: input } = queue();
    link.bufferedAmount = 1_000_000;
    input.push([pointer(1), pointer(2), pointer(3, 1), pointer(4, 1), pointer(5, 1), pointer(6, 0), wheel(120), wheel(-20), key(true), key(false)]);
    expect(link.sent).toEqual([]);
    link.bufferedAmount = 0;
    vi.advanceTimersByTime(10);
    expect(link.sent.flat()).toEqual([pointer(2), pointer(5, 1), pointer(6, 0), wheel(100), key(true), key(false)]);
  });

  test('what waited for more than 2 s is released rather than typed', () => {
    const { link, queue: input } = queue();
    link.bufferedAmount = 1_000_000;
    input.push([key(true)]);
    vi.advanceTimersByTime(2500);
    link.bufferedAmount = 0;
    vi.advanceTimersByTime(10);
    expect(link.sent.flat()).toEqual([{ kind: 'releaseAll' }]);
  });

  test('what waited for a connection that is gone is not for the next one', () => {
    const { link, queue: input } = queue();
    link.isOpen = false;
    input.push([key(true)]);
    link.isOpen = true;
    input.push([key(false)]);
    expect(link.sent.flat()).toEqual([key(false)]);
  });
});

describe('Input messages keep to the caps', () => {
  test('more than 256 events go in several messages', () => {
    const events = Array.from({ length: 600 }, (_, index) => pointer(index, index & 1));
    const messages = splitInput(events);
    expect(messages.map((message) => eventsOf(message).length)).toEqual([256, 256, 88]);
    expect(messages.flatMap(eventsOf)).toEqual(events);
  });

  test('a long text is split between characters', () => {
    const text = '漢😀é'.repeat(2000);
    const messages = splitInput([{ kind: 'text', text }]);
    for (const message of messages) expect(message.length).toBeLessThanOrEqual(Caps.input);
    expect(messages.flatMap(eventsOf).map((event) => (event.kind === 'text' ? event.text : '')).join('')).toBe(text);
  });

  test('half a character has no UTF-8 and is left out', () => {
    expect(splitInput([{ kind: 'text', text: 'a\ud83db' }]).flatMap(eventsOf)).toEqual([{ kind: 'text', text: 'ab' }]);
    expect(splitInput([{ kind: 'text', text: '\ud83d' }])).toEqual([]);
  });
});
