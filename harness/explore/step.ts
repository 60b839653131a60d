/**
 * One step of a party under way: the shipped `classify` and `render` on real bytes, the shipped machines stepped by XState, with a
 * note of all that it reads and writes (P2 to P4 of `localParty.ts`).
 */
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { receiversOf, routeOf } from '../../actors/runtime/addressing.ts';
import { isUnreadable } from '../../actors/runtime/host.ts';
import { Refusal, type AnyParty, type Context, type Facilities, type InternalEvent } from '../../actors/runtime/party.ts';
import { asking } from './asking.ts';
import type { MachineSteps } from './machineSteps.ts';
import type { Changes, Dependence, LocalState } from './memory.ts';
import { envelopeOf, type Message } from './messages.ts';
import { TracedStore } from './tracedStore.ts';

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
export interface Done extends Changes, Dependence {
  readonly sent: readonly Sent[];
  readonly armed: readonly { readonly timer: string; readonly afterMs: number }[];
  /** Armed before and not any more. */
  readonly cancelled: readonly string[];
  readonly fed: readonly Fed[];
  /** Why the bytes were refused as unreadable (H6). */
  readonly refusal?: string;
  /** The party's own code failed: a defect. */
  readonly crash?: string;
}

/** Time, people and rules as a step finds them. */
export interface Surroundings {
  readonly now: number;
  /** How long people take, as text. */
  readonly people: string;
  readonly ruleSet: RuleSet;
  resolutionMinutes(section: string): number;
}

/** Keys that carry a number of their own series (`store.next`). */
const NUMBERED = /^INC-|^[A-Z]{2}-[a-z]\w*-\d+$/;

export const timerName = (machine: string, key: string, timer: string): string => `${machine}/${key}/${timer}`;

export const split = (id: string): [string, string] => {
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
export class Step {
  readonly #machines: Map<string, number>;
  readonly #armed = new Map<string, number>();
  readonly #cancelled = new Set<string>();
  readonly #sent: Sent[] = [];
  readonly #fed: Fed[] = [];
  readonly #store;
  readonly #context: Context<Record<string, unknown>>;
  #readTime = false;
  #readPeople = false;
  readonly #readRules = new Set<string>();
  readonly #asked = new Set<string>();

  constructor(
    private readonly before: LocalState, private readonly input: Input, private readonly surroundings: Surroundings, private readonly party: AnyParty,
    private readonly facilities: Omit<Facilities, 'ruleSet'> & { readonly writtenAt: number }, private readonly steps: (machine: string) => MachineSteps,
  ) {
    this.#machines = new Map(before.machines);
    this.#store = new TracedStore(before.tables);
    const noteTime = (): number => {
      this.#readTime = true;
      return surroundings.now;
    };
    this.#context = {
      ...asking(facilities, this.#asked), store: this.#store,
      ruleSet: new Proxy(surroundings.ruleSet, {
        get: (rules, name) => {
          this.#readRules.add(String(name));
          return Reflect.get(rules, name);
        },
      }),
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
      records: crash === undefined ? [...this.#store.takeChanges()] : [],
      machines: crash === undefined ? [...this.#machines].filter(([id, local]) => this.before.machines.get(id) !== local) : [],
      sent: crash === undefined ? this.#sent : [],
      armed: stopped ? [] : [...this.#armed].map(([timer, afterMs]) => ({ timer, afterMs })),
      cancelled: stopped ? [] : [...this.#cancelled],
      fed: this.#fed, readTime: this.#readTime, readPeople: this.#readPeople, readRules: [...this.#readRules], asked: [...this.#asked],
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
