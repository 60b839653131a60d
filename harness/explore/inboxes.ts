/** Inboxes as integers: 0 is the empty one. One inbox per receiver, first in, first out (design 5.4). */
import { Names, PairTable } from './intern.ts';

export class Inboxes {
  readonly #names = new Names<readonly number[]>();
  readonly #pushed = new PairTable();
  readonly #heads: number[] = [];
  readonly #tails: number[] = [];

  constructor() {
    this.#intern([]);
  }

  push(inbox: number, message: number): number {
    const known = this.#pushed.get(inbox, message);
    if (known !== -1) return known;
    const made = this.#intern([...this.#names.value(inbox), message]);
    this.#pushed.set(inbox, message, made);
    return made;
  }

  /** First message of an inbox that is not empty. */
  head(inbox: number): number {
    return this.#heads[inbox] as number;
  }

  tail(inbox: number): number {
    const known = this.#tails[inbox] as number;
    if (known !== -1) return known;
    return (this.#tails[inbox] = this.#intern(this.#names.value(inbox).slice(1)));
  }

  value(inbox: number): readonly number[] {
    return this.#names.value(inbox);
  }

  get size(): number {
    return this.#names.size;
  }

  /** Messages of the longest there has been. */
  get longest(): number {
    return Math.max(...this.#names.values().map(({ length }) => length));
  }

  #intern(messages: readonly number[]): number {
    const before = this.#names.size;
    const number = this.#names.intern(messages.join(), () => messages);
    if (number === before) {
      this.#heads.push(messages[0] ?? -1);
      this.#tails.push(-1);
    }
    return number;
  }
}
