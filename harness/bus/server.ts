/**
 * A NATS server to talk to: where to find one, and one as a child process for tests, demonstrations and local runs.
 * Debian's 2.9.10 is the floor; 2.10 or newer is recommended. No npm package ships the server.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BusError } from '../../actors/runtime/ports.ts';

export type FoundServer =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'none'; readonly reason: string };

const DEBIAN_PATH = '/usr/sbin/nats-server';
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/** Looks at `NATS_URL`, `NATS_SERVER_BIN`, PATH and `/usr/sbin/nats-server`, in this order. */
export const findNatsServer = (env: Readonly<Record<string, string | undefined>> = process.env): FoundServer => {
  if (env.NATS_URL) return { kind: 'url', url: env.NATS_URL };
  const named = env.NATS_SERVER_BIN;
  if (named) {
    return runnable(named) ? { kind: 'binary', path: named } : { kind: 'none', reason: `NATS_SERVER_BIN names ${named}, which is no executable file` };
  }
  const onPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '').map((folder) => join(folder, 'nats-server'));
  const path = [...onPath, DEBIAN_PATH].find(runnable);
  if (path !== undefined) return { kind: 'binary', path };
  return {
    kind: 'none',
    reason: `no NATS server: NATS_URL and NATS_SERVER_BIN are unset, and neither PATH nor ${DEBIAN_PATH} has nats-server (Debian: apt install nats-server)`,
  };
};

const runnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

export interface NatsServerOptions {
  /** Where streams are kept; default a temporary folder, removed on stop. A given one is left in place. */
  readonly storeDir?: string;
  /** Text of a server configuration (users, permissions, TLS), without port and JetStream store. */
  readonly config?: string;
  readonly binary?: string;
}

export interface NatsServer {
  readonly url: string;
  /** Ends the server in order and removes its temporary folder. */
  stop(): Promise<void>;
  /** `kill -9`; the store stays, for `restart`. */
  kill(): Promise<void>;
  /** Starts again on the same port and store, ending the running server first. */
  restart(): Promise<void>;
}

/** @throws BusError `unreachable` when there is no server program or it does not come up; the message has its log. */
export const startNatsServer = async (options: NatsServerOptions = {}): Promise<NatsServer> => {
  const binary = options.binary ?? requireBinary();
  const folder = mkdtempSync(join(tmpdir(), 'mehrs-nats-'));
  const child = new Child(binary, folder, options);
  try {
    await child.start('-1');
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    url: child.url,
    stop: () => child.stop(),
    kill: () => child.end('SIGKILL'),
    restart: async () => {
      await child.end('SIGTERM');
      await child.start(new URL(child.url).port);
    },
  };
};

const requireBinary = (): string => {
  const found = findNatsServer();
  if (found.kind === 'binary') return found.path;
  throw new BusError('unreachable', found.kind === 'none' ? found.reason : `NATS_URL is set to ${found.url}: use that server, none is started`);
};

/** Servers that must not outlive this process. */
const living = new Set<Child>();
let guarded = false;

const guardExit = (): void => {
  if (guarded) return;
  guarded = true;
  const endAll = (): void => living.forEach((each) => each.endNow());
  process.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = (): void => {
      endAll();
      process.removeListener(signal, onSignal);
      // Whoever else listens decides; nobody: what would have happened without us.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.on(signal, onSignal);
  }
};

class Child {
  url = '';
  readonly #store: string;
  readonly #log: string;
  #process: ChildProcess | undefined;
  #watchdog: ChildProcess | undefined;

  constructor(readonly binary: string, readonly folder: string, readonly options: NatsServerOptions) {
    this.#store = options.storeDir ?? join(folder, 'store');
    this.#log = join(folder, 'server.log');
    mkdirSync(this.#store, { recursive: true });
    if (options.config !== undefined) writeFileSync(join(folder, 'server.conf'), options.config);
    guardExit();
  }

  async start(port: string): Promise<void> {
    living.add(this);
    const config = this.options.config === undefined ? [] : ['-c', join(this.folder, 'server.conf')];
    const child = spawn(this.binary, [...config, '-js', '-sd', this.#store, '-a', '127.0.0.1', '-p', port, '--ports_file_dir', this.folder, '-l', this.#log], { stdio: 'ignore' });
    this.#process = child;
    const ended = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(this.#failed(error.message)));
      child.once('exit', (code, signal) => reject(this.#failed(`it ended with ${signal ?? code}`)));
    });
    ended.catch(() => undefined);
    if (child.pid === undefined) return ended;
    this.#watchdog = watch(child.pid, this.folder);
    this.url = await Promise.race([this.#ready(child.pid), ended]);
  }

  /** Waits for the ports file, which the server writes once it listens. */
  async #ready(pid: number): Promise<string> {
    const until = performance.now() + READY_TIMEOUT_MS;
    while (performance.now() < until) {
      const url = readUrl(join(this.folder, `nats-server_${pid}.ports`)) ?? readUrl(join(this.folder, `${this.binary.split('/').at(-1)}_${pid}.ports`));
      if (url !== undefined) return url;
      await new Promise((wake) => setTimeout(wake, 2));
    }
    throw this.#failed(`it did not listen within ${READY_TIMEOUT_MS} ms`);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    living.delete(this);
    this.#watchdog?.kill('SIGKILL');
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((done) => {
      const insist = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.once('exit', () => { clearTimeout(insist); done(); });
      child.kill(signal);
    });
  }

  /** On the way out of this process there is time for nothing but this. */
  endNow(): void {
    this.#process?.kill('SIGKILL');
    this.#watchdog?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  #failed(why: string): BusError {
    let log = '';
    try {
      log = readFileSync(this.#log, 'utf8').split('\n').slice(-15).join('\n');
    } catch {
      // It died before it wrote a line.
    }
    return new BusError('unreachable', `NATS server ${this.binary} did not start: ${why}\n${log}`);
  }
}

/** Ends the server when this process is killed without a chance to act: the shell's input closes then. */
const watch = (pid: number, folder: string): ChildProcess | undefined => {
  if (process.platform === 'win32') return undefined;
  const dog = spawn('/bin/sh', ['-c', 'read _; kill -9 "$1"; rm -rf "$2"', 'sh', String(pid), folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  dog.on('error', () => undefined);
  dog.unref();
  (dog.stdin as Socket | null)?.unref();
  return dog;
};

const readUrl = (path: string): string | undefined => {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { nats: string[] }).nats[0];
  } catch {
    return undefined;
  }
};
