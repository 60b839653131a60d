/**
 * Breadth first over all global states of one configuration: every order in which messages can be dealt with, every cause,
 * timed. A state is a vector of integers: per party its local state and its inbox, and one for what surrounds them.
 *
 * Invariants (tests cite them):
 *  S1 a party deals with its timers that are due, in the order they were armed, then with the first message of its inbox; which
 *     party moves is open;
 *  S2 time moves to the next deadline when no message is under way and nothing is due, never before (timed mode);
 *  S3 with the reduction only a party whose next step commutes with everything the others can still do at this instant moves;
 *  S7 what may go wrong on the way happens once, and is a word of the state (`trouble.ts`); what is still to come holds the time;
 *  S6 untimed, time stands still and every timer that runs may fire, each once in an attempt;
 *  S5 before `from` parties move in the order of their addresses, messages before timers, and nature does nothing;
 *  S4 an end is a state in which no message is under way and no timer runs.
 */
import { Ample } from './ample.ts';
import type { Way } from './cells.ts';
import { Graph } from './graph.ts';
import { Inboxes } from './inboxes.ts';
import { Marks } from './intern.ts';
import { INBOX_BITS, INBOX_MASK, type SearchOptions, type SearchParts, type Trouble } from './searchParts.ts';
import { VectorSet } from './vectors.ts';

/** A bit per party in a mask of receivers. */
const MAX_PARTIES = 31;

const PROGRESS_EVERY = 1 << 12;
/** Label of an edge on which no party deals with anything: a message is lost or held up, or time moves. */
export const NOTHING_DONE = -(1 << 30);

export class Search {
  readonly graph: Graph;
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
  readonly #used = new Marks();

  constructor(private readonly parts: SearchParts, private readonly options: SearchOptions) {
    this.#parties = parts.parties;
    if (this.#parties > MAX_PARTIES) throw new RangeError(`${this.#parties} parties, at most ${MAX_PARTIES}`);
    this.#ample = new Ample(parts, this.inboxes);
    const words = this.#parties + (options.trouble === undefined ? 1 : 2);
    this.graph = new Graph(options.expected);
    this.states = new VectorSet(words, options.expected);
    [this.#present, this.#next] = [new Uint32Array(words), new Uint32Array(words)];
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

  /** Depth first, so that what can follow a state is known before its like is met: for what is learned on the way. Its graph is none. */
  sweep(): void {
    this.#boot();
    const open = [0];
    for (let state = open.pop(); state !== undefined && this.states.size <= this.options.maxStates; state = open.pop()) {
      const before = this.states.size;
      this.states.read(state, this.#present);
      this.graph.expand();
      this.#expand(state);
      for (let made = this.states.size - 1; made >= before; made -= 1) open.push(made);
    }
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
      const [first, ...others] = cells.fork(mover, (this.#present[mover] as number) >>> INBOX_BITS, input, this.#present[this.#parties] as number).ways;
      for (const { bound } of others) this.early.add(bound);
      if (first === undefined) throw new RangeError('a step that goes no way');
      this.led.push(first.number);
      this.#take(first, inbox);
      this.#settleTime();
    }
  }

  #expand(state: number): void {
    const { surroundings, cells } = this.parts;
    const around = surroundings.value(this.#present[this.#parties] as number);
    const { due, busy, now } = around;
    if (now >= (this.options.until ?? Infinity)) {
      this.ends.push(state);
      return;
    }
    const only = this.options.reduce ? this.#ample.choose(this.#present, around) : -1;
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
    const { trouble } = this.options;
    if (trouble !== undefined) moved = this.#goWrong(trouble, due.length === 0, busy) || moved;
    if (!moved && trouble?.isOpen(this.#present[this.#parties + 1] as number) !== true) this.ends.push(state);
  }

  /** S7 */
  #goWrong(trouble: Trouble, isNothingDue: boolean, busy: number): boolean {
    const present = this.#present.slice();
    const moves = trouble.moves(present, busy, this.inboxes);
    for (const { party, inbox, message, word } of moves) {
      this.#present[party] = ((present[party] as number) & ~INBOX_MASK) | inbox;
      this.#present[this.#parties + 1] = word;
      if (message >= 0) this.#step(party, 2 * message, 0);
      else this.#stand(this.#present[this.#parties] as number);
      this.#present.set(present);
    }
    const isQuiet = isNothingDue && present.every((word, party) => party >= this.#parties || (word & INBOX_MASK) === 0);
    const advanced = isQuiet && trouble.holdsTime(present[this.#parties + 1] as number) ? this.parts.surroundings.advance(present[this.#parties] as number) : -1;
    if (advanced !== -1) this.#stand(advanced);
    return moves.length > 0 || advanced !== -1;
  }

  /** Nobody deals with anything. */
  #stand(surrounding: number): void {
    this.#next.set(this.#present);
    this.#next[this.#parties] = surrounding;
    this.#reached(NOTHING_DONE);
  }

  /** What has gone wrong by then (`trouble.ts`). */
  wordAt(state: number): number {
    this.states.read(state, this.#next);
    return this.#next[this.#parties + 1] as number;
  }

  /** S1. @param inbox the one the input is taken from, 0 for a timer. */
  #step(party: number, input: number, inbox: number): void {
    const { cells } = this.parts;
    const { ways } = cells.fork(party, (this.#present[party] as number) >>> INBOX_BITS, input, this.#present[this.#parties] as number);
    for (let index = 0; index < ways.length; index += 1) {
      const way = ways[index] as Way;
      if (this.#used.add(way.number)) this.parts.reach.learn(way, input);
      this.#take(way, inbox);
      this.#reached(way.number);
    }
  }

  #take(way: Way, inbox: number): void {
    const vector = this.#next;
    vector.set(this.#present);
    const { party, sends } = way;
    if (way.next > INBOX_MASK || this.inboxes.size > INBOX_MASK) throw new RangeError('more local states or inboxes than fit a key');
    const left = inbox === 0 ? (vector[party] as number) & INBOX_MASK : this.inboxes.tail(inbox);
    vector[party] = (way.next << INBOX_BITS) | left;
    for (let index = 0; index < sends.length; index += 2) this.#push(sends[index] as number, sends[index + 1] as number);
    if (!way.isStill) vector[this.#parties] = this.parts.surroundings.changed(vector[this.#parties] as number, way.number, way.change);
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
    if (this.options.trouble?.holdsTime(this.#next[this.#parties + 1] as number) === true) return;
    for (let party = 0; party < this.#parties; party += 1) if (((this.#next[party] as number) & INBOX_MASK) !== 0) return;
    const advanced = this.parts.surroundings.advance(this.#next[this.#parties] as number);
    if (advanced !== -1) this.#next[this.#parties] = advanced;
  }
}
