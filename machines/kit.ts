/**
 * How every statechart here is written, so that the same object can run live, in simulated time and under exhaustive
 * exploration (design section 4):
 *  K1 output is named effects (`emit`) and named delays only; no invoke, spawn, sendTo, promise, date or random;
 *  K2 events are already classified; ids such as the check that failed are opaque and only carried;
 *  K3 a guard tests one condition and is named;
 *  K4 a message that may legally be ignored is declared with `ignore(reason)` in the leaf state that ignores it;
 *  K5 a counter is reset when it no longer matters.
 */
import { emit, type AnyStateMachine } from 'xstate';
import type { Role } from '../protocol/domain.ts';

/** Delays are resolved by the host from rule set and store; the numbers here never run. */
export const named = <N extends string>(...names: N[]): Record<N, number> =>
  Object.fromEntries(names.map((name) => [name, 1])) as Record<N, number>;

/**
 * One action per effect name: it emits `{ type: name }`. What the effect needs to say is in context and store.
 * Typed as a plain action, because `emit`'s own type ties it to one machine's context and events.
 */
export const effects = <N extends string>(...names: N[]): Record<N, () => void> =>
  Object.fromEntries(names.map((name) => [name, emit({ type: name })])) as unknown as Record<N, () => void>;

/** Declares that an event is legally ignored here, and why. */
export const ignore = (reason: string) => ({ meta: { ignored: reason } });

export interface MachineEvent {
  readonly type: string;
  /** Opaque id of the check or step that failed. */
  readonly failed?: string;
}

/** A statechart of one party at one level, with the finite alphabet it may be fed. */
export interface MachineModule {
  /** `<role>.<level>`; the machine's id has a hyphen for the dot, because a dot separates states in targets. */
  readonly name: string;
  readonly role: Role;
  readonly machine: AnyStateMachine;
  /** Every event it may receive, timers apart; `failed` stands for any id. */
  readonly alphabet: readonly MachineEvent[];
  /** The inputs it may be started with; one empty input when it takes none. */
  readonly inputs: readonly unknown[];
}
