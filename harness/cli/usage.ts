/** What the user gave cannot be used: the message names the place and what was expected; exit 2. */
import { readFileSync, statSync } from 'node:fs';

export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

const MAX_INPUT_BYTES = 256 * 1024 * 1024;

/** @throws UsageError naming the file when it cannot be read or is too large. */
export const readInput = (path: string): Uint8Array => {
  try {
    const { size } = statSync(path);
    if (size > MAX_INPUT_BYTES) throw new UsageError(`${path}: ${size} bytes, at most ${MAX_INPUT_BYTES} expected`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** @throws UsageError when the bytes are not JSON. */
export const readJson = (path: string): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readInput(path)));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: not JSON in UTF-8: ${error instanceof Error ? error.message : String(error)}`);
  }
};
