/**
 * Writes a statechart out as a table by XState's own pure functions: one call per (local state, event), breadth first.
 *
 * Invariants (tests cite them):
 *  T1 a local state is value, context and armed timers;
 *  T2 every event of the alphabet is tried in every local state, and a timer wherever it is armed and nowhere else;
 *  T3 "declared" is read from the candidates, never from the snapshot's identity;
 *  T4 an opaque id shows in a table only as itself: any two made-up ids give the same table (K2).
 */
import { getNextTransitions, getStateNodes, initialTransition, transition, type AnyMachineSnapshot, type AnyTransitionDefinition } from 'xstate';
import { stateText } from '../../actors/runtime/behaviour.ts';
import type { MachineEvent, MachineModule } from '../../machines/kit.ts';
import { transitionIds } from './shape.ts';
import { AFTER, type Cell, type Consequence, type LocalState, type Start, type Table } from './table.ts';

/** Above this a product search over several machines is no longer cheap (design 5). */
export const MAX_STATES = 500;

/** Nothing in them but that they differ in every way a machine might look at: length, letters, punctuation. */
export const MADE_UP_IDS = ['made-up', 'Z9.99-1/x (no such check)'] as const;

interface Executed {
  readonly type: string;
  readonly params?: { readonly event?: { readonly type: string }; readonly id?: string; readonly sendId?: string };
}

class Tabulator {
  readonly #states: LocalState[] = [];
  readonly #snapshots: AnyMachineSnapshot[] = [];
  readonly #indices = new Map<string, number>();
  readonly #events: MachineEvent[];
  readonly #eventIndices: Map<string, number>;
  readonly #reached = new Set<string>();
  readonly #transitionIds: ReadonlyMap<AnyTransitionDefinition, string>;

  constructor(private readonly module: MachineModule, failed: string) {
    this.#events = module.alphabet.map((event) => ('failed' in event ? { ...event, failed } : event));
    this.#eventIndices = new Map(this.#events.map(({ type }, index) => [type, index]));
    this.#transitionIds = transitionIds(module.machine);
  }

  run(): Table {
    const { module } = this;
    const starts = module.inputs.map((input, index): Start => {
      const [snapshot, actions] = initialTransition(module.machine, input);
      return { input: index, ...this.#consequence(snapshot, actions, []) };
    });
    const cells: Cell[] = [];
    for (let state = 0; state < this.#states.length && this.#states.length <= MAX_STATES; state += 1) {
      for (const event of this.#eventsAt(state)) cells.push(this.#cell(state, event));
    }
    return {
      machine: module.name, role: module.role, events: this.#events.map(({ type }) => type), states: this.#states, starts, cells,
      reached: [...this.#reached], truncated: this.#states.length > MAX_STATES,
    };
  }

  /** T2 */
  #eventsAt(state: number): readonly MachineEvent[] {
    const armed = (this.#states[state] as LocalState).timers.map((type) => ({ type }));
    return [...this.#events.slice(0, this.module.alphabet.length), ...armed];
  }

  #cell(state: number, event: MachineEvent): Cell {
    const { machine } = this.module;
    const snapshot = this.#snapshots[state] as AnyMachineSnapshot;
    const timers = (this.#states[state] as LocalState).timers.filter((timer) => timer !== event.type);
    const at = { state, event: this.#eventIndex(event) };
    // T3
    const declared = getNextTransitions(snapshot).some(({ eventType }) => eventType === event.type);
    if (!declared) return { ...at, declared, taken: [], ...this.#consequence(snapshot, [], timers) };
    const taken = machine.getTransitionData(snapshot, event).map((each) => this.#transitionIds.get(each) ?? '');
    const [next, actions] = transition(machine, snapshot, event);
    return { ...at, declared, taken, ...this.#consequence(next, actions, timers) };
  }

  #consequence(snapshot: AnyMachineSnapshot, actions: readonly unknown[], before: readonly string[]): Consequence {
    const timers = new Set(before);
    const effects: string[] = [];
    const armed: string[] = [];
    const cancelled: string[] = [];
    for (const { type, params } of actions as readonly Executed[]) {
      if (type === 'xstate.emit') effects.push(params?.event?.type ?? '');
      else if (type === 'xstate.raise' && params?.id?.startsWith(AFTER)) {
        timers.add(params.id);
        armed.push(params.id);
      } else if (type === 'xstate.cancel' && params?.sendId !== undefined) {
        timers.delete(params.sendId);
        cancelled.push(params.sendId);
      }
    }
    return { next: this.#intern(snapshot, [...timers].sort()), effects, armed, cancelled };
  }

  /** T1 */
  #intern(snapshot: AnyMachineSnapshot, timers: readonly string[]): number {
    const key = JSON.stringify([snapshot.value, snapshot.context, timers]);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.#states.length;
    this.#indices.set(key, index);
    this.#snapshots.push(snapshot);
    this.#states.push({ value: stateText(snapshot.value), context: { ...snapshot.context }, timers, ended: snapshot.hasTag('ended') });
    for (const { id } of getStateNodes(this.module.machine.root, snapshot.value)) this.#reached.add(id);
    return index;
  }

  #eventIndex(event: MachineEvent): number {
    const known = this.#eventIndices.get(event.type);
    if (known !== undefined) return known;
    this.#eventIndices.set(event.type, this.#events.length);
    return this.#events.push(event) - 1;
  }
}

/** @param failed the made-up id that every event with an opaque id carries. */
export const tabulate = (module: MachineModule, failed: string = MADE_UP_IDS[0]): Table => new Tabulator(module, failed).run();

/** T4: whether the machine only carries ids, and never looks into them. */
export const treatsIdsAsOpaque = (module: MachineModule): boolean => {
  const [first, second] = MADE_UP_IDS.map((id) => JSON.stringify(tabulate(module, id)).replaceAll(JSON.stringify(id).slice(1, -1), '?'));
  return first === second;
};
