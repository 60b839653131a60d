/**
 * Breadth first over all global states of one configuration: every order in which messages can be dealt with, every cause,
 * timed. A state is a vector of integers: per party its local state and its inbox, and one for what surrounds them.
 *
 * Invariants (tests cite them):
 *  S1 a party deals with its timers that are due, in the order they were armed, then with the first message of its inbox; which
 *     party moves is open;
 *  S2 time moves to the next deadline when no message is under way and nothing is due, never before (timed mode);
 *  S3 with the reduction only a party whose next step commutes with everything the others can still do at this instant moves;
 *  S6 untimed, time stands still and every timer that runs may fire, each once in an attempt;
 *  S5 before `from` parties move in the order of their addresses, messages before timers, and nature does nothing;
 *  S4 an end is a state in which no message is under way and no timer runs.
 */
import { Ample } from './ample.ts';
import type { Way } from './cells.ts';
import { Graph } from './graph.ts';
import { Inboxes } from './inboxes.ts';
import { INBOX_BITS, INBOX_MASK, type SearchParts } from './searchParts.ts';
import { VectorSet } from './vectors.ts';

/** A bit per party in a mask of receivers. */
const MAX_PARTIES = 31;

export interface SearchOptions {
  /** Off for the comparison on a frozen subset. */
  readonly reduce: boolean;
  /** The search stops short above so many states. */
  readonly maxStates: number;
  /** Virtual ms: every order from then on; before, the order a live world has. Default: from the start. */
  readonly from?: number;
  /** Virtual ms: a state at or after it is an end. Default: to the last deadline. */
  readonly until?: number;
  /** A timer may fire whenever it runs, and each once. Default: when it is due. */
  readonly untimed?: boolean;
  readonly onProgress?: (states: number) => void;
}

const PROGRESS_EVERY = 1 << 12;

export class Search {
  readonly graph = new Graph();
  readonly inboxes = new Inboxes();
  readonly states: VectorSet;
  readonly ends: number[] = [];
  truncated = false;
  /** A plan that could not be carried out, by the state it was tried in. */
  readonly impossible: { readonly state: number; readonly timer: number }[] = [];
  /** Ways taken before `from`, in order. */
  readonly led: number[] = [];
  /** Causes that would have struck before `from`: this search leaves them out. */
  readonly early = new Set<number>();
  readonly #parties: number;
  readonly #present: Uint32Array;
  readonly #next: Uint32Array;
  readonly #ample: Ample;
  #used = new Uint8Array(1 << 12);

