/**
 * A world: parties, a bus, a clock of its own, and faults.
 *
 * Invariants (tests cite them):
 *  W1 rounds: the least next stamp is granted to the parties that have work there, once each holds every message sent to it;
 *  W2 within a round parties go in the order of their addresses;
 *  W3 no real time passes into the world, and nothing of the bus's timing: memory and NATS give the same journal (law L9);
 *  W4 the world ends when nothing is left to do, or at its horizon.
 */
import { roleOf, tokenOf, type Address, type Estate } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { RULE_SETS, type RuleSetId } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { addDays, compareStamps, dayOfWeek, isLocalDate, londonTime, type LocalDate, type Stamp } from '../../protocol/time.ts';
import type { PartyHost } from '../../actors/runtime/host.ts';
import type { Bus, Subscription } from '../../actors/runtime/ports.ts';
import type { Saved } from '../../actors/runtime/saved.ts';
import { generateEstate, type ReferenceOverrides } from '../estate/index.ts';
import { createMemoryBus } from '../bus/memory.ts';
import { decodeValue, encodeValue } from '../processes/codec.ts';
import { FaultEngine } from '../faults/engine.ts';
import { NO_FAULTS, type FaultPlan } from '../faults/plan.ts';
import { addressesOf, directoryOf } from './directory.ts';
import { identitiesOf } from './identities.ts';
import { Happenings, changeRecord } from './happenings.ts';
import { hostOf, publishCertificates, type Stage } from './hosting.ts';
import { Journal } from './journal.ts';
import type { GivenAuthorisation, Provisions } from './provisions.ts';
import { SeatHost, type Seat } from './seat.ts';

export interface WorldOptions {
  readonly seed?: string;
  readonly estate?: Estate;
  readonly ruleSet?: RuleSetId;
  /** Monday of the Migration Week. */
  readonly migrationWeek?: LocalDate;
  readonly faults?: FaultPlan;
  /** Migration Authorisations given by the user, in place of those suppliers would write. */
  readonly authorisations?: readonly GivenAuthorisation[];
  /** Registration Data, EPC, CPL, RP-EPCL and SMI rows given by the user, in place of those derived from the estate. */
  readonly reference?: ReferenceOverrides;
  /** How long people take over an Incident where the plan does not say, minutes. */
  readonly resolutionMinutes?: number;
  /** Parties played by somebody else, by address, or by role where there is only one. */
  readonly seats?: Readonly<Record<string, Seat>>;
  readonly run?: string;
  /** Default: the memory bus. The world closes it. */
  readonly bus?: Bus;
  readonly onProgress?: (now: number, messages: number) => void;
}

export const DEFAULT_SEED = '7';
/** A Monday of the period of MEHRS v3.1. */
export const DEFAULT_WEEK: LocalDate = '2020-11-09';
const DEFAULT_RULE_SET: RuleSetId = 'v3.1';
const DEFAULT_RESOLUTION_MINUTES = 180;
/** The six-week cycle is whole when its first week can be one of the week before (Guide 4.5.2). */
const WEEKS_BEFORE = 5;
const WEEKS_AFTER = 3;

interface Participant {
  readonly address: Address;
  /** Messages with a stamp up to this were read before. */
  readonly consumed?: Stamp | undefined;
  receive(envelope: Envelope): void;
  next(): Stamp | undefined;
  boot(at: Stamp): readonly Envelope[] | Promise<readonly Envelope[]>;
  step(at: Stamp): readonly Envelope[] | Promise<readonly Envelope[]>;
}

/** One dual-fuel CB Installation, Active, one supplier, the Commissioning Party commissions. */
export const demonstrationEstate = (seed = DEFAULT_SEED): Estate => generateEstate({ seed, installations: 1, groups: ['CB'], shape: 'dual-active', paymentMode: 'credit' });

