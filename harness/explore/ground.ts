/** What explorations of worlds that differ in the rule set alone have in common: the parties, their table, and the ways through it by causes. */
import type { Cause } from './causes.ts';
import { Ways } from './cells.ts';
import type { Identities } from '../world/identities.ts';
import { DEFAULT_RESOLUTION_MINUTES } from '../world/staging.ts';
import { Choices } from './choices.ts';
import type { LocalParty } from './localParty.ts';
import { Table } from './table.ts';

export class Ground {
  readonly #table: Table;
  readonly #ways = new Map<string, Ways>();

  #isSwept = false;

  /** @param identities of the world the parties are of: they know its certificates and no others. */
  constructor(readonly parties: readonly LocalParty[], readonly identities: Identities) {
    this.#table = new Table(parties);
  }

  /** What every rule set of a world shares is learned once, before its first search. */
  sweptBy(sweep: () => void): void {
    if (!this.#isSwept) sweep();
    this.#isSwept = true;
  }

  /** @param faults causes in one attempt, at most. @param mostFirings as of `Ways`. */
  waysOf(causes: readonly Cause[], faults: number, mostFirings: number): Ways {
    const name = JSON.stringify([faults, mostFirings, ...causes.map(({ plan }) => plan.faults)]);
    const known = this.#ways.get(name) ?? new Ways(String(this.#ways.size), this.#table, new Choices(causes, DEFAULT_RESOLUTION_MINUTES, faults, this.identities.signingAs), mostFirings);
    this.#ways.set(name, known);
    return known;
  }

  /** @returns how often local states that were taken for one were not, by what is known to be live by now (P5 of `localParty.ts`). */
  splits(): number {
    return this.parties.reduce((sum, party) => sum + party.renamed(), 0);
  }
}
