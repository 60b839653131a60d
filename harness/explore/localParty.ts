/**
 * One party as a function: (local state, input) -> (local state, messages, timers). The function is not written here. It is
 * the shipped `classify` and `render` run on real bytes and the shipped machines stepped by XState, once per pair, and then
 * remembered (design 5.1: the table is generated).
 *
 * Invariants (tests cite them):
 *  P1 a local state is the state of every machine, armed timers included, and every record the party keeps;
 *  P2 an input is a message's bytes, or a timer of one of its machines;
 *  P3 one input is dealt with to its end, in the order the host has: events as classified, then what renderings tell;
 *  P4 whether the outcome depends on the time of day, or on how long people take, is observed and not declared.
 */
import type { Address } from '../../protocol/domain.ts';
import { receiversOf, routeOf } from '../../actors/runtime/addressing.ts';
import { isUnreadable } from '../../actors/runtime/host.ts';
import { Refusal, type AnyParty, type Context, type Facilities, type InternalEvent } from '../../actors/runtime/party.ts';
import type { Store } from '../../actors/runtime/store.ts';
import { Names } from './intern.ts';
import { Liveness, type Access } from './liveness.ts';
import { nameOfTables, tablesAfter, uncounted, type Tables } from './localStore.ts';
import type { MachineSteps } from './machineSteps.ts';
import { digestOf, envelopeOf, type Message } from './messages.ts';
import { TracedStore } from './tracedStore.ts';

interface LocalState {
  /** Local state number by `<machine>/<key>`. */
  readonly machines: ReadonlyMap<string, number>;
  readonly tables: Tables;
}

export type Input = { readonly message: Message } | { readonly timer: string } | 'boot';

/** One classified event and what came of it. */
export interface Fed {
  readonly machine: string;
  readonly key: string;
  readonly event: string;
  readonly failed?: string;
  readonly from: string;
  readonly to: string;
  readonly declared: boolean;
  readonly effects: readonly string[];
  readonly taken: readonly string[];
}

/** One thing sent: the same bytes for every receiver. */
export interface Sent {
  readonly effect: string;
  readonly copies: readonly Message[];
}

/** What one step does, its next state apart. */
interface Done {
  readonly after: LocalState;
  readonly sent: readonly Sent[];
  readonly armed: readonly { readonly timer: string; readonly afterMs: number }[];
  /** Armed before and not any more. */
  readonly cancelled: readonly string[];
  readonly fed: readonly Fed[];
  /** Why the bytes were refused as unreadable (H6). */
  readonly refusal?: string;
  /** The party's own code failed: a defect. */
  readonly crash?: string;
  /** What it depends on besides state and input (P4). */
  readonly readTime: boolean;
  readonly readPeople: boolean;
  readonly access: Access;
}

export interface LocalOutcome extends Omit<Done, 'after' | 'access'> {
  readonly next: number;
}

/** What a real party did in one very state with one input, by time and people where it depends on them. */
interface Performed {
  readonly dependent: boolean;
  readonly done: Map<string, Done>;
}

/** Time and people as a step finds them. */
export interface Surroundings {
  readonly now: number;
  /** How long people take, as text. */
  readonly people: string;
  resolutionMinutes(section: string): number;
}

/** Keys that carry a number of their own series (`store.next`). */
const NUMBERED = /^INC-|^[A-Z]{2}-[a-z]\w*-\d+$/;

export const timerName = (machine: string, key: string, timer: string): string => `${machine}/${key}/${timer}`;

/**
 *  P5 local states that agree in all that is live (`liveness.ts`) are one: the first that was met stands for all; exactly, all counts.
 */
export class LocalParty {
  #states = new Names<LocalState>();
  readonly #liveness = new Liveness();
  readonly #controls = new WeakMap<LocalState, string>();
  readonly #exact = new WeakMap<LocalState, string>();
  readonly #performed = new Map<string, Performed>();
  readonly address: Address;
  readonly #first: LocalState;

