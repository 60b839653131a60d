/** A party's armed timers as data: absolute stamps beside the name of the timer, never closures (H4). */
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import { Heap } from './heap.ts';
import type { Saved } from './saved.ts';

export interface Timer {
  readonly machine: string;
  readonly key: string;
  readonly timer: string;
}

export interface Deadline extends Stamp, Timer {
  /** Order of arming, for H2. */
  readonly armed: number;
}

const dueFirst = (a: Deadline, b: Deadline): boolean => (compareStamps(a, b) || a.armed - b.armed) < 0;
const idOf = ({ machine, key, timer }: Timer): string => `${machine}/${key}/${timer}`;

export class Deadlines {
  readonly #heap = new Heap<Deadline>(dueFirst);
  /** Latest arming of each; older entries in the heap are dead. */
  readonly #armed = new Map<string, Deadline>();
  readonly #changed = new Set<string>();
  /** How many were armed so far. */
  armings = 0;

  arm({ machine, key, timer }: Timer, at: Stamp): void {
    this.armings += 1;
    this.#put({ t: at.t, n: at.n, machine, key, timer, armed: this.armings });
  }

  cancel(timer: Timer): void {
    this.disarm(idOf(timer));
  }

  /** @param id `<machine>/<key>/<timer>`. */
  disarm(id: string): void {
    if (this.#armed.delete(id)) this.#changed.add(id);
  }

  peek(): Deadline | undefined {
    for (let top = this.#heap.peek(); top !== undefined; top = this.#heap.peek()) {
      if (this.#armed.get(idOf(top)) === top) return top;
      this.#heap.pop();
    }
    return undefined;
  }

  /** The next deadline, armed no more. */
  pop(): Deadline | undefined {
    const top = this.peek();
    if (top !== undefined) this.cancel(top);
    return top;
  }

  /** All that are armed, the earliest first. */
  pending(): readonly Deadline[] {
    return [...this.#armed.values()].sort((a, b) => (dueFirst(a, b) ? -1 : 1));
  }

  *takeChanges(): Iterable<Saved> {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const id of changed) {
      const value = this.#armed.get(id);
      yield { kind: 'deadline', id, ...(value === undefined ? {} : { value }) };
    }
  }

  *all(): Iterable<Saved> {
    for (const [id, value] of this.#armed) yield { kind: 'deadline', id, value };
  }

  restore({ id, value }: Saved): void {
    if (value === undefined) this.#armed.delete(id);
    else this.#put(value as Deadline);
    this.#changed.delete(id);
  }

  clear(): void {
    this.#armed.clear();
    this.#changed.clear();
    this.armings = 0;
  }

  #put(deadline: Deadline): void {
    const id = idOf(deadline);
    this.#armed.set(id, deadline);
    this.#changed.add(id);
    this.#heap.push(deadline);
  }
}
