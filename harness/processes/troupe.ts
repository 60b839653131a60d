/** The parties of one run that this process plays, and what the coordinator asks of them. */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Stamp } from '../../protocol/time.ts';
import { BusError, type Bus, type Refused, type Subscription } from '../../actors/runtime/ports.ts';
import { NO_FAULTS } from '../faults/plan.ts';
import { stageOf, type Script } from '../world/staging.ts';
import { encodeValue } from './codec.ts';
import { Member } from './member.ts';
import {
  ProcessFailure, decodeControl, grantRequest, positionRequest, recordRequest, releaseRequest, type GrantAnswer, type GrantRequest, type JoinRequest, type ReleaseRequest,
} from './messages.ts';
import { answering } from './serving.ts';
import { serveShares } from './sharing/open.ts';
import type { Traces } from './traces.ts';

/** How long messages that were sent may be on their way before the coordinator is told. */
const HOLD_WAIT_MS = 3_000;
/** Below the limit of an answer on the control plane, in base64. */
const PIECE_BYTES = 512 * 1024;

/** One party's part of a run's record. */
export interface PartyRecord extends Traces {
  readonly party: Address;
  readonly states: readonly { readonly machine: string; readonly key: string; readonly state: string; readonly ended: boolean }[];
  readonly pending: readonly { readonly machine: string; readonly key: string; readonly timer: string; readonly at: number }[];
}

interface Held {
  readonly member: Member;
  readonly out: readonly Envelope[];
}

export class Troupe {
  readonly #members: ReadonlyMap<Address, Member>;
  readonly #subscriptions: Subscription[] = [];
  /** Grants under way or done, by coordinator and round, so that one that is repeated is the same one. */
  #granting: { readonly id: string; readonly answer: Promise<GrantAnswer> } | undefined;
  #releasing: { readonly id: string; readonly answer: Promise<GrantAnswer> } | undefined;
  /** Steps that wait for the coordinator's decision. */
  readonly #waiting = new Map<Address, Held>();
  #record: Buffer | undefined;
  readonly #onFenced: (why: string) => void;
  #epoch: number;
  #at: Stamp | undefined;

  private constructor(readonly process: string, readonly bus: Bus, members: readonly Member[], epoch: number, onFenced: (why: string) => void) {
    this.#onFenced = onFenced;
    this.#members = new Map(members.map((member) => [member.address, member]));
    this.#epoch = epoch;
  }

  /** Loads or sets up the parties, and answers the coordinator. @param onFenced another copy of a party has taken over. @throws BusError, RangeError. */
  static async open(name: string, bus: Bus, script: Script, { run, parties, works, workers, kept, snapshotSteps, epoch }: JoinRequest, onFenced: (why: string) => void): Promise<Troupe> {
    const { stage } = stageOf(script, run, { step: () => undefined, refusal: () => undefined });
    const plan = script.faults ?? NO_FAULTS;
    const refused: Refused[] = [];
    bus.onRefused?.((each) => refused.push(each));
    const opened = await Promise.allSettled(parties.map((address) => Member.open({ address, bus, stage, plan, kept, snapshotSteps, process: name, workers: workers[address] ?? [] })));
    const members = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const troupe = new Troupe(name, bus, members, epoch, onFenced);
    try {
      for (const each of opened) if (each.status === 'rejected') throw each.reason;
      const tell = (each: Refused): void => members.find(({ address }) => address === each.to)?.refuse(each);
      refused.forEach(tell);
      bus.onRefused?.(tell);
      await troupe.#serve();
      if (works.length > 0) troupe.#subscriptions.push(await serveShares(name, bus, works, stage));
      return troupe;
    } catch (error) {
      // Whoever asks again gets new ones: of these none may be left that holds a mailbox or fences the new ones off.
      await Promise.allSettled(members.map((member) => member.stop()));
      void troupe.stop().catch(() => undefined);
      throw error;
    }
  }

