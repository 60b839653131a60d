/** The parties of a configuration as functions (`localParty.ts`), set up exactly as a world sets them up. */
import { roleOf, type Address, type Estate } from '../../protocol/domain.ts';
import { addDays, londonTime, type LocalDate } from '../../protocol/time.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { HostObserver, PartyHost } from '../../actors/runtime/host.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import type { MachineModule } from '../../machines/kit.ts';
import { blankHostOf, hostOf, type Stage } from '../world/hosting.ts';
import { DEFAULT_SEED, scriptOf, stageOf } from '../world/staging.ts';
import { estateOf, scriptFor, type Configuration } from './configuration.ts';
import { givenText } from './asking.ts';
import { Ground } from './ground.ts';
import { Liveness } from './liveness.ts';
import { LocalParty } from './localParty.ts';
import { tablesOf } from './localStore.ts';
import { MachineSteps } from './machineSteps.ts';
import { Memory } from './memory.ts';
import { Seen } from './seen.ts';
import type { Done } from './step.ts';

/**
 * Receives copies and answers nobody: what is sent to it is noted at the sender and never queued (design 5.4). The reports
 * it makes of them are judged where journeys run live.
 */
export const SINKS: readonly Address[] = ['bimi'];

export interface Company {
  readonly configuration: Configuration;
  readonly estate: Estate;
  readonly seed: string;
  readonly startAt: number;
  /** Its Monday. */
  readonly migrationWeek: LocalDate;
  readonly parties: readonly LocalParty[];
  readonly ground: Ground;
  readonly ruleSet: RuleSet;
  readonly learned: Learned;
  /** A live party that remembers nothing yet. */
  blank(at: Address, observer: HostObserver, resolutionMinutes: (section: string) => number): PartyHost;
}

const unobserved = { step: () => undefined, refusal: () => undefined };

/** Every machine, shared by all that host it; each is asked once per local state and event. */
export const machineSteps = (modules: readonly MachineModule[] = ALL_MACHINES): ReadonlyMap<string, MachineSteps> => new Map(modules.map((module) => [module.name, new MachineSteps(module)]));

/** What configurations that are explored one after the other know of the parties and machines they share. */
export class Learned {
  readonly machines: ReadonlyMap<string, MachineSteps>;
  readonly seen = new Seen();
  readonly #liveness = new Map<Address, Liveness>();
  readonly #memories = new Map<string, Memory<Done>>();
  readonly #grounds = new Map<string, Ground>();
  readonly #sizes = new Map<string, number>();
  #remembered = '';

  /** @param modules in place of the shipped ones: to see a defect found. */
  constructor(readonly modules: readonly MachineModule[] = ALL_MACHINES) {
    this.machines = machineSteps(modules);
  }

  liveness(at: Address): Liveness {
    const known = this.#liveness.get(at) ?? new Liveness();
    this.#liveness.set(at, known);
    return known;
  }

  /** What a party did in any world (`memory.ts`). @param given what it is set up with. */
  memory(given: string): Memory<Done> {
    const known = this.#memories.get(given) ?? new Memory<Done>();
    this.#memories.set(given, known);
    return known;
  }

  /** About how many states a search will have: those of the last of its kind. */
  expected(kind: string): number {
    return this.#sizes.get(kind) ?? 0;
  }

  expect(kind: string, states: number): void {
    this.#sizes.set(kind, states);
  }

  /** Kept for other rule sets (P6) until another world is asked for. @param world all that its parties know from the start but the rule set. @param how local states are told apart. */
  ground(world: string, how: string, make: () => Ground): Ground {
    if (world !== this.#remembered) this.#grounds.clear();
    this.#remembered = world;
    const ground = this.#grounds.get(how) ?? make();
    this.#grounds.set(how, ground);
    return ground;
  }
}

export interface CompanyOptions {
  readonly learned?: Learned;
  readonly seed?: string;
  /** Local states are alike only where everything is, live or not: for single ways through a graph. */
  readonly exact?: boolean;
  /** Files and commands keep their numbers: where one may come twice, or after a later one. */
  readonly counted?: boolean;
  /** In place of shipped ones: to see a defect found. */
  readonly parties?: Stage['parties'];
}

export const companyOf = (configuration: Configuration, { learned = new Learned(), seed = DEFAULT_SEED, exact = false, counted = false, parties: replaced = {} }: CompanyOptions = {}): Company => {
  const estate = estateOf(configuration, seed);
  const { stage, addresses } = stageOf(scriptOf(scriptFor(configuration, estate, seed)), 'explore', unobserved);
  const steps = (name: string): MachineSteps => {
    const found = learned.machines.get(name);
    if (found === undefined) throw new RangeError(`no machine "${name}"`);
    return found;
  };
  // Noon of the Migration Week's Wednesday, whenever it is: what is only written down tells no two moments apart.
  const writtenAt = londonTime(addDays(stage.provisions.migrationWeek, 2), '12:00');
  const world = JSON.stringify([estate, seed, stage.provisions.startAt, stage.provisions.migrationWeek]);
  // Where one Installation's course is held against another's, how it ended counts.
  const courses = (configuration.installations ?? 1) > 1;
  const make = (): Ground => new Ground(addresses.filter((at) => !SINKS.includes(roleOf(at))).map((at) => {
    const host = hostOf(at, { ...stage, parties: replaced });
    // What the shipped party did says nothing of one in its place.
    const memory = replaced[roleOf(at)] === undefined ? learned.memory(`${writtenAt} ${givenText(host.facilities)}`) : new Memory<Done>();
    return new LocalParty(host.party, host.facilities, tablesOf(host.store), steps, { writtenAt, liveness: learned.liveness(at), memory, exact, counted, courses });
  }), stage.provisions.identities);
  const ground = Object.keys(replaced).length > 0 ? make() : learned.ground(world, JSON.stringify([exact, counted]), make);
  return { configuration, estate, seed, startAt: stage.provisions.startAt, migrationWeek: stage.provisions.migrationWeek, parties: ground.parties, ground, ruleSet: stage.ruleSet, learned,
    blank: (at, observer, resolutionMinutes) => blankHostOf(at, { ...stage, provisions: { ...stage.provisions, identities: ground.identities }, parties: replaced, observer, resolutionMinutes }),
  };
};
