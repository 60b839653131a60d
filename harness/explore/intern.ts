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

/** From two unsigned integers to one; nothing is allocated but when it grows. `-1` means absent. */
export class PairTable {
  #keys = new Uint32Array(2 * FIRST_CAPACITY);
  #values = new Int32Array(FIRST_CAPACITY).fill(-1);
  #size = 0;

  get(a: number, b: number): number {
    return this.#values[this.#slot(a, b)] as number;
  }

  /** @param value 0 or more. */
  set(a: number, b: number, value: number): void {
    if (2 * this.#size >= this.#values.length) this.#grow();
    const slot = this.#slot(a, b);
    if (this.#values[slot] === -1) this.#size += 1;
    this.#keys[2 * slot] = a;
    this.#keys[2 * slot + 1] = b;
    this.#values[slot] = value;
  }

  #slot(a: number, b: number): number {
    const mask = this.#values.length - 1;
    let slot = (Math.imul(a ^ Math.imul(b, 0x85ebca6b), SPREAD) >>> 7) & mask;
    while (this.#values[slot] !== -1 && (this.#keys[2 * slot] !== a >>> 0 || this.#keys[2 * slot + 1] !== b >>> 0)) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Uint32Array(2 * keys.length);
    this.#values = new Int32Array(2 * values.length).fill(-1);
    this.#size = 0;
    for (let slot = 0; slot < values.length; slot += 1) {
      if (values[slot] !== -1) this.set(keys[2 * slot] as number, keys[2 * slot + 1] as number, values[slot] as number);
    }
  }
}
