/** Everything a search of a live configuration is made of. */
import type { Cause } from './causes.ts';
import { Cells } from './cells.ts';
import type { Choices } from './choices.ts';
import type { Company } from './company.ts';
import type { LocalOutcome } from './localParty.ts';
import { Reach } from './reach.ts';
import type { SearchParts } from './searchParts.ts';

export interface Parts extends SearchParts {
  readonly company: Company;
  readonly choices: Choices;
  readonly cells: Cells;
  readonly reach: Reach;
  /** What booting did, per party. */
  readonly booted: readonly LocalOutcome[];
}

/**
 * @param faults causes that may be bound in one attempt.
 * @param mostFirings untimed: timers that may fire in one attempt.
 */
export const partsOf = (company: Company, causes: readonly Cause[], faults: number, mostFirings = Infinity): Parts => {
  const ways = company.ground.waysOf(causes, faults, mostFirings);
  const { choices, surroundings } = ways;
  const cells = new Cells(company, ways);
  const choice = choices.initial;
  // Every party's first events, as a world boots.
  const booted = company.parties.map((party) => {
    const done = party.perform(party.initial, 'boot', cells.around({ now: company.startAt, choice }));
    if (done.sent.length > 0 || done.crash !== undefined) throw new Error(`${party.address} cannot be booted: ${done.crash ?? 'it sends at once'}`);
    return done;
  });
  const started = booted.flatMap(({ armed }, party) => armed.map(({ timer, afterMs }) => [cells.timer(party, timer), afterMs] as const));
  const surrounding = surroundings.change(surroundings.first(company.startAt, choice), { choice, fired: [], stopped: [], started });
  return {
    company, choices, cells, surroundings, booted, parties: company.parties.length, reach: new Reach(cells, company.parties.map(({ address }) => address), company.learned.seen),
    start: () => ({ states: booted.map(({ after }, party) => company.parties[party]?.number(after) ?? -1), inboxes: booted.map(() => 0), surrounding }),
  };
};
