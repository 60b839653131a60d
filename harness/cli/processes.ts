/** `--processes`, `--fleet`: a run whose parties are processes, of its own or of `mehrs up`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { ROLES, roleOf } from '../../protocol/domain.ts';
import { londonText } from '../../protocol/time.ts';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { PARTS } from '../bus/subjects.ts';
import { findNatsServer, startNatsServer } from '../bus/server.ts';
import { configurationIn } from '../keys/credentials.ts';
import { MAX_PROCESSES, castsFor, partsOf, workerCasts, workerName, type Cast } from '../processes/casts.ts';
import { writeWhole } from '../disk/whole.ts';
import { Fleet } from '../processes/fleet.ts';
import { ProcessFailure } from '../processes/messages.ts';
import { hello } from '../processes/partyProcess.ts';
import { play, type PlayedRun } from '../processes/play.ts';
import { addressesOf } from '../world/directory.ts';
import { scriptOf, type Script } from '../world/staging.ts';
import { WorldError, type WorldOptions } from '../world/world.ts';
import { openAs } from './connect.ts';
import { log } from './log.ts';
import { Progress } from './terminal.ts';
import { UsageError, reason } from './usage.ts';

export const DEFAULT_PROCESSES = 8;

/** @throws InvalidArgumentError unless 1 to as many as there are roles. */
export const processCount = (text: string): number => {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > MAX_PROCESSES) throw new InvalidArgumentError(`1 to ${MAX_PROCESSES} expected, as many as there are roles.`);
  return value;
};

/** Workers by party or role, as `s1sp=2,dco=1`. @throws InvalidArgumentError. */
export const workerCounts = (text: string): Readonly<Record<string, number>> => Object.fromEntries(text.split(',').map((each) => {
  const [, party = '', count = ''] = /^([A-Za-z0-9_-]+)=(\d{1,2})$/.exec(each.trim()) ?? [];
  if (!ROLES.includes(roleOf(party)) || Number(count) < 1 || Number(count) > PARTS) throw new InvalidArgumentError(`"${each}": <role or party>=<1 to ${PARTS}> expected, as s1sp=2.`);
  return [party, Number(count)];
}));

export interface ProcessChoice {
  readonly run: string;
  /** Processes of its own. */
  readonly processes: number | undefined;
  /** Workers besides them, by party or role. */
  readonly workers?: Readonly<Record<string, number>>;
  /** Processes of `mehrs up`. */
  readonly fleet: string | undefined;
  readonly url: string | undefined;
  readonly creds: string | undefined;
  readonly core: boolean;
}

const upFile = z.object({ url: z.string(), creds: z.string().optional(), casts: z.array(z.object({ name: z.string(), parties: z.array(z.string()), works: z.literal(true).optional() })) });
export type Up = z.infer<typeof upFile>;

const upPath = (fleet: string): string => join(tmpdir(), `mehrs-${userInfo().uid}-${fleet}.json`);
export const noteUp = (fleet: string, up: Up): void => writeWhole(upPath(fleet), JSON.stringify(up), 0o600);
export const forgetUp = (fleet: string): void => rmSync(upPath(fleet), { force: true });

export const isUp = (fleet: string): boolean => existsSync(upPath(fleet));

/** Undefined where it is no JSON. */
const noteIn = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Where `mehrs up` of this fleet runs. @throws UsageError when it does not. */
export const findUp = (fleet: string): Up => {
  const path = upPath(fleet);
  if (!isUp(fleet)) throw new UsageError(`fleet "${fleet}" is not up: start it with \`mehrs up\``);
  const parsed = upFile.safeParse(noteIn(path));
  if (!parsed.success) throw new UsageError(`${path}: not written by \`mehrs up\``);
  return parsed.data;
};

export interface Ground {
  readonly url: string;
  readonly description: string;
  stop(): Promise<void>;
}

/** A server to play over: given, found, or one of its own. @throws UsageError. */
export const openGround = async (url: string | undefined, creds: string | undefined): Promise<Ground> => {
  const stop = async (): Promise<void> => undefined;
  if (url !== undefined) return { url, description: `NATS at ${url}`, stop };
  const found = findNatsServer();
  if (found.kind === 'url') return { url: found.url, description: `NATS at ${found.url}`, stop };
  if (found.kind === 'none') throw new UsageError(found.reason);
  try {
    const server = await startNatsServer(creds === undefined ? {} : { config: configurationIn(creds) });
    return { url: server.url, description: 'NATS, a server of its own', stop: () => server.stop() };
  } catch (error) {
    throw new UsageError(reason(error).trim());
  }
};

/** With credentials every party is a process of its own: they are for it alone. @throws UsageError for workers with credentials. */
export const castsOf = (processes: number, workers: Readonly<Record<string, number>>, creds: string | undefined, parties: readonly string[]): readonly Cast[] => {
  if (creds === undefined) return [...castsFor(processes), ...workerCasts(workers)];
  if (Object.keys(workers).length > 0) throw new UsageError('--split: not with --creds, which are for whole parties');
  return parties.map((name) => ({ name, parties: [name] }));
};

