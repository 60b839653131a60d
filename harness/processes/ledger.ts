/** What the coordinator knows of where every party stands, and so of when there is work for whom. */
import type { Address } from '../../protocol/domain.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { Report } from './messages.ts';

interface Standing {
  consumed: Stamp | undefined;
  /** Least stamp it knows of itself. */
  next: Stamp | undefined;
  /** Least stamp of what is on its way to it and it has not told of. */
  incoming: Stamp | undefined;
  /** Messages sent to it, all senders together. */
  hold: number;
}

const least = (a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined => (a === undefined || (b !== undefined && compareStamps(b, a) < 0) ? b : a);

export class Ledger {
  readonly #parties = new Map<Address, Standing>();
  /** Messages so far by sender and receiver. */
  readonly #sent = new Map<Address, Map<Address, number>>();

  constructor(readonly addresses: readonly Address[]) {
    for (const at of addresses) this.#parties.set(at, { consumed: undefined, next: undefined, incoming: undefined, hold: 0 });
  }

  /** @throws Error for a party that is not of this world. */
  #standing(party: Address, said: string): Standing {
    const standing = this.#parties.get(party);
    if (standing === undefined) throw new Error(`${said} "${party}", who is not in this world`);
    return standing;
  }

  hold(party: Address): number {
    return this.#standing(party, 'nothing is known of').hold;
  }

  begun(party: Address): boolean {
    return this.#standing(party, 'nothing is known of').consumed !== undefined;
  }

  next(party: Address): Stamp | undefined {
    const { next, incoming } = this.#standing(party, 'nothing is known of');
    return least(next, incoming);
  }

  /** The least next stamp of all parties. */
  least(): Stamp | undefined {
    let found: Stamp | undefined;
    for (const at of this.addresses) found = least(found, this.next(at));
    return found;
  }

  /** Takes note of messages sent: so many so far, the least of the latest with this stamp. */
  sends(from: Address, to: Address, count: number, stamp: Stamp): void {
    const standing = this.#standing(to, `${from} sends to`);
    let counts = this.#sent.get(from);
    if (counts === undefined) this.#sent.set(from, (counts = new Map()));
    const before = counts.get(to) ?? 0;
    if (count <= before) return;
    counts.set(to, count);
    standing.hold += count - before;
    standing.incoming = least(standing.incoming, stamp);
  }

  /** These parties will hold everything sent to them so far when they next tell where they stand. */
  holding(parties: readonly Address[]): void {
    for (const party of parties) this.#standing(party, 'nothing is known of').incoming = undefined;
  }

  /** Takes note of where a party stands. */
  report({ party, consumed, next, sent, least: stamps }: Report): void {
    const standing = this.#standing(party, 'a report of');
    standing.consumed = consumed ?? undefined;
    standing.next = next ?? undefined;
    for (const [to, count] of Object.entries(sent)) this.sends(party, to, count, stamps[to] ?? { t: consumed?.t ?? 0, n: (consumed?.n ?? 0) + 1 });
  }
}
