/**
 * Whether a mutated machine is the original after all: every state of the one stands beside a state of the other from which
 * the same events do the same, timers armed and cancelled included. The walk is over all pairs that any events whatever lead to, so
 * nothing is assumed about what a world sends.
 */
import type { MachineModule, MachineEvent } from '../../machines/kit.ts';
import { Behaviour, type State, type Step } from '../../actors/runtime/behaviour.ts';
import type { AnyStateMachine } from 'xstate';

/** Ids of checks are opaque (K2): one stands for all, and another shows that it is carried and not made up. */
const FAILED = ['one', 'another'] as const;

const eventsOf = ({ alphabet }: MachineModule): readonly MachineEvent[] =>
  alphabet.flatMap(({ type, failed }) => (failed === undefined ? [{ type }] : FAILED.map((id) => ({ type, failed: id }))));

const TIMER = 'xstate.after.';

/** What a step shows: reactions in order, and the failed id that effects are rendered with. */
const shown = ({ to, reactions }: Step): string =>
  JSON.stringify([reactions, reactions.some(({ kind }) => kind === 'effect') ? to.failed : '']);

/** Pairs after which a mutant is not worth more. */
const MOST = 100_000;

/** @throws whatever XState has against the mutated machine. */
export const isEquivalent = (module: MachineModule, mutated: AnyStateMachine): boolean => {
  const [original, other] = [Behaviour.of(module.machine), Behaviour.of(mutated)];
  if (shown(original.initial) !== shown(other.initial)) return false;
  const events = eventsOf(module);
  const numbers = new Map<State, number>();
  const numberOf = (state: State): number => {
    const number = numbers.get(state) ?? numbers.size;
    numbers.set(state, number);
    return number;
  };
  const seen = new Set<string>();
  const queue: (readonly [State, State])[] = [];
  const meet = (a: State, b: State): void => {
    const pair = `${numberOf(a)} ${numberOf(b)}`;
    if (seen.has(pair)) return;
    seen.add(pair);
    queue.push([a, b]);
  };
  meet(original.initial.to, other.initial.to);
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    if (seen.size > MOST) return false;
    const [a, b] = pair;
    const timers = [...new Set([...a.declares, ...b.declares])].filter((type) => type.startsWith(TIMER)).map((type) => ({ type }));
    for (const event of [...events, ...timers]) {
      const declared = a.declares.has(event.type);
      if (declared !== b.declares.has(event.type)) return false;
      if (!declared) continue;
      const [x, y] = [original.after(a, event), other.after(b, event)];
      if (shown(x) !== shown(y)) return false;
      meet(x.to, y.to);
    }
  }
  return true;
};