  constructor(
    readonly party: AnyParty, private readonly facilities: Facilities, tables: Tables, private readonly steps: (machine: string) => MachineSteps,
    private readonly writtenAt: number, private readonly isExact = false,
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

  /** Rises with everything that turns out to be live: states that were taken for one may be two. */
  get learned(): number {
    return this.#liveness.version;
  }

  /** Numbers states anew, by what is live as far as is known now. */
  restart(): void {
    this.#states = new Names();
    this.#intern(this.#first);
  }

  /** Present state of every machine, as text. */
  describe(state: number): readonly { readonly machine: string; readonly key: string; readonly state: string; readonly ended: boolean }[] {
    return [...this.#states.value(state).machines].map(([id, local]) => {
      const [machine, key] = split(id);
      const steps = this.steps(machine);
      return { machine, key, state: steps.text(local), ended: steps.ended(local) };
    });
  }

  perform(state: number, input: Input, surroundings: Surroundings): LocalOutcome {
    const before = this.#states.value(state);
    const { after, access, ...done } = this.#done(before, input, surroundings);
    this.#liveness.learn(this.#control(before), access, this.#control(after));
    return { ...done, next: this.#intern(after) };
  }

  /** The state after somebody else changed a record the party keeps, as it is done to a live party's store. */
  change(state: number, carryOut: (store: Store<Record<string, unknown>>) => void): number {
    const before = this.#states.value(state);
    const store = new TracedStore(before.tables);
    carryOut(store);
    const { access } = store;
    const after = { machines: before.machines, tables: tablesAfter(before.tables, store) };
    this.#liveness.learn(this.#control(before), access, this.#control(after));
    return this.#intern(after);
  }

  /** A real party does one thing in one very state once, however often states are numbered anew. */
  #done(before: LocalState, input: Input, surroundings: Surroundings): Done {
    const name = `${this.#exactly(before)}\u0003${nameOfInput(input)}`;
    const known = this.#performed.get(name);
    const found = known?.done.get(dependence(known.dependent, surroundings));
    if (found !== undefined) return found;
    const done = new Step(before, input, surroundings, this.party, { ...this.facilities, writtenAt: this.writtenAt }, this.steps).run();
    const made = known ?? { dependent: done.readTime || done.readPeople, done: new Map<string, Done>() };
    made.done.set(dependence(made.dependent, surroundings), done);
    if (known === undefined) this.#performed.set(name, made);
    return done;
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
    if (this.isExact) return this.#states.intern(this.#exactly(state), () => state);
    const control = this.#control(state);
    const live = this.#liveness.live(control);
    const ended = machinesText([...state.machines].filter(([id]) => live.has(`#${id}`)));
    return this.#states.intern(`${control}\u0002${ended}\u0002${nameOfTables(state.tables, live)}`, () => state);
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

/** What reads one of the two may, at another time, read the other. */
const dependence = (dependent: boolean, { now, people }: Surroundings): string => (dependent ? `${now} ${people}` : '');

const split = (id: string): [string, string] => {
  const slash = id.indexOf('/');
  return [id.slice(0, slash), id.slice(slash + 1)];
};

/** The event of a timer, from its name. */
const firing = (timer: string): InternalEvent => {
  const [machine, rest] = split(timer);
  const at = rest.indexOf('/xstate.after.');
  return { machine, key: rest.slice(0, at), event: { type: rest.slice(at + 1) } };
};

/** One step under way. */
class Step {
  readonly #machines: Map<string, number>;
  readonly #armed = new Map<string, number>();
  readonly #cancelled = new Set<string>();
  readonly #sent: Sent[] = [];
  readonly #fed: Fed[] = [];
  readonly #store;
  readonly #context: Context<Record<string, unknown>>;
  #readTime = false;
  #readPeople = false;

  constructor(
    private readonly before: LocalState, private readonly input: Input, private readonly surroundings: Surroundings, private readonly party: AnyParty,
    private readonly facilities: Facilities & { readonly writtenAt: number }, private readonly steps: (machine: string) => MachineSteps,
  ) {
    this.#machines = new Map(before.machines);
    this.#store = new TracedStore(before.tables);
    const noteTime = (): number => {
      this.#readTime = true;
      return surroundings.now;
    };
    this.#context = {
      ...facilities, store: this.#store,
      get now() {
        return noteTime();
      },
      resolutionMinutes: (section) => {
        this.#readPeople = true;
        return surroundings.resolutionMinutes(section);
      },
    };
  }

  run(): Done {
    let refusal: string | undefined;
    let crash: string | undefined;
    try {
      const events = this.#events();
      if ('refusal' in events) refusal = events.refusal;
      else this.#settle(events);
    } catch (error) {
      crash = (error as Error).stack ?? String(error);
    }
    const stopped = refusal !== undefined || crash !== undefined;
    const { access } = this.#store;
    return {
      access,
      after: crash === undefined ? { machines: this.#machines, tables: uncounted(tablesAfter(this.before.tables, this.#store)) } : this.before,
      sent: crash === undefined ? this.#sent : [],
      armed: stopped ? [] : [...this.#armed].map(([timer, afterMs]) => ({ timer, afterMs })),
      cancelled: stopped ? [] : [...this.#cancelled],
      fed: this.#fed, readTime: this.#readTime, readPeople: this.#readPeople,
      ...(refusal === undefined ? {} : { refusal }), ...(crash === undefined ? {} : { crash }),
    };
  }

  #events(): readonly InternalEvent[] | { readonly refusal: string } {
    const { input, party } = this;
    if (input === 'boot') return party.boot?.(this.#context) ?? [];
    if ('timer' in input) return [firing(input.timer)];
    try {
      const classify = party.classify[input.message.type];
      if (classify === undefined) throw new Refusal(`${party.role} expects no ${input.message.type}`);
      return classify(envelopeOf(input.message, this.surroundings.now), this.#context);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { refusal: (error as Error).message };
    }
  }

  /** P3 */
  #settle(events: readonly InternalEvent[]): void {
    const queue = [...events];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) queue.push(...this.#feed(next));
  }

  #feed({ machine, key, event }: InternalEvent): readonly InternalEvent[] {
    const steps = this.steps(machine);
    const id = `${machine}/${key}`;
    const present = this.#machines.get(id);
    const { start } = steps;
    const step = steps.step(present ?? start.next, event);
    // An Incident's number is new, so nothing can be there: that it is not tells no two states apart.
    if (present !== undefined || !NUMBERED.test(key)) this.#store.noteMachine(id, step.next !== present);
    this.#machines.set(id, step.next);
    const told: InternalEvent[] = [];
    for (const reaction of present === undefined ? [...start.reactions, ...step.reactions] : step.reactions) {
      if (reaction.kind === 'cancel') this.#cancel(timerName(machine, key, reaction.timer));
      else if (reaction.kind === 'arm') this.#arm(machine, key, reaction.timer, reaction.delay);
      else told.push(...this.#render(machine, key, reaction.effect, step.failed));
    }
    const { from, to, declared, effects, taken } = step;
    this.#fed.push({ machine, key, event: event.type, from, to, declared, effects, taken, ...(event.failed === undefined ? {} : { failed: event.failed }) });
    return told;
  }

  #render(machine: string, key: string, effect: string, failed: string): readonly InternalEvent[] {
    const render = this.party.render[effect];
    if (render === undefined) throw new Error(`${this.party.role} has no rendering for effect "${effect}" of ${machine}`);
    const { send = [], tell = [] } = render({ machine, key, effect, failed }, this.#context);
    const { address, cohort } = this.facilities;
    for (const outgoing of send) {
      const route = routeOf(this.party.role, effect);
      const answering = typeof this.input === 'object' && 'message' in this.input ? this.input.message.from : undefined;
      const to = receiversOf(route, outgoing, { address, answering, ...(cohort === undefined ? {} : { cohort }) });
      this.#sent.push({ effect, copies: to.map((each) => ({ from: address, to: each, type: route.type, key: outgoing.key, body: outgoing.body })) });
    }
    return tell;
  }

  #arm(machine: string, key: string, timer: string, delay: string): void {
    const resolve = this.party.delays[delay];
    if (resolve === undefined) throw new Error(`${this.party.role} has no delay "${delay}" of ${machine}`);
    const name = timerName(machine, key, timer);
    this.#cancelled.delete(name);
    this.#armed.set(name, Math.max(0, resolve({ machine, key }, this.#context)));
  }

  #cancel(name: string): void {
    this.#armed.delete(name);
    this.#cancelled.add(name);
  }
}
