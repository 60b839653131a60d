/**
 * Hosts one party: mailbox, deadlines, machines, addressing. The same for every party.
 *
 * Invariants (tests cite them):
 *  H1 a party reacts only to its mailbox and its own deadlines (law L2);
 *  H2 within one stamp the order is fixed: messages by sender and sequence number, then timers in the order they were armed;
 *  H3 what is sent at (t, n) is readable at (t, n+1): an effect never precedes its cause;
 *  H4 deadlines are data: absolute stamps beside the name of the timer, never closures;
 *  H5 an effect with a route becomes messages to exactly the receivers of that route;
 *  H6 bytes that cannot be read change nothing but the record;
 *  H7 a party made from what another has saved, and given what the bus still has for it, is that other to the byte.
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import { receiversOf, routeOf } from './addressing.ts';
import type { Deadlines } from './deadlines.ts';
import { Heap } from './heap.ts';
import type { Instances } from './instances.ts';
import { Memory } from './memory.ts';
import { Refusal, type AnyParty, type Context, type Facilities, type InternalEvent, type Outgoing } from './party.ts';
import type { HostObserver, StepRecord } from './records.ts';
import type { Saved } from './saved.ts';

export type { HostObserver, InputRecord, RefusalRecord, StepRecord } from './records.ts';

/** The order in which a party reads what it has at one stamp (H2). */
export const inboxOrder = (a: Envelope, b: Envelope): boolean =>
  (compareStamps(a.stamp, b.stamp) || (a.from < b.from ? -1 : a.from > b.from ? 1 : a.seq - b.seq)) < 0;

/** A file of a million Installations is one step; a machine that talks to itself for ever is none. */
const MAX_EVENTS_OF_A_STEP = 10_000_000;

export class PartyHost {
  readonly address: Address;
  readonly #memory: Memory;
  readonly #instances: Instances;
  readonly #deadlines: Deadlines;
  readonly #inbox: Heap<Envelope>;

  constructor(
    readonly party: AnyParty,
    readonly facilities: Facilities,
    private readonly run: string,
    private readonly observer: HostObserver,
    /** Another order of senders within a stamp. */
    order: (a: Envelope, b: Envelope) => boolean = inboxOrder,
  ) {
    this.address = facilities.address;
    this.#inbox = new Heap(order);
    this.#memory = new Memory(party.machines);
    this.#instances = this.#memory.instances;
    this.#deadlines = this.#memory.deadlines;
  }

  get store(): Memory['store'] {
    return this.#memory.store;
  }

  /** Runs the party's first events at a stamp and returns what it sends. */
  boot(at: Stamp): readonly Envelope[] {
    const out: Envelope[] = [];
    const context = this.#context(at);
    this.#memory.consumed = at;
    this.#settle(this.party.boot?.(context) ?? [], undefined, at, context, out);
    return out;
  }

  receive(envelope: Envelope): void {
    this.#inbox.push(envelope);
  }

  /** The least stamp at which there is work, if any. */
  next(): Stamp | undefined {
    const message = this.#inbox.peek()?.stamp;
    const timer = this.nextTimer();
    const least = message === undefined || (timer !== undefined && compareStamps(timer, message) < 0) ? timer : message;
    return least === undefined ? undefined : { t: least.t, n: least.n };
  }

  /** The least stamp at which a timer is due, if any runs. */
  nextTimer(): Stamp | undefined {
    const due = this.#deadlines.peek();
    return due === undefined ? undefined : { t: due.t, n: due.n };
  }

  /** Does all work of one stamp (H2) and returns what is sent, readable one micro-step later (H3). */
  step(at: Stamp): readonly Envelope[] {
    return [...this.takeMessages(at).flatMap((message) => this.read(message, at)), ...this.fire(at)];
  }

  /** Messages with a stamp up to this, in their order (H2), for `read`: the first part of a step. */
  takeMessages(at: Stamp): readonly Envelope[] {
    const due: Envelope[] = [];
    this.#memory.consumed = { t: at.t, n: at.n };
    for (let message = this.#inbox.peek(); message !== undefined && compareStamps(message.stamp, at) <= 0; message = this.#inbox.peek()) {
      this.#inbox.pop();
      due.push(message);
    }
    return due;
  }

  /** Deals with one message of the step. */
  read(message: Envelope, at: Stamp): readonly Envelope[] {
    const out: Envelope[] = [];
    const context = this.#context(at);
    this.observer.input?.({ ...at, party: this.address, message });
    this.#settle(this.#classify(message, context, at), message, at, context, out);
    return out;
  }

  /** Deals with the timers due: the last part of a step. */
  fire(at: Stamp): readonly Envelope[] {
    const out: Envelope[] = [];
    const first = this.nextTimer();
    if (first === undefined || compareStamps(first, at) > 0) return out;
    const context = this.#context(at);
    for (let due = this.#deadlines.peek(); due !== undefined && compareStamps(due, at) <= 0; due = this.#deadlines.peek()) {
      this.#deadlines.pop();
      this.observer.input?.({ ...at, party: this.address, timer: `${due.machine}/${due.key}/${due.timer}` });
      this.#settle([{ machine: due.machine, key: due.key, event: { type: due.timer } }], undefined, at, context, out);
    }
    return out;
  }

