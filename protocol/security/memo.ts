/**
 * Answers of pure functions, kept when asked to: who plays thousands of worlds of one seed signs and verifies the same bytes
 * again and again. Off unless `remember` was called in this process, so that what is measured and shown elsewhere is the real work.
 */
import { createHash } from 'node:crypto';

let most = 0;

/** Of each function, where thousands of worlds are played: some 50 MB in all. */
export const ANSWERS_KEPT = 6_000;

/** Keeps up to so many answers a function from now on; 0 keeps none. */
export const remember = (answers: number): void => {
  most = answers;
};

export class Memo<T> {
  readonly #answers = new Map<string, T>();

  /** @param key names the arguments completely; asked for only when answers are kept. */
  of(key: () => string, work: () => T): T {
    if (most === 0) return work();
    const name = key();
    let answer = this.#answers.get(name);
    if (answer === undefined) {
      if (this.#answers.size >= most) this.#answers.clear();
      this.#answers.set(name, (answer = work()));
    }
    return answer;
  }
}

const NAMES = new WeakMap<Uint8Array, string>();

/** SHA-256 of bytes that nobody changes any more (law L3), hexadecimal; asked for again, it is not computed again. */
export const nameOfBytes = (bytes: Uint8Array): string => {
  let name = NAMES.get(bytes);
  if (name === undefined) NAMES.set(bytes, (name = createHash('sha256').update(bytes).digest('hex')));
  return name;
};
