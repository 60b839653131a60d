/**
 * What a party knows, as tables of plain values: everything a classification may read and a rendering may say.
 * Values are replaced, never changed in place, and the keys written in a step are known, so that a step can be one log
 * record (transport page: "a party's state is a log").
 */
export class Store<Tables extends object> {
  readonly #tables = new Map<string, Map<string, unknown>>();
  readonly #changed = new Set<string>();

  get<N extends keyof Tables>(table: N, key: string): Tables[N] | undefined {
    return this.#tables.get(String(table))?.get(key) as Tables[N] | undefined;
  }

  /** @throws when absent: for records whose absence is a defect of the emulator, not of its input. */
  need<N extends keyof Tables>(table: N, key: string): Tables[N] {
    const value = this.get(table, key);
    if (value === undefined) throw new Error(`store: no ${String(table)} "${key}"`);
    return value;
  }

  put<N extends keyof Tables>(table: N, key: string, value: Tables[N]): void {
    let records = this.#tables.get(String(table));
    if (records === undefined) this.#tables.set(String(table), (records = new Map()));
    records.set(key, value);
    this.#changed.add(`${String(table)}/${key}`);
  }

  delete(table: keyof Tables, key: string): void {
    this.#tables.get(String(table))?.delete(key);
    this.#changed.add(`${String(table)}/${key}`);
  }

  /** Records in order of first insertion. */
  *entries<N extends keyof Tables>(table: N): Iterable<[string, Tables[N]]> {
    yield* (this.#tables.get(String(table)) ?? new Map()) as Map<string, Tables[N]>;
  }

  /** Keys written since last asked, as `table/key`. */
  takeChanged(): readonly string[] {
    const keys = [...this.#changed];
    this.#changed.clear();
    return keys;
  }

  /** Next number of a named series, from 1. */
  next(series: string): number {
    const counters = this as unknown as Store<{ counters: number }>;
    const value = (counters.get('counters', series) ?? 0) + 1;
    counters.put('counters', series, value);
    return value;
  }
}
