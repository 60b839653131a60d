/**
 * Copies of small bodies, made one behind the other in larger pieces of memory: a buffer of its own for each of them costs
 * more than sending it does. A piece is free again when the last copy in it is.
 */
const SLAB_BYTES = 256 * 1024;
/** Larger ones have a buffer of their own, so that little of a slab goes to waste. */
const SMALL_BYTES = 32 * 1024;

export class Slab {
  #memory = new ArrayBuffer(0);
  #used = 0;

  /** So many bytes, with anything in them. */
  take(length: number): Uint8Array {
    if (this.#used + length > this.#memory.byteLength) {
      this.#memory = Buffer.allocUnsafeSlow(SLAB_BYTES).buffer as ArrayBuffer;
      this.#used = 0;
    }
    const taken = new Uint8Array(this.#memory, this.#used, length);
    this.#used += length;
    return taken;
  }

  copy(body: Uint8Array): Uint8Array {
    if (body.length > SMALL_BYTES) return new Uint8Array(body);
    const copy = this.take(body.length);
    copy.set(body);
    return copy;
  }
}