  /**
   * Makes its own what the same party has done elsewhere with one message: what that changed there, and what it sent, which is numbered here.
   * @param changes of `takeChanges` there.
   */
  adopt(changes: readonly Saved[], sent: readonly Envelope[]): readonly Envelope[] {
    this.#memory.adopt(changes);
    return sent.map((each) => ({ ...each, seq: this.#memory.number(each.to) }));
  }

  states(): ReturnType<Instances['states']> {
    return this.#instances.states();
  }

  /** Deadlines still armed, for the end-of-world check of law L5. */
  pending(): readonly { readonly machine: string; readonly key: string; readonly timer: string; readonly at: number }[] {
    return this.#deadlines.pending().map(({ machine, key, timer, t }) => ({ machine, key, timer, at: t }));
  }

  /** Everything up to this stamp has been read and done; nothing that comes with a lower one is new. */
  get consumed(): Stamp | undefined {
    return this.#memory.consumed;
  }

  /** Highest sequence number so far, by receiver: how many messages each was sent. */
  sent(): ReadonlyMap<Address, number> {
    return this.#memory.sequence;
  }

  /** What has changed since changes were last taken; the mailbox is the bus's to give again. */
  takeChanges(): readonly Saved[] {
    return this.#memory.takeChanges();
  }

  /** Everything the party remembers (H7); changes up to here are told with it. */
  save(): readonly Saved[] {
    this.#memory.takeChanges();
    return this.#memory.all();
  }

  /** The same, and what has changed is told later all the same. */
  all(): readonly Saved[] {
    return this.#memory.all();
  }

  /** Forgets everything, the records it was set up with included. */
  forget(): void {
    this.#memory.forget();
  }

  /** Puts back what was saved, or the changes of a step after it. */
  restore(saved: Iterable<Saved>): void {
    this.#memory.restore(saved);
  }

  #context(at: Stamp): Context<Record<string, unknown>> {
    return { ...this.facilities, store: this.store, now: at.t, writtenAt: at.t };
  }

  #classify(message: Envelope, context: Context<Record<string, unknown>>, at: Stamp): readonly InternalEvent[] {
    const classify = this.party.classify[message.type];
    try {
      if (classify === undefined) throw new Refusal(`${this.party.role} expects no ${message.type}`);
      return classify(message, context);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.observer.refusal({ ...at, party: this.address, from: message.from, type: message.type, reason: (error as Error).message });
      return [];
    }
  }

  /** Feeds events and whatever they tell the party's other machines, to the end. */
  #settle(events: readonly InternalEvent[], cause: Envelope | undefined, at: Stamp, context: Context<Record<string, unknown>>, out: Envelope[]): void {
    const queue = [...events];
    let fed = 0;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      fed += 1;
      if (fed > MAX_EVENTS_OF_A_STEP) throw new Error(`${this.address}: a step of more than ${MAX_EVENTS_OF_A_STEP} events, the last ${next.event.type} to ${next.machine}`);
      const { machine, key, event } = next;
      const outcome = this.#instances.feed(machine, key, event);
      const effects: string[] = [];
      for (const reaction of outcome.reactions) {
        if (reaction.kind === 'cancel') this.#deadlines.cancel({ machine, key, timer: reaction.timer });
        else if (reaction.kind === 'arm') this.#arm(machine, key, reaction.timer, reaction.delay, at, context);
        else {
          effects.push(reaction.effect);
          const rendered = this.#render({ machine, key, effect: reaction.effect, failed: outcome.failed }, context);
          for (const outgoing of rendered.send ?? []) this.#send(reaction.effect, outgoing, cause, at, out);
          queue.push(...(rendered.tell ?? []));
        }
      }
      const record: StepRecord = {
        t: at.t, n: at.n, party: this.address, machine, key, event: event.type, from: outcome.from, to: outcome.to, effects, declared: outcome.declared,
      };
      this.observer.step(event.failed === undefined ? record : { ...record, failed: event.failed });
    }
  }

  #render(at: { machine: string; key: string; effect: string; failed: string }, context: Context<Record<string, unknown>>) {
    const render = this.party.render[at.effect];
    if (render === undefined) throw new Error(`${this.party.role} has no rendering for effect "${at.effect}" of ${at.machine}`);
    return render(at, context);
  }

  #arm(machine: string, key: string, timer: string, delay: string, at: Stamp, context: Context<Record<string, unknown>>): void {
    const resolve = this.party.delays[delay];
    if (resolve === undefined) throw new Error(`${this.party.role} has no delay "${delay}" of ${machine}`);
    const wait = Math.max(0, resolve({ machine, key }, context));
    this.#deadlines.arm({ machine, key, timer }, { t: at.t + wait, n: wait === 0 ? at.n + 1 : 0 });
  }

  #send(effect: string, outgoing: Outgoing, cause: Envelope | undefined, at: Stamp, out: Envelope[]): void {
    const route = routeOf(this.party.role, effect);
    const { address: self, cohort } = this.facilities;
    const sending = { address: self, answering: cause?.from, ...(cohort === undefined ? {} : { cohort }) };
    for (const to of receiversOf(route, outgoing, sending)) {
      out.push({ run: this.run, from: this.address, to, type: route.type, key: outgoing.key, seq: this.#memory.number(to), stamp: { t: at.t, n: at.n + 1 }, body: outgoing.body });
    }
  }
}

const UNREADABLE = new Set(['NoticeError', 'FileError', 'DuisFormatError', 'Refusal']);
export const isUnreadable = (error: unknown): boolean => error instanceof Error && UNREADABLE.has(error.name);
