import { BackwardBits, need } from './bits.ts';
import { type FseTable, nextState, oneSymbol, readTable, tableOf } from './fse.ts';

/** The tables that a block leaves for the next, and the last three offsets (RFC 8878, sections 3.1.1.3.2.1 and 3.1.1.5). */
export interface SequenceState {
  tables: (FseTable | null)[];
  offsets: [number, number, number];
}

/** Offsets of more bits reach behind the largest palette section there is. */
const mostOffsetBits = 21;

interface Field {
  readonly mostAccuracy: number;
  readonly mostSymbol: number;
  readonly predefined: FseTable;
}

const ones = (count: number): number[] => new Array<number>(count).fill(1);
const rare = (count: number): number[] => new Array<number>(count).fill(-1);

/** Section 3.1.1.3.2.2: literals lengths, offsets, match lengths, in the order in which the tables stand. */
const fields: readonly [Field, Field, Field] = [
  {
    mostAccuracy: 9,
    mostSymbol: 35,
    predefined: tableOf([4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, ...rare(4)], 6),
  },
  { mostAccuracy: 8, mostSymbol: 31, predefined: tableOf([1, 1, 1, 1, 1, 1, 2, 2, 2, ...ones(15), ...rare(5)], 5) },
  { mostAccuracy: 9, mostSymbol: 52, predefined: tableOf([1, 4, 3, 2, 2, 2, 2, 2, 2, ...ones(37), ...rare(7)], 6) },
];

/** Extra bits of each code, and from them the least value (sections 3.1.1.3.2.1.1). */
const literalBits = Uint8Array.from([...new Array<number>(16).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const matchBits = Uint8Array.from([...new Array<number>(32).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const literalBases = basesOf(literalBits, 0);
const matchBases = basesOf(matchBits, 3);

function basesOf(bits: Uint8Array, first: number): Uint32Array {
  const bases = new Uint32Array(bits.length);
  let base = first;
  bits.forEach((count, code) => {
    bases[code] = base;
    base += 1 << count;
  });
  return bases;
}

/**
 * Reads a block's sequences section and carries it out: literals and copies of earlier bytes in turn. Every length is held against what is left,
 * so the work is bounded by the room.
 *
 * @param room The bytes of the whole frame, decoded so far up to `from`.
 * @returns Where the block ends in `room`.
 */
export function runSequences(data: Uint8Array, start: number, end: number, literals: Uint8Array, state: SequenceState, room: Uint8Array, from: number): number {
  let at = start;
  need(at < end);
  let count = data[at++]!;
  if (count >= 255) {
    need(at + 2 <= end);
    count = (data[at]! | (data[at + 1]! << 8)) + 0x7f00;
    at += 2;
  } else if (count >= 128) {
    need(at < end);
    count = ((count - 128) << 8) | data[at++]!;
  }
  if (count === 0) {
    need(at === end);
    return putRest(literals, 0, room, from);
  }
  at = readTables(data, at, end, state);
  return run(new BackwardBits(data, at, end), count, literals, state, room, from);
}

function readTables(data: Uint8Array, start: number, end: number, state: SequenceState): number {
  need(start < end);
  const modes = data[start]!;
  need((modes & 3) === 0);
  let at = start + 1;
  fields.forEach(({ mostAccuracy, mostSymbol, predefined }, index) => {
    switch ((modes >> (6 - index * 2)) & 3) {
      case 0:
        state.tables[index] = predefined;
        break;
      case 1:
        need(at < end && data[at]! <= mostSymbol);
        state.tables[index] = oneSymbol(data[at++]!);
        break;
      case 2: {
        const read = readTable(data, at, end, mostAccuracy, mostSymbol);
        state.tables[index] = read.table;
        at = read.end;
        break;
      }
      default:
        need(state.tables[index] != null);
    }
  });
  return at;
}

function run(bits: BackwardBits, count: number, literals: Uint8Array, { tables, offsets }: SequenceState, room: Uint8Array, from: number): number {
  const [literalTable, offsetTable, matchTable] = tables as [FseTable, FseTable, FseTable];
  let literalState = bits.read(literalTable.accuracy);
  let offsetState = bits.read(offsetTable.accuracy);
  let matchState = bits.read(matchTable.accuracy);
  let to = from;
  let literal = 0;
  for (let left = count; left > 0; left--) {
    const offsetBits = offsetTable.symbols[offsetState]!;
    need(offsetBits <= mostOffsetBits);
    const value = (1 << offsetBits) + bits.read(offsetBits);
    const matchCode = matchTable.symbols[matchState]!;
    const match = matchBases[matchCode]! + bits.read(matchBits[matchCode]!);
    const literalCode = literalTable.symbols[literalState]!;
    const length = literalBases[literalCode]! + bits.read(literalBits[literalCode]!);
    const offset = offsetOf(value, length, offsets);
    if (left > 1) {
      literalState = nextState(literalTable, literalState, bits);
      matchState = nextState(matchTable, matchState, bits);
      offsetState = nextState(offsetTable, offsetState, bits);
    }
    need(bits.left >= 0 && literal + length <= literals.length && to + length + match <= room.length);
    for (const end = to + length; to < end; ) room[to++] = literals[literal++]!;
    need(offset >= 1 && offset <= to);
    // Byte by byte where source and target overlap: the copy then repeats what it has just written.
    if (offset >= match) room.copyWithin(to, to - offset, to - offset + match);
    else for (let index = 0; index < match; index++) room[to + index] = room[to + index - offset]!;
    to += match;
  }
  need(bits.left === 0);
  return putRest(literals, literal, room, to);
}

/** Values up to 3 name one of the last offsets, shifted by one when no literals come first (section 3.1.1.5). */
function offsetOf(value: number, literals: number, offsets: [number, number, number]): number {
  if (value > 3) {
    offsets[2] = offsets[1];
    offsets[1] = offsets[0];
    return (offsets[0] = value - 3);
  }
  const index = value - (literals === 0 ? 0 : 1);
  if (index === 0) return offsets[0];
  const offset = index === 3 ? offsets[0] - 1 : offsets[index]!;
  if (index > 1) offsets[2] = offsets[1];
  offsets[1] = offsets[0];
  return (offsets[0] = offset);
}

function putRest(literals: Uint8Array, from: number, room: Uint8Array, to: number): number {
  const rest = literals.subarray(from);
  need(to + rest.length <= room.length);
  room.set(rest, to);
  return to + rest.length;
}
