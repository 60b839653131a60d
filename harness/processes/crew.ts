/** The processes that play a run, as the coordinator sees them: who plays whom, and asking until there is an answer. */
import type { Address } from '../../protocol/domain.ts';
import { roleOf } from '../../protocol/domain.ts';
import { BusError, type Bus } from '../../actors/runtime/ports.ts';
import { z } from 'zod';
import { FaultPlanError } from '../faults/plan.ts';
import { ProcessFailure, decodeControl, encodeControl, failure, grantAnswer, toProcess, type GrantAnswer, type JoinRequest } from './messages.ts';
import { hello } from './partyProcess.ts';
import { encodeScript, piecesOf } from './script.ts';
import type { Script } from '../world/staging.ts';

/** After this a process is asked whether it is there, and then again: what it is at already it does not begin anew. */
const ANSWER_MS = 1_000;
const LATER_ANSWER_MS = 10_000;
const ASK_AGAIN_MS = 50;
/** A process that says hello is not away: one that has much to load, or little of a processor, has so many times as long. */
const PRESENT_TIMES = 10;

export interface CrewOptions {
  readonly script: Script;
  readonly durability: JoinRequest['durability'];
  readonly kept: boolean;
  readonly snapshotSteps: number;
  readonly epoch: number;
  /** Processes that are workers, by party. */
  readonly workers?: ReadonlyMap<Address, readonly string[]>;
  /** How long a process may be away before the run is given up, ms. */
  readonly awayMs: number;
  /** How long it may take over joining before it is asked again, ms; default 10,000. */
  readonly joinMs?: number;
  /** A process that holds the run up, by name, since so long; undefined: none does any more. */
  onWaiting?(waiting: { readonly process: string; readonly parties: readonly Address[]; readonly sinceMs: number; readonly why: string } | undefined): void;
}

/** The processes that are workers of each party, in the order of their names. */
export const workersOf = (addresses: readonly Address[], works: ReadonlyMap<string, readonly string[]>): ReadonlyMap<Address, readonly string[]> =>
  new Map(addresses.map((at) => [at, [...works].filter(([, names]) => names.includes(at) || names.includes(roleOf(at))).map(([name]) => name).sort()] as const).filter(([, names]) => names.length > 0));

