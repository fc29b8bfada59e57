import { BackwardBits, highBit, need } from './bits.ts';
import { nextState, readTable } from './fse.ts';

/** The longest code (RFC 8878, section 4.2.1). */
const longestCode = 11;

/** A Huffman decoding table, indexed by the next `width` bits. */
export interface HuffmanTable {
  readonly width: number;
  readonly symbols: Uint8Array;
  readonly lengths: Uint8Array;
}

/** Reads a Huffman tree's description (section 4.2.1); the answer holds where it ends. */
export function readHuffman(data: Uint8Array, start: number, end: number): { table: HuffmanTable; end: number } {
  need(start < end);
  const head = data[start]!;
  const weights: number[] = [];
  if (head >= 128) {
    const count = head - 127;
    const last = start + 1 + ((count + 1) >> 1);
    need(last <= end);
    for (let index = 0; index < count; index++) {
      const pair = data[start + 1 + (index >> 1)]!;
      weights.push((index & 1) === 0 ? pair >> 4 : pair & 15);
    }
    return { table: tableOf(weights), end: last };
  }
  const last = start + 1 + head;
  need(head > 0 && last <= end);
  readWeights(data, start + 1, last, weights);
  return { table: tableOf(weights), end: last };
}

/** Weights that are themselves coded, by two states that take turns (section 4.2.1.2). */
function readWeights(data: Uint8Array, start: number, end: number, weights: number[]): void {
  const { table, end: streamAt } = readTable(data, start, end, 6, longestCode);
  const bits = new BackwardBits(data, streamAt, end);
  let one = bits.read(table.accuracy);
  let other = bits.read(table.accuracy);
  need(bits.left >= 0);
  for (;;) {
    // A table may take no bits at all from one state to the next: the count must end what the bits do not.
    need(weights.length < 254);
    weights.push(table.symbols[one]!);
    one = nextState(table, one, bits);
    if (bits.left < 0) {
      weights.push(table.symbols[other]!);
      return;
    }
    [one, other] = [other, one];
  }
}

function tableOf(weights: number[]): HuffmanTable {
  let sum = 0;
  for (const weight of weights) {
    need(weight <= longestCode);
    if (weight > 0) sum += 1 << (weight - 1);
  }
  need(sum > 0 && weights.length <= 255);
  // The last symbol's weight is what is missing to a power of two.
  const width = highBit(sum) + 1;
  const missing = (1 << width) - sum;
  need(width <= longestCode && (missing & (missing - 1)) === 0);
  weights.push(highBit(missing) + 1);
  const size = 1 << width;
  const symbols = new Uint8Array(size);
  const lengths = new Uint8Array(size);
  let at = 0;
  for (let weight = 1; weight <= width; weight++) {
    for (let symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] !== weight) continue;
      const end = at + (1 << (weight - 1));
      need(end <= size);
      symbols.fill(symbol, at, end);
      lengths.fill(width + 1 - weight, at, end);
      at = end;
    }
  }
  need(at === size);
  return { width, symbols, lengths };
}

/** Decodes one stream into exactly `out[from..to)`; the stream must end there too. */
export function decodeStream(table: HuffmanTable, data: Uint8Array, start: number, end: number, out: Uint8Array, from: number, to: number): void {
  const bits = new BackwardBits(data, start, end);
  const { width, symbols, lengths } = table;
  for (let at = from; at < to; at++) {
    const code = bits.peek(width);
    out[at] = symbols[code]!;
    bits.skip(lengths[code]!);
    // Checked as it goes: a stream of nothing must not be read for 128 KB.
    need(bits.left >= 0);
  }
  need(bits.left === 0);
}
