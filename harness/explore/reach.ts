/**
 * Who can still be sent something at this instant, for the ample-set reduction (design 5.4): from every kind of input a party
 * has been seen to deal with, the receivers of what it sent, and of what they send in turn, until nobody moves. Learned from
 * the table as it grows; whoever relies on it looks at `version` and searches again when it has risen.
 */
import type { Address } from '../../protocol/domain.ts';
import type { Cells, Way } from './cells.ts';
import type { Seen } from './seen.ts';
import type { TimerOwner } from './table.ts';

export class Reach {
  readonly #numbers = new Map<string, number>();
  #masks: Int32Array = new Int32Array(0);
  #masksAt = -1;
  readonly #ofMessage: number[] = [];
  readonly #ofTimer: number[] = [];

  constructor(private readonly cells: Cells, private readonly parties: readonly Address[], private readonly seen: Seen) {}

  get version(): number {
    return this.seen.version;
  }

  /** @param party whom the message is to. */
  kindOfMessage(party: number, message: number): number {
    return (this.#ofMessage[message] ??= this.kindOf(party, this.cells.messages.value(message).type));
  }

  /** @param type of a message. */
  kindOf(party: number, type: string): number {
    return this.#kind(party, type);
  }

  kindOfTimer(timer: number): number {
    return (this.#ofTimer[timer] ??= this.#timerKind(this.cells.timers.value(timer)));
  }

  #timerKind({ party, timer }: TimerOwner): number {
    const parts = timer.split('/');
    return this.#kind(party, `${parts[0]} ${parts.at(-1)}`);
  }

  /** Notes what one way of one step sends, and what falls due at once. */
  learn(way: Way, input: number): void {
    const kind = input % 2 === 0 ? this.kindOfMessage(way.party, input / 2) : this.kindOfTimer((input - 1) / 2);
    for (let index = 0; index < way.sends.length; index += 2) this.seen.add(kind, this.kindOfMessage(way.sends[index] as number, way.sends[index + 1] as number));
    for (const [timer, leftMs] of way.change.started) if (leftMs === 0 && this.cells.timers.value(timer).party >= 0) this.seen.add(kind, this.kindOfTimer(timer));
  }

  /** Receivers, as bits, of everything that can follow at once from an input of a kind. */
  mask(kind: number): number {
    if (this.#masksAt !== this.version) this.#close();
    return this.#masks[kind] as number;
  }

  #kind(party: number, name: string): number {
    const key = `${party} ${name}`;
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, (number = this.seen.kind(this.parties[party] as Address, name)));
    return number;
  }

  #close(): void {
    const { successors, addresses, version } = this.seen;
    const numberOf = new Map(this.parties.map((at, party) => [at, party]));
    // A party of another configuration is nobody here; a timer that falls due at once is no message to its own party.
    const bit = (to: number, from: number): number => {
      const party = numberOf.get(addresses[to] as Address);
      return party === undefined || addresses[to] === addresses[from] ? 0 : 1 << party;
    };
    const masks = new Int32Array(addresses.length);
    successors.forEach((to, kind) => {
      for (const each of to) masks[kind] = (masks[kind] as number) | bit(each, kind);
    });
    for (let changed = true; changed;) {
      changed = false;
      successors.forEach((to, kind) => {
        let mask = masks[kind] as number;
        for (const each of to) mask |= masks[each] as number;
        if (mask !== masks[kind]) {
          masks[kind] = mask;
          changed = true;
        }
      });
    }
    this.#masks = masks;
    this.#masksAt = version;
  }
}