  constructor(private readonly parts: SearchParts, private readonly options: SearchOptions) {
    this.#parties = parts.parties;
    if (this.#parties > MAX_PARTIES) throw new RangeError(`${this.#parties} parties, at most ${MAX_PARTIES}`);
    this.#ample = new Ample(parts, this.inboxes);
    this.states = new VectorSet(this.#parties + 1);
    this.#present = new Uint32Array(this.#parties + 1);
    this.#next = new Uint32Array(this.#parties + 1);
  }

  run(): this {
    this.#boot();
    for (let state = 0; state < this.states.size; state += 1) {
      if (state % PROGRESS_EVERY === 0) this.options.onProgress?.(state);
      if (this.states.size > this.options.maxStates) {
        this.truncated = true;
        break;
      }
      this.states.read(state, this.#present);
      this.graph.expand();
      this.#expand(state);
    }
    return this;
  }

  /** Expands nothing but what it is asked for, unreduced. @param from as in the options. */
  static walker(parts: SearchParts, from = -Infinity): Search {
    const walker = new Search(parts, { reduce: false, maxStates: Infinity, from });
    walker.#boot();
    return walker;
  }

  /** Where it begins. */
  get from(): number {
    return this.options.from ?? -Infinity;
  }

  /** Successors of one state; those that are new are numbered. */
  successorsOf(state: number): readonly { readonly to: number; readonly label: number }[] {
    this.states.read(state, this.#present);
    this.graph.expand();
    const first = this.graph.edges;
    this.#expand(state);
    return Array.from({ length: this.graph.edges - first }, (_, index) => ({ to: this.graph.target(first + index), label: this.graph.label(first + index) }));
  }

  localState(state: number, party: number): number {
    this.states.read(state, this.#next);
    return (this.#next[party] as number) >>> INBOX_BITS;
  }

  surrounding(state: number): number {
    this.states.read(state, this.#next);
    return this.#next[this.#parties] as number;
  }

  #boot(): void {
    const vector = this.#next;
    const { states, inboxes, surrounding } = this.parts.start(this.inboxes);
    states.forEach((state, party) => (vector[party] = (state << INBOX_BITS) | (inboxes[party] as number)));
    vector[this.#parties] = surrounding;
    this.#settleTime();
    this.#lead(this.options.from ?? -Infinity);
    if (this.options.untimed === true) vector[this.#parties] = this.parts.surroundings.untimed(vector[this.#parties] as number);
    this.states.add(vector);
  }

  /** S5 */
  #lead(from: number): void {
    const { surroundings, cells } = this.parts;
    for (;;) {
      const around = surroundings.value(this.#next[this.#parties] as number);
      if (around.now >= from) return;
      this.#present.set(this.#next);
      const party = this.#present.findIndex((word, index) => index < this.#parties && (word & INBOX_MASK) !== 0);
      const inbox = party < 0 ? 0 : (this.#present[party] as number) & INBOX_MASK;
      const timer = around.due[0];
      const [mover, input] = party >= 0 ? [party, 2 * this.inboxes.head(inbox)] : timer === undefined ? [-1, 0] : [cells.timerParty(timer), 2 * timer + 1];
      if (mover < 0) return;
      const ways = cells.ways(mover, (this.#present[mover] as number) >>> INBOX_BITS, input, this.#present[this.#parties] as number);
      const [first, ...others] = ways;
      for (const other of others) this.early.add(cells.way(other).bound);
      this.led.push(first as number);
      this.#take(first as number, cells.way(first as number), inbox);
      this.#settleTime();
    }
  }

  #expand(state: number): void {
    const { surroundings, cells } = this.parts;
    const { due, busy, now } = surroundings.value(this.#present[this.#parties] as number);
    if (now >= (this.options.until ?? Infinity)) {
      this.ends.push(state);
      return;
    }
    const only = this.options.reduce ? this.#ample.choose(this.#present, due, busy) : -1;
    let moved = false;
    for (let party = 0; party < this.#parties; party += 1) {
      const inbox = (this.#present[party] as number) & INBOX_MASK;
      if (inbox === 0 || (only !== -1 && party !== only) || (busy & (1 << party)) !== 0) continue;
      moved = true;
      this.#step(party, 2 * this.inboxes.head(inbox), inbox);
    }
    for (let index = 0; index < due.length; index += 1) {
      const timer = due[index] as number;
      const party = cells.timerParty(timer);
      if (only !== -1 && party !== only) continue;
      moved = true;
      if (party >= 0) this.#step(party, 2 * timer + 1, 0);
      else this.#happen(state, timer);
    }
    if (!moved) this.ends.push(state);
  }

  /** S1. @param inbox the one the input is taken from, 0 for a timer. */
  #step(party: number, input: number, inbox: number): void {
    const { cells } = this.parts;
    const ways = cells.ways(party, (this.#present[party] as number) >>> INBOX_BITS, input, this.#present[this.#parties] as number);
    for (let index = 0; index < ways.length; index += 1) {
      const number = ways[index] as number;
      const way = cells.way(number);
      if (this.#used[number] !== 1) this.#learn(number, way, input);
      this.#take(number, way, inbox);
      this.#reached(number);
    }
  }

  #take(number: number, way: Way, inbox: number): void {
    const vector = this.#next;
    vector.set(this.#present);
    const { party, sends } = way;
    if (way.next > INBOX_MASK || this.inboxes.size > INBOX_MASK) throw new RangeError('more local states or inboxes than fit a key');
    const left = inbox === 0 ? (vector[party] as number) & INBOX_MASK : this.inboxes.tail(inbox);
    vector[party] = (way.next << INBOX_BITS) | left;
    for (let index = 0; index < sends.length; index += 2) this.#push(sends[index] as number, sends[index + 1] as number);
    vector[this.#parties] = this.parts.surroundings.changed(vector[this.#parties] as number, number, way.change);
  }

  #push(party: number, message: number): void {
    const word = this.#next[party] as number;
    this.#next[party] = (word & ~INBOX_MASK) | this.inboxes.push(word & INBOX_MASK, message);
  }

  #happen(state: number, timer: number): void {
    const { cells, surroundings } = this.parts;
    const vector = this.#next;
    vector.set(this.#present);
    const done = cells.happen(timer, (party) => (this.#present[party] as number) >>> INBOX_BITS);
    const { choice } = surroundings.value(vector[this.#parties] as number);
    vector[this.#parties] = surroundings.change(vector[this.#parties] as number, { choice, fired: [timer], stopped: [], started: [] });
    if (done === undefined) this.impossible.push({ state, timer });
    else if (done.next >= 0) vector[done.party] = (done.next << INBOX_BITS) | ((vector[done.party] as number) & INBOX_MASK);
    else this.#push(done.party, done.message);
    this.#reached(-1 - timer);
  }

  #reached(label: number): void {
    this.#settleTime();
    const before = this.states.size;
    const to = this.states.add(this.#next);
    this.graph.add(to, label, this.states.size > before);
  }

  /** S2 */
  #settleTime(): void {
    for (let party = 0; party < this.#parties; party += 1) if (((this.#next[party] as number) & INBOX_MASK) !== 0) return;
    const advanced = this.parts.surroundings.advance(this.#next[this.#parties] as number);
    if (advanced !== -1) this.#next[this.#parties] = advanced;
  }

  #learn(number: number, way: Way, input: number): void {
    if (number >= this.#used.length) {
      const used = new Uint8Array(2 * number);
      used.set(this.#used);
      this.#used = used;
    }
    this.#used[number] = 1;
    this.parts.reach.learn(way, input);
  }

  /** Whether a way was taken at least once. */
  took(number: number): boolean {
    return this.#used[number] === 1;
  }
}
