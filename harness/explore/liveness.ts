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
import type { LiveRecords } from './localStore.ts';

/** Names of things read or written: `<table>/<key>`, `<table>/*` for a whole table, `#<machine>/<key>` for a machine. */
export interface Access {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

interface Passage {
  readonly from: number;
  readonly writes: ReadonlySet<string>;
}

/** What is live in one control state. */
export interface Live {
  readonly records: LiveRecords;
  /** `<machine>/<key>`. */
  readonly machines: readonly string[];
}

const NOTHING: Live = { records: new Map(), machines: [] };

export class Liveness {
  readonly #controls = new Names<Set<string>>();
  /** Steps that end in a control state. */
  readonly #into = new Map<number, Map<string, Passage>>();
  readonly #sorted = new Map<number, Live>();
  /** From where to where it was learned already that a step reads and writes this. */
  readonly #learned = new WeakMap<Access, Map<number, Set<number>>>();
  /** Rises with everything learned. */
  version = 0;

  /** @param control names a control state. */
  live(control: string): Live {
    const number = this.#controls.find(control);
    if (number === undefined) return NOTHING;
    const known = this.#sorted.get(number);
    if (known !== undefined) return known;
    const made = sorted(this.#controls.value(number));
    this.#sorted.set(number, made);
    return made;
  }

  learn(from: string, access: Access, to: string): void {
    const [begin, end] = [this.#control(from), this.#control(to)];
    const learned = this.#learned.get(access) ?? new Map<number, Set<number>>();
    this.#learned.set(access, learned);
    const ends = learned.get(begin) ?? new Set<number>();
    if (ends.has(end)) return;
    learned.set(begin, ends.add(end));
    const { reads, writes } = access;
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
      this.#sorted.delete(at);
      this.version += 1;
      for (const { from, writes } of this.#into.get(at)?.values() ?? []) if (!writes.has(name)) open.push(from);
    }
  }
}

const sorted = (names: ReadonlySet<string>): Live => {
  const records = new Map<string, string[] | 'all'>();
  const machines: string[] = [];
  for (const name of [...names].sort()) {
    if (name.startsWith('#')) machines.push(name.slice(1));
    else {
      const slash = name.indexOf('/');
      const [table, key] = [name.slice(0, slash), name.slice(slash + 1)];
      const keys = records.get(table) ?? [];
      records.set(table, key === '*' || keys === 'all' ? 'all' : [...keys, key]);
    }
  }
  return { records, machines };
};
