import { type BackwardBits, highBit, need } from './bits.ts';

/** A decoding table of finite state entropy (RFC 8878, section 4.1): for every state its symbol, and how to get to the next. */
export interface FseTable {
  /** States are this many bits. */
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** A table that always gives one symbol. */
export const oneSymbol = (symbol: number): FseTable => ({ accuracy: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) });

/** Builds a table from the symbols' probabilities, -1 standing for 'less than one' (section 4.1.1). */
export function tableOf(probabilities: ArrayLike<number>, accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  const next = new Uint16Array(probabilities.length);
  let high = size;
  for (let symbol = 0; symbol < probabilities.length; symbol++) {
    next[symbol] = Math.abs(probabilities[symbol]!);
    if (probabilities[symbol] === -1) symbols[--high] = symbol;
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let position = 0;
  for (let symbol = 0; symbol < probabilities.length; symbol++) {
    for (let count = 0; count < probabilities[symbol]!; count++) {
      symbols[position] = symbol;
      do position = (position + step) & (size - 1);
      while (position >= high);
    }
  }
  need(position === 0);
  for (let state = 0; state < size; state++) {
    const count = next[symbols[state]!]!++;
    bits[state] = accuracy - highBit(count);
    bases[state] = (count << bits[state]!) - size;
  }
  return { accuracy, symbols, bits, bases };
}

/** Reads a table's description; the answer holds where it ends. */
export function readTable(data: Uint8Array, start: number, end: number, mostAccuracy: number, mostSymbol: number): { table: FseTable; end: number } {
  let bit = start * 8;
  const read = (count: number): number => {
    need(bit + count <= end * 8);
    const at = bit >> 3;
    const value = ((data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16)) >>> (bit & 7)) & ((1 << count) - 1);
    bit += count;
    return value;
  };
  const accuracy = read(4) + 5;
  need(accuracy <= mostAccuracy);
  const probabilities: number[] = [];
  let remaining = 1 << accuracy;
  while (remaining > 0) {
    need(probabilities.length <= mostSymbol);
    // Small values take one bit less (section 4.1.1).
    const width = highBit(remaining + 1) + 1;
    const low = (1 << (width - 1)) - 1;
    const threshold = (1 << width) - 2 - remaining;
    let value = read(width - 1);
    if (value >= threshold) {
      value |= read(1) << (width - 1);
      if (value > low) value -= threshold;
    }
    const probability = value - 1;
    remaining -= Math.abs(probability);
    probabilities.push(probability);
    if (probability !== 0) continue;
    for (let repeat = 3; repeat === 3; ) {
      repeat = read(2);
      need(probabilities.length + repeat <= mostSymbol + 1);
      for (let count = 0; count < repeat; count++) probabilities.push(0);
    }
  }
  need(remaining === 0);
  return { table: tableOf(probabilities, accuracy), end: (bit + 7) >> 3 };
}

/** Goes to the state after `state`. */
export const nextState = (table: FseTable, state: number, bits: BackwardBits): number => table.bases[state]! + bits.read(table.bits[state]!);
