/**
 * Copies of small bodies, made one behind the other in larger pieces of memory: a buffer of its own for each of them costs
 * more than sending it does. A piece is free again when the last copy in it is.
 */
const SLAB_BYTES = 256 * 1024;
/** Larger ones have a buffer of their own, so that little of a slab goes to waste. */
const SMALL_BYTES = 32 * 1024;

export class Slab {
  #bytes = new Uint8Array(0);
  #used = 0;

  copy(body: Uint8Array): Uint8Array {
    const { length } = body;
    if (length > SMALL_BYTES) return new Uint8Array(body);
    if (this.#used + length > this.#bytes.length) {
      this.#bytes = new Uint8Array(SLAB_BYTES);
      this.#used = 0;
    }
    const copy = this.#bytes.subarray(this.#used, this.#used + length);
    copy.set(body);
    this.#used += length;
    return copy;
  }
}
