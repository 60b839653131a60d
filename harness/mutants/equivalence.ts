/**
 * Whether a mutated machine is the original after all: every state of the one stands beside a state of the other from which
 * the same events do the same, timers armed and cancelled included. As long as nothing that is said differs, a deterministic
 * world goes on as it would have, so only events that can reach the original in its state need be tried: all of its alphabet,
 * or those that were ever seen there.
 */
import type { MachineModule, MachineEvent } from '../../machines/kit.ts';
import { Behaviour, type Reaction, type State } from '../../actors/runtime/behaviour.ts';
import type { AnyStateMachine } from 'xstate';
import { afterLine, onLine } from './lines.ts';

/** Ids of checks are opaque (K2): one stands for all, and another shows that it is carried and not made up. */
const FAILED = ['one', 'another'] as const;

const eventsOf = ({ alphabet }: MachineModule): readonly MachineEvent[] =>
  alphabet.flatMap(({ type, failed }) => (failed === undefined ? [{ type }] : FAILED.map((id) => ({ type, failed: id }))));

const TIMER = 'xstate.after.';

/** What a step shows: reactions in order, and the failed id that effects are rendered with. */
const shown = (reactions: readonly Reaction[], { failed }: State): string =>
  JSON.stringify([reactions, reactions.some(({ kind }) => kind === 'effect') ? failed : '']);

export interface Trying {
  /** Lines that some run got to (`lines.ts`): only events that were seen in a state are tried there. Default: anything may come anywhere. */
  readonly seen?: ReadonlySet<string>;
  /** Effects of one step in any order: all they send has one stamp. */
  readonly inAnyOrder?: boolean;
}

/** Whether an event was ever seen in a state. */
const reachedBy = (machine: string, seen: ReadonlySet<string>) => (state: string, event: string): boolean =>
  seen.has(event.startsWith(TIMER) ? afterLine(machine, state, event.slice(TIMER.length).split('.', 1)[0] ?? '') : onLine(machine, state, event));

const sorted = (reactions: readonly Reaction[]): readonly Reaction[] =>
  [...reactions].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** @throws whatever XState has against the mutated machine. */
export const isEquivalent = (module: MachineModule, mutated: AnyStateMachine, { seen: lines, inAnyOrder = false }: Trying = {}): boolean => {
  const reaches = lines === undefined ? () => true : reachedBy(module.name, lines);
  const [original, other] = [Behaviour.of(module.machine), Behaviour.of(mutated)];
  const events = eventsOf(module);
  const numbers = new Map<State, number>();
  const numberOf = (state: State): number => {
    const number = numbers.get(state) ?? numbers.size;
    numbers.set(state, number);
    return number;
  };
  const seen = new Set<string>();
  const queue: (readonly [State, State])[] = [];
  const order = inAnyOrder ? sorted : (reactions: readonly Reaction[]): readonly Reaction[] => reactions;
  /** @param begun what entering the first states did: an instance is made by its first event. @returns whether all events do the same. */
  const compare = (a: State, b: State, begun: readonly [readonly Reaction[], readonly Reaction[]] = [[], []]): boolean => {
    const timers = [...a.declares].filter((type) => type.startsWith(TIMER)).map((type) => ({ type }));
    for (const event of [...events, ...timers]) {
      if (!reaches(a.text, event.type) || !a.declares.has(event.type)) continue;
      // What nobody declares is a defect that is reported.
      if (!b.declares.has(event.type)) return false;
      const [x, y] = [original.after(a, event), other.after(b, event)];
      if (shown(order([...begun[0], ...x.reactions]), x.to) !== shown(order([...begun[1], ...y.reactions]), y.to)) return false;
      const pair = `${numberOf(x.to)} ${numberOf(y.to)}`;
      if (seen.has(pair)) continue;
      seen.add(pair);
      queue.push([x.to, y.to]);
    }
    return true;
  };
  if (!compare(original.initial.to, other.initial.to, [original.initial.reactions, other.initial.reactions])) return false;
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) if (!compare(...pair)) return false;
  return true;
};
