/** Plays one run with parties in processes, and brings home what they have on record. */
import { createHash } from 'node:crypto';
import type { Address } from '../../protocol/domain.ts';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { compareStamps } from '../../protocol/time.ts';
import { addressesOf } from '../world/directory.ts';
import { Journal } from '../world/journal.ts';
import { endOf, startOf, type Script } from '../world/staging.ts';
import { decodeValue } from './codec.ts';
import { Coordinator, type CoordinatorOptions } from './coordinator.ts';
import { Crew, castOf, workersOf, type CrewOptions } from './crew.ts';
import { StateLog } from './log.ts';
import { recordAnswer, type JoinRequest } from './messages.ts';
import { encodeScript } from './script.ts';
import type { PartyRecord } from './troupe.ts';

const AWAY_MS = 60_000;
const SNAPSHOT_STEPS = 64;
/** Key of the coordinator's own log. */
const COORDINATOR = 'coordinator';

export interface PlayOptions {
  readonly script: Script;
  /** The fleet's control plane. */
  readonly control: Bus;
  /** The run's. */
  readonly bus: Bus;
  /** Processes that are up, and the parties or roles each plays. */
  readonly processes: ReadonlyMap<string, readonly string[]>;
  /** Processes that are workers, and the parties or roles each works for. */
  readonly works?: ReadonlyMap<string, readonly string[]>;
  readonly durability: JoinRequest['durability'];
  /** Whether every step is kept, so that whoever dies can go on; default: over JetStream. */
  readonly kept?: boolean;
  readonly snapshotSteps?: number;
  readonly awayMs?: number;
  readonly onProgress?: CoordinatorOptions['onProgress'];
  readonly onWaiting?: CrewOptions['onWaiting'];
}

/** A run as it ended: what a world in one process would tell of itself. */
export interface PlayedRun {
  readonly options: Script & { readonly run: string };
  readonly startAt: number;
  readonly endAt: number;
  readonly journal: Journal;
  readonly rounds: number;
  states(): Iterable<PartyRecord['states'][number] & { readonly party: Address }>;
  pending(): readonly (PartyRecord['pending'][number] & { readonly party: Address })[];
  undeclared(): Journal['steps'];
  unstruck(): readonly number[];
}

/** Everything a process has on record of the run. */
const recordOf = async (crew: Crew, name: string): Promise<readonly PartyRecord[]> => {
  const pieces: Buffer[] = [];
  for (let count = 1; pieces.length < count;) {
    const { pieces: all, base64 } = await crew.askFor(recordAnswer, name, 'record', { piece: pieces.length });
    count = all;
    pieces.push(Buffer.from(base64, 'base64'));
  }
  return decodeValue(Buffer.concat(pieces).toString('utf8')) as readonly PartyRecord[];
};

const byStamp = (a: { readonly t: number; readonly n: number; readonly party: Address }, b: typeof a): number =>
  compareStamps(a, b) || (a.party < b.party ? -1 : a.party > b.party ? 1 : 0);

/** Takes a run up, or over from a coordinator that died. @throws BusError `stale` when the name is another world's. */
const take = async (log: StateLog, run: string, script: Script): Promise<void> => {
  const sha256 = createHash('sha256').update(encodeScript(script)).digest('hex');
  for await (const { kind, text } of log.records('beginning')) {
    if (kind === 'joined' && text !== sha256) throw new BusError('stale', `run ${run} is the name of another world on this server: choose another`);
    break;
  }
  await log.append('joined', sha256);
};

/** @throws ProcessFailure when a party is lost for good, FaultPlanError, BusError. */
export const play = async (options: PlayOptions): Promise<PlayedRun> => {
  const { script, control, bus, processes, works = new Map<string, readonly string[]>(), durability, kept = durability === 'jetstream', snapshotSteps = SNAPSHOT_STEPS, awayMs = AWAY_MS, onWaiting, onProgress } = options;
  const addresses = addressesOf(script.estate);
  const log = kept ? await StateLog.open(bus.state, COORDINATOR) : undefined;
  if (log !== undefined) await take(log, bus.run, script);
  const crew = new Crew(control, bus, castOf(addresses, processes), {
    script, durability, kept, snapshotSteps, awayMs, epoch: log?.length ?? 0, workers: workersOf(addresses, works), ...(onWaiting === undefined ? {} : { onWaiting }),
  });
  const coordinator = new Coordinator({ script, bus, crew, addresses, ...(log === undefined ? {} : { log }), ...(onProgress === undefined ? {} : { onProgress }) });
  await coordinator.run();
  const records = (await Promise.all([...crew.cast.keys()].map((name) => recordOf(crew, name)))).flat().sort((a, b) => (a.party < b.party ? -1 : 1));
  await crew.end();
  const journal = new Journal();
  for (const message of [...coordinator.messages, ...records.flatMap(({ messages }) => messages)]) journal.message(message);
  journal.steps.push(...records.flatMap(({ steps }) => steps).sort(byStamp));
  journal.refusals.push(...records.flatMap(({ refusals }) => refusals).sort(byStamp));
  return {
    options: { ...script, run: bus.run }, startAt: startOf(script.migrationWeek), endAt: endOf(script.migrationWeek, script.weeks), journal, rounds: coordinator.rounds,
    states: () => records.flatMap(({ party, states }) => states.map((each) => ({ party, ...each }))),
    pending: () => records.flatMap(({ party, pending }) => pending.map((each) => ({ party, ...each }))),
    undeclared: () => journal.steps.filter(({ declared }) => !declared),
    unstruck: () => coordinator.unstruck(),
  };
};
