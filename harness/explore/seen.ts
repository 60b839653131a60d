import type { Address } from '../../protocol/domain.ts';

/** What has been seen, by address, whatever the search and the configuration. */
export class Seen {
  readonly #kinds = new Map<string, number>();
  readonly successors: Set<number>[] = [];
  readonly addresses: Address[] = [];
  /** Rises with everything learned. */
  version = 0;

  /** @param name a message's type, or a machine and its timer. */
  kind(at: Address, name: string): number {
    const key = `${at} ${name}`;
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    this.#kinds.set(key, this.addresses.length);
    this.successors.push(new Set());
    this.version += 1;
    return this.addresses.push(at) - 1;
  }

  add(from: number, to: number): void {
    const successors = this.successors[from] as Set<number>;
    if (successors.has(to)) return;
    successors.add(to);
    this.version += 1;
  }
}