/** When the world of a Migration Week begins, virtual ms. @throws RangeError unless a Monday. */
export const startOf = (migrationWeek: LocalDate): number => {
  if (!isLocalDate(migrationWeek) || dayOfWeek(migrationWeek) !== 1) throw new RangeError(`Migration Week "${migrationWeek}": a Monday expected, YYYY-MM-DD`);
  return londonTime(addDays(migrationWeek, -7 * WEEKS_BEFORE), '00:00');
};

/** A world that cannot be: the message says what was expected. */
export class WorldError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'WorldError';
  }
}

/** @throws WorldError naming the first Installation of a Group ID that the rule set does not speak of. */
const requireGroups = ({ installations }: Estate, ruleSet: RuleSetId): void => {
  const { groups } = RULE_SETS[ruleSet];
  const stranger = installations.findIndex(({ groupId }) => !groups.includes(groupId));
  if (stranger < 0) return;
  throw new WorldError(`rule set ${ruleSet} has no Group ID ${installations[stranger]?.groupId} (installations[${stranger}]); it has ${groups.join(', ')}`);
};

export class World {
  readonly journal = new Journal();
  readonly #participants: Participant[];
  readonly #hosts: PartyHost[];
  readonly #stage: Stage;
  readonly #byAddress = new Map<Address, Participant>();
  readonly #expected = new Map<Address, number>();
  readonly #received = new Map<Address, number>();
  readonly #subscriptions = new Map<Address, Subscription>();
  readonly #engine: FaultEngine;
  readonly #happenings: Happenings;
  #now: Stamp;
  #started = false;
  #arrived: (() => void) | undefined;

