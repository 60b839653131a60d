/**
 * Keeps virtual time where parties are processes (transport page, rounds).
 *
 * Invariants (tests cite them):
 *  R1 a round grants the least next stamp to the parties that have work there, with the number of messages each must hold;
 *  R2 time goes on only when every party granted has told where it stands: one that is dead is named, and waited for;
 *  R3 what the plan of faults decides, and what it has happen, is in the coordinator's log before anybody acts on it; so
 *     another coordinator that takes over decides nothing twice;
 *  R4 requests may be repeated; an earlier coordinator's are refused.
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { FaultEngine, candidatesOf, enact, type Candidate, type Decision } from '../faults/engine.ts';
import { NO_FAULTS, type FaultPlan, type RecordChange } from '../faults/plan.ts';
import { Happenings, WORLD, type SavedHappenings } from '../world/happenings.ts';
import { startOf, endOf, type Script } from '../world/staging.ts';
import { decodeValue, encodeValue } from './codec.ts';
import type { Crew } from './crew.ts';
import { Ledger } from './ledger.ts';
import type { StateLog } from './log.ts';
import { ProcessFailure, type GrantAnswer } from './messages.ts';

/** What a coordinator that takes over must know of the round under way, and of the plan. */
interface Decided {
  readonly at: Stamp;
  readonly engine: ReturnType<FaultEngine['save']>;
  readonly happenings: SavedHappenings;
  readonly changes: readonly RecordChange[];
  /** Everything the world has sent. */
  readonly messages: readonly Envelope[];
  /** Absent until the round's candidates are counted. */
  readonly decisions?: readonly Decision[];
}

export interface CoordinatorOptions {
  readonly script: Script;
  readonly bus: Bus;
  readonly crew: Crew;
  readonly addresses: readonly Address[];
  /** Absent: nothing is kept. */
  readonly log?: StateLog;
  readonly onProgress?: (now: number, rounds: number) => void;
}

