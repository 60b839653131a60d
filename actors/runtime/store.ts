import type { Saved } from './saved.ts';

export interface StoreWatch {
  reads(table: string, key: string): void;
  scans(table: string): void;
}

/**
 * What a party knows, as tables of plain values: everything a classification may read and a rendering may say.
 * Values are replaced, never changed in place, and the keys written in a step are known, so that a step can be one log
 * record (transport page: "a party's state is a log"). `out`: code that needs some tables takes the store of any party that has them.
 */
export class Store<out Tables extends object> {
  /** Told of what is read; what is written is among the changes. */
  watch: StoreWatch | undefined;
  readonly #tables: Map<string, ReadonlyMap<string, unknown>>;
  /** Tables of its own; others are copied before they are written. */
  readonly #own = new Set<string>();
  /** Records written since last asked, those that are new to their table in the order they came; `moved`: deleted, and back at the end. */
  readonly #changed = new Map<string, { readonly table: string; readonly key: string; readonly moved: boolean }>();

  /** @param tables what it holds at first; they stay as they are, whatever is written here. */
  constructor(tables: Iterable<readonly [string, ReadonlyMap<string, unknown>]> = []) {
    this.#tables = new Map(tables);
  }

  get<N extends keyof Tables>(table: N, key: string): Tables[N] | undefined {
    this.watch?.reads(String(table), key);
    return this.#tables.get(String(table))?.get(key) as Tables[N] | undefined;
  }

  /** @throws when absent: for records whose absence is a defect of the emulator, not of its input. */
  need<N extends keyof Tables>(table: N, key: string): Tables[N] {
    const value = this.get(table, key);
    if (value === undefined) throw new Error(`store: no ${String(table)} "${key}"`);
    return value;
  }

  put<N extends keyof Tables>(table: N, key: string, value: Tables[N]): void {
    const records = this.#owned(String(table));
    this.#change(String(table), key, records.has(key));
    records.set(key, value);
  }

  delete(table: keyof Tables, key: string): void {
    if (this.#tables.get(String(table))?.has(key) !== true) return;
    this.#owned(String(table)).delete(key);
    this.#change(String(table), key, false);
  }

  /** Records in order of first insertion. */
  *entries<N extends keyof Tables>(table: N): Iterable<[string, Tables[N]]> {
    this.watch?.scans(String(table));
    yield* (this.#tables.get(String(table)) ?? new Map()) as ReadonlyMap<string, Tables[N]>;
  }

  /** Records written or deleted since last asked: applied in order they make one store like another. */
  *takeChanges(): Iterable<Saved> {
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    for (const { table, key, moved } of changed) {
      const records = this.#tables.get(table);
      const id = `${table}/${key}`;
      if (moved || records?.has(key) !== true) yield { kind: 'record', id };
      if (records?.has(key) === true) yield { kind: 'record', id, value: records.get(key) };
    }
  }

  /** Every record. */
  *all(): Iterable<Saved> {
    for (const [table, records] of this.#tables) for (const [key, value] of records) yield { kind: 'record', id: `${table}/${key}`, value };
  }

  /** Puts a saved record back, or takes away one that was deleted. */
  restore(saved: Saved): void {
    this.adopt(saved);
    this.#changed.delete(saved.id);
  }

  /** A record as the same party has it elsewhere: a change of its own. */
  adopt({ id, ...saved }: Saved): void {
    const slash = id.indexOf('/');
    const [table, key] = [id.slice(0, slash), id.slice(slash + 1)];
    const store = this as unknown as Store<Record<string, unknown>>;
    if ('value' in saved) store.put(table, key, saved.value);
    else store.delete(table, key);
  }

  /** Nothing is kept. */
  clear(): void {
    this.#tables.clear();
    this.#own.clear();
    this.#changed.clear();
  }

  /** Next number of a named series, from 1. */
  next(series: string): number {
    const counters = this as unknown as Store<{ counters: number }>;
    const value = (counters.get('counters', series) ?? 0) + 1;
    counters.put('counters', series, value);
    return value;
  }

  #owned(table: string): Map<string, unknown> {
    const records = this.#tables.get(table);
    if (records !== undefined && this.#own.has(table)) return records as Map<string, unknown>;
    const own = new Map(records);
    this.#tables.set(table, own);
    this.#own.add(table);
    return own;
  }

  #change(table: string, key: string, wasThere: boolean): void {
    const id = `${table}/${key}`;
    const before = this.#changed.get(id);
    if (before !== undefined && wasThere) return;
    this.#changed.delete(id);
    this.#changed.set(id, { table, key, moved: before !== undefined });
  }
}
