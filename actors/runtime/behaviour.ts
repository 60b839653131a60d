/**
 * What a statechart does, asked of XState once per (state, event) and remembered: machines are pure (K1) and their context
 * holds ids only, so a few hundred answers serve every instance of every world in the process. The same pure functions
 * that the explorer tabulates with (design 5.2), so live worlds and explored graphs cannot differ in them.
 */
import { getNextTransitions, initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import type { MachineEvent } from '../../machines/kit.ts';

/** What one event made a machine do, in order. */
export type Reaction =
  | { readonly kind: 'effect'; readonly effect: string }
  | { readonly kind: 'arm'; readonly timer: string; readonly delay: string }
  | { readonly kind: 'cancel'; readonly timer: string };

/** One of a machine's states: value and context. Equal states are the same object. */
export interface State {
  readonly value: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly failed: string;
  readonly ended: boolean;
  /** Event types with at least one candidate transition, timers included. */
  readonly declares: ReadonlySet<string>;
}

export interface Step {
  readonly to: State;
  readonly reactions: readonly Reaction[];
}

interface Remembered extends State {
  readonly snapshot: AnyMachineSnapshot;
  readonly steps: Map<string, Step>;
}

export interface Executed {
  readonly type: string;
  readonly params?: { readonly event?: { readonly type: string }; readonly id?: string; readonly sendId?: string };
}

const AFTER = 'xstate.after.';
const SEPARATOR = '\u0000';

export const stateText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as Record<string, unknown>)
        .map(([name, inner]) => `${name}.${stateText(inner)}`)
        .join('|');

export const reactionOf = ({ type, params }: Executed): readonly Reaction[] => {
  if (type === 'xstate.emit') return [{ kind: 'effect', effect: params?.event?.type ?? '' }];
  if (type === 'xstate.raise' && params?.id?.startsWith(AFTER)) return [{ kind: 'arm', timer: params.id, delay: params.id.slice(AFTER.length).split('.', 1)[0] as string }];
  return type === 'xstate.cancel' ? [{ kind: 'cancel', timer: params?.sendId ?? '' }] : [];
};

export class Behaviour {
  readonly #states = new Map<string, Remembered>();
  #initial: Step | undefined;

  private constructor(private readonly machine: AnyStateMachine) {}

  static readonly #known = new WeakMap<AnyStateMachine, Behaviour>();
  static of(machine: AnyStateMachine): Behaviour {
    let known = Behaviour.#known.get(machine);
    if (known === undefined) Behaviour.#known.set(machine, (known = new Behaviour(machine)));
    return known;
  }

  /** The first state and what entering it does. */
  get initial(): Step {
    return (this.#initial ??= this.#step(initialTransition(this.machine, undefined)));
  }

  /** What a declared event does; a timer's name is an event too. */
  after(state: State, event: MachineEvent): Step {
    const { snapshot, steps } = state as Remembered;
    const key = event.failed === undefined ? event.type : `${event.type}${SEPARATOR}${event.failed}`;
    let step = steps.get(key);
    if (step === undefined) steps.set(key, (step = this.#step(transition(this.machine, snapshot, event))));
    return step;
  }

  /** The state with this value and context, as they were saved. */
  restored(value: unknown, context: Readonly<Record<string, unknown>>): State {
    return this.#states.get(JSON.stringify([value, context]))
      ?? this.#intern(this.machine.resolveState({ value: value as never, context: context as never }) as AnyMachineSnapshot);
  }

  #step([snapshot, actions]: readonly [AnyMachineSnapshot, readonly unknown[]]): Step {
    return { to: this.#intern(snapshot), reactions: (actions as readonly Executed[]).flatMap(reactionOf) };
  }

  #intern(snapshot: AnyMachineSnapshot): State {
    const { value } = snapshot;
    const context = (snapshot.context ?? {}) as Readonly<Record<string, unknown>>;
    const key = JSON.stringify([value, context]);
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state: Remembered = {
      value, context, snapshot, text: stateText(value), failed: String(context['failed'] ?? ''), ended: snapshot.hasTag('ended'),
      declares: new Set(getNextTransitions(snapshot).map(({ eventType }) => eventType)), steps: new Map(),
    };
    this.#states.set(key, state);
    return state;
  }
}