  get standing(): { readonly run: string; readonly parties: readonly Address[]; readonly at: Stamp | null; readonly messages: number } {
    return { run: this.bus.run, parties: [...this.#members.keys()], at: this.#at ?? null, messages: [...this.#members.values()].reduce((sum, { messages }) => sum + messages, 0) };
  }

  /** Where everybody stands: nobody before its last step is kept (M4). */
  async reports(): Promise<GrantAnswer> {
    await this.#idle();
    await Promise.all([...this.#members.values()].map((member) => member.settled())).catch((error: unknown) => this.#fenced(error));
    return { round: 0, reports: [...this.#members.values()].map((member) => member.report()), candidates: [] };
  }

  /** @throws ProcessFailure `stale` for a coordinator that another has replaced. */
  admit(epoch: number): void {
    if (epoch < this.#epoch) throw new ProcessFailure('stale', `another coordinator has taken over run ${this.bus.run}`);
    this.#epoch = epoch;
  }

  async stop(): Promise<void> {
    for (const subscription of this.#subscriptions) await subscription.stop();
    for (const member of this.#members.values()) await member.stop();
    await this.bus.close();
  }

  async #serve(): Promise<void> {
    const serve = async (what: string, answer: (bytes: Uint8Array) => Promise<unknown>): Promise<void> => {
      this.#subscriptions.push(await this.bus.serve(`to.${this.process}.${what}`, answering((bytes) => answer(bytes).catch((error: unknown) => this.#fenced(error)))));
    };
    await serve('grant', (bytes) => this.#grant(decodeControl(grantRequest, bytes, 'a grant')));
    await serve('release', (bytes) => this.#release(decodeControl(releaseRequest, bytes, 'a release')));
    await serve('position', async (bytes) => {
      const { epoch, parties } = decodeControl(positionRequest, bytes, 'a request for positions');
      this.admit(epoch);
      for (const { party, hold } of parties) await this.#member(party).hold(hold, this.#at ?? { t: 0, n: 0 }, HOLD_WAIT_MS);
      return this.reports();
    });
    await serve('record', async (bytes) => {
      const { epoch, piece } = decodeControl(recordRequest, bytes, 'a request for the record');
      this.admit(epoch);
      if (this.#record === undefined || piece === 0) this.#record = Buffer.from(encodeValue(await this.#records()));
      return { pieces: Math.max(1, Math.ceil(this.#record.length / PIECE_BYTES)), base64: this.#record.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES).toString('base64') };
    });
  }

  /** Another copy plays a party of this troupe: it is that copy's to answer, and this one's to end. @throws anything else. */
  #fenced(error: unknown): Promise<never> {
    if (!(error instanceof BusError) || error.code !== 'stale') throw error;
    this.#onFenced(error.message);
    return new Promise(() => undefined);
  }

  #grant(request: GrantRequest): Promise<GrantAnswer> {
    this.admit(request.epoch);
    const id = `${request.epoch} ${request.round}`;
    if (this.#granting?.id !== id) {
      const answer = this.#idle().then(() => this.#perform(request));
      this.#granting = { id, answer };
      // Asked again after a failure it is tried again.
      answer.catch(() => { this.#granting = undefined; });
    }
    return this.#granting.answer;
  }

  async #perform({ round, at, parties, struck }: GrantRequest): Promise<GrantAnswer> {
    const struckFaults = new Set(struck);
    await Promise.all(parties.map(({ party, hold }) => this.#member(party).hold(hold, at, HOLD_WAIT_MS)));
    this.#at = at;
    const candidates: GrantAnswer['candidates'] = [];
    const settled: Promise<void>[] = [];
    for (const { party, changes } of parties) {
      const member = this.#member(party);
      const waiting = this.#waiting.get(party);
      if (waiting === undefined && member.isDone(at)) {
        settled.push(member.settled());
        continue;
      }
      const { out, candidates: own } = waiting === undefined ? await member.work(at, changes, struckFaults) : { out: waiting.out, candidates: member.candidates(waiting.out, struckFaults) };
      if (own.length === 0) {
        this.#waiting.delete(party);
        settled.push(member.settle(out, []));
      } else {
        this.#waiting.set(party, { member, out });
        candidates.push(...own);
      }
    }
    await Promise.all(settled);
    return { round, candidates, reports: parties.filter(({ party }) => !this.#waiting.has(party)).map(({ party }) => this.#member(party).report()) };
  }

  #release(request: ReleaseRequest): Promise<GrantAnswer> {
    this.admit(request.epoch);
    const { epoch, round, decisions } = request;
    const id = `${epoch} ${round}`;
    if (this.#releasing?.id !== id) {
      const answer = this.#idle().then(async (): Promise<GrantAnswer> => {
        const held = [...this.#waiting.values()];
        if (held.length === 0) throw new ProcessFailure('idle', `nothing waits for the release of round ${round}`);
        await Promise.all(held.map(({ member, out }) => member.settle(out, decisions.filter(({ from }) => from === member.address))));
        this.#waiting.clear();
        return { round, candidates: [], reports: held.map(({ member }) => member.report()) };
      });
      this.#releasing = { id, answer };
      answer.catch(() => { this.#releasing = undefined; });
    }
    return this.#releasing.answer;
  }

  /** No grant and no release is under way. */
  async #idle(): Promise<void> {
    await Promise.allSettled([this.#granting?.answer, this.#releasing?.answer]);
  }

  async #records(): Promise<readonly PartyRecord[]> {
    return Promise.all([...this.#members.values()].map(async (member) => ({ party: member.address, states: [...member.states()], pending: member.pending(), ...(await member.traces()) })));
  }

  #member(party: Address): Member {
    const member = this.#members.get(party);
    if (member === undefined) throw new ProcessFailure('unknown', `${this.process} does not play ${party} in run ${this.bus.run}`);
    return member;
  }
}
