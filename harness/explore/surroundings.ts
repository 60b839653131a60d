/**
 * What is not inside a party or an inbox: the time, the timers that run, what nature has chosen. Interned as one integer,
 * and every change of it remembered, so that the search adds integers and allocates nothing.
 */
import { Names, PairTable } from './intern.ts';

export interface Surrounding {
  /** Virtual ms. */
  readonly now: number;
  readonly choice: number;
  /** Timers running, by number, with the ms they have left; in order of their numbers. */
  readonly timers: readonly (readonly [timer: number, leftMs: number])[];
  /** Those with nothing left. */
  readonly due: Uint16Array;
}

export interface Change {
  readonly choice: number;
  readonly stopped: readonly number[];
  readonly started: readonly (readonly [timer: number, leftMs: number])[];
}

export class SurroundingSet {
  readonly #names = new Names<Surrounding>();
  /** Number after time has moved to the next deadline; -1 when none runs, -2 not asked yet. */
  readonly #advanced: number[] = [];
  readonly #changed = new PairTable();

  first(now: number, choice: number): number {
    return this.#intern(now, choice, []);
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

  change(number: number, { choice, stopped, started }: Change): number {
    const { now, timers } = this.#names.value(number);
    const running = new Map(timers.filter(([timer]) => !stopped.includes(timer)));
    for (const [timer, leftMs] of started) running.set(timer, leftMs);
    return this.#intern(now, choice, [...running]);
  }

  /** Moves to the next deadline; the same number when one is due now, -1 when no timer runs. */
  advance(number: number): number {
    const known = this.#advanced[number];
    if (known !== undefined && known !== -2) return known;
    const { now, choice, timers } = this.#names.value(number);
    const least = Math.min(...timers.map(([, leftMs]) => leftMs));
    const next = timers.length === 0 ? -1 : least === 0 ? number : this.#intern(now + least, choice, timers.map(([timer, leftMs]) => [timer, leftMs - least]));
    this.#advanced[number] = next;
    return next;
  }

  #intern(now: number, choice: number, timers: readonly (readonly [number, number])[]): number {
    const sorted = [...timers].sort(([a], [b]) => a - b);
    return this.#names.intern(JSON.stringify([now, choice, sorted]), () =>
      ({ now, choice, timers: sorted, due: Uint16Array.from(sorted.filter(([, leftMs]) => leftMs === 0).map(([timer]) => timer)) }));
  }
}
