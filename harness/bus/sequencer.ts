/**
 * Puts what arrives at one address into the order of promise B2. Shared by all buses, so that they agree.
 *
 * Invariants:
 *  1. Per sender, messages leave in order of seq without gaps; one that comes early is held back, never dropped.
 *  2. Each (sender, seq) leaves once; later arrivals of it are reported as spent.
 *  3. The position handed out with a message is safe to resume from: everything at or before it has left.
 *  4. `arrive` may be called from within `release` (a synchronous bus): state is settled before each call out.
 */
import type { Address } from '../../protocol/domain.ts';
import { BusError } from '../../actors/runtime/ports.ts';

/** More held back than this means that a sender's message is gone for good. */
export const HELD_LIMIT = 100_000;

interface Held<T> {
  readonly position: number;
  readonly item: T;
}

interface Sender<T> {
  next: number;
  readonly held: Map<number, Held<T>>;
}

export class Sequencer<T> {
  readonly #senders = new Map<Address, Sender<T>>();
  readonly #release: (item: T, position: number) => void;
  /** Positions held back; arrivals come in rising order, so the first key is the least. */
  readonly #heldPositions = new Set<number>();
  #arrived: number;

  /** @param before highest seq per sender that the receiver had at `afterPosition`. */
  constructor(afterPosition: number, before: ReadonlyMap<Address, number>, release: (item: T, position: number) => void) {
    this.#arrived = afterPosition;
    this.#release = release;
    for (const [from, seq] of before) this.#senders.set(from, { next: seq + 1, held: new Map() });
  }

  /** Position of the last arrival. */
  get arrived(): number {
    return this.#arrived;
  }

  /**
   * @returns false when the message is spent (seen before) and nothing was done.
   * @throws BusError `limit` when more than `HELD_LIMIT` messages wait for missing ones.
   */
  arrive(position: number, from: Address, seq: number, item: T): boolean {
    if (position <= this.#arrived) return false;
    this.#arrived = position;
    let sender = this.#senders.get(from);
    if (sender === undefined) this.#senders.set(from, (sender = { next: 1, held: new Map() }));
    if (seq < sender.next || (sender.held.size > 0 && sender.held.has(seq))) return false;
    if (seq > sender.next) {
      this.#hold(sender, position, from, seq, item);
      return true;
    }
    sender.next += 1;
    this.#release(item, this.#safe());
    if (sender.held.size === 0) return true;
    for (let held = sender.held.get(sender.next); held !== undefined; held = sender.held.get(sender.next)) {
      sender.held.delete(sender.next);
      sender.next += 1;
      this.#heldPositions.delete(held.position);
      this.#release(held.item, this.#safe());
    }
    return true;
  }

  #hold(sender: Sender<T>, position: number, from: Address, seq: number, item: T): void {
    if (this.#heldPositions.size >= HELD_LIMIT) {
      throw new BusError('limit', `${HELD_LIMIT} messages held back; ${from} never sent seq ${sender.next}`);
    }
    sender.held.set(seq, { position, item });
    this.#heldPositions.add(position);
  }

  #safe(): number {
    if (this.#heldPositions.size === 0) return this.#arrived;
    for (const least of this.#heldPositions) return least - 1;
    return this.#arrived;
  }
}
