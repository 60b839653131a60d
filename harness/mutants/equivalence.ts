/**
 * Whether a mutated machine is the original after all: every state of the one stands beside a state of the other from which
 * the same events do the same. As long as nothing that is said differs, a deterministic world goes on as it would have, so only
 * events that can reach the original in its state need be tried: all of its alphabet, or those that were ever seen there.
 * A timer that only one of the two runs must do nothing that is heard, whenever it fires; and where the one may be left when all is over
 * (law L5), so may the other.
 */
import type { AnyStateMachine } from 'xstate';
import type { MachineModule, MachineEvent } from '../../machines/kit.ts';
import { Behaviour, type Reaction, type State } from '../../actors/runtime/behaviour.ts';
import { mayRest } from '../journeys/ends.ts';
import { afterLine, onLine } from './lines.ts';

/** Ids of checks are opaque (K2): one stands for all, and another shows that it is carried and not made up. */
const FAILED = ['one', 'another'] as const;

const eventsOf = ({ alphabet }: MachineModule): readonly MachineEvent[] =>
  alphabet.flatMap(({ type, failed }) => (failed === undefined ? [{ type }] : FAILED.map((id) => ({ type, failed: id }))));

const TIMER = 'xstate.after.';

/** What a step says: effects in order, and the failed id that they are rendered with. */
const said = (reactions: readonly Reaction[], { failed }: State, { inAnyOrder = false, sayingOf = (effect) => effect }: Trying): string => {
  const effects = reactions.flatMap((each) => (each.kind === 'effect' ? [sayingOf(each.effect)] : []));
  return JSON.stringify([inAnyOrder ? effects.sort() : effects, effects.length > 0 ? failed : '']);
};
const NOTHING = JSON.stringify([[], '']);

/** Timers that run: armed by both at the same steps, or by one of them only. */
interface Timers {
  readonly both: ReadonlySet<string>;
  readonly original: ReadonlySet<string>;
  readonly mutated: ReadonlySet<string>;
}
const NONE: Timers = { both: new Set(), original: new Set(), mutated: new Set() };

/** What one step leaves running: of what ran before, and anew. */
const running = (before: ReadonlySet<string>, reactions: readonly Reaction[]): { readonly old: ReadonlySet<string>; readonly anew: ReadonlySet<string> } => {
  const old = new Set(before);
  const anew = new Set<string>();
  for (const each of reactions) {
    if (each.kind === 'effect') continue;
    old.delete(each.timer);
    if (each.kind === 'arm') anew.add(each.timer);
    else anew.delete(each.timer);
  }
  return { old, anew };
};

const union = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a, ...b]);

const after = ({ both, original, mutated }: Timers, ofOriginal: readonly Reaction[], ofMutated: readonly Reaction[]): Timers => {
  const a = running(union(both, original), ofOriginal);
  const b = running(union(both, mutated), ofMutated);
  const shared = new Set([...[...a.anew].filter((timer) => b.anew.has(timer)), ...[...both].filter((timer) => a.old.has(timer) && b.old.has(timer))]);
  const alone = (own: typeof a): ReadonlySet<string> => new Set([...own.old, ...own.anew].filter((timer) => !shared.has(timer)));
  return { both: shared, original: alone(a), mutated: alone(b) };
};

const without = (timers: ReadonlySet<string>, timer: string): ReadonlySet<string> => new Set([...timers].filter((each) => each !== timer));

export interface Trying {
  /** Lines that some run got to (`lines.ts`): only events that were seen in a state are tried there. Default: anything may come anywhere. */
  readonly seen?: ReadonlySet<string>;
  /** Effects of one step in any order: all they send has one stamp. */
  readonly inAnyOrder?: boolean;
  /** One name for all effects that say the same: they are rendered by the same function and go to the same receivers. */
  readonly sayingOf?: (effect: string) => string;
}

/** Whether an event was ever seen in a state. */
const reachedBy = (machine: string, seen: ReadonlySet<string>) => (state: string, event: string): boolean =>
  seen.has(event.startsWith(TIMER) ? afterLine(machine, state, event.slice(TIMER.length).split('.', 1)[0] ?? '') : onLine(machine, state, event));

interface Pair {
  readonly a: State;
  readonly b: State;
  readonly timers: Timers;
}

class Walk {
  readonly #numbers = new Map<State, number>();
  readonly #seen = new Set<string>();
  readonly #queue: Pair[] = [];
  readonly #events: readonly MachineEvent[];
  readonly #reaches: (state: string, event: string) => boolean;

  constructor(private readonly module: MachineModule, private readonly original: Behaviour, private readonly mutated: Behaviour, private readonly trying: Trying) {
    this.#events = eventsOf(module);
    this.#reaches = trying.seen === undefined ? () => true : reachedBy(module.name, trying.seen);
  }

