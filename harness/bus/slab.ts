/**
 * Copies of small bodies, made one behind the other in larger pieces of memory: a buffer of its own for each of them costs
 * more than sending it does. A piece is free again when the last copy in it is, or, sooner, when whoever uses the slab says so:
 * memory that was used before is in the processor's reach, new memory is not.
 */
const SLAB_BYTES = 256 * 1024;
/** Larger ones have a buffer of their own, so that little of a slab goes to waste. */
const SMALL_BYTES = 32 * 1024;
/** Pieces kept for use again, or to be told free: 8 MB. */
const KEPT = 32;

export class Slab {
  #memory = new ArrayBuffer(0);
  #used = 0;
  #full: ArrayBuffer[] = [];
  readonly #free: ArrayBuffer[] = [];

  copy(body: Uint8Array): Uint8Array {
    const { length } = body;
    if (length > SMALL_BYTES) return new Uint8Array(body);
    if (this.#used + length > this.#memory.byteLength) this.#next();
    const copy = new Uint8Array(this.#memory, this.#used, length);
    this.#used += length;
    copy.set(body);
    return copy;
  }

  /** What is full by now. @returns to be called when nobody reads any of the copies made so far, and then only. */
  filled(): () => void {
    const filled = this.#full;
    this.#full = [];
    return () => { for (const each of filled) if (this.#free.length < KEPT) this.#free.push(each); };
  }

  #next(): void {
    // Nobody says so, as over JetStream: the collector finds out.
    if (this.#full.length >= KEPT) this.#full = [];
    if (this.#memory.byteLength > 0) this.#full.push(this.#memory);
    this.#memory = this.#free.pop() ?? (Buffer.allocUnsafeSlow(SLAB_BYTES).buffer as ArrayBuffer);
    this.#used = 0;
  }
}
