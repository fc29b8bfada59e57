import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A message that the C# side has written, and what reading it must come to. */
export interface Vector {
  readonly file: string;
  readonly name: string;
  readonly message: Uint8Array;
  /** Of the agreed screen, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly expect: Readonly<Record<string, unknown>>;
}

const directory = fileURLToPath(new URL('../../../../tests/vectors/', import.meta.url));

export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** All vectors of tests/vectors. */
export const vectors: readonly Vector[] = readdirSync(directory)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const read = JSON.parse(readFileSync(directory + file, 'utf8')) as (Omit<Vector, 'message' | 'file'> & { message: string })[];
    return read.map((vector) => ({ ...vector, file, message: fromBase64(vector.message) }));
  });
