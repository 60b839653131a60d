/**
 * One party as a function: (local state, input) -> (local state, messages, timers). The function is not written here. It is
 * the shipped `classify` and `render` run on real bytes and the shipped machines stepped by XState, once per pair, and then
 * remembered (design 5.1: the table is generated).
 *
 * Invariants (tests cite them):
 *  P1 a local state is the state of every machine, armed timers included, and every record the party keeps;
 *  P2 an input is a message's bytes, or a timer of one of its machines;
 *  P3 one input is dealt with to its end, in the order the host has: events as classified, then what renderings tell;
 *  P4 whether the outcome depends on the time of day, on how long people take, or on a parameter of the rule set, is observed and not declared;
 *  P5 local states that agree in all that is live (`liveness.ts`) are one: the first that was met stands for all; exactly, all counts.
 */
import type { Address } from '../../protocol/domain.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { AnyParty, Facilities } from '../../actors/runtime/party.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import type { Store } from '../../actors/runtime/store.ts';
import { Names } from './intern.ts';
import type { Liveness } from './liveness.ts';
import { nameOfLive, nameOfTables, type Tables } from './localStore.ts';
import type { MachineSteps } from './machineSteps.ts';
import { Memory, stateAfter, type Changes, type LocalState } from './memory.ts';
import { digestOf } from './messages.ts';
import { Step, split, type Done, type Input, type Surroundings } from './step.ts';
import { TracedStore } from './tracedStore.ts';

export interface LocalOutcome extends Omit<Done, keyof Changes> {
  readonly next: number;
}

/** How one machine stands. */
export interface Standing {
  readonly machine: string;
  readonly key: string;
  readonly state: string;
  readonly ended: boolean;
  /** What it has noted as failed, empty for nothing. */
  readonly failed: string;
}

export class LocalParty {
  #states = new Names<LocalState>();
  readonly #controls = new WeakMap<LocalState, string>();
  readonly #exact = new WeakMap<LocalState, string>();
  readonly #afters = new WeakMap<LocalState, Map<Done, LocalState>>();
  readonly address: Address;
  readonly #first: LocalState;
  readonly #rules = new Map<string, string>();

  constructor(
    readonly party: AnyParty, private readonly facilities: Facilities, tables: Tables, private readonly steps: (machine: string) => MachineSteps,
    private readonly how: { readonly writtenAt: number; readonly exact: boolean; readonly counted: boolean; readonly liveness: Liveness; readonly memory: Memory<Done> },
  ) {
    this.address = facilities.address;
    this.#first = { machines: new Map(), tables };
    this.restart();
  }

  /** State before boot. */
  readonly initial = 0;

  get states(): number {
    return this.#states.size;
  }

  /** When more turns out to be live, states that were taken for one may be two. */
  get liveness(): Liveness {
    return this.how.liveness;
  }

  /** Numbers states anew, by what is live as far as is known now. */
  restart(): void {
    this.#states = new Names();
    this.#intern(this.#first);
  }

  /** Present state of every machine, as text. */
  describe(state: number): readonly Standing[] {
    return [...this.#states.value(state).machines].map(([id, local]) => {
      const [machine, key] = split(id);
      const steps = this.steps(machine);
      return { machine, key, state: steps.text(local), ended: steps.ended(local), failed: steps.failed(local) };
    });
  }

  /** What a party in this state has in its store; its deadlines apart. */
  saved(state: number): readonly Saved[] {
    const { machines, tables } = this.#states.value(state);
    return [
      ...[...tables].flatMap(([table, records]) => [...records].map(([key, value]): Saved => ({ kind: 'record', id: `${table}/${key}`, value }))),
      ...[...machines].map(([id, local]): Saved => ({ kind: 'machine', id, value: this.steps(split(id)[0]).saved(local) })),
    ];
  }

  /** Timers that run in this state. */
  timers(state: number): readonly { readonly machine: string; readonly key: string; readonly timer: string }[] {
    return [...this.#states.value(state).machines].flatMap(([id, local]) => {
      const [machine, key] = split(id);
      return this.steps(machine).timers(local).map((timer) => ({ machine, key, timer }));
    });
  }

  perform(state: number, input: Input, surroundings: Surroundings): LocalOutcome {
    const before = this.#states.value(state);
    const whole = this.#done(before, input, surroundings);
    const { access: _access, records: _records, machines: _machines, ...done } = whole;
    return { ...done, next: this.#intern(this.#after(before, whole)) };
  }

  /** The state after somebody else changed a record the party keeps, as it is done to a live party's store. */
  change(state: number, carryOut: (store: Store<Record<string, unknown>>) => void): number {
    const before = this.#states.value(state);
    const store = new TracedStore(before.tables);
    carryOut(store);
    const { access } = store;
    return this.#intern(this.#reach(before, { access, records: [...store.takeChanges()], machines: [] }));
  }

  /** Worked out, and learned from, once for each state and each thing done there. */
  #after(before: LocalState, done: Done): LocalState {
    const known = this.#afters.get(before) ?? new Map<Done, LocalState>();
    this.#afters.set(before, known);
    let after = known.get(done);
    if (after === undefined) known.set(done, (after = this.#reach(before, done)));
    return after;
  }

  #reach(before: LocalState, changes: Changes): LocalState {
    const after = stateAfter(before, changes, this.how.counted);
    this.liveness.learn(this.#control(before), changes.access, this.#control(after));
    return after;
  }

  #done(before: LocalState, input: Input, surroundings: Surroundings): Done {
    const name = nameOfInput(input);
    const around = { now: surroundings.now, people: surroundings.people, rule: (rule: string) => this.#rule(rule) };
    const { memory } = this.how;
    const known = memory.find(name, before, around);
    if (known !== undefined) return known;
    const done = new Step(before, input, surroundings, this.party, { ...this.facilities, writtenAt: this.how.writtenAt }, this.steps).run();
    memory.add(name, before, around, done);
    return done;
  }

  #rule(name: string): string {
    let text = this.#rules.get(name);
    if (text === undefined) this.#rules.set(name, (text = JSON.stringify(this.facilities.ruleSet[name as keyof RuleSet]) ?? ''));
    return text;
  }

  /** Machines that have not ended, and where they are. */
  #control(state: LocalState): string {
    let control = this.#controls.get(state);
    if (control === undefined) {
      const running = [...state.machines].filter(([id, local]) => !this.steps(split(id)[0]).ended(local));
      this.#controls.set(state, (control = machinesText(running)));
    }
    return control;
  }

  #exactly(state: LocalState): string {
    let exact = this.#exact.get(state);
    if (exact === undefined) this.#exact.set(state, (exact = `${machinesText(state.machines)}\u0002${nameOfTables(state.tables)}`));
    return exact;
  }

  /** P5 */
  #intern(state: LocalState): number {
    if (this.how.exact) return this.#states.intern(this.#exactly(state), () => state);
    const control = this.#control(state);
    const live = this.liveness.live(control);
    let ended = '';
    for (const id of live.machines) if (state.machines.has(id)) ended += `${id}=${state.machines.get(id)}\u0001`;
    return this.#states.intern(`${control}\u0002${ended}\u0002${nameOfLive(state.tables, live.records)}`, () => state);
  }
}

const machinesText = (machines: Iterable<readonly [string, number]>): string =>
  [...machines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, local]) => `${id}=${local}`).join('\u0001');

const nameOfInput = (input: Input): string => {
  if (input === 'boot') return input;
  if ('timer' in input) return `timer ${input.timer}`;
  const { from, type, key, body } = input.message;
  return `${from} ${type} ${key} ${digestOf(body)}`;
};
