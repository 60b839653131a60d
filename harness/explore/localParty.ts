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
import { nameOfTables, storeOf, tablesAfter, type Tables } from './localStore.ts';
import type { MachineSteps } from './machineSteps.ts';
import { envelopeOf, type Message } from './messages.ts';

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

export interface LocalOutcome {
  readonly next: number;
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
}

/** Time and people as a step finds them. */
export interface Surroundings {
  readonly now: number;
  resolutionMinutes(section: string): number;
}

export const timerName = (machine: string, key: string, timer: string): string => `${machine}/${key}/${timer}`;

export class LocalParty {
  readonly #states = new Names<LocalState>();
  readonly address: Address;
  /** State before boot. */
  readonly initial: number;

  constructor(
    readonly party: AnyParty, private readonly facilities: Facilities, tables: Tables, private readonly steps: (machine: string) => MachineSteps,
  ) {
    this.address = facilities.address;
    this.initial = this.#intern({ machines: new Map(), tables });
  }

  get states(): number {
    return this.#states.size;
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
    return new Step(this.#states.value(state), input, surroundings, this.party, this.facilities, this.steps).run((after) => this.#intern(after));
  }

  /** The state after somebody else changed a record the party keeps, as it is done to a live party's store. */
  change(state: number, carryOut: (store: Store<Record<string, unknown>>) => void): number {
    const { machines, tables } = this.#states.value(state);
    const store = storeOf(tables);
    carryOut(store);
    return this.#intern({ machines, tables: tablesAfter(tables, store) });
  }

  #intern(state: LocalState): number {
    const machines = [...state.machines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, local]) => `${id}=${local}`).join('\u0001');
    return this.#states.intern(`${machines}\u0002${nameOfTables(state.tables)}`, () => state);
  }
}

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
    private readonly facilities: Facilities, private readonly steps: (machine: string) => MachineSteps,
  ) {
    this.#machines = new Map(before.machines);
    this.#store = storeOf(before.tables);
    const noteTime = (): number => {
      this.#readTime = true;
      return surroundings.now;
    };
    this.#context = {
      ...facilities, store: this.#store,
      get now() {
        return noteTime();
      },
      get writtenAt() {
        return noteTime();
      },
      resolutionMinutes: (section) => {
        this.#readPeople = true;
        return surroundings.resolutionMinutes(section);
      },
    };
  }

  run(intern: (after: LocalState) => number): LocalOutcome {
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
    return {
      next: intern(crash === undefined ? { machines: this.#machines, tables: tablesAfter(this.before.tables, this.#store) } : this.before),
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
