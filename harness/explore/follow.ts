/**
 * Holds a live run against the explored graph, input by input: each thing a live party dealt with must be a step that the
 * graph has from a state it can be in by then, with the same events, states and effects.
 *
 * Invariants (tests cite them):
 *  F1 a message is the one that the graph has at the head of that party's inbox, apart from what exploration does not tell apart (`alike.ts`);
 *  F2 a live step's events, states and effects are those of the step in the graph, in order;
 *  F3 when the world has things happen is open within an instant, so several states of the graph may fit.
 */
import { roleOf, type Address } from '../../protocol/domain.ts';
import type { InputRecord, StepRecord } from '../../actors/runtime/host.ts';
import { alike } from './alike.ts';
import { Learned, SINKS, companyOf } from './company.ts';
import { atRest, type Explored } from './explore.ts';
import { partsOf, type Parts } from './parts.ts';
import { Search } from './search.ts';

export interface LiveStep {
  readonly input: InputRecord;
  readonly steps: readonly StepRecord[];
}

/** Collects what a world tells of itself, each input with the steps it caused. */
export class LiveRecorder {
  readonly #inputs: { readonly input: InputRecord; readonly from: number }[] = [];

  constructor(private readonly steps: () => number) {}

  readonly note = (input: InputRecord): void => {
    this.#inputs.push({ input, from: this.steps() });
  };

  /** @param all every step of the run, in order. */
  collect(all: readonly StepRecord[]): LiveStep[] {
    return this.#inputs.map(({ input, from }, index) => ({ input, steps: all.slice(from, this.#inputs[index + 1]?.from ?? all.length) }));
  }
}

export type Followed =
  | { readonly ok: true; readonly steps: number; readonly ends: readonly number[] }
  | { readonly ok: false; readonly at: number; readonly party: string; readonly input: string; readonly why: string };

/** What a sink receives and what it sends are no part of the graph. */
const isSink = (at: Address): boolean => SINKS.includes(roleOf(at));
export const fedText = ({ machine, key, event, from, to, effects }: Pick<StepRecord, 'machine' | 'key' | 'event' | 'from' | 'to' | 'effects'>): string =>
  `${machine}/${key} ${from} --${event}-> ${to} [${effects.join()}]`;

/** What is explored, walked through one way at a time. */
export class Walkthrough {
  constructor(private readonly explored: Pick<Explored, 'configuration' | 'causes' | 'faults'>, private readonly learned = new Learned()) {}

  /** Whether a live run is a path of the graph, and where it parts. Unreduced orders may show more to be live: then it is walked again. */
  follow(live: readonly LiveStep[]): Followed {
    const company = companyOf(this.explored.configuration, { learned: this.learned });
    const parts = partsOf(company, this.explored.causes, this.explored.faults);
    return atRest(parts, false, () => followOnce(parts, live));
  }
}

const followOnce = (parts: Parts, live: readonly LiveStep[]): Followed => {
  const walker = new Walker(parts);
  let present: readonly number[] = [0];
  for (const [at, { input, steps }] of live.entries()) {
    if (isSink(input.party) || (input.message !== undefined && isSink(input.message.from))) continue;
    const party = parts.cells.partyOf(input.party);
    if (party === undefined) return { ok: false, at, party: input.party, input: inputText(input), why: 'no such party in the graph' };
    const wanted = steps.map(fedText).join('; ');
    const tried = walker.happened(present).filter((state) => parts.surroundings.value(walker.surrounding(state)).now === input.t).flatMap((state) => walker.stepsOf(state, party, input));
    const next = [...new Set(tried.filter(({ fed }) => fed === wanted).map(({ to }) => to))];
    if (next.length === 0) {
      return { ok: false, at, party: input.party, input: inputText(input), why: tried.length === 0 ? 'the graph has no such input there' : `live: ${wanted}; graph: ${tried.map(({ fed }) => fed).join(' or ')}` };
    }
    present = next;
  }
  return { ok: true, steps: live.length, ends: walker.ends(walker.happened(present)) };
};

export const inputText = ({ message, timer }: InputRecord): string => (message === undefined ? timer ?? '' : `${message.type} from ${message.from}`);

/** Steps single states of a graph, on demand and unreduced. */
class Walker {
  readonly #search: Search;

  constructor(private readonly parts: Parts) {
    this.#search = Search.walker(parts);
  }

  surrounding(state: number): number {
    return this.#search.surrounding(state);
  }

  /** F3: these states, and those after anything that may happen at once. */
  happened(states: readonly number[]): readonly number[] {
    const all = new Set(states);
    for (const state of all) for (const { to, label } of this.#search.successorsOf(state)) if (label < 0) all.add(to);
    return [...all];
  }

  stepsOf(state: number, party: number, { message, timer }: InputRecord): readonly { readonly to: number; readonly fed: string }[] {
    const { cells } = this.parts;
    return this.#search.successorsOf(state).flatMap(({ to, label }) => {
      if (label < 0) return [];
      const { party: mover, input, outcome } = cells.outcome(cells.way(label).outcome);
      const fits = mover === party && (message === undefined
        ? input % 2 === 1 && cells.timers.value((input - 1) / 2).timer === timer
        : input % 2 === 0 && this.#same(input / 2, message));
      return fits ? [{ to, fed: outcome.fed.map(fedText).join('; ') }] : [];
    });
  }

  ends(states: readonly number[]): readonly number[] {
    return states.filter((state) => this.#search.successorsOf(state).length === 0);
  }

  /** F1 */
  #same(number: number, { from, type, key, body }: NonNullable<InputRecord['message']>): boolean {
    const message = this.parts.cells.messages.value(number);
    if (message.from !== from || message.type !== type || message.key !== key) return false;
    return alike(message.body) === alike(body);
  }
}
