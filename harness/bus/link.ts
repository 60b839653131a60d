/** One connection to a NATS server, its ups and downs told to who must act on them, its errors made into BusErrors. */
import { jetstreamManager, JetStreamApiError, type JetStreamClient, type JetStreamManager, type StreamConfig } from '@nats-io/jetstream';
import { connect, errors, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import { Outlet } from './outlet.ts';

export interface LinkOptions {
  /** `nats://host:port`, one or more of one cluster. */
  readonly servers: string | readonly string[];
  readonly user?: string;
  readonly password?: string;
  /**
   * Where JetStream is found by a user under permissions (`mehrs keys`), who then makes neither streams nor consumers.
   * Default: an unrestricted user at `$JS.API`.
   */
  readonly apiPrefix?: string;
  /** Servers of a cluster that keep each stream made here; default 1. */
  readonly replicas?: number;
  /** Bounds each call to the server; default 5,000. */
  readonly callTimeoutMs?: number;
  /** Further options of the NATS client: TLS, nkey authenticator, inbox prefix. */
  readonly connection?: Omit<ConnectionOptions, 'servers' | 'user' | 'pass'>;
}

export interface LinkListener {
  /** The connection is gone, and is looked for again. */
  down?(): void;
  /** The connection is there again; what was in flight is unknown. */
  up?(): void;
  /** The server refused a publish for want of permission. */
  refused?(subject: string): void;
}

/** Fast, because a local server is back within milliseconds and a round waits for it. */
const RECONNECT_WAIT_MS = 50;
/** How long after a break an idempotent call is tried again. */
const STEADY_MS = 10_000;
const STEADY_WAIT_MS = 25;
/** A server that lives reads within this, whatever else it is at. */
const FLUSH_MS = 10_000;
/** Of many messages at once the client writes this much at a time, not its 32 KB. An option of 3.3.1 that its types leave out. */
const WRITING = { pendingLimit: 128 * 1024 };
const JETSTREAM_API = '$JS.API';
const AGAIN = Symbol('again');

export class Link {
  readonly js: JetStreamClient;
  readonly outlet = new Outlet(() => this.nc.flush());
  readonly #listeners = new Set<LinkListener>();
  readonly #streams = new Map<string, Promise<void>>();
  #connected = true;
  #lastDown = -Infinity;

  private constructor(readonly nc: NatsConnection, readonly jsm: JetStreamManager, readonly url: string, readonly restricted: boolean, readonly apiPrefix: string, readonly replicas: number) {
    this.js = jsm.jetstream();
    void this.#follow();
  }

  /** @throws BusError `unreachable` or `identity`. */
  static async open(options: LinkOptions): Promise<Link> {
    const servers = typeof options.servers === 'string' ? [options.servers] : [...options.servers];
    const timeout = options.callTimeoutMs ?? 5_000;
    try {
      const nc = await connect({
        maxReconnectAttempts: -1, reconnectTimeWait: RECONNECT_WAIT_MS, reconnectJitter: 0, reconnectJitterTLS: 0, noAsyncTraces: true, timeout, ...WRITING,
        ...options.connection, servers,
        ...(options.user === undefined ? {} : { user: options.user }), ...(options.password === undefined ? {} : { pass: options.password }),
      });
      const old = tooOld(nc.info?.version, servers.join(', '));
      if (old !== undefined) {
        await nc.close();
        throw old;
      }
      // checkAPI asks for account information, which a party's permissions need not allow.
      const api = options.apiPrefix === undefined ? {} : { apiPrefix: options.apiPrefix };
      return new Link(nc, await jetstreamManager(nc, { checkAPI: false, timeout, ...api }), servers.join(', '), options.apiPrefix !== undefined, options.apiPrefix ?? JETSTREAM_API, options.replicas ?? 1);
    } catch (error) {
      if (error instanceof BusError) throw error;
      const refused = error instanceof errors.AuthorizationError;
      const hint = refused ? 'check user and password, or the folder given with --creds' : 'start one with `nats-server -js` or use the memory bus';
      throw new BusError(refused ? 'identity' : 'unreachable', `no connection to NATS at ${servers.join(', ')}: ${messageOf(error)}; ${hint}`);
    }
  }

  get connected(): boolean {
    return this.#connected && !this.nc.isClosed();
  }

  watch(listener: LinkListener): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  /** Creates a stream once; an existing one of the same shape is kept. The streams of a restricted user are the coordinator's to make. */
  ensureStream(config: Partial<StreamConfig> & { readonly name: string }): Promise<void> {
    if (this.restricted) return Promise.resolve();
    let made = this.#streams.get(config.name);
    if (made === undefined) {
      made = this.#createStream(config);
      this.#streams.set(config.name, made);
      made.catch(() => this.#streams.delete(config.name));
    }
    return made;
  }

  async #createStream(config: Partial<StreamConfig> & { readonly name: string }): Promise<void> {
    await this.steady(async () => {
      const exists = await this.jsm.streams.info(config.name).then(() => true, () => false);
      if (!exists) await this.jsm.streams.add({ ...config, num_replicas: this.replicas });
    }).catch((error: unknown) => {
      throw this.busError(error, `stream ${config.name} cannot be created (is JetStream on, \`nats-server -js\`, and is there room on its disk?)`);
    });
  }

  /** Does something idempotent again when the connection broke meanwhile or shortly before: answers may be lost with it. */
  async steady<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      let unwatch = (): void => undefined;
      const up = new Promise<typeof AGAIN>((again) => { unwatch = this.watch({ up: () => again(AGAIN) }); });
      try {
        const done = await Promise.race([work(), up]);
        if (done !== AGAIN) return done;
      } catch (error) {
        const shaken = !this.nc.isClosed() && performance.now() - this.#lastDown < STEADY_MS;
        if (!shaken || !['timeout', 'unreachable'].includes(codeOf(error, this.nc))) throw error;
        await new Promise((wake) => setTimeout(wake, STEADY_WAIT_MS));
      } finally {
        unwatch();
      }
    }
  }

  /** Waits until the server has read all that was written. @throws BusError `timeout` when it does not read any more, `closed`. */
  async flush(timeoutMs = FLUSH_MS): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new BusError('timeout', `NATS at ${this.url} has read nothing for ${timeoutMs} ms`)), timeoutMs);
    });
    await Promise.race([this.outlet.flushed(), lost]).catch((error: unknown) => { throw this.busError(error, 'flushing'); }).finally(() => clearTimeout(late));
  }

  busError(error: unknown, what: string): BusError {
    if (error instanceof BusError) return error;
    return new BusError(codeOf(error, this.nc), `${what} at ${this.url}: ${messageOf(error)}`);
  }

  async #follow(): Promise<void> {
    for await (const status of this.nc.status()) {
      if (status.type === 'disconnect') {
        this.#connected = false;
        this.#lastDown = performance.now();
        for (const listener of [...this.#listeners]) listener.down?.();
      } else if (status.type === 'reconnect') {
        this.#connected = true;
        for (const listener of [...this.#listeners]) listener.up?.();
      } else if (status.type === 'error' && status.error instanceof errors.PermissionViolationError && status.error.operation === 'publish') {
        for (const listener of [...this.#listeners]) listener.refused?.(status.error.subject);
      }
    }
  }
}

/** Direct reads, and expected sequences by subject, are not in older servers. */
const FLOOR = [2, 9] as const;

const tooOld = (version: string | undefined, where: string): BusError | undefined => {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return undefined;
  return new BusError('limit', `the NATS server at ${where} is ${version ?? 'of no known version'}: ${FLOOR.join('.')} or newer is needed, 2.10 recommended`);
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (thrown: unknown, nc: NatsConnection): BusError['code'] => {
  // A request wraps what became of its subject.
  const error = thrown instanceof Error && thrown.cause instanceof errors.PermissionViolationError ? thrown.cause : thrown;
  if (error instanceof errors.PermissionViolationError || error instanceof errors.AuthorizationError) return 'identity';
  // Headers that the client cannot read: a sender may put any bytes there.
  if (error instanceof errors.InvalidArgumentError || (thrown instanceof Error && thrown.cause instanceof errors.InvalidArgumentError)) return 'corrupt';
  if (error instanceof errors.ClosedConnectionError || nc.isClosed()) return 'closed';
  if (error instanceof errors.TimeoutError) return 'timeout';
  if (error instanceof JetStreamApiError) return error.status === 404 ? 'absent' : error.status === 503 ? 'unreachable' : 'limit';
  return 'unreachable';
};