  private constructor(
    readonly options: Required<Pick<WorldOptions, 'seed' | 'estate' | 'run' | 'migrationWeek'>> & WorldOptions,
    private readonly bus: Bus,
    readonly startAt: number,
    readonly endAt: number,
  ) {
    const { estate, seed, migrationWeek, seats = {}, resolutionMinutes = DEFAULT_RESOLUTION_MINUTES } = options;
    this.#now = { t: startAt, n: 0 };
    this.#engine = new FaultEngine(options.faults ?? NO_FAULTS);
    this.#happenings = new Happenings({ estate, run: options.run, faults: options.faults ?? NO_FAULTS });
    const directory = directoryOf(estate);
    const identities = identitiesOf(estate, directory, seed, startAt);
    const addresses = addressesOf(estate);
    const seatAt = seatsByAddress(seats, addresses);
    const provisions: Provisions = {
      estate, seed, startAt, migrationWeek, identities, authorisations: options.authorisations ?? [], ...(options.reference === undefined ? {} : { reference: options.reference }),
    };
    const stage: Stage = {
      directory, provisions, run: options.run, observer: this.journal, ruleSet: RULE_SETS[options.ruleSet ?? DEFAULT_RULE_SET],
      resolutionMinutes: (section) => this.#engine.resolutionMinutes(section, resolutionMinutes),
    };
    this.#stage = stage;
    publishCertificates(provisions);
    const hosts: PartyHost[] = [];
    this.#participants = addresses.map((at): Participant => {
      const seat = seatAt.get(at);
      if (seat !== undefined) {
        const installations = estate.installations.filter((each) => [each.electricity, each.gas].some((supply) => supply?.supplier === tokenOf(at) || supply?.networkOperator === tokenOf(at)));
        return new SeatHost(at, seat, options.run, { identity: identities.signing(at), directory, certificates: identities.credentials, installations });
      }
      const host = hostOf(at, stage);
      hosts.push(host);
      return host;
    });
    this.#hosts = hosts;
    for (const each of this.#participants) this.#byAddress.set(each.address, each);
  }

  /** @throws RangeError for options that make no world. */
  static async create(options: WorldOptions = {}): Promise<World> {
    const { seed = DEFAULT_SEED, migrationWeek = DEFAULT_WEEK, run = 'run' } = options;
    const estate = options.estate ?? demonstrationEstate(seed);
    const startAt = startOf(migrationWeek);
    requireGroups(estate, options.ruleSet ?? DEFAULT_RULE_SET);
    const world = new World({ ...options, seed, estate, run, migrationWeek }, options.bus ?? createMemoryBus({ run }), startAt, londonTime(addDays(migrationWeek, 7 * WEEKS_AFTER), '00:00'));
    await world.#connect();
    return world;
  }

  /** Virtual ms. */
  get now(): number {
    return this.#now.t;
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
    const saved = encodeValue((this.#hosts[old] as PartyHost).save());
    const host = hostOf(at, this.#stage);
    host.forget();
    host.restore(decodeValue(saved) as readonly Saved[]);
    await this.#subscriptions.get(at)?.stop();
    this.#hosts[old] = host;
    this.#participants[this.#participants.findIndex((each) => each.address === at)] = host;
    this.#byAddress.set(at, host);
    this.#received.set(at, 0);
    await this.#subscribe(host);
    await this.#settled();
  }

  /** Places in the fault plan of the faults that never struck. */
  unstruck(): readonly number[] {
    return this.#engine.unstruck();
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions.values()) await subscription.stop();
    await this.bus.close();
  }

  async #connect(): Promise<void> {
    for (const each of this.#participants) await this.#subscribe(each);
  }

  async #subscribe(each: Participant): Promise<void> {
    this.#subscriptions.set(each.address, await this.bus.consume(each.address, 0, ({ envelope }) => {
      if (each.consumed === undefined || compareStamps(envelope.stamp, each.consumed) > 0) each.receive(envelope);
      this.#received.set(each.address, (this.#received.get(each.address) ?? 0) + 1);
      this.#arrived?.();
    }));
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
    for (const change of happened.changes) changeRecord(this.#hosts.find((each) => each.address === change.party)?.store, change, this.options.faults ?? NO_FAULTS);
    for (const each of this.#participants) {
      const next = each.next();
      if (next === undefined || compareStamps(next, at) > 0) continue;
      const stepped = each.step(at);
      sent.push(...(stepped instanceof Promise ? await stepped : stepped));
    }
    await this.#dispatch(sent);
    this.options.onProgress?.(at.t, this.journal.messages.length);
  }

  async #dispatch(sent: readonly Envelope[]): Promise<void> {
    if (sent.length === 0) return;
    const { messages, happenings } = this.#engine.apply(sent);
    this.#happenings.add(happenings);
    for (const envelope of messages) {
      if (!this.#byAddress.has(envelope.to)) throw new Error(`${envelope.from} sends ${envelope.type} to "${envelope.to}", who is not in this world`);
      this.journal.message(envelope);
      this.#expected.set(envelope.to, (this.#expected.get(envelope.to) ?? 0) + 1);
      const published = this.bus.publish(envelope);
      if (published !== undefined) await published;
    }
    if (this.bus.guarantees.synchronous) return;
    await this.bus.flush();
    await this.#settled();
  }

  async #settled(): Promise<void> {
    // W1: nobody is granted a round before it holds all that was sent to it.
    while (!this.#complete()) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
        if (this.#complete()) resolve();
      });
    }
  }

  #complete(): boolean {
    for (const [at, count] of this.#expected) if ((this.#received.get(at) ?? 0) < count) return false;
    return true;
  }
}

const seatsByAddress = (seats: Readonly<Record<string, Seat>>, addresses: readonly Address[]): ReadonlyMap<Address, Seat> =>
  new Map(Object.entries(seats).map(([name, seat]) => {
    const found = addresses.filter((at) => at === name || roleOf(at) === name);
    if (found.length !== 1) throw new RangeError(`seat "${name}": ${found.length === 0 ? `no such party; there are ${addresses.join(', ')}` : `which one of ${found.join(', ')}?`}`);
    return [found[0] as Address, seat];
  }));

export const createWorld = (options: WorldOptions = {}): Promise<World> => World.create(options);
