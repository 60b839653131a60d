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
  #bytes: Uint8Array = new Uint8Array(0);
  #used = 0;
  #full: Uint8Array[] = [];
  readonly #free: Uint8Array[] = [];

  /** The piece that `room` last gave a place in. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  copy(body: Uint8Array): Uint8Array {
    const at = this.room(body.length);
    if (at === undefined) return new Uint8Array(body);
    this.#bytes.set(body, at);
    return this.#bytes.subarray(at, at + body.length);
  }

  /** A place in `bytes` to write to, right behind the one before in the same piece; none where so much has a buffer of its own. */
  room(length: number): number | undefined {
    if (length > SMALL_BYTES) return undefined;
    if (this.#used + length > this.#bytes.length) this.#next();
    const at = this.#used;
    this.#used += length;
    return at;
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
    if (this.#bytes.length > 0) this.#full.push(this.#bytes);
    this.#bytes = this.#free.pop() ?? new Uint8Array(Buffer.allocUnsafeSlow(SLAB_BYTES).buffer);
    this.#used = 0;
  }
}
