/** A store that notes which records a step reads before it writes them, and which it writes. */
import { Store } from '../../actors/runtime/store.ts';
import type { Access } from './liveness.ts';
import type { Tables } from './localStore.ts';

type Any = Record<string, unknown>;

export class TracedStore extends Store<Any> {
  readonly #reads = new Set<string>();
  readonly #writes = new Set<string>();

  constructor(tables: Tables) {
    super(tables);
  }

  override get<N extends keyof Any>(table: N, key: string): Any[N] | undefined {
    const id = `${table}/${key}`;
    if (!this.#writes.has(id)) this.#reads.add(id);
    return super.get(table, key);
  }

  override put<N extends keyof Any>(table: N, key: string, value: Any[N]): void {
    this.#writes.add(`${table}/${key}`);
    super.put(table, key, value);
  }

  override delete(table: keyof Any, key: string): void {
    this.#writes.add(`${table}/${key}`);
    super.delete(table, key);
  }

  override entries<N extends keyof Any>(table: N): Iterable<[string, Any[N]]> {
    this.#reads.add(`${table}/*`);
    return super.entries(table);
  }

  /** A machine's state counts as a record. */
  noteMachine(id: string, isWritten: boolean): void {
    const name = `#${id}`;
    if (!this.#writes.has(name)) this.#reads.add(name);
    if (isWritten) this.#writes.add(name);
  }

  get access(): Access {
    return { reads: [...this.#reads], writes: [...this.#writes] };
  }
}
