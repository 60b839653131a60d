/** A process that plays parties: it says who it is, joins runs when a coordinator asks, and plays its parties in each. */
import process from 'node:process';
import type { Bus, Subscription } from '../../actors/runtime/ports.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import type { Script } from '../world/staging.ts';
import { ProcessFailure, decodeControl, endRequest, encodeControl, helloAnswer, joinRequest, scriptRequest, toProcess, type GrantAnswer, type HelloAnswer, type JoinRequest } from './messages.ts';
import { decodeScript } from './script.ts';
import { answering } from './serving.ts';
import { Troupe } from './troupe.ts';

const HELLO_TIMEOUT_MS = 1_000;

export interface PartyProcessOptions {
  readonly name: string;
  /** Addresses or roles it plays. */
  readonly parties: readonly string[];
  /** Addresses or roles it is a worker of. */
  readonly works?: readonly string[];
  /** The fleet's control plane. */
  readonly control: Bus;
  /** A bus of a run. */
  open(run: string, durability: JoinRequest['durability']): Promise<Bus>;
  /** Asked to stop, or no longer the one who plays its parties. */
  onStop(why: string): void;
}

export class PartyProcess {
  readonly #options: PartyProcessOptions;
  readonly #subscriptions: Subscription[] = [];
  readonly #scripts = new Map<string, { readonly pieces: string[]; script?: Script }>();
  readonly #troupes = new Map<string, Promise<Troupe>>();
  readonly #playing = new Map<string, Troupe>();

  private constructor(options: PartyProcessOptions) {
    this.#options = options;
  }

  /** @throws BusError `limit` when a process of this name is there already. */
  static async start(options: PartyProcessOptions): Promise<PartyProcess> {
    const { control, name } = options;
    const other = await control.request(toProcess(name, 'hello'), new Uint8Array(0), HELLO_TIMEOUT_MS).then((bytes) => decodeControl(helloAnswer, bytes, 'an answer'), () => undefined);
    if (other !== undefined) throw new BusError('limit', `a process "${name}" is up already on fleet ${control.run} (process id ${other.pid}): end it first, or use another --fleet`);
    const party = new PartyProcess(options);
    await party.#serve();
    return party;
  }

  async stop(): Promise<void> {
    for (const subscription of this.#subscriptions) await subscription.stop();
    for (const troupe of this.#playing.values()) await troupe.stop();
    await this.#options.control.close();
  }

  async #serve(): Promise<void> {
    const serve = async (what: string, answer: (bytes: Uint8Array) => Promise<unknown>): Promise<void> => {
      this.#subscriptions.push(await this.#options.control.serve(toProcess(this.#options.name, what), answering(answer)));
    };
    const end = async (bytes: Uint8Array): Promise<object> => {
      const { run } = decodeControl(endRequest, bytes, 'a request to end');
      await this.#playing.get(run)?.stop();
      this.#playing.delete(run);
      this.#troupes.delete(run);
      this.#scripts.delete(run);
      return {};
    };
    const stop = async (): Promise<object> => {
      // The answer goes out first.
      setTimeout(() => this.#options.onStop('asked to'), 20);
      return {};
    };
    await Promise.all([
      serve('script', async (bytes) => this.#take(bytes)), serve('join', (bytes) => this.#join(decodeControl(joinRequest, bytes, 'a request to join'))), serve('end', end), serve('stop', stop),
    ]);
    // Whoever is greeted has everything else ready.
    await serve('hello', async () => this.#hello());
  }

  #hello(): HelloAnswer {
    const { name, parties, works = [] } = this.#options;
    const runs = [...this.#playing.values()].map(({ standing: { run, parties: played, at, messages } }) => ({ run, parties: [...played], at, messages }));
    return { process: name, pid: process.pid, parties: [...parties], works: [...works], runs };
  }

  #take(bytes: Uint8Array): Record<string, never> {
    const { run, piece, pieces, base64 } = decodeControl(scriptRequest, bytes, 'a piece of a script');
    let known = this.#scripts.get(run);
    if (known === undefined || piece === 0) this.#scripts.set(run, (known = { pieces: [] }));
    known.pieces[piece] = base64;
    if (Object.keys(known.pieces).length === pieces) {
      known.script = decodeScript(Buffer.concat(known.pieces.map((each) => Buffer.from(each, 'base64'))).toString('utf8'));
      known.pieces.length = 0;
    }
    return {};
  }

  async #join(request: JoinRequest): Promise<GrantAnswer> {
    const { run, durability, epoch } = request;
    let joined = this.#troupes.get(run);
    if (joined === undefined) {
      const script = this.#scripts.get(run)?.script;
      if (script === undefined) throw new ProcessFailure('unknown', `no script of run ${run} here`);
      joined = this.#options.open(run, durability).then((bus) => Troupe.open(this.#options.name, bus, script, request, this.#options.onStop));
      this.#troupes.set(run, joined);
      joined.then((troupe) => this.#playing.set(run, troupe), () => this.#troupes.delete(run));
    }
    const troupe = await joined;
    troupe.admit(epoch);
    return troupe.reports();
  }
}

/** Whether a party process answers, and what it says of itself. */
export const hello = async (control: Bus, name: string, timeoutMs = HELLO_TIMEOUT_MS): Promise<HelloAnswer | undefined> => {
  try {
    return decodeControl(helloAnswer, await control.request(toProcess(name, 'hello'), encodeControl({}), timeoutMs), 'an answer');
  } catch {
    return undefined;
  }
};
