/**
 * The bus of one process: deterministic, synchronous, nothing to install. `publish` hands the message to its consumer
 * before it returns, nested when a consumer publishes; what `deliver` throws reaches the publisher.
 */
import { createHash } from 'node:crypto';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { BusError, type Bus, type Delivery, type FileStore, type StateRecord, type StateStore, type Subscription } from '../../actors/runtime/ports.ts';
import { admit, compareCanonical, requireInlineLimit, requireParty, requireSize, STATE_LIMIT_BYTES } from './admit.ts';
import { MemoryControl } from './memory-control.ts';
import { Sequencer } from './sequencer.ts';
import { requireToken } from './subjects.ts';

export interface MemoryBusOptions {
  readonly run: string;
  /** Bodies above this go through the file store; default 256 KiB. */
  readonly inlineLimitBytes?: number;
  /** The one party this bus may speak and listen for; default all. */
  readonly party?: Address;
}

interface Consumer {
  cursor: number;
  readonly sequencer: Sequencer<Envelope>;
}

interface Mailbox {
  readonly log: Delivery[];
  /** Sequence numbers stored, per sender: all up to `upTo`, and those in `beyond`. */
  readonly stored: Map<Address, { upTo: number; readonly beyond: Set<number> }>;
  consumer: Consumer | undefined;
}

class MemoryBus implements Bus {
  readonly name = 'memory';
  readonly guarantees = { durable: false, synchronous: true };
  readonly run: string;
  readonly files: FileStore;
  readonly state: StateStore;
  readonly #party: Address | undefined;
  readonly #inlineLimitBytes: number;
  readonly #log: Envelope[] = [];
  readonly #mailboxes = new Map<Address, Mailbox>();
  readonly #control = new MemoryControl();
  #closed = false;

  constructor(options: MemoryBusOptions) {
    this.run = requireToken(options.run, 'run');
    this.#party = options.party === undefined ? undefined : requireToken(options.party, 'party');
    this.#inlineLimitBytes = requireInlineLimit(options.inlineLimitBytes);
    const open = (): void => this.#requireOpen();
    this.files = memoryFiles(open);
    this.state = memoryState(open);
  }

