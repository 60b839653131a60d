/** Names as small integers on the way between two processes: each is sent once. */
export interface Encoded {
  readonly ids: readonly number[];
  /** Names met for the first time, in the order of their numbers. */
  readonly names: readonly string[];
}

export class Encoder {
  readonly #ids = new Map<string, number>();

  encode(names: readonly string[]): Encoded {
    const met: string[] = [];
    const ids = names.map((name) => {
      let id = this.#ids.get(name);
      if (id === undefined) {
        this.#ids.set(name, (id = this.#ids.size));
        met.push(name);
      }
      return id;
    });
    return { ids, names: met };
  }
}

/** For one encoder, whose messages come in order. */
export class Decoder {
  readonly #names: string[] = [];

  /** @throws RangeError for a number whose name never came. */
  decode({ ids, names }: Encoded): readonly string[] {
    this.#names.push(...names);
    return ids.map((id) => {
      const name = this.#names[id];
      if (name === undefined) throw new RangeError(`no name ${id}; ${this.#names.length} have come`);
      return name;
    });
  }
}
