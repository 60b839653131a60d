/**
 * One statechart, one step at a time, through XState's own pure functions: the shipped machine object, asked once per
 * (local state, event) and remembered. A local state is value, context and armed timers, as in `harness/tabulate` (T1); here
 * the ids an event carries are the real ones, because a rendering may read them.
 */
import { getNextTransitions, initialTransition, transition, type AnyMachineSnapshot, type AnyTransitionDefinition } from 'xstate';
import { reactionOf, stateText, type Executed, type Reaction } from '../../actors/runtime/behaviour.ts';
import type { MachineEvent, MachineModule } from '../../machines/kit.ts';
import { transitionIds } from '../tabulate/shape.ts';

/** What one event made one machine do. */
export interface MachineStep {
  readonly declared: boolean;
  readonly from: string;
  readonly to: string;
  /** Local state afterwards. */
  readonly next: number;
  readonly failed: string;
  /** In order: a rendering may change what the next delay reads. */
  readonly reactions: readonly Reaction[];
  /** Ids of the transitions taken, as in `harness/tabulate/shape.ts`. */
  readonly taken: readonly string[];
  readonly effects: readonly string[];
}

interface Local {
  readonly snapshot: AnyMachineSnapshot;
  readonly timers: readonly string[];
  readonly text: string;
  readonly declares: ReadonlySet<string>;
  readonly steps: Map<string, MachineStep>;
}

export class MachineSteps {
  readonly #locals: Local[] = [];
  readonly #indices = new Map<string, number>();
  readonly #ids: ReadonlyMap<AnyTransitionDefinition, string>;
  /** Local state before the first event, and what entering it does. */
  readonly start: { readonly next: number; readonly reactions: readonly Reaction[] };

  constructor(readonly module: MachineModule) {
    this.#ids = transitionIds(module.machine);
    const [snapshot, actions] = initialTransition(module.machine, module.inputs[0]);
    const reactions = reactionsOf(actions as readonly Executed[]);
    this.start = { next: this.#intern(snapshot, timersAfter([], reactions)), reactions };
  }

  step(state: number, event: MachineEvent): MachineStep {
    const local = this.#local(state);
    const key = event.failed === undefined ? event.type : `${event.type} ${event.failed}`;
    const known = local.steps.get(key);
    if (known !== undefined) return known;
    const made = this.#make(state, local, event);
    local.steps.set(key, made);
    return made;
  }

  text(state: number): string {
    return this.#local(state).text;
  }

  timers(state: number): readonly string[] {
    return this.#local(state).timers;
  }

  /** As it is kept between two runs of a program (`actors/runtime/instances.ts`). */
  saved(state: number): { readonly value: unknown; readonly context: unknown } {
    const { value, context } = this.#local(state).snapshot as { readonly value: unknown; readonly context: unknown };
    return { value, context };
  }

  /** What it has noted as failed, empty for nothing. */
  failed(state: number): string {
    return failedOf(this.#local(state).snapshot);
  }

  ended(state: number): boolean {
    return this.#local(state).snapshot.hasTag('ended');
  }

  #local(state: number): Local {
    const local = this.#locals[state];
    if (local === undefined) throw new RangeError(`${this.module.name} has no local state ${state}`);
    return local;
  }

  #make(state: number, { snapshot, timers, text, declares }: Local, event: MachineEvent): MachineStep {
    const left = timers.filter((timer) => timer !== event.type);
    const { machine } = this.module;
    if (!declares.has(event.type)) {
      const next = left.length === timers.length ? state : this.#intern(snapshot, left);
      return { declared: false, from: text, to: text, next, failed: failedOf(snapshot), reactions: [], taken: [], effects: [] };
    }
    const taken = machine.getTransitionData(snapshot, event).map((each) => this.#ids.get(each) ?? '');
    const [after, actions] = transition(machine, snapshot, event);
    const reactions = reactionsOf(actions as readonly Executed[]);
    const next = this.#intern(after, timersAfter(left, reactions));
    return {
      declared: true, from: text, to: this.text(next), next, failed: failedOf(after), reactions, taken,
      effects: reactions.flatMap((each) => (each.kind === 'effect' ? [each.effect] : [])),
    };
  }

  #intern(snapshot: AnyMachineSnapshot, timers: readonly string[]): number {
    const key = JSON.stringify([snapshot.value, snapshot.context, timers]);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const declares = new Set(getNextTransitions(snapshot).map(({ eventType }) => eventType));
    this.#indices.set(key, this.#locals.length);
    return this.#locals.push({ snapshot, timers, text: stateText(snapshot.value), declares, steps: new Map() }) - 1;
  }
}

const failedOf = (snapshot: AnyMachineSnapshot): string => String((snapshot.context as { failed?: unknown } | undefined)?.failed ?? '');

const reactionsOf = (actions: readonly Executed[]): readonly Reaction[] => actions.flatMap(reactionOf);

const timersAfter = (before: readonly string[], reactions: readonly Reaction[]): readonly string[] => {
  const timers = new Set(before);
  for (const each of reactions) {
    if (each.kind === 'arm') timers.add(each.timer);
    else if (each.kind === 'cancel') timers.delete(each.timer);
  }
  return [...timers].sort();
};
