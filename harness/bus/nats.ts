/**
 * The bus between processes. Two durabilities:
 *  - `jetstream`: one stream a run in files, the audit log and the time machine; nothing lost, nothing doubled.
 *  - `core`: plain publish and subscribe for messages in flight. Keeps no log (no resume, no replay), loses what is on
 *    its way when the server dies; only the coordinator's counts notice.
 *
 * `publish` sends at once; its promise is about room in the window, and `flush` about what the server owns.
 */
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { BusError, type Bus, type Delivery, type FileStore, type Guarantees, type Refused, type StateStore, type Subscription } from '../../actors/runtime/ports.ts';
import { requireInlineLimit, requireParty } from './admit.ts';
import { Inbox } from './inbox.ts';
import { Link, type LinkOptions } from './link.ts';
import { serveMailboxes } from './mailbox.ts';
import type { Answer } from './memory-control.ts';
import { consumeCore } from './nats-core-consumer.ts';
import { DurableConsumer } from './nats-consumer.ts';
import { NatsControl } from './nats-control.ts';
import { NatsFiles } from './nats-files.ts';
import { NatsPublisher } from './nats-publisher.ts';
import { replayStream } from './nats-replay.ts';
import { NatsState } from './nats-state.ts';
import { PublishWindow } from './publish-window.ts';
import { messageStream, requireToken, type FileName, type SubjectFacts } from './subjects.ts';

export interface NatsBusOptions extends LinkOptions {
  readonly run: string;
  readonly durability: 'jetstream' | 'core';
  /** The one party this bus speaks and listens for; default all. With user and password the server checks it too. */
  readonly party?: Address;
  /** Whether this bus makes streams and mailboxes for parties that have no right to; the coordinator's does. */
  readonly servesMailboxes?: boolean;
  /** Bodies above this go through the file store; default 256 KiB. */
  readonly inlineLimitBytes?: number;
  /** How long a message may stay unacknowledged, server restarts included; default 10,000. */
  readonly ackTimeoutMs?: number;
}

/**
 * Bytes on their way to one consumer. Kept by counting messages of the largest inline size: asked for by bytes, the
 * client (3.3.1) books what a finished pull left over as still to come and stalls at the first larger message.
 */
const CONSUMER_WINDOW_BYTES = 16 * 1024 * 1024;
/** How long a server that does not read any more holds up whoever leaves it. */
const CLOSE_MS = 1_000;
/** Whose files they are that a bus without a party stores. */
const COORDINATOR: Address = 'coordinator';