export class Coordinator {
  readonly #options: CoordinatorOptions;
  readonly #plan: FaultPlan;
  readonly #engine: FaultEngine;
  readonly #happenings: Happenings;
  readonly #ledger: Ledger;
  readonly #messages: Envelope[] = [];
  #decided: Decided | undefined;
  #round = 0;
  #now: Stamp;
  #engaged = false;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    const { script: { estate, migrationWeek, faults = NO_FAULTS }, bus, addresses } = options;
    this.#plan = faults;
    this.#engine = new FaultEngine(faults);
    this.#happenings = new Happenings({ estate, run: bus.run, faults });
    this.#ledger = new Ledger(addresses);
    this.#now = { t: startOf(migrationWeek), n: 0 };
  }

  get rounds(): number {
    return this.#round;
  }

  /** What the world itself has sent. */
  get messages(): readonly Envelope[] {
    return this.#messages;
  }

  unstruck(): readonly number[] {
    return this.#engine.unstruck();
  }

  /** Runs to the end, or to the horizon. @throws ProcessFailure, FaultPlanError, BusError. */
  async run(): Promise<void> {
    if (!this.#engaged) await this.#engage();
    const { migrationWeek, weeks } = this.#options.script;
    const to = endOf(migrationWeek, weeks);
    for (let at = this.#next(); at !== undefined && at.t <= to; at = this.#next()) {
      this.#now = at;
      await this.#perform(at);
      this.#options.onProgress?.(at.t, this.#round);
    }
  }

  #next(): Stamp | undefined {
    const [own, theirs] = [this.#happenings.next(), this.#ledger.least()];
    return own === undefined || (theirs !== undefined && compareStamps(theirs, own) < 0) ? theirs : own;
  }

  /** Begins the run, or takes it over where it stands. */
  async #engage(): Promise<void> {
    const { log, crew, addresses } = this.#options;
    this.#engaged = true;
    if (log !== undefined) for await (const { kind, text } of log.records('beginning')) if (kind === 'step') this.#decided = decodeValue(text) as Decided;
    if (this.#decided !== undefined) {
      const { engine, happenings, messages } = this.#decided;
      this.#engine.restore(engine);
      this.#happenings.restore(happenings);
      this.#messages.push(...messages);
    }
    for (const answer of await crew.join()) for (const report of answer.reports) this.#ledger.report(report);
    await this.#publish(this.#messages);
    // Whoever was told of a round before may hold less than was sent meanwhile: where all stand once they hold it all.
    if (addresses.some((at) => this.#ledger.begun(at))) {
      const positions = await this.#everywhere('position', (party) => ({ party, hold: this.#ledger.hold(party) }), addresses, {});
      this.#ledger.holding(addresses);
      for (const report of positions.flatMap(({ reports }) => reports)) this.#ledger.report(report);
    }
    const unbegun = addresses.filter((at) => !this.#ledger.begun(at));
    if (unbegun.length > 0) await this.#grant(this.#now, unbegun, []);
  }

  async #perform(at: Stamp): Promise<void> {
    const { sent, changes } = this.#happenings.take(at);
    const resumed = this.#decided !== undefined && compareStamps(this.#decided.at, at) === 0 ? this.#decided : undefined;
    const candidates = candidatesOf(this.#plan, sent);
    if (sent.length > 0 || changes.length > 0) {
      const { decisions, happenings } = this.#engine.decide(candidates);
      this.#happenings.add(happenings);
      const messages = enact(this.#plan, sent, decisions);
      this.#messages.push(...messages);
      await this.#keep({ at, changes });
      await this.#publish(messages);
    }
    const due = this.#options.addresses.filter((party) => {
      const next = this.#ledger.next(party);
      return next !== undefined && compareStamps(next, at) <= 0;
    });
    await this.#grant(at, due, [...(resumed?.changes ?? []), ...changes]);
  }

  async #publish(messages: readonly Envelope[]): Promise<void> {
    if (messages.length === 0) return;
    for (const message of messages) {
      await this.#options.bus.publish(message);
      this.#ledger.sends(WORLD, message.to, message.seq, message.stamp);
    }
    await this.#options.bus.flush();
  }

  /** R1. */
  async #grant(at: Stamp, due: readonly Address[], changes: readonly RecordChange[]): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const struck = this.#engine.done();
    const parties = [...new Set([...due, ...changes.map(({ party }) => party)])].sort();
    const stranger = changes.find(({ party }) => !this.#options.addresses.includes(party));
    if (stranger !== undefined) throw new ProcessFailure('plan', `no party "${stranger.party}" in this world`);
    const granted = (party: Address) => ({ party, hold: this.#ledger.hold(party), changes: changes.filter((each) => each.party === party) });
    const before = parties.map(granted);
    this.#ledger.holding(parties);
    const answers = await this.#everywhere('grant', (party) => before[parties.indexOf(party)] as object, parties, { round, at, struck });
    const candidates = answers.flatMap((answer) => answer.candidates);
    for (const report of answers.flatMap(({ reports }) => reports)) this.#ledger.report(report);
    if (candidates.length === 0) return;
    const decisions = await this.#decide(at, candidates);
    const waiting = [...new Set(candidates.map(({ from }) => from))];
    const processes = [...new Set(waiting.map((party) => this.#options.crew.processOf(party)))];
    const released = await Promise.all(processes.map((name) => this.#release(name, round, decisions, () => {
      const own = waiting.filter((party) => this.#options.crew.processOf(party) === name);
      return { round, at, struck, parties: own.map(granted) };
    })));
    for (const report of released.flatMap(({ reports }) => reports)) this.#ledger.report(report);
  }

  /** One place counts, senders in the order of their addresses (W2); R3. */
  async #decide(at: Stamp, candidates: readonly Candidate[]): Promise<readonly Decision[]> {
    const before = this.#decided;
    if (before?.decisions !== undefined && compareStamps(before.at, at) === 0) return before.decisions;
    const inOrder = [...candidates].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    const { decisions, happenings } = this.#engine.decide(inOrder);
    this.#happenings.add(happenings);
    await this.#keep({ at, changes: before !== undefined && compareStamps(before.at, at) === 0 ? before.changes : [], decisions });
    return decisions;
  }

  /** A process that has come back meanwhile has the round to do again before it can be released. */
  async #release(name: string, round: number, decisions: readonly Decision[], grant: () => object): Promise<GrantAnswer> {
    const { crew } = this.#options;
    for (;;) {
      try {
        return await crew.ask(name, 'release', { round, decisions });
      } catch (error) {
        if (!(error instanceof ProcessFailure) || error.failed !== 'idle') throw error;
      }
      const again = await crew.ask(name, 'grant', grant());
      if (again.candidates.length === 0) return again;
    }
  }

  async #keep(decided: Pick<Decided, 'at' | 'changes' | 'decisions'>): Promise<void> {
    this.#decided = { ...decided, engine: this.#engine.save(), happenings: this.#happenings.save(), messages: this.#messages };
    await this.#options.log?.append('step', encodeValue(this.#decided));
  }

  /** Asks the processes of these parties, each for its own. */
  async #everywhere(what: 'grant' | 'position', of: (party: Address) => object, parties: readonly Address[], more: object): Promise<readonly GrantAnswer[]> {
    const { crew } = this.#options;
    const byProcess = new Map<string, object[]>();
    for (const party of parties) {
      const name = crew.processOf(party);
      byProcess.set(name, [...(byProcess.get(name) ?? []), of(party)]);
    }
    return Promise.all([...byProcess].map(([name, own]) => this.#patiently(name, what, { ...more, parties: own })));
  }

  /** Messages that are on their way may take a while when the server was away; over core NATS they may be gone for good. */
  async #patiently(name: string, what: 'grant' | 'position', request: object): Promise<GrantAnswer> {
    const { crew, bus } = this.#options;
    for (let attempts = bus.guarantees.durable ? PATIENCE : 1; ; attempts -= 1) {
      try {
        return await crew.ask(name, what, request);
      } catch (error) {
        if (!(error instanceof ProcessFailure) || error.failed !== 'lost' || attempts <= 1) throw error;
      }
    }
  }
}

/** Times a party's `HOLD_WAIT_MS`. */
const PATIENCE = 10;
