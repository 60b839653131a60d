/**
 * A sub-model that stays as it is while the machines go on changing: the steps of one search, as integers in a file. What it is for
 * is the search itself, which SPIN has to agree with to the state (`promela.ts`); that steps are the live parties' own is checked
 * by following live runs. It has no causes, so every input has one way to go.
 */
import { londonTime, addDays } from '../../protocol/time.ts';
import type { Fork, Way } from './cells.ts';
import { companyOf } from './company.ts';
import type { Configuration } from './configuration.ts';
import { partsOf } from './parts.ts';
import { Search } from './search.ts';
import type { SearchParts } from './searchParts.ts';
import { SurroundingSet, type Change } from './surroundings.ts';

export interface FrozenStep {
  readonly party: number;
  readonly state: number;
  /** `2 * message` or `2 * timer + 1`. */
  readonly input: number;
  readonly next: number;
  /** Receiver and message, in order of sending. */
  readonly sends: readonly number[];
  readonly stops: readonly number[];
  readonly starts: readonly number[];
}

export interface FrozenModel {
  /** What it was taken from. */
  readonly configuration: string;
  readonly from: string;
  readonly sourcesSha256: string;
  /** Timers that may fire in one attempt. */
  readonly mostFirings: number;
  readonly parties: readonly string[];
  /** Party of each timer. */
  readonly timers: readonly { readonly party: number; readonly name: string }[];
  readonly start: { readonly states: readonly number[]; readonly inboxes: readonly (readonly number[])[]; readonly timers: readonly number[] };
  readonly longestInbox: number;
  readonly steps: readonly FrozenStep[];
}

const MOST_FROZEN_STATES = 5_000_000;

/** @param day days from the Monday of the Migration Week. @throws RangeError when it is larger than a frozen model may be. */
export const freeze = (configuration: Configuration, day: number, wallClock: string, mostFirings: number, sourcesSha256: string): FrozenModel => {
  const company = companyOf(configuration, { exact: true });
  const parts = partsOf(company, [], 0, mostFirings);
  const search = new Search(parts, { reduce: false, untimed: true, from: londonTime(addDays(company.migrationWeek, day), wallClock), maxStates: MOST_FROZEN_STATES }).run();
  if (search.truncated) throw new RangeError(`${configuration.name}: more than ${MOST_FROZEN_STATES} states`);
  const steps = new Map<string, FrozenStep>();
  const vector = new Uint32Array(parts.parties + 1);
  for (let state = 0; state < search.graph.expanded; state += 1) {
    search.states.read(state, vector);
    for (let edge = search.graph.firstEdge(state); edge < search.graph.endEdge(state); edge += 1) {
      const way = parts.cells.way(search.graph.label(edge));
      const { party, input } = parts.cells.outcome(way.outcome);
      const before = (vector[party] as number) >>> 16;
      const { change: { stopped, started } } = way;
      steps.set(`${party} ${before} ${input}`, { party, state: before, input, next: way.next, sends: [...way.sends], stops: [...stopped], starts: started.map(([timer]) => timer) });
    }
  }
  search.states.read(0, vector);
  return {
    configuration: configuration.name, from: `${day} ${wallClock}`, sourcesSha256, mostFirings,
    parties: company.parties.map(({ address }) => address),
    timers: parts.cells.timers.values().map(({ party, timer }) => ({ party, name: timer })),
    start: {
      states: company.parties.map((_, party) => (vector[party] as number) >>> 16),
      inboxes: company.parties.map((_, party) => search.inboxes.value((vector[party] as number) & 0xffff)),
      timers: parts.surroundings.value(vector[parts.parties] as number).timers.map(([timer]) => timer),
    },
    longestInbox: search.inboxes.longest,
    steps: [...steps.values()].sort((a, b) => a.party - b.party || a.state - b.state || a.input - b.input),
  };
};

const UNCHANGED: Change = { choice: 0, fired: [], stopped: [], started: [] };

/** A frozen model to search: the same engine, no party behind it. */
export const frozenParts = ({ parties, timers, start, steps, mostFirings }: FrozenModel): SearchParts => {
  const surroundings = new SurroundingSet((timer) => timers[timer]?.party ?? -1, mostFirings);
  const ways: Way[] = [];
  const forkOf = new Map<string, Fork>();
  for (const { party, state, input, next, sends, stops, starts } of steps) {
    const change: Change = { choice: 0, fired: input % 2 === 1 ? [(input - 1) / 2] : [], stopped: stops, started: starts.map((timer) => [timer, 0]) };
    const way = { number: ways.length, outcome: ways.length, party, next, sends, receivers: 0, change, isStill: false, bound: -1 };
    forkOf.set(`${party} ${state} ${input}`, { ways: [way], receivers: 0 });
    ways.push(way);
  }
  const missing = (party: number, state: number, input: number): never => {
    throw new RangeError(`the frozen model has no step of ${parties[party]} in ${state} with ${input}`);
  };
  return {
    parties: parties.length, surroundings,
    cells: {
      fork: (party, state, input) => forkOf.get(`${party} ${state} ${input}`) ?? missing(party, state, input),
      way: (number) => ways[number] as Way,
      timerParty: (timer) => timers[timer]?.party ?? -1,
      affects: () => ({ party: -1 }),
      happen: () => undefined,
    },
    reach: { version: 0, learn: () => undefined, mask: () => 0, kindOf: () => 0, kindOfMessage: () => 0, kindOfTimer: () => 0 },
    start: (inboxes) => ({
      states: start.states,
      inboxes: start.inboxes.map((messages) => messages.reduce((inbox, message) => inboxes.push(inbox, message), 0)),
      surrounding: surroundings.change(surroundings.first(0, 0), { ...UNCHANGED, started: start.timers.map((timer) => [timer, 0]) }),
    }),
  };
};

export const searchFrozen = (model: FrozenModel): Search => new Search(frozenParts(model), { reduce: false, untimed: true, maxStates: MOST_FROZEN_STATES }).run();