  isSame(): boolean {
    const { initial: a } = this.original;
    const { initial: b } = this.mutated;
    // An instance is made by its first event: what entering the first states does comes with that.
    if (!this.#bothOn({ a: a.to, b: b.to, timers: NONE }, this.#events, a.reactions, b.reactions)) return false;
    for (let pair = this.#queue.pop(); pair !== undefined; pair = this.#queue.pop()) {
      const { both, original, mutated } = pair.timers;
      if (!this.#bothOn(pair, [...this.#events, ...[...both].map((type) => ({ type }))], [], [])) return false;
      if (![...original].every((timer) => this.#originalOn(pair as Pair, timer)) || ![...mutated].every((timer) => this.#mutatedOn(pair as Pair, timer))) return false;
    }
    return true;
  }

  #bothOn({ a, b, timers }: Pair, events: readonly MachineEvent[], begunA: readonly Reaction[], begunB: readonly Reaction[]): boolean {
    return events.every((event) => {
      if (!a.declares.has(event.type) || !this.#reaches(a.text, event.type)) return true;
      // What nobody declares is a defect that is reported.
      if (!b.declares.has(event.type)) return false;
      const [x, y] = [this.original.after(a, event), this.mutated.after(b, event)];
      const [ofA, ofB] = [[...begunA, ...x.reactions], [...begunB, ...y.reactions]];
      if (said(ofA, x.to, this.trying) !== said(ofB, y.to, this.trying)) return false;
      this.#meet({ a: x.to, b: y.to, timers: after({ ...timers, both: without(timers.both, event.type) }, ofA, ofB) });
      return mayRest(this.module.name, x.to) === mayRest(this.module.name, y.to);
    });
  }

  #originalOn({ a, b, timers }: Pair, timer: string): boolean {
    if (!this.#reaches(a.text, timer) || !a.declares.has(timer)) return true;
    const { to, reactions } = this.original.after(a, { type: timer });
    this.#meet({ a: to, b, timers: after({ ...timers, original: without(timers.original, timer) }, reactions, []) });
    return said(reactions, to, this.trying) === NOTHING;
  }

  #mutatedOn({ a, b, timers }: Pair, timer: string): boolean {
    if (!b.declares.has(timer)) return false;
    const { to, reactions } = this.mutated.after(b, { type: timer });
    this.#meet({ a, b: to, timers: after({ ...timers, mutated: without(timers.mutated, timer) }, [], reactions) });
    return said(reactions, to, this.trying) === NOTHING;
  }

  #meet(pair: Pair): void {
    const list = (timers: ReadonlySet<string>): string => [...timers].sort().join(',');
    const { a, b, timers } = pair;
    const name = `${this.#numberOf(a)} ${this.#numberOf(b)} ${list(timers.both)} ${list(timers.original)} ${list(timers.mutated)}`;
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    this.#queue.push(pair);
  }

  #numberOf(state: State): number {
    const number = this.#numbers.get(state) ?? this.#numbers.size;
    this.#numbers.set(state, number);
    return number;
  }
}

/** Whether it is said otherwise, or left where it may not rest; or may be, for there is a timer that the original has not and nothing says when it would fire; or is not. */
export type Difference = 'said' | 'timed' | 'none';

/**
 * What the mutated machine does when it is given these events of one instance, timers among them, compared to the original.
 * @throws whatever XState has against the mutated machine.
 */
export const differenceOn = (module: MachineModule, machine: AnyStateMachine, events: readonly MachineEvent[], trying: Trying = {}): Difference => {
  const [original, mutated] = [Behaviour.of(module.machine), Behaviour.of(machine)];
  let [a, b, timers] = [original.initial.to, mutated.initial.to, NONE];
  let begun = [original.initial.reactions, mutated.initial.reactions] as const;
  let isTimed = false;
  for (const event of events) {
    const isAlone = timers.original.has(event.type);
    if (!isAlone && !b.declares.has(event.type)) return 'said';
    const x = original.after(a, event);
    const y = isAlone ? { to: b, reactions: [] } : mutated.after(b, event);
    const [ofA, ofB] = [[...begun[0], ...x.reactions], [...begun[1], ...y.reactions]];
    if (isAlone ? said(ofA, x.to, trying) !== NOTHING : said(ofA, x.to, trying) !== said(ofB, y.to, trying)) return 'said';
    timers = after({ both: without(timers.both, event.type), original: without(timers.original, event.type), mutated: timers.mutated }, ofA, ofB);
    isTimed ||= timers.mutated.size > 0;
    [a, b, begun] = [x.to, y.to, [[], []]];
  }
  if (mayRest(module.name, a) !== mayRest(module.name, b)) return 'said';
  return isTimed ? 'timed' : 'none';
};

/** @throws whatever XState has against the mutated machine. */
export const isEquivalent = (module: MachineModule, mutated: AnyStateMachine, trying: Trying = {}): boolean =>
  new Walk(module, Behaviour.of(module.machine), Behaviour.of(mutated), trying).isSame();
