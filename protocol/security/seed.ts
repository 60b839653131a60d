/**
 * Where every key, nonce, serial number and IV of the emulator comes from (law L9): HKDF with SHA-256 (RFC 5869) under a
 * fixed salt. Nothing here is secret; a world's seed is printed in its report.
 */
import { createHmac } from 'node:crypto';

const HASH_BYTES = 32;
const MAX_BYTES = 255 * HASH_BYTES;
const SALT = 'MEHRS EMULATOR TEST seed 1';
const BLOCK_BYTES = 1024;
/** int() draws 48 bits, which a double holds exactly. */
const INT_BYTES = 6;
const INT_RANGE = 2 ** 48;

const hmac = (key: Uint8Array | string, ...parts: readonly (Uint8Array | string)[]): Buffer => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/**
 * HKDF-SHA256 of a seed: the label is the `info`, so two labels never give related bytes.
 * @param length bytes wanted, 0 to 8160. @throws RangeError outside that.
 */
export const derive = (seed: string, label: string, length: number): Uint8Array => {
  if (!Number.isInteger(length) || length < 0 || length > MAX_BYTES) throw new RangeError(`derive: ${length} bytes, limit ${MAX_BYTES}`);
  const extracted = hmac(SALT, seed);
  const out = new Uint8Array(length);
  let block: Uint8Array = new Uint8Array(0);
  for (let at = 0, counter = 1; at < length; at += HASH_BYTES, counter += 1) {
    block = hmac(extracted, block, label, Uint8Array.of(counter));
    out.set(block.subarray(0, length - at), at);
  }
  return out;
};

/**
 * Joins parts into one label so that no two lists of parts give the same label, whatever characters they hold.
 * The order of the parts matters.
 */
export const labelOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

export interface SeededRandom {
  bytes(n: number): Uint8Array;
  /** Uniform in 0 .. maxExclusive - 1. @throws RangeError unless 1 <= maxExclusive <= 2^48. */
  int(maxExclusive: number): number;
  /** @throws RangeError for an empty array. */
  pick<T>(array: readonly T[]): T;
  /** A shuffled copy (Fisher-Yates). */
  shuffle<T>(array: readonly T[]): T[];
}

/** A deterministic stream: the same seed, label and sequence of calls give the same values. */
export const seededRandom = (seed: string, label: string): SeededRandom => {
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  let blocks = 0;
  const bytes = (n: number): Uint8Array => {
    const out = new Uint8Array(n);
    for (let filled = 0; filled < n; ) {
      if (used === pool.length) {
        pool = derive(seed, labelOf('stream', label, blocks), BLOCK_BYTES);
        blocks += 1;
        used = 0;
      }
      const slice = pool.subarray(used, used + n - filled);
      out.set(slice, filled);
      used += slice.length;
      filled += slice.length;
    }
    return out;
  };
  const int = (maxExclusive: number): number => {
    if (!Number.isInteger(maxExclusive) || maxExclusive < 1 || maxExclusive > INT_RANGE) throw new RangeError(`int: range ${maxExclusive}`);
    // Values from the incomplete last multiple would favour small results, so they are drawn again.
    const limit = INT_RANGE - (INT_RANGE % maxExclusive);
    for (;;) {
      const value = bytes(INT_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
      if (value < limit) return value % maxExclusive;
    }
  };
  return {
    bytes,
    int,
    pick: (array) => {
      if (array.length === 0) throw new RangeError('pick: empty array');
      return array[int(array.length)]!;
    },
    shuffle: (array) => {
      const copy = array.slice();
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = int(last + 1);
        [copy[last], copy[other]] = [copy[other]!, copy[last]!];
      }
      return copy;
    },
  };
};
