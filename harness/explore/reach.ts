/**
 * Who can still be sent something at this instant, for the ample-set reduction (design 5.4): from every kind of input a party
 * has been seen to deal with, the receivers of what it sent, and of what they send in turn, until nobody moves. Learned from
 * the table as it grows; whoever relies on it looks at `version` and searches again when it has risen.
 */
import type { Cells, Way } from './cells.ts';

export class Reach {
  /** A kind: `<party> <message type>` or `<party> <machine> <timer>`. */
  readonly #kinds = new Map<string, number>();
  readonly #successors: Set<number>[] = [];
  readonly #parties: number[] = [];
  #masks: Int32Array = new Int32Array(0);
  #masksAt = -1;
  version = 0;

  constructor(private readonly cells: Cells) {}

  kindOfMessage(party: number, message: number): number {
    return this.kindOf(party, this.cells.messages.value(message).type);
  }

  /** @param type of a message. */
  kindOf(party: number, type: string): number {
    return this.#kind(party, type);
  }

  kindOfTimer(timer: number): number {
    const { party, timer: name } = this.cells.timers.value(timer);
    const parts = name.split('/');
    return this.#kind(party, `${parts[0]} ${parts.at(-1)}`);
  }

  /** Notes what one way of one step sends, and what falls due at once. */
  learn(way: Way, input: number): void {
    const kind = input % 2 === 0 ? this.kindOfMessage(way.party, input / 2) : this.kindOfTimer((input - 1) / 2);
    for (let index = 0; index < way.sends.length; index += 2) this.#add(kind, this.kindOfMessage(way.sends[index] as number, way.sends[index + 1] as number));
    for (const [timer, leftMs] of way.change.started) if (leftMs === 0 && this.cells.timers.value(timer).party >= 0) this.#add(kind, this.kindOfTimer(timer));
  }

  /** Receivers, as bits, of everything that can follow at once from an input of a kind. */
  mask(kind: number): number {
    if (this.#masksAt !== this.version) this.#close();
    return this.#masks[kind] as number;
  }

  #kind(party: number, name: string): number {
    const key = `${party} ${name}`;
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    this.#kinds.set(key, this.#parties.length);
    this.#successors.push(new Set());
    this.version += 1;
    return this.#parties.push(party) - 1;
  }

  #add(from: number, to: number): void {
    const successors = this.#successors[from] as Set<number>;
    if (successors.has(to)) return;
    successors.add(to);
    this.version += 1;
  }

  #close(): void {
    const masks = new Int32Array(this.#parties.length);
    this.#successors.forEach((to, kind) => {
      for (const each of to) masks[kind] = (masks[kind] as number) | this.#bit(each, kind);
    });
    for (let changed = true; changed;) {
      changed = false;
      this.#successors.forEach((to, kind) => {
        let mask = masks[kind] as number;
        for (const each of to) mask |= masks[each] as number;
        if (mask !== masks[kind]) {
          masks[kind] = mask;
          changed = true;
        }
      });
    }
    this.#masks = masks;
    this.#masksAt = this.version;
  }

  /** A timer that falls due at once is no message to its own party. */
  #bit(to: number, from: number): number {
    const party = this.#parties[to] as number;
    return party === this.#parties[from] ? 0 : 1 << party;
  }
}
