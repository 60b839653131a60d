/**
 * What is not inside a party or an inbox: the time, the timers that run, what nature has chosen. Interned as one integer,
 * and every change of it remembered, so that the search adds integers and allocates nothing.
 */
import { Names, PairTable } from './intern.ts';

export interface Surrounding {
  /** Virtual ms. */
  readonly now: number;
  readonly choice: number;
  /** Timers running, by number, with the ms they have left: by party, and within a party in the order they were armed (H2 of the host). */
  readonly timers: readonly (readonly [timer: number, leftMs: number])[];
  /** Those that may fire: of each party, and of the world, the first with nothing left; untimed every one that has not fired yet. */
  readonly due: readonly number[];
  /** Parties, as bits, with a timer due: they deal with it before any message. Untimed: none. */
  readonly busy: number;
  /** Parties, as bits, with a timer that may fire. */
  readonly firing: number;
  /** Number of time and choice together. */
  readonly circumstance: number;
  /** Untimed: timers that have fired. None fires twice, so that a ladder has an end. Timed: undefined. */
  readonly spent: readonly number[] | undefined;
}

/** In place of a choice: nature chooses nothing. */
export const AS_BEFORE = -1;

export interface Change {
  readonly choice: number;
  /** The timer that was dealt with. */
  readonly fired: readonly number[];
  readonly stopped: readonly number[];
  readonly started: readonly (readonly [timer: number, leftMs: number])[];
}

/**
 * Left of a timer that time has run out on: its party deals with it before any message of that instant. A timer armed for no time
 * at all has 0 left: it and a message may come in either order.
 */
const OVERDUE = -1;

/** Shared: of most surroundings nothing is due. */
const NOTHING: readonly number[] = [];

export class SurroundingSet {
  /**
   * @param partyOf party of a timer, -1 for the world.
   * @param mostFirings untimed: timers that may fire in one attempt.
   */
  constructor(private readonly partyOf: (timer: number) => number, private readonly mostFirings = Infinity) {}

  readonly #names = new Names<Surrounding>();
  /** Number after time has moved to the next deadline; -1 when none runs, -2 not asked yet. */
  readonly #advanced: number[] = [];
  readonly #changed = new PairTable();
  readonly #circumstances = new Names<undefined>();

  first(now: number, choice: number): number {
    return this.#intern(now, choice, [], undefined);
  }

  value(number: number): Surrounding {
    return this.#names.value(number);
  }

  get size(): number {
    return this.#names.size;
  }

  /** @param change by number, so that it is worked out once. */
  changed(number: number, change: number, what: Change): number {
    const known = this.#changed.get(number, change);
    if (known !== -1) return known;
    const made = this.change(number, what);
    this.#changed.set(number, change, made);
    return made;
  }

  change(number: number, { choice, fired, stopped, started }: Change): number {
    const { now, choice: before, timers, spent } = this.#names.value(number);
    const running = new Map(timers.filter(([timer]) => !fired.includes(timer) && !stopped.includes(timer)));
    for (const [timer, leftMs] of started) {
      running.delete(timer);
      running.set(timer, spent === undefined ? leftMs : 0);
    }
    return this.#intern(now, choice === AS_BEFORE ? before : choice, [...running], spent && [...new Set([...spent, ...fired])].sort((a, b) => a - b));
  }

  /** From here on time stands still, and a timer may fire whenever it runs. */
  untimed(number: number): number {
    const { now, choice, timers } = this.#names.value(number);
    return this.#intern(now, choice, timers.map(([timer]) => [timer, 0]), []);
  }

  /** Moves to the next deadline; the same number when one is due now, -1 when no timer runs. */
  advance(number: number): number {
    const known = this.#advanced[number];
    if (known !== undefined && known !== -2) return known;
    const { now, choice, timers, spent } = this.#names.value(number);
    if (spent !== undefined) return number;
    const least = Math.min(...timers.map(([, leftMs]) => leftMs));
    const next = timers.length === 0 ? -1 : least <= 0 ? number : this.#intern(now + least, choice, timers.map(([timer, leftMs]) => [timer, leftMs === least ? OVERDUE : leftMs - least]), undefined);
    this.#advanced[number] = next;
    return next;
  }

  #intern(now: number, choice: number, timers: readonly (readonly [number, number])[], spent: readonly number[] | undefined): number {
    const sorted = [...timers].sort(([a], [b]) => (spent === undefined ? this.partyOf(a) - this.partyOf(b) : a - b));
    let name = `${now} ${choice}`;
    for (const [timer, leftMs] of sorted) name += ` ${timer}:${leftMs}`;
    return this.#names.intern(spent === undefined ? name : `${name} after ${spent.join()}`, () => {
      const due = this.#due(sorted, spent);
      const firing = due.reduce((bits, timer) => (this.partyOf(timer) < 0 ? bits : bits | (1 << this.partyOf(timer))), 0);
      const busy = spent !== undefined ? 0 : sorted.reduce((bits, [timer, leftMs]) => (leftMs !== OVERDUE || this.partyOf(timer) < 0 ? bits : bits | (1 << this.partyOf(timer))), 0);
      return { now, choice, timers: sorted, due, busy, firing, spent, circumstance: this.#circumstances.intern(`${now} ${choice}`, () => undefined) };
    });
  }

  #due(timers: Surrounding['timers'], spent: readonly number[] | undefined): readonly number[] {
    if (spent !== undefined) return spent.length < this.mostFirings ? timers.flatMap(([timer]) => (spent.includes(timer) ? [] : [timer])) : NOTHING;
    const first = new Map<number, readonly [number, number]>();
    for (const [timer, leftMs] of timers) {
      const party = this.partyOf(timer);
      const before = first.get(party);
      if (leftMs > 0) continue;
      if (before === undefined || leftMs < before[1]) first.set(party, [timer, leftMs]);
    }
    return first.size === 0 ? NOTHING : [...first.values()].map(([timer]) => timer);
  }
}
