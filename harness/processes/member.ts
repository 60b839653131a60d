/**
 * One party of a run, hosted in this process: its mailbox on the bus, its host, its log.
 *
 * Invariants (tests cite them):
 *  M1 it goes on only when it holds as many messages as it was sent;
 *  M2 a step is done once, however often it is asked for: what lies at or before the stamp consumed is done;
 *  M3 a step is in the log before any of its messages is on the bus, and its messages are on the bus before the next step
 *     is in the log; so whoever loads the log publishes the last step's messages again, and no others;
 *  M4 a step that could not be kept is not lost: it is kept before anything else is done, or told of.
 */
import { randomUUID } from 'node:crypto';
import process_ from 'node:process';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, londonText, type Stamp } from '../../protocol/time.ts';
import type { PartyHost } from '../../actors/runtime/host.ts';
import type { Bus, Refused, Subscription } from '../../actors/runtime/ports.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import { changeRecord } from '../world/happenings.ts';
import { hostOf, type Stage } from '../world/hosting.ts';
import { candidatesOf, enact, type Candidate, type Decision } from '../faults/engine.ts';
import type { FaultPlan, RecordChange } from '../faults/plan.ts';
import { decodeValue, encodeValue } from './codec.ts';
import { StateLog } from './log.ts';
import { ProcessFailure, type Report } from './messages.ts';
import { sharingOf } from './sharing/open.ts';
import type { Sharing } from './sharing/sharing.ts';
import { Tracer, addTraces, noTraces, type StepTraces, type Traces } from './traces.ts';

/** A record of the log: what one step changed, sent and did. */
interface Step extends StepTraces {
  readonly saved: readonly Saved[];
}

/** A step that was worked out and is not on its way yet. */
interface Unsettled {
  readonly step: Step;
  logged: boolean;
}

export interface MemberOptions {
  readonly address: Address;
  readonly bus: Bus;
  readonly stage: Omit<Stage, 'observer'>;
  readonly plan: FaultPlan;
  readonly kept: boolean;
  readonly snapshotSteps: number;
  /** Named in the log, for people. */
  readonly process: string;
  /** Processes of its workers, where it is split. */
  readonly workers?: readonly string[];
}

export class Member {
  readonly #options: MemberOptions;
  readonly #tracer: Tracer;
  readonly #host: PartyHost;
  /** Does its steps with workers. */
  readonly #sharing: Sharing | undefined;
  #log: StateLog | undefined;
  #subscription: Subscription | undefined;
  /** Everything done in this process, or since the log was loaded. */
  #traces = noTraces();
  /** What the last step sent. */
  #sent: readonly Envelope[] = [];
  #unsettled: Unsettled | undefined;
  #settling: Promise<void> | undefined;
  #received = 0;
  #sinceSnapshot = 0;
  /** Whether the log has more than what was done in this process. */
  #loaded = false;
  #waiting: (() => void)[] = [];

  private constructor(options: MemberOptions) {
    this.#options = options;
    this.#tracer = new Tracer();
    this.#host = hostOf(options.address, { ...options.stage, observer: this.#tracer });
    // Its records of the first day are everybody's to derive, not the log's to keep.
    this.#host.save();
    const { workers = [], bus } = options;
    if (workers.length > 0) this.#sharing = sharingOf({ host: this.#host, observer: this.#tracer, workers, bus, estate: options.stage.provisions.estate });
  }

  /** @throws BusError when the bus or the log cannot be had. */
  static async open(options: MemberOptions): Promise<Member> {
    const member = new Member(options);
    if (options.kept) await member.#load();
    member.#subscription = await options.bus.consume(options.address, 0, ({ envelope }) => member.#receive(envelope));
    return member;
  }

  get address(): Address {
    return this.#options.address;
  }

  get messages(): number {
    return this.#traces.messages.length;
  }

