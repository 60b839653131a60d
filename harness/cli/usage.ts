/** What the user gave cannot be used: the message names the place and what was expected; exit 2. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

const MAX_INPUT_BYTES = 256 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const SAID: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  EISDIR: 'a folder, a file expected',
  ENOTDIR: 'a file where a folder is expected',
  EEXIST: 'there already, and nothing is written over',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'symbolic links lead round in a circle',
};

/** What went wrong, for people; file system errors in words instead of their call and code. */
export const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : SAID[code]) ?? error.message;
};

/** All of a file or pipe, asking no size beforehand: what claims to be small may never end. */
const readWhole = (handle: number): Uint8Array | undefined => {
  const chunks: Buffer[] = [];
  for (let total = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const read = readSync(handle, chunk, 0, CHUNK_BYTES, null);
    if (read === 0) return Buffer.concat(chunks, total);
    total += read;
    if (total > MAX_INPUT_BYTES) return undefined;
    chunks.push(chunk.subarray(0, read));
  }
};

/** @throws UsageError naming the file when it cannot be read or is too large. */
export const readInput = (path: string): Uint8Array => {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    const { size } = fstatSync(handle);
    const bytes = size > MAX_INPUT_BYTES ? undefined : readWhole(handle);
    if (bytes === undefined) throw new UsageError(`${size > MAX_INPUT_BYTES ? `${size} bytes` : 'too large'}, at most ${MAX_INPUT_BYTES} bytes expected`);
    return bytes;
  } catch (error) {
    throw new UsageError(`${path}: ${reason(error)}`);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
};