/** @throws ProcessFailure naming the parties that nobody plays. */
export const castOf = (addresses: readonly Address[], processes: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly Address[]> => {
  const cast = new Map<string, Address[]>();
  const idle: Address[] = [];
  for (const at of addresses) {
    const all = [...processes];
    const [player] = all.find(([, names]) => names.includes(at)) ?? all.find(([, names]) => names.includes(roleOf(at))) ?? [];
    if (player === undefined) idle.push(at);
    else cast.set(player, [...(cast.get(player) ?? []), at]);
  }
  if (idle.length > 0) throw new ProcessFailure('unknown', `nobody plays ${idle.join(', ')}: start \`mehrs party ${idle.join(' ')}\``);
  return cast;
};

export class Crew {
  readonly #processOf = new Map<Address, string>();

  constructor(private readonly control: Bus, private readonly bus: Bus, readonly cast: ReadonlyMap<string, readonly Address[]>, private readonly options: CrewOptions) {
    for (const [name, parties] of cast) for (const party of parties) this.#processOf.set(party, name);
  }

  processOf(party: Address): string {
    const name = this.#processOf.get(party);
    if (name === undefined) throw new Error(`nobody plays ${party}`);
    return name;
  }

  /** Has every process join the run. */
  async join(): Promise<readonly GrantAnswer[]> {
    return Promise.all([...this.cast.keys()].map((name) => this.#until(name, () => this.#join(name))));
  }

  /** Asks a process of the run, until there is an answer; a process that has come back is told of the run first. */
  async ask(name: string, what: 'grant' | 'release' | 'position', request: object): Promise<GrantAnswer> {
    return this.askFor(grantAnswer, name, what, request);
  }

  async askFor<T>(schema: z.ZodType<T>, name: string, what: string, request: object): Promise<T> {
    const bytes = encodeControl({ ...request, epoch: this.options.epoch });
    const ask = async (timeoutMs: number): Promise<T> => answered(schema, await this.bus.request(toProcess(name, what), bytes, timeoutMs));
    let timeoutMs = ANSWER_MS;
    try {
      return await ask(timeoutMs);
    } catch (error) {
      if (!isAway(error)) throw told(error);
      return this.#until(name, async () => {
        await this.#join(name);
        timeoutMs = Math.min(2 * timeoutMs, LATER_ANSWER_MS);
        return ask(timeoutMs);
      });
    }
  }

  async end(): Promise<void> {
    const { workers = new Map<Address, readonly string[]>() } = this.options;
    await Promise.all([...this.cast.keys(), ...new Set([...workers.values()].flat())].map((name) => this.control.request(toProcess(name, 'end'), encodeControl({ run: this.bus.run }), ANSWER_MS).catch(() => undefined)));
  }

  /** A process is of no use before its workers are there. */
  async #join(name: string): Promise<GrantAnswer> {
    const { workers = new Map<Address, readonly string[]>() } = this.options;
    const parties = this.cast.get(name) ?? [];
    const own = Object.fromEntries([...workers].filter(([party]) => parties.includes(party)).map(([party, names]) => [party, [...names]]));
    await this.joinWorkers(parties);
    return this.#bring(name, { parties: [...parties], works: [], workers: own });
  }

  /** Has the workers of these parties join the run. */
  async joinWorkers(parties: readonly Address[]): Promise<void> {
    const { workers = new Map<Address, readonly string[]>() } = this.options;
    for (const worker of new Set(parties.flatMap((party) => workers.get(party) ?? []))) {
      await this.#bring(worker, { parties: [], works: [...workers].filter(([, names]) => names.includes(worker)).map(([party]) => party), workers: {} });
    }
  }

  async #bring(name: string, part: Pick<JoinRequest, 'parties' | 'works' | 'workers'>): Promise<GrantAnswer> {
    const { script, durability, kept, snapshotSteps, epoch, joinMs = LATER_ANSWER_MS } = this.options;
    const present = await hello(this.control, name);
    if (present === undefined) throw new BusError('unreachable', `process ${name} does not answer`);
    this.#heard.set(name, performance.now());
    const { run } = this.bus;
    const to = async (what: string, request: object): Promise<Uint8Array> => this.control.request(toProcess(name, what), encodeControl(request), joinMs);
    if (!present.runs.some((each) => each.run === run)) {
      if (!kept && part.parties.length > 0 && this.#joined.has(name)) throw new ProcessFailure('lost', `process ${name} has died with ${(this.cast.get(name) ?? []).join(', ')}, and nothing of this run is kept: run it over JetStream with a log`);
      const pieces = piecesOf(new TextEncoder().encode(encodeScript(script)));
      for (const [piece, base64] of pieces.entries()) await to('script', { run, piece, pieces: pieces.length, base64 });
    }
    const joined = answered(grantAnswer, await to('join', { run, ...part, durability, kept, snapshotSteps, epoch }));
    this.#joined.add(name);
    return joined;
  }

  readonly #joined = new Set<string>();
  /** When a process last said hello. */
  readonly #heard = new Map<string, number>();

  /** @throws ProcessFailure `lost` when the process stays away too long, or is there and does not come to an end. */
  async #until<T>(name: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      let why: string;
      try {
        const done = await work();
        if (attempt > 0) this.options.onWaiting?.(undefined);
        return done;
      } catch (error) {
        if (!isAway(error)) throw told(error);
        why = (error as Error).message;
      }
      const sinceMs = performance.now() - began;
      const parties = this.cast.get(name) ?? [];
      const silentMs = performance.now() - Math.max(began, this.#heard.get(name) ?? 0);
      if (silentMs > this.options.awayMs) throw new ProcessFailure('lost', `process ${name} stays away and holds up ${parties.join(', ')}: ${why}`);
      if (sinceMs > PRESENT_TIMES * this.options.awayMs) throw new ProcessFailure('lost', `process ${name} is there, but holds up ${parties.join(', ')}: ${why}`);
      this.options.onWaiting?.({ process: name, parties, sinceMs, why });
      await new Promise((wake) => setTimeout(wake, ASK_AGAIN_MS));
    }
  }
}

/** Nobody there, or no answer: worth asking again. */
const isAway = (error: unknown): boolean =>
  (error instanceof BusError && ['unreachable', 'timeout'].includes(error.code)) || (error instanceof ProcessFailure && ['unknown', 'away'].includes(error.failed));

const told = (error: unknown): unknown =>
  (error instanceof ProcessFailure && error.failed === 'plan' && error.problems !== undefined ? new FaultPlanError(error.problems) : error);

/** @throws ProcessFailure what the process failed of. */
const answered = <T>(schema: z.ZodType<T>, bytes: Uint8Array): T => {
  const said = decodeControl(z.union([failure, schema]), bytes, 'an answer') as T | z.infer<typeof failure>;
  if (typeof said === 'object' && said !== null && 'failed' in said) throw new ProcessFailure(said.failed, said.message, said.problems);
  return said as T;
};
