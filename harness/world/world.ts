/**
 * A world: parties, a bus, a clock of its own, and faults.
 *
 * Invariants (tests cite them):
 *  W1 rounds: the least next stamp is granted to the parties that have work there, once each holds every message sent to it;
 *  W2 within a round parties go in the order of their addresses;
 *  W3 no real time passes into the world, and nothing of the bus's timing: memory and NATS give the same journal (law L9);
 *  W4 the world ends when nothing is left to do, or at its horizon.
 */
import { tokenOf, type Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import { createMemoryBus } from '../bus/memory.ts';
import { decodeValue, encodeValue } from '../processes/codec.ts';
import { FaultEngine, type Signers } from '../faults/engine.ts';
import { NO_FAULTS, type RecordChange } from '../faults/plan.ts';
import { Happenings, changeRecord } from './happenings.ts';
import { blankHostOf, hostOf, type Hosted, type Stage } from './hosting.ts';
import { Journal } from './journal.ts';
import { SeatHost, seatsByAddress } from './seat.ts';
import { Post, type Addressee } from './post.ts';
import type { Standing, WorldOptions } from './options.ts';
import { endOf, scriptOf, stageOf, startOf } from './staging.ts';

export type { Standing, WorldOptions } from './options.ts';
export { DEFAULT_SEED, DEFAULT_WEEK, WorldError, demonstrationEstate, startOf } from './staging.ts';

/** Lines in the record for what outsiders send; they could send without end. */
const REFUSALS_LIMIT = 10_000;

interface Participant extends Addressee {
  next(): Stamp | undefined;
  boot(at: Stamp): readonly Envelope[] | Promise<readonly Envelope[]>;
  step(at: Stamp): readonly Envelope[] | Promise<readonly Envelope[]>;
}

export class World {
  readonly journal = new Journal();
  readonly #participants: Participant[];
  readonly #hosts: Hosted[];
  readonly #stage: Stage;
  readonly #byAddress = new Map<Address, Participant>();
  readonly #post: Post;
  readonly #engine: FaultEngine;
  readonly #signers: Signers;
  readonly #happenings: Happenings;
  #now: Stamp;
  #started = false;

  private constructor(
    readonly options: Required<Pick<WorldOptions, 'seed' | 'estate' | 'run' | 'migrationWeek'>> & WorldOptions,
    bus: Bus,
    readonly startAt: number,
    readonly endAt: number,
  ) {
    const { estate, seats = {} } = options;
    this.#now = { t: startAt, n: 0 };
    this.#post = new Post(bus, (what) => {
      if (this.journal.refusals.length < REFUSALS_LIMIT) this.journal.refusal({ ...this.#now, ...what });
    });
    this.#engine = new FaultEngine(options.faults ?? NO_FAULTS);
    this.#happenings = new Happenings({ estate, run: options.run, faults: options.faults ?? NO_FAULTS });
    const observer = this.journal.watchedBy(options.onInput);
    const { stage: staged, addresses } = options.staged ?? stageOf(options, options.run, observer);
    const { rules, shuffle, hostedBy = hostOf } = options;
    const stage: Stage = { ...staged, observer, ...(rules === undefined ? {} : { ruleSet: rules }), ...(shuffle === undefined ? {} : { shuffle }) };
    const { directory, provisions: { identities } } = stage;
    this.#signers = identities.signingAs;
    this.#stage = stage;
    const seatAt = seatsByAddress(seats, addresses);
    const hosts: Hosted[] = [];
    this.#participants = addresses.map((at): Participant => {
      const seat = seatAt.get(at);
      if (seat !== undefined) {
        const installations = estate.installations.filter((each) => [each.electricity, each.gas].some((supply) => supply?.supplier === tokenOf(at) || supply?.networkOperator === tokenOf(at)));
        return new SeatHost(at, seat, options.run, { identity: identities.signing(at), directory, certificates: identities.credentials, installations });
      }
      const host = hostedBy(at, stage);
      hosts.push(host);
      return host;
    });
    this.#hosts = hosts;
    for (const each of this.#participants) this.#byAddress.set(each.address, each);
  }

  /** @throws RangeError for options that make no world. */
  static async create(options: WorldOptions = {}): Promise<World> {
    const script = scriptOf(options);
    const { migrationWeek } = script;
    const { run = 'run' } = options;
    const world = new World({ ...options, ...script, run }, options.bus ?? createMemoryBus({ run }), startOf(migrationWeek), endOf(migrationWeek, options.weeks));
    await Promise.all(world.#participants.map((each) => world.#post.deliverTo(each)));
    return world;
  }

  /** A world that goes on where another of the same script stands, whose plan had changed nothing by then (H7). @throws RangeError for options that make no world. */
  static async resumed(options: WorldOptions, { now, parties, sent, steps, refusals }: Standing): Promise<World> {
    const world = await World.create({ ...options, hostedBy: (at, stage) => {
      const host = blankHostOf(at, stage);
      host.restore(parties.get(at) ?? []);
      return host;
    } });
    world.#started = true;
    world.#now = now;
    for (const step of steps) world.journal.step(step);
    for (const refusal of refusals) world.journal.refusal(refusal);
    for (const each of sent) await world.#hand(each.map((envelope) => ({ ...envelope, run: world.options.run })));
    await world.#post.flush();
    // Records that were changed meanwhile, and that nobody has looked at since.
    world.#change(world.#happenings.take(now).changes);
    return world;
  }

  /** Virtual ms. */
  get now(): number {
    return this.#now.t;
  }

  /** Of the latest round. */
  get stamp(): Stamp {
    return this.#now;
  }

  /** What every party remembers, and since when; by reference. */
  standing(): Pick<Standing, 'now' | 'parties'> {
    return { now: this.#now, parties: new Map(this.#hosts.map((host) => [host.address, host.save()])) };
  }

  /** Runs to the end, or to the horizon (W4). */
  async run(): Promise<void> {
    await this.advance(this.endAt);
  }

  /** Advances virtual time to `to`, ms, and returns when the world is quiet there. */
  async advance(to: number): Promise<void> {
    while (await this.round(to));
    if (this.#now.t < to && to < this.endAt) this.#now = { t: to, n: 0 };
  }

  /** Does the next round, if there is one up to `to`, ms. @returns whether there was. */
  async round(to: number = this.endAt): Promise<boolean> {
    if (!this.#started) await this.#boot();
    const at = this.#next();
    if (at === undefined || at.t > to) return false;
    this.#now = at;
    await this.#round(at);
    return true;
  }

  /** State of every machine of every party that is not an open seat. */
  *states(): Iterable<{ readonly party: Address; readonly machine: string; readonly key: string; readonly state: string; readonly ended: boolean }> {
    for (const host of this.#hosts) for (const each of host.states()) yield { party: host.address, ...each };
  }

  /** Deadlines still armed: none at the end of a world that ran out (law L5). */
  pending(): readonly { readonly party: Address; readonly machine: string; readonly key: string; readonly timer: string; readonly at: number }[] {
    return this.#hosts.flatMap((host) => host.pending().map((each) => ({ party: host.address, ...each })));
  }

  /** (State, event) pairs that no machine declares: defects. */
  undeclared(): readonly (typeof this.journal.steps)[number][] {
    return this.journal.steps.filter(({ declared }) => !declared);
  }

  /** Ends a party and starts it again from what it has saved, as after a crash; what it has not read yet the bus gives again. */
  async restart(at: Address): Promise<void> {
    const old = this.#hosts.findIndex((each) => each.address === at);
    if (old < 0) throw new RangeError(`no party "${at}" to restart in this world`);
    const saved = encodeValue((this.#hosts[old] as Hosted).save());
    const host = blankHostOf(at, this.#stage);
    host.restore(decodeValue(saved) as readonly Saved[]);
    this.#hosts[old] = host;
    this.#participants[this.#participants.findIndex((each) => each.address === at)] = host;
    this.#byAddress.set(at, host);
    await this.#post.redirect(host);
  }

  /** Places in the fault plan of the faults that never struck. */
  unstruck(): readonly number[] {
    return this.#engine.unstruck();
  }

  async close(): Promise<void> {
    await this.#post.close();
  }

  async #boot(): Promise<void> {
    this.#started = true;
    const sent: Envelope[] = [];
    for (const each of this.#participants) sent.push(...(await each.boot(this.#now)));
    await this.#dispatch(sent);
  }

  #next(): Stamp | undefined {
    let least = this.#happenings.next();
    for (const each of this.#participants) {
      const next = each.next();
      if (next !== undefined && (least === undefined || compareStamps(next, least) < 0)) least = next;
    }
    return least;
  }

  async #round(at: Stamp): Promise<void> {
    const happened = this.#happenings.take(at);
    const sent: Envelope[] = [...happened.sent];
    this.#change(happened.changes);
    for (const each of this.#participants) {
      const next = each.next();
      if (next === undefined || compareStamps(next, at) > 0) continue;
      const stepped = each.step(at);
      sent.push(...(stepped instanceof Promise ? await stepped : stepped));
    }
    await this.#dispatch(sent);
    this.options.onProgress?.(at.t, this.journal.messages.length);
  }

  #change(changes: readonly RecordChange[]): void {
    for (const change of changes) changeRecord(this.#hosts.find((each) => each.address === change.party)?.store, change, this.options.faults ?? NO_FAULTS);
  }

  async #dispatch(sent: readonly Envelope[]): Promise<void> {
    if (sent.length === 0) return;
    await this.#hand(sent);
    await this.#post.flush();
  }

  /** Puts what they have become by the plan into the post. */
  async #hand(sent: readonly Envelope[]): Promise<void> {
    const { messages, happenings } = this.#engine.apply(sent, this.#signers);
    this.#happenings.add(happenings);
    for (const envelope of messages) {
      if (!this.#byAddress.has(envelope.to)) throw new Error(`${envelope.from} sends ${envelope.type} to "${envelope.to}", who is not in this world`);
      this.journal.message(envelope);
      const posted = this.#post.post(envelope);
      if (posted !== undefined) await posted;
    }
  }
}

export const createWorld = (options: WorldOptions = {}): Promise<World> => World.create(options);
