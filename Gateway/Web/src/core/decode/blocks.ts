import { OperationKind, tileSide } from '../protocol/constants.ts';
import type { Operation } from '../protocol/operation.ts';

/**
 * Neighbouring tiles of a directory, to be drawn as one rectangle: putting 510 tiles on a canvas one by one costs far more than putting the
 * one rectangle that they make up. Only tiles that follow each other in the directory are joined, so the order of drawing stays.
 */
export interface Block {
  readonly x: number;
  readonly y: number;
  width: number;
  height: number;
  /** The first operation of the block, an index into the directory. */
  readonly first: number;
  /** The index behind the last one. */
  end: number;
}

/** Whether an operation is unpacked into pixels, rather than drawn as a fill or a picture. */
export const isTile = (operation: Operation): boolean =>
  operation.kind === OperationKind.Palette ||
  operation.kind === OperationKind.Raw ||
  (operation.kind === OperationKind.Solid && operation.width <= tileSide && operation.height <= tileSide);

/** Splits a directory into blocks, in order. An operation that is no tile is a block of its own. */
export function blocksOf(operations: readonly Operation[]): Block[] {
  const blocks: Block[] = [];
  let strip: Block | null = null;
  const close = () => {
    if (strip === null) return;
    const above = blocks.at(-1);
    if (above !== undefined && isTile(operations[above.first]!) && above.x === strip.x && above.width === strip.width && above.y + above.height === strip.y) {
      above.height += strip.height;
      above.end = strip.end;
    } else {
      blocks.push(strip);
    }
    strip = null;
  };
  operations.forEach((operation, index) => {
    const { x, y, width, height } = operation;
    if (!isTile(operation)) {
      close();
      blocks.push({ x, y, width, height, first: index, end: index + 1 });
    } else if (strip !== null && strip.y === y && strip.height === height && strip.x + strip.width === x) {
      strip.width += width;
      strip.end = index + 1;
    } else {
      close();
      strip = { x, y, width, height, first: index, end: index + 1 };
    }
  });
  close();
  return blocks;
}