interface Stand extends Ground {
  readonly creds: string | undefined;
  readonly fleet: string;
  readonly processes: ReadonlyMap<string, readonly string[]>;
  readonly works: ReadonlyMap<string, readonly string[]>;
}

const ownStand = async ({ run, processes = DEFAULT_PROCESSES, workers = {}, url, creds }: ProcessChoice, script: Script): Promise<Stand> => {
  const ground = await openGround(url, creds);
  try {
    const casts = castsOf(processes, workers, creds, addressesOf(script.estate));
    const own = await Fleet.start({
      url: ground.url, fleet: run, casts, ...(creds === undefined ? {} : { creds }), again: true,
      onExit: (name, how) => log.warn({ process: name, how }, 'a party process has ended; it is started again'),
    });
    const stop = async (): Promise<void> => {
      await own.stop();
      await ground.stop();
    };
    return { ...ground, description: `in ${casts.length} processes over ${ground.description}`, fleet: run, creds, processes: own.processes, works: own.works, stop };
  } catch (error) {
    await ground.stop();
    throw new UsageError(reason(error));
  }
};

const MOST_WORKERS_BY_HAND = 8;

/** A fleet is up: when its server is not, it is on its way back. */
const SERVER_BACK_MS = 15_000;
const patiently = async <T>(open: () => Promise<T>): Promise<T> => {
  for (const until = performance.now() + SERVER_BACK_MS; ;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof BusError) || error.code !== 'unreachable' || performance.now() > until) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
};

/** Processes that were started by hand go by the name of what they play first. @throws ProcessFailure later, naming what nobody plays. */
const rollCall = async (control: Bus, script: Script): Promise<readonly Cast[]> => {
  const parties = [...ROLES, ...addressesOf(script.estate)];
  const names = new Set([...parties, ...parties.flatMap((party) => Array.from({ length: MOST_WORKERS_BY_HAND }, (_, at) => workerName(party, at)))]);
  const there = await Promise.all([...names].map((name) => hello(control, name)));
  return there.flatMap((said) => (said === undefined ? [] : [{ name: said.process, parties: [...said.parties, ...said.works], ...(said.works.length > 0 ? { works: true as const } : {}) }]));
};

const foundStand = async (fleet: string, { url, creds: given }: ProcessChoice, script: Script): Promise<Stand> => {
  const up = isUp(fleet) || url === undefined ? findUp(fleet) : undefined;
  const where = url ?? (up as Up).url;
  const creds = given ?? up?.creds;
  const control = await patiently(() => openAs(where, creds)(fleet, 'core'));
  const casts = up === undefined ? await rollCall(control, script) : up.casts.map(({ works, ...cast }): Cast => ({ ...cast, ...(works === undefined ? {} : { works }) }));
  await control.close();
  return { url: where, description: `in the ${casts.length} processes of fleet ${fleet} over NATS at ${where}`, fleet, creds, processes: partsOf(casts, false), works: partsOf(casts, true), stop: async () => undefined };
};

export interface PlayedInProcesses {
  readonly world: PlayedRun;
  readonly description: string;
}

/** @throws UsageError when a process, or the server, is lost for good, and for a world that cannot be. */
export const runInProcesses = async (options: WorldOptions, choice: ProcessChoice): Promise<PlayedInProcesses> => {
  const progress = new Progress();
  let reached: number | undefined;
  let stand: Stand | undefined;
  const buses: Bus[] = [];
  try {
    const script = scriptOf(options);
    stand = choice.fleet === undefined ? await ownStand(choice, script) : await foundStand(choice.fleet, choice, script);
    const { url, creds } = stand;
    const durability = choice.core ? 'core' : 'jetstream';
    const { fleet } = stand;
    const control = await patiently(() => openAs(url, creds)(fleet, 'core'));
    buses.push(control);
    const bus = await patiently(() => openAs(url, creds, { servesMailboxes: true })(choice.run, durability));
    buses.push(bus);
    const world = await play({
      script, control, bus, durability, processes: stand.processes, works: stand.works,
      onProgress: (now, rounds) => {
        reached = now;
        progress.update(() => `${londonText(now)}  round ${rounds}`);
      },
      onWaiting: (waiting) => {
        if (waiting === undefined) return;
        progress.update(() => `${reached === undefined ? '' : `${londonText(reached)}  `}time stands still: process ${waiting.process} does not answer and holds up ${waiting.parties.join(', ')} (${Math.round(waiting.sinceMs / 1000)} s)`);
      },
    });
    return { world, description: stand.description };
  } catch (error) {
    if (error instanceof WorldError) throw new UsageError(error.message);
    if (!(error instanceof BusError) && !(error instanceof ProcessFailure && error.failed !== 'defect')) throw error;
    throw new UsageError(`${stand?.description ?? 'processes'}: the run was given up${reached === undefined ? '' : ` at ${londonText(reached)}`}, no run folder is left: ${error.message}`);
  } finally {
    progress.done();
    for (const bus of buses) await bus.close().catch(() => undefined);
    await stand?.stop();
  }
};
