/**
 * The set of global states: vectors of unsigned 32-bit integers of one length, in one typed array, found again through an
 * open-addressing table of their numbers. Nothing is allocated but when an array doubles.
 */
const FIRST_VECTORS = 1 << 12;

/** A power of two, at least so many. */
const roomFor = (vectors: number): number => 1 << Math.ceil(Math.log2(Math.max(vectors, FIRST_VECTORS)));

export class VectorSet {
  #words: Uint32Array<ArrayBuffer>;
  #index: Int32Array<ArrayBuffer>;
  #size = 0;

  /** @param length words of a vector. @param expected about so many vectors: there is room for them from the start. */
  constructor(readonly length: number, expected = 0) {
    const room = roomFor(expected);
    this.#words = new Uint32Array(room * length);
    this.#index = new Int32Array(2 * room).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of one key, and of one key with its place in the table. */
  get keyBytes(): number {
    return 4 * this.length;
  }

  get bytesWithIndex(): number {
    return this.keyBytes + 8;
  }

  /** Number of the vector, old or new: it is new when `size` has grown. */
  add(vector: Uint32Array): number {
    if (2 * (this.#size + 1) > this.#index.length) this.#growIndex();
    const slot = this.#slot(vector, 0);
    const known = this.#index[slot] as number;
    if (known !== -1) return known;
    if ((this.#size + 1) * this.length > this.#words.length) {
      const words = new Uint32Array(2 * this.#words.length);
      words.set(this.#words);
      this.#words = words;
    }
    this.#words.set(vector, this.#size * this.length);
    this.#index[slot] = this.#size;
    return this.#size++;
  }

  /** Copies vector `number` into `into`. */
  read(number: number, into: Uint32Array): void {
    const from = number * this.length;
    for (let word = 0; word < this.length; word += 1) into[word] = this.#words[from + word] as number;
  }

  #slot(vector: Uint32Array, offset: number): number {
    const { length } = this;
    const mask = this.#index.length - 1;
    let hash = 0x811c9dc5;
    for (let word = 0; word < length; word += 1) {
      hash = Math.imul(hash ^ (vector[offset + word] as number), 0x01000193);
      hash ^= hash >>> 15;
    }
    let slot = Math.imul(hash, 0x9e3779b1) >>> 1 & mask;
    for (;;) {
      const number = this.#index[slot] as number;
      if (number === -1 || this.#equals(number, vector, offset)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #equals(number: number, vector: Uint32Array, offset: number): boolean {
    const at = number * this.length;
    for (let word = 0; word < this.length; word += 1) if (this.#words[at + word] !== vector[offset + word]) return false;
    return true;
  }

  #growIndex(): void {
    this.#index = new Int32Array(2 * this.#index.length).fill(-1);
    for (let number = 0; number < this.#size; number += 1) this.#index[this.#slot(this.#words, number * this.length)] = number;
  }
}