class NatsBus implements Bus {
  readonly name = 'nats';
  readonly run: string;
  readonly guarantees: Guarantees;
  readonly files: FileStore;
  readonly state: StateStore;
  readonly #link: Link;
  readonly #options: NatsBusOptions;
  readonly #window: PublishWindow;
  readonly #publisher: NatsPublisher;
  readonly #control: NatsControl;
  readonly #inbox: Inbox;
  readonly #files: NatsFiles;
  readonly #state: NatsState;
  readonly #inlineLimitBytes: number;
  readonly #consumers = new Map<Address, Subscription>();
  readonly #fetch = async (name: FileName): Promise<Uint8Array> => {
    this.#requireOpen();
    return this.#files.get(name);
  };
  #refusals: ((refused: Refused) => void) | undefined;
  #failed = 0;
  #failure: unknown;
  #closing: Promise<void> | undefined;

  /** @param isShared the connection, which is then somebody else's to close. */
  constructor(link: Link, options: NatsBusOptions, inlineLimitBytes: number, private readonly isShared: boolean) {
    this.run = options.run;
    this.guarantees = { durable: options.durability === 'jetstream', synchronous: false };
    this.#link = link;
    this.#options = options;
    this.#inlineLimitBytes = inlineLimitBytes;
    this.#window = new PublishWindow(link, options.ackTimeoutMs ?? 10_000, options.connection?.inboxPrefix);
    this.#inbox = new Inbox(link, options.connection?.inboxPrefix);
    this.#control = new NatsControl(link, options.run, this.#inbox);
    this.#files = new NatsFiles(link, this.#window, options.run, this.#inbox);
    this.#publisher = new NatsPublisher({ ...options, inlineLimitBytes, link, window: this.#window, files: this.#files, fail: (error) => this.#fail(error) });
    const own = { from: options.party ?? COORDINATOR, to: options.party ?? COORDINATOR };
    const state = new NatsState(link, this.#control, options.run);
    this.#state = state;
    this.files = { put: async (bytes) => { this.#requireOpen(); return this.#files.put(bytes, own); }, get: async (sha256) => { this.#requireOpen(); return this.#files.get({ ...own, sha256 }); } };
    this.state = {
      read: async (key) => { this.#requireOpen(); return state.read(key); },
      write: async (key, expected, bytes) => { this.#requireOpen(); return state.write(key, expected, bytes); },
      history: (key, afterVersion) => { this.#requireOpen(); return state.history(key, afterVersion); },
    };
  }

  /** Streams that are otherwise made when first needed, for those who may not make them. */
  async makeStreams(): Promise<void> {
    await Promise.all([this.#files.ensure(), this.#state.ensure()]);
  }

  serveHistories(): Promise<void> {
    return this.#state.serve();
  }

  publish(envelope: Envelope): Promise<void> | void {
    this.#requireOpen();
    this.#requireWay();
    return this.#publisher.publish(envelope);
  }

  async flush(): Promise<void> {
    this.#requireOpen();
    await this.#publisher.flush();
    const failure = this.#failure;
    const failed = this.#failed;
    this.#failure = undefined;
    this.#failed = 0;
    if (failure instanceof BusError && failed > 1) throw new BusError(failure.code, `${failed} failures, the first: ${failure.message}`);
    if (failure !== undefined) throw failure;
  }

  async consume(to: Address, afterPosition: number, deliver: (delivery: Delivery) => void): Promise<Subscription> {
    this.#requireOpen();
    this.#requireWay();
    requireToken(to, 'receiver');
    requireParty(to, this.#options.party, 'consumer');
    if (this.#consumers.has(to)) throw new BusError('limit', `${to} already has a live consumer on this bus`);
    const placeholder: Subscription = { stop: async () => undefined };
    this.#consumers.set(to, placeholder);
    const fail = (error: unknown): void => {
      this.#consumers.delete(to);
      this.#fail(error);
    };
    const common = { link: this.#link, run: this.run, to, afterPosition, fetch: this.#fetch, deliver, fail, skip: (error: BusError, subject: string) => this.#refuse(to, subject, error) };
    const windowMessages = Math.min(1_000, Math.floor(CONSUMER_WINDOW_BYTES / Math.max(1, this.#inlineLimitBytes)));
    try {
      const consumer = this.#options.durability === 'core'
        ? await consumeCore(common)
        : await DurableConsumer.open({ ...common, control: this.#control, windowMessages });
      this.#consumers.set(to, consumer);
      return {
        stop: async () => {
          if (this.#consumers.get(to) === consumer) this.#consumers.delete(to);
          await consumer.stop();
        },
      };
    } catch (error) {
      this.#consumers.delete(to);
      throw error;
    }
  }

  async *replay(): AsyncIterable<Envelope> {
    this.#requireOpen();
    if (this.#options.durability === 'core') throw new BusError('absent', 'a core NATS bus keeps no log to replay');
    await this.#publisher.settled();
    if (this.#link.restricted) throw new BusError('identity', `${this.#options.party ?? 'this user'} may not read the whole run; the coordinator may`);
    const refusals = this.#refusals;
    const refuse = refusals && ((error: BusError, { from, to }: SubjectFacts): void => refusals({ from, to, reason: error.message }));
    yield* replayStream(this.#link, messageStream(this.run), this.#fetch, refuse);
  }

  async serve(subject: string, answer: Answer): Promise<Subscription> {
    this.#requireOpen();
    return this.#control.serve(subject, answer);
  }

  async request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    this.#requireOpen();
    return this.#control.request(subject, bytes, timeoutMs);
  }

  /** Waits for what is on its way while the server is there; failures of it are `flush`'s to tell. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#link.connected) await this.#publisher.settled();
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.stop()));
    this.#window.close();
    this.#control.close();
    this.#inbox.close();
    if (this.#link.connected) await this.#link.flush(CLOSE_MS).catch(() => undefined);
    if (!this.isShared) await this.#link.nc.close();
  }

  onRefused(listener: (refused: Refused) => void): void {
    this.#refusals = listener;
  }

  #refuse(to: Address, subject: string, error: BusError): void {
    // The server let nobody but this sender publish there, whatever else is wrong with it.
    if (this.#refusals !== undefined) this.#refusals({ to, from: subject.split('.')[2] ?? '', reason: error.message });
    else this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#failed += 1;
    this.#failure ??= error;
  }

  /** Between accounts messages travel by way of the streams only. */
  #requireWay(): void {
    if (this.#link.restricted && this.#options.durability === 'core') throw new BusError('identity', 'with credentials messages travel over JetStream, not core NATS');
  }

  #requireOpen(): void {
    if (this.#closing !== undefined) throw new BusError('closed', `the NATS bus of run ${this.run} is closed`);
  }
}

const requireNames = ({ run, party }: Pick<NatsBusOptions, 'run' | 'party'>): void => {
  requireToken(run, 'run');
  if (party !== undefined) requireToken(party, 'party');
};

const busOver = async (link: Link, options: NatsBusOptions, isShared: boolean): Promise<NatsBus> => {
  const inlineLimitBytes = requireInlineLimit(options.inlineLimitBytes);
  if (options.durability === 'jetstream') {
    await link.ensureStream({
      name: messageStream(options.run), subjects: [`mig.${options.run}.>`], storage: StorageType.File, retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New, deny_delete: true, deny_purge: true, allow_direct: true,
    });
  }
  return new NatsBus(link, options, inlineLimitBytes, isShared);
};

/** @throws BusError `unreachable`, `identity`, `token` or `limit`. */
export const createNatsBus = async (options: NatsBusOptions): Promise<Bus> => {
  requireNames(options);
  requireInlineLimit(options.inlineLimitBytes);
  const link = await Link.open(options);
  try {
    const bus = await busOver(link, options, false);
    if (options.servesMailboxes === true) {
      await bus.makeStreams();
      await Promise.all([serveMailboxes(link, options.run), bus.serveHistories()]);
    }
    return bus;
  } catch (error) {
    await link.nc.close();
    throw error;
  }
};

/** One connection for the buses of many runs, which come and go: making one takes longer than a short run does. */
export interface SharedNats {
  /** Closing it leaves the connection to the others. @throws BusError `token` or `limit`. */
  busOf(options: Pick<NatsBusOptions, 'run' | 'durability' | 'party' | 'inlineLimitBytes'>): Promise<Bus>;
  /** For when all buses are closed. */
  close(): Promise<void>;
}

/** @throws BusError `unreachable` or `identity`. */
export const shareNats = async (options: LinkOptions): Promise<SharedNats> => {
  const link = await Link.open(options);
  return {
    busOf: async (own) => {
      requireNames(own);
      return busOver(link, { ...options, ...own }, true);
    },
    close: () => link.nc.close(),
  };
};