  publish(envelope: Envelope): Promise<void> | void {
    this.#requireOpen();
    admit(envelope, this.run, this.#party);
    const mailbox = this.#mailbox(envelope.to);
    if (!store(mailbox, envelope)) return undefined;
    // A copy: what travels is bytes, never a reference the sender may still change (L3).
    const own: Envelope = { ...envelope, stamp: { ...envelope.stamp }, body: new Uint8Array(envelope.body) };
    this.#log.push(own);
    mailbox.log.push({ envelope: own, position: this.#log.length });
    const filed = own.body.length > this.#inlineLimitBytes ? this.files.put(own.body).then(() => undefined) : undefined;
    pump(mailbox);
    return filed;
  }

  async flush(): Promise<void> {
    this.#requireOpen();
  }

  async consume(to: Address, afterPosition: number, deliver: (delivery: Delivery) => void): Promise<Subscription> {
    this.#requireOpen();
    requireToken(to, 'receiver');
    requireParty(to, this.#party, 'consumer');
    const mailbox = this.#mailbox(to);
    if (mailbox.consumer !== undefined) throw new BusError('limit', `${to} already has a live consumer on this bus`);
    const before = new Map<Address, number>();
    let cursor = 0;
    for (let each = mailbox.log[0]; each !== undefined && each.position <= afterPosition; each = mailbox.log[cursor]) {
      before.set(each.envelope.from, Math.max(each.envelope.seq, before.get(each.envelope.from) ?? 0));
      cursor += 1;
    }
    const sequencer = new Sequencer<Envelope>(afterPosition, before, (envelope, position) => {
      if (mailbox.consumer === consumer) deliver({ envelope, position });
    });
    const consumer: Consumer = { cursor, sequencer };
    mailbox.consumer = consumer;
    pump(mailbox);
    return {
      stop: async () => {
        if (mailbox.consumer === consumer) mailbox.consumer = undefined;
      },
    };
  }

  async *replay(): AsyncIterable<Envelope> {
    this.#requireOpen();
    yield* [...this.#log].sort(compareCanonical);
  }

  async serve(subject: string, answer: (request: Uint8Array) => Promise<Uint8Array> | Uint8Array): Promise<Subscription> {
    this.#requireOpen();
    return this.#control.serve(subject, answer);
  }

  async request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    this.#requireOpen();
    return this.#control.request(subject, bytes, timeoutMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const mailbox of this.#mailboxes.values()) mailbox.consumer = undefined;
    this.#control.close();
  }

  #mailbox(to: Address): Mailbox {
    let mailbox = this.#mailboxes.get(to);
    if (mailbox === undefined) this.#mailboxes.set(to, (mailbox = { log: [], stored: new Map(), consumer: undefined }));
    return mailbox;
  }

  #requireOpen(): void {
    if (this.#closed) throw new BusError('closed', `the memory bus of run ${this.run} is closed`);
  }
}

/** @returns false when (from, to, seq) is stored already (B1). */
const store = (mailbox: Mailbox, { from, seq }: Envelope): boolean => {
  let stored = mailbox.stored.get(from);
  if (stored === undefined) mailbox.stored.set(from, (stored = { upTo: 0, beyond: new Set() }));
  if (seq <= stored.upTo || stored.beyond.has(seq)) return false;
  if (seq > stored.upTo + 1) {
    stored.beyond.add(seq);
    return true;
  }
  stored.upTo = seq;
  while (stored.beyond.delete(stored.upTo + 1)) stored.upTo += 1;
  return true;
};

const pump = (mailbox: Mailbox): void => {
  for (let consumer = mailbox.consumer; consumer !== undefined; consumer = mailbox.consumer) {
    const next = mailbox.log[consumer.cursor];
    if (next === undefined) return;
    consumer.cursor += 1;
    consumer.sequencer.arrive(next.position, next.envelope.from, next.envelope.seq, next.envelope);
  }
};

const memoryFiles = (requireOpen: () => void): FileStore => {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (bytes) => {
      requireOpen();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (!files.has(sha256)) files.set(sha256, new Uint8Array(bytes));
      return sha256;
    },
    get: async (sha256) => {
      requireOpen();
      const bytes = files.get(requireToken(sha256, 'file name'));
      if (bytes === undefined) throw new BusError('absent', `no file ${sha256}`);
      return new Uint8Array(bytes);
    },
  };
};

const memoryState = (requireOpen: () => void): StateStore => {
  const records = new Map<string, StateRecord[]>();
  let versions = 0;
  return {
    read: async (key) => {
      requireOpen();
      const record = records.get(requireToken(key, 'state key'))?.at(-1);
      return record && { version: record.version, bytes: new Uint8Array(record.bytes) };
    },
    write: async (key, expected, bytes) => {
      requireOpen();
      requireSize(bytes, STATE_LIMIT_BYTES, `state record ${requireToken(key, 'state key')}`);
      let written = records.get(key);
      if (written === undefined) records.set(key, (written = []));
      const actual = written.at(-1)?.version ?? 0;
      if (actual !== expected) throw new BusError('stale', `state ${key} is at version ${actual}, not ${expected}`);
      versions += 1;
      written.push({ version: versions, bytes: new Uint8Array(bytes) });
      return versions;
    },
    history: async function* (key, afterVersion) {
      requireOpen();
      for (const { version, bytes } of records.get(requireToken(key, 'state key')) ?? []) if (version > afterVersion) yield { version, bytes: new Uint8Array(bytes) };
    },
  };
};

export const createMemoryBus = (options: MemoryBusOptions): Bus => new MemoryBus(options);
