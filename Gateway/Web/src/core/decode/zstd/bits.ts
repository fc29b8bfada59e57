/** Thrown inside the zstd decoder where a frame is not what RFC 8878 allows; never leaves it. */
export class BadFrame extends Error {}

/** Refuses the frame unless a condition holds. */
export function need(condition: boolean): asserts condition {
  if (!condition) throw new BadFrame();
}

/** The number of the highest bit that is set; `value` is at least 1. */
export const highBit = (value: number): number => 31 - Math.clz32(value);

/**
 * Reads bits from the end of a part of the data to its beginning (RFC 8878, section 4.1): the highest bit set in the last byte ends the stream.
 * Bits before the beginning are zeros, and `left` tells how far that has gone.
 */
export class BackwardBits {
  readonly #data: Uint8Array;
  readonly #start: number;
  #left: number;

  constructor(data: Uint8Array, start: number, end: number) {
    need(end > start && end <= data.length && data[end - 1] !== 0);
    this.#data = data;
    this.#start = start;
    this.#left = (end - start - 1) * 8 + highBit(data[end - 1]!);
  }

  /** Bits not yet read; negative once more were read than there are. */
  get left(): number {
    return this.#left;
  }

  /** Takes `count` bits, at most 24. */
  read(count: number): number {
    this.#left -= count;
    return this.#at(this.#left) & ((1 << count) - 1);
  }

  /** Looks at the next `count` bits, at most 24, without taking them. */
  peek(count: number): number {
    return this.#at(this.#left - count) & ((1 << count) - 1);
  }

  /** Takes bits that were looked at. */
  skip(count: number): void {
    this.#left -= count;
  }

  #at(bit: number): number {
    const data = this.#data;
    if (bit < 0) return bit < -31 ? 0 : this.#at(0) << -bit;
    const at = this.#start + (bit >> 3);
    // Behind the stream's end stand other bytes, which the masks of the callers cut off; behind the data's end, zeros.
    return (data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24)) >>> (bit & 7);
  }
}
