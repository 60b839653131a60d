/**
 * The two doors (law L1): what a party may use of the world. `harness/bus` implements `Bus` twice, over memory and NATS;
 * one contract suite holds both to the promises below.
 *
 * Promises of a Bus:
 *  B1 publish resolves when the bus owns the message; publishing the same (from, to, seq) again changes nothing.
 *  B2 per (from, to) messages are delivered in order of seq, each exactly once to a live consumer.
 *  B3 a consumer that starts from position p receives every message to its address after p, then live ones.
 *  B4 `from` is checked against the authenticated subject; a mismatch is refused.
 *  B5 replay yields every message of the run, in canonical order (stamp, to, from, seq).
 *  B6 bodies above `inlineLimitBytes` travel through the content-addressed file store and arrive whole, checked by hash.
 *  B7 state records are compare-and-set on a version: a stale writer is refused, and what was written before can still be read.
 *  B8 addresses, types, keys and runs are tokens; anything else is refused before it reaches a subject.
 */
import type { Envelope } from '../../protocol/messages/envelope.ts';

export interface Delivery {
  readonly envelope: Envelope;
  /** Position to resume after. */
  readonly position: number;
}

export interface Subscription {
  stop(): Promise<void>;
}

export interface Guarantees {
  /** Survives the end of this process. */
  readonly durable: boolean;
  /** Whether `publish` has handed the message to its consumer when it returns. */
  readonly synchronous: boolean;
}

export interface FileStore {
  /** Stores bytes under their SHA-256 (hex), which it returns. Storing twice is harmless. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws BusError when absent or when the content does not match its name. */
  get(sha256: string): Promise<Uint8Array>;
}

export interface StateRecord {
  readonly version: number;
  readonly bytes: Uint8Array;
}

export interface StateStore {
  read(key: string): Promise<StateRecord | undefined>;
  /** @param expected version last read, 0 for "must not exist". @throws BusError `stale` when another wrote first. */
  write(key: string, expected: number, bytes: Uint8Array): Promise<number>;
  /** Every record ever written under a key after a version, oldest first. */
  history(key: string, afterVersion: number): AsyncIterable<StateRecord>;
}

/** Something that arrived and was no message. */
export interface Refused {
  readonly to: string;
  /** As the subject has it, which is what the bus authenticated. */
  readonly from: string;
  readonly reason: string;
}

export interface Bus {
  readonly name: 'memory' | 'nats';
  readonly run: string;
  readonly guarantees: Guarantees;
  readonly files: FileStore;
  readonly state: StateStore;
  publish(envelope: Envelope): Promise<void> | void;
  /** Waits until everything published so far is owned by the bus. */
  flush(): Promise<void>;
  consume(to: string, afterPosition: number, deliver: (delivery: Delivery) => void): Promise<Subscription>;
  /** Who is told of what arrived and was no message; with nobody to tell, the next `flush` throws it. A bus without outsiders has none. */
  onRefused?(listener: (refused: Refused) => void): void;
  replay(): AsyncIterable<Envelope>;
  /** Control plane, outside virtual time. */
  serve(subject: string, answer: (request: Uint8Array) => Promise<Uint8Array> | Uint8Array): Promise<Subscription>;
  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export class BusError extends Error {
  constructor(readonly code: 'token' | 'identity' | 'stale' | 'absent' | 'corrupt' | 'unreachable' | 'timeout' | 'closed' | 'limit', message: string) {
    super(message);
    this.name = 'BusError';
  }
}
