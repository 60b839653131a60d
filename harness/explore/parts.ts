/** Everything a search of a live configuration is made of. */
import { DEFAULT_RESOLUTION_MINUTES } from '../world/staging.ts';
import type { Cause } from './causes.ts';
import { Cells, type TimerOwner } from './cells.ts';
import { Choices } from './choices.ts';
import type { Company } from './company.ts';
import { Names } from './intern.ts';
import type { LocalOutcome } from './localParty.ts';
import { Reach } from './reach.ts';
import type { SearchParts } from './searchParts.ts';
import { SurroundingSet } from './surroundings.ts';

export interface Parts extends SearchParts {
  readonly company: Company;
  readonly choices: Choices;
  readonly cells: Cells;
  readonly reach: Reach;
  /** What booting did, per party. */
  readonly booted: readonly LocalOutcome[];
}

export const choicesOf = ({ signers }: Company, causes: readonly Cause[], faults: number): Choices => new Choices(causes, DEFAULT_RESOLUTION_MINUTES, faults, signers);

/**
 * @param faults causes that may be bound in one attempt.
 * @param mostFirings untimed: timers that may fire in one attempt.
 * @param choices those of an earlier search of the same company, causes and faults, so that what was worked out once stays.
 */
export const partsOf = (company: Company, causes: readonly Cause[], faults: number, mostFirings = Infinity, choices = choicesOf(company, causes, faults)): Parts => {
  const timers = new Names<TimerOwner>();
  const surroundings = new SurroundingSet((timer) => timers.value(timer).party, mostFirings);
  const cells = new Cells(company, choices, surroundings, timers);
  const choice = choices.initial;
  // Every party's first events, as a world boots.
  const booted = company.parties.map((party) => {
    const done = party.perform(party.initial, 'boot', { now: company.startAt, people: choices.people(choice), resolutionMinutes: (section) => choices.resolutionMinutes(choice, section) });
    if (done.sent.length > 0 || done.crash !== undefined) throw new Error(`${party.address} cannot be booted: ${done.crash ?? 'it sends at once'}`);
    return done;
  });
  const started = booted.flatMap(({ armed }, party) => armed.map(({ timer, afterMs }) => [cells.timer(party, timer), afterMs] as const));
  const surrounding = surroundings.change(surroundings.first(company.startAt, choice), { choice, fired: [], stopped: [], started });
  return {
    company, choices, cells, surroundings, booted, parties: company.parties.length, reach: new Reach(cells, company.parties.map(({ address }) => address), company.learned.seen),
    start: () => ({ states: booted.map(({ next }) => next), inboxes: booted.map(() => 0), surrounding }),
  };
};
