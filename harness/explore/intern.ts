/** Small integers for things that are compared often: by text, and by pairs of integers without allocating. */

/** Values by a text that names them; numbers count from 0 in the order they were first seen. */
export class Names<T> {
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];

  get size(): number {
    return this.#values.length;
  }

  intern(name: string, make: () => T): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#values.length);
    return this.#values.push(make()) - 1;
  }

  /** The number of a name, if it has one. */
  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  /** @throws RangeError for a number never given out. */
  value(number: number): T {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`nothing has number ${number}`);
    return value;
  }

  values(): readonly T[] {
    return this.#values;
  }
}

/** A set of small integers. */
export class Marks {
  #marked = new Uint8Array(1 << 12);

  /** Whether it is new. */
  add(number: number): boolean {
    if (number >= this.#marked.length) {
      const marked = new Uint8Array(2 * number);
      marked.set(this.#marked);
      this.#marked = marked;
    }
    if (this.#marked[number] === 1) return false;
    this.#marked[number] = 1;
    return true;
  }
}

const FIRST_CAPACITY = 1024;
/** 2^32 divided by the golden ratio: spreads consecutive integers. */
const SPREAD = 0x9e3779b1;

/** Words of an entry: two keys, the value and one to spare, so that it lies in one line of the processor's cache. */
const ENTRY = 4;

const emptied = (capacity: number): Int32Array<ArrayBuffer> => new Int32Array(ENTRY * capacity).fill(-1);

/** From two integers to one; nothing is allocated but when it grows. `-1` means absent. */
export class PairTable {
  #entries = emptied(FIRST_CAPACITY);
  #size = 0;

  get(a: number, b: number): number {
    return this.#entries[this.#place(a, b) + 2] as number;
  }

  /** @param value other than -1. */
  set(a: number, b: number, value: number): void {
    if (2 * ENTRY * this.#size >= this.#entries.length) this.#grow();
    const place = this.#place(a, b);
    if (this.#entries[place + 2] === -1) this.#size += 1;
    this.#entries[place] = a;
    this.#entries[place + 1] = b;
    this.#entries[place + 2] = value;
  }

  #place(a: number, b: number): number {
    const entries = this.#entries;
    const mask = entries.length - 1;
    let place = ((Math.imul(a ^ Math.imul(b, 0x85ebca6b), SPREAD) >>> 7) * ENTRY) & mask;
    while (entries[place + 2] !== -1 && (entries[place] !== (a | 0) || entries[place + 1] !== (b | 0))) place = (place + ENTRY) & mask;
    return place;
  }

  #grow(): void {
    const before = this.#entries;
    this.#entries = emptied((2 * before.length) / ENTRY);
    this.#size = 0;
    for (let place = 0; place < before.length; place += ENTRY) {
      if (before[place + 2] !== -1) this.set(before[place] as number, before[place + 1] as number, before[place + 2] as number);
    }
  }
}

/** Sequences of integers: one number for equal ones. */
export class Sequences {
  readonly #longer = new PairTable();
  #size = 0;

  /** @param sequence 0 for the empty one. @returns the number of the sequence with one more at its end, from 1. */
  with(sequence: number, next: number): number {
    const known = this.#longer.get(sequence, next);
    if (known !== -1) return known;
    this.#size += 1;
    this.#longer.set(sequence, next, this.#size);
    return this.#size;
  }
}
