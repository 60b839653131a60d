/**
 * What a party may still look at: from each of its control states (its machines that have not ended) on, the records and ended
 * machines that some later step reads before it writes them. Learned from the steps of the table as it grows.
 *
 * Two local states that agree in control and in everything that is live there behave alike for ever: a step is a deterministic
 * function of what it reads, so it reads, does and leaves the same in both. That is why the search may take them for one. What is
 * learned only grows, and a search is repeated until nothing more is learned (design 5.2: dead facts leave the key).
 *
 * Invariants (tests cite them):
 *  V1 what a step reads is live where the step begins;
 *  V2 what is live where a step ends is live where it begins, unless the step writes it.
 */
import { Names } from './intern.ts';

/** Names of things read or written: `<table>/<key>`, `<table>/*` for a whole table, `#<machine>/<key>` for a machine. */
export interface Access {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

interface Passage {
  readonly from: number;
  readonly writes: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

export class Liveness {
  readonly #controls = new Names<Set<string>>();
  /** Steps that end in a control state. */
  readonly #into = new Map<number, Map<string, Passage>>();
  /** Rises with everything learned. */
  version = 0;

  /** @param control names a control state. */
  live(control: string): ReadonlySet<string> {
    const known = this.#controls.find(control);
    return known === undefined ? NOTHING : this.#controls.value(known);
  }

  learn(from: string, { reads, writes }: Access, to: string): void {
    const [begin, end] = [this.#control(from), this.#control(to)];
    for (const each of reads) this.#add(begin, each);
    const name = `${begin} ${writes.join('\u0001')}`;
    const into = this.#into.get(end) ?? new Map<string, Passage>();
    this.#into.set(end, into);
    if (into.has(name)) return;
    const passage = { from: begin, writes: new Set(writes) };
    into.set(name, passage);
    for (const each of this.#controls.value(end)) if (!passage.writes.has(each)) this.#add(begin, each);
  }

  #control(name: string): number {
    return this.#controls.intern(name, () => new Set());
  }

  /** V1, V2 */
  #add(control: number, name: string): void {
    const open = [control];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const live = this.#controls.value(at);
      if (live.has(name)) continue;
      live.add(name);
      this.version += 1;
      for (const { from, writes } of this.#into.get(at)?.values() ?? []) if (!writes.has(name)) open.push(from);
    }
  }
}
