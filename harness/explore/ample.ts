/**
 * The ample-set reduction (design 5.4): a party may move alone when its next step commutes with everything that the others can still do
 * at this instant, that is, when none of them can send to a receiver of that step. Timers that are due at one instant belong to it.
 */
import type { Inboxes } from './inboxes.ts';
import { INBOX_BITS, INBOX_MASK, type SearchParts } from './searchParts.ts';
import type { Surrounding } from './surroundings.ts';

export class Ample {
  #present: Uint32Array = new Uint32Array(0);
  #touched = 0;
  /** By inbox, while nothing new is learned of who sends what. */
  readonly #masks: number[] = [];
  #masksAt = -1;

  constructor(private readonly parts: SearchParts, private readonly inboxes: Inboxes) {}

  /** S3: the party that alone needs to move, or -1. */
  choose(present: Uint32Array, { due, busy, firing }: Surrounding): number {
    this.#present = present;
    const { cells, parties } = this.parts;
    this.#touched = this.#touchedBy(due);
    for (let index = 0; index < due.length; index += 1) {
      const timer = due[index] as number;
      const party = cells.timerParty(timer);
      if (party < 0) continue;
      // Untimed, a timer that runs may fire at any time.
      if ((busy & (1 << party)) !== 0 && this.#commutes(party, 2 * timer + 1, due)) return party;
    }
    let found = -1;
    for (let party = 0; party < parties; party += 1) {
      const inbox = (present[party] as number) & INBOX_MASK;
      if (inbox === 0 || ((busy | firing | this.#touched) & (1 << party)) !== 0) continue;
      const receivers = this.#receivers(party, 2 * this.inboxes.head(inbox));
      // Who only files something goes first: what waits in its inbox would tell states apart for nothing.
      if (receivers === 0) return party;
      if (found === -1 && (receivers & this.#touched) === 0 && (receivers & this.#others(party, due)) === 0) found = party;
    }
    return found;
  }

  /** Parties, as bits, that something which may happen to the world at this instant is about. */
  #touchedBy(due: readonly number[]): number {
    const { cells } = this.parts;
    let bits = 0;
    for (let index = 0; index < due.length; index += 1) if (cells.timerParty(due[index] as number) < 0) bits |= 1 << cells.affects(due[index] as number).party;
    return bits;
  }

  /** Receivers of what follows from something that happens. */
  #ofHappening(timer: number): number {
    const { cells, reach } = this.parts;
    const { party, type } = cells.affects(timer);
    return type === undefined ? 0 : reach.mask(reach.kindOf(party, type));
  }

  #commutes(party: number, input: number, due: readonly number[]): boolean {
    const receivers = this.#receivers(party, input);
    return (this.#touched & ((1 << party) | receivers)) === 0 && (receivers === 0 || (receivers & this.#others(party, due)) === 0);
  }

  /** Receivers of every way its next step can go, as bits. */
  #receivers(party: number, input: number): number {
    return this.parts.cells.fork(party, (this.#present[party] as number) >>> INBOX_BITS, input, this.#present[this.parts.parties] as number).receivers;
  }

  /** Receivers of everything that can follow from what waits in an inbox. Only one party ever has it, as every message in it is to that party. */
  #ofInbox(party: number, inbox: number): number {
    const { reach } = this.parts;
    if (this.#masksAt !== reach.version) {
      this.#masks.length = 0;
      this.#masksAt = reach.version;
    }
    const known = this.#masks[inbox];
    if (known !== undefined) return known;
    let mask = 0;
    for (const message of this.inboxes.value(inbox)) mask |= reach.mask(reach.kindOfMessage(party, message));
    // Kinds met for the first time are news.
    if (this.#masksAt === reach.version) this.#masks[inbox] = mask;
    return mask;
  }

  /** Receivers of everything that the other parties can still send at this instant. */
  #others(but: number, due: readonly number[]): number {
    const { cells, reach } = this.parts;
    let mask = 0;
    for (let party = 0; party < this.parts.parties; party += 1) {
      const inbox = (this.#present[party] as number) & INBOX_MASK;
      if (party === but || inbox === 0) continue;
      mask |= this.#ofInbox(party, inbox);
    }
    for (let index = 0; index < due.length; index += 1) {
      const timer = due[index] as number;
      const party = cells.timerParty(timer);
      if (party >= 0 && party !== but) mask |= reach.mask(reach.kindOfTimer(timer));
      else if (party < 0) mask |= this.#ofHappening(timer);
    }
    return mask;
  }
}