  report(): Report {
    const least: Record<Address, Stamp> = {};
    for (const { to, stamp } of this.#sent) {
      const known = least[to];
      if (known === undefined || compareStamps(stamp, known) < 0) least[to] = stamp;
    }
    return { party: this.address, consumed: this.#host.consumed ?? null, next: this.#host.next() ?? null, sent: Object.fromEntries(this.#host.sent()), least };
  }

  /** Something arrived that was no message: it goes on record with the next step. */
  refuse({ from, reason }: Refused): void {
    const { t, n } = this.#host.consumed ?? { t: 0, n: 0 };
    this.#tracer.refusal({ t, n, party: this.address, from, type: '', reason });
  }

  states(): ReturnType<PartyHost['states']> {
    return this.#host.states();
  }

  pending(): ReturnType<PartyHost['pending']> {
    return this.#host.pending();
  }

  /** Waits until it holds so many messages (M1). @throws ProcessFailure `lost` when they do not come. */
  async hold(count: number, at: Stamp, waitMs: number): Promise<void> {
    const until = performance.now() + waitMs;
    while (this.#received < count) {
      const left = until - performance.now();
      if (left <= 0) throw new ProcessFailure('lost', `${this.address}: have ${this.#received} of ${count} messages at virtual ${londonText(at.t)}`);
      await new Promise<void>((wake) => {
        const late = setTimeout(wake, left);
        this.#waiting.push(() => { clearTimeout(late); wake(); });
      });
    }
  }

  /** Whether the stamp was dealt with before (M2). */
  isDone(at: Stamp): boolean {
    const { consumed } = this.#host;
    return consumed !== undefined && compareStamps(consumed, at) >= 0;
  }

  /** Does the work of a stamp and gives what it means to send; nothing of it is kept or sent yet. */
  async work(at: Stamp, changes: readonly RecordChange[], struck: ReadonlySet<number>): Promise<{ readonly out: readonly Envelope[]; readonly candidates: readonly Candidate[] }> {
    for (const change of changes) changeRecord(this.#host.store, change, this.#options.plan);
    const out = this.#host.consumed === undefined ? this.#host.boot(at) : await (this.#sharing ?? this.#host).step(at);
    return { out, candidates: this.candidates(out, struck) };
  }

  /** What of it the plan of faults may be about. */
  candidates(out: readonly Envelope[], struck: ReadonlySet<number>): readonly Candidate[] {
    return candidatesOf(this.#options.plan, out).filter(({ fault }) => !struck.has(fault));
  }

  /** Keeps the step and sends what it sends (M3). @throws BusError when it cannot; `settled` tries again. */
  settle(out: readonly Envelope[], decisions: readonly Decision[]): Promise<void> {
    if (this.#unsettled === undefined) {
      const messages = enact(this.#options.plan, out, decisions, this.#options.stage.provisions.identities.signingAs);
      const { steps, refusals } = this.#tracer.take();
      this.#unsettled = { step: { saved: this.#log === undefined ? [] : (this.#sharing ?? this.#host).takeChanges(), messages, steps, refusals }, logged: false };
    }
    return this.settled();
  }

  /** The last step worked out is kept and on its way (M4). @throws BusError when it cannot be. */
  settled(): Promise<void> {
    if (this.#unsettled === undefined) return Promise.resolve();
    this.#settling ??= this.#keep(this.#unsettled).finally(() => { this.#settling = undefined; });
    return this.#settling;
  }

  async #keep(unsettled: Unsettled): Promise<void> {
    const { step } = unsettled;
    if (this.#log !== undefined) {
      const { bus, snapshotSteps } = this.#options;
      if (this.#sent.length > 0) await bus.flush();
      if (!unsettled.logged) {
        await this.#log.append('step', encodeValue(step));
        unsettled.logged = true;
        this.#sinceSnapshot += 1;
      }
      if (this.#sinceSnapshot >= snapshotSteps) await this.#snapshot(step.messages);
    }
    this.#sent = step.messages;
    this.#unsettled = undefined;
    addTraces(this.#traces, step);
    this.#publish();
  }

  /** Everything on record, from the first day on. */
  async traces(): Promise<Traces> {
    if (this.#log === undefined || !this.#loaded) return this.#traces;
    const all = noTraces();
    for await (const { kind, text } of this.#log.records('beginning')) if (kind === 'step') addTraces(all, decodeValue(text) as Step);
    return all;
  }

  async stop(): Promise<void> {
    await this.#subscription?.stop();
  }

  async #load(): Promise<void> {
    const { bus, address, process } = this.#options;
    const log = await StateLog.join(bus.state, address, JSON.stringify({ process, pid: process_.pid, copy: randomUUID() }));
    this.#log = log;
    if (log.length > 1) {
      this.#loaded = true;
      for await (const { kind, text } of log.records('snapshot')) {
        if (kind === 'joined') continue;
        const { saved, messages } = decodeValue(text) as Pick<Step, 'saved' | 'messages'>;
        if (kind === 'snapshot') this.#host.forget();
        this.#host.restore(saved);
        this.#sent = messages;
        this.#sinceSnapshot = kind === 'snapshot' ? 0 : this.#sinceSnapshot + 1;
      }
      this.#host.takeChanges();
    }
    this.#publish();
  }

  async #snapshot(messages: readonly Envelope[]): Promise<void> {
    this.#sinceSnapshot = 0;
    await this.#log?.append('snapshot', encodeValue({ saved: this.#host.save(), messages }));
  }

  #publish(): void {
    for (const message of this.#sent) void Promise.resolve(this.#options.bus.publish(message)).catch(() => undefined);
  }

  #receive(envelope: Envelope): void {
    this.#received += 1;
    const { consumed } = this.#host;
    if (consumed === undefined || compareStamps(envelope.stamp, consumed) > 0) this.#host.receive(envelope);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
