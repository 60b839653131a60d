/**
 * Party processes as children of this one. They end when it ends, however it ends: each is tied to a pipe that closes then.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { partsOf, type Cast } from './casts.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/mehrs.mjs', import.meta.url));
const READY_MS = 120_000;
/** Start-up is all processor: more at a time only make each other late. */
const AT_ONCE = Math.max(8, availableParallelism());
const AGAIN_MS = 250;
const AGAIN_LATEST_MS = 10_000;
const STOP_MS = 3_000;
/** MB of memory to begin with: enough that nothing is collected before a process is up. Flags of V8 itself. */
const MEMORY = ['--min-semi-space-size=16', '--initial-old-space-size=64'];
const STDERR_CHARACTERS = 4_000;

export interface FleetOptions {
  readonly url: string;
  readonly fleet: string;
  readonly casts: readonly Cast[];
  /** What `mehrs keys` wrote. */
  readonly creds?: string;
  /** A child that had come up and was not told to end has. */
  readonly onExit?: (name: string, how: string) => void;
  /** Such a child is started again, until it comes up. */
  readonly again?: true;
}

interface Child {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
  stderr: string;
  up: boolean;
  ending: boolean;
}

export class Fleet {
  readonly #options: FleetOptions;
  readonly #children = new Map<string, Child>();
  #stopped = false;

  private constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Starts every process and waits until each answers. @throws Error with what a process that did not come up had to say. */
  static async start(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options);
    try {
      const coming = [...options.casts];
      const next = async (): Promise<void> => {
        for (let cast = coming.shift(); cast !== undefined; cast = coming.shift()) await fleet.restart(cast.name);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      return fleet;
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  /** Processes that play parties, and which. */
  get processes(): ReadonlyMap<string, readonly string[]> {
    return partsOf(this.#options.casts, false);
  }

  /** Processes that are workers, and whose. */
  get works(): ReadonlyMap<string, readonly string[]> {
    return partsOf(this.#options.casts, true);
  }

  pidOf(name: string): number | undefined {
    return this.#children.get(name)?.process.pid;
  }

  /** Starts a process, or starts it again. */
  async restart(name: string): Promise<void> {
    const cast = this.#options.casts.find((each) => each.name === name);
    if (cast === undefined) throw new RangeError(`no process "${name}" in this fleet`);
    await this.kill(name);
    const { url, fleet, creds } = this.#options;
    const child = spawn(process.execPath, [
      ...MEMORY, PROGRAM, 'party', ...cast.parties, '--nats', url, '--fleet', fleet, '--name', name, '--tied', ...(cast.works === true ? ['--worker'] : []), ...(creds === undefined ? [] : ['--creds', creds]),
    ], { stdio: ['pipe', 'pipe', 'pipe'] });
    // A pipe whose reader has died is the reader's affair.
    child.stdin.on('error', () => undefined);
    const started: Child = { process: child, stderr: '', up: false, ending: false, ready: this.#ready(name, child) };
    started.ready.catch(() => undefined);
    child.stderr.setEncoding('utf8').on('data', (text: string) => { started.stderr = (started.stderr + text).slice(-STDERR_CHARACTERS); });
    child.once('exit', (code, signal) => {
      if (!started.up || started.ending) return;
      this.#options.onExit?.(name, `${signal ?? `exit ${code}`}${started.stderr === '' ? '' : `: ${started.stderr.trim()}`}`);
      if (this.#options.again === true) void this.#again(name);
    });
    this.#children.set(name, started);
    await started.ready;
    started.up = true;
  }

  /** `kill -9`. */
  async kill(name: string): Promise<void> {
    const child = this.#children.get(name);
    if (child === undefined) return;
    child.ending = true;
    await ended(child.process, 'SIGKILL');
  }

  async #again(name: string): Promise<void> {
    for (let waitMs = AGAIN_MS; !this.#stopped; waitMs = Math.min(2 * waitMs, AGAIN_LATEST_MS)) {
      try {
        return await this.restart(name);
      } catch (error) {
        this.#options.onExit?.(name, error instanceof Error ? error.message : String(error));
      }
      await new Promise((wake) => setTimeout(wake, waitMs).unref());
    }
  }

  /** Every process ends in order, and none is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#children.values()].map(async (child) => {
      child.ending = true;
      child.process.stdin?.end();
      const insist = setTimeout(() => child.process.kill('SIGKILL'), STOP_MS);
      await ended(child.process);
      clearTimeout(insist);
    }));
    this.#children.clear();
  }

  #ready(name: string, child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      const give = (why: string): void => reject(new Error(`process ${name} did not come up: ${why}`));
      const late = setTimeout(() => give(`no word within ${READY_MS / 1000} s`), READY_MS);
      child.stdout?.once('data', () => { clearTimeout(late); resolve(); });
      child.once('error', (error) => { clearTimeout(late); give(error.message); });
      // What it said last is read by then.
      child.once('close', (code, signal) => { clearTimeout(late); give(`${signal ?? `exit ${code}`} ${this.#children.get(name)?.stderr.trim() ?? ''}`); });
    });
  }
}

const ended = (child: ChildProcess, signal?: NodeJS.Signals): Promise<void> => new Promise((done) => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return done();
  child.once('exit', () => done());
  if (signal !== undefined) child.kill(signal);
});
