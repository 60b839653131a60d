/**
 * Windowed publishing into a stream: many messages on their way, each acknowledged by the server.
 *
 * Invariants:
 *  1. A message leaves the window when the server says it is stored, or says that its subject is stored already.
 *  2. Whatever is still in the window when the connection returns is sent again, in its first order: a subject is
 *     stored once (expected last sequence 0), so sending again is harmless.
 *  3. Nothing is handed to a client that is not connected: it would drop it.
 *  4. A message that is not stored in time leaves the window as a failure, which the next `flush` throws.
 */
import { createInbox, type Msg, type MsgHdrs, type Subscription } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import type { Link } from './link.ts';

const WINDOW_MESSAGES = 2_048;
const WINDOW_BYTES = 8 * 1024 * 1024;
/** A stream that is still loading after a restart answers "no responders"; ask again after this. */
const RETRY_MS = 25;
const WRONG_LAST_SEQUENCE = 10_071;
/** How the server says that there is no room. */
const NO_ROOM = 'insufficient';

interface Entry {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly headers: MsgHdrs;
  readonly deadline: number;
  settle(error?: BusError): void;
}

export class PublishWindow {
  readonly #entries = new Map<number, Entry>();
  readonly #inbox: string;
  readonly #acks: Subscription;
  readonly #unwatch: () => void;
  #lastId = 0;
  #bytes = 0;
  #expiry: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #waiters: { readonly whole: boolean; readonly wake: () => void }[] = [];

  constructor(readonly link: Link, readonly ackTimeoutMs: number, inboxPrefix: string | undefined) {
    this.#inbox = createInbox(inboxPrefix);
    this.#acks = link.nc.subscribe(`${this.#inbox}.*`, { callback: (error, message) => { if (error === null) this.#acknowledged(message); } });
    this.#unwatch = link.watch({ up: () => this.#sendAll(), refused: (subject) => this.#refused(subject) });
  }

  /** Resolves when the server has stored it. @throws BusError `unreachable`, `identity`, `limit` or `closed`. */
  owned(subject: string, body: Uint8Array, hdrs: MsgHdrs): Promise<void> {
    return new Promise((resolve, reject) => this.send(subject, body, hdrs, (error) => (error === undefined ? resolve() : reject(error))));
  }

  /** Sends now. The returned promise, present when the window is full, resolves when there is room. */
  send(subject: string, body: Uint8Array, hdrs: MsgHdrs, settle: (error?: BusError) => void): Promise<void> | undefined {
    const id = (this.#lastId += 1);
    const entry: Entry = { subject, body, headers: hdrs, deadline: performance.now() + this.ackTimeoutMs, settle };
    this.#entries.set(id, entry);
    this.#bytes += body.length;
    if (this.#expiry === undefined) this.#armExpiry(this.ackTimeoutMs);
    if (this.link.connected) this.#transmit(id, entry);
    return this.#full() ? new Promise((wake) => this.#waiters.push({ whole: false, wake })) : undefined;
  }

  /** Resolves when the window is empty. */
  async drained(): Promise<void> {
    if (this.#entries.size > 0) await new Promise<void>((wake) => this.#waiters.push({ whole: true, wake }));
  }

  close(): void {
    this.#unwatch();
    clearTimeout(this.#retry);
    for (const id of [...this.#entries.keys()]) this.#done(id, new BusError('closed', 'the bus was closed before the message was stored'));
    clearTimeout(this.#expiry);
    if (!this.link.nc.isClosed()) this.#acks.unsubscribe();
  }

  #full(): boolean {
    return this.#entries.size >= WINDOW_MESSAGES || this.#bytes >= WINDOW_BYTES;
  }

  #transmit(id: number, entry: Entry): void {
    try {
      this.link.nc.publish(entry.subject, entry.body, { headers: entry.headers, reply: `${this.#inbox}.${id}` });
    } catch (error) {
      this.#done(id, this.link.busError(error, `publishing ${entry.subject}`));
    }
  }

  #sendAll(): void {
    for (const [id, entry] of this.#entries) this.#transmit(id, entry);
  }

  #acknowledged(message: Msg): void {
    const id = Number(message.subject.slice(this.#inbox.length + 1));
    if (message.headers?.code === 503) {
      // All that are still unstored go again, in order, not this one alone.
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined;
        if (this.link.connected) this.#sendAll();
      }, RETRY_MS);
      return;
    }
    const { error } = message.json<{ error?: { err_code: number; description: string } }>();
    if (error === undefined || error.err_code === WRONG_LAST_SEQUENCE) this.#done(id);
    else this.#done(id, new BusError('limit', `${this.#entries.get(id)?.subject ?? 'message'} refused by the server: ${error.description}${error.description.startsWith(NO_ROOM) ? '; JetStream\'s store, or its disk, is full' : ''}`));
  }

  #refused(subject: string): void {
    for (const [id, entry] of this.#entries) {
      if (entry.subject === subject) this.#done(id, new BusError('identity', `the server does not let this user publish ${subject}`));
    }
  }

  #done(id: number, error?: BusError): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#bytes -= entry.body.length;
    entry.settle(error);
    const empty = this.#entries.size === 0;
    if (empty) {
      clearTimeout(this.#expiry);
      this.#expiry = undefined;
    }
    if (this.#waiters.length === 0 || this.#full()) return;
    const waiting = this.#waiters;
    this.#waiters = waiting.filter(({ whole }) => whole && !empty);
    for (const { whole, wake } of waiting) if (!whole || empty) wake();
  }

  #armExpiry(delayMs: number): void {
    this.#expiry = setTimeout(() => {
      this.#expiry = undefined;
      const now = performance.now();
      for (const [id, entry] of this.#entries) {
        if (entry.deadline > now) break;
        this.#done(id, new BusError('unreachable',
          `${entry.subject} was not stored within ${this.ackTimeoutMs} ms: NATS at ${this.link.url} ${this.link.connected ? 'does not acknowledge; is its disk full?' : 'is gone'}`));
      }
      for (const entry of this.#entries.values()) {
        this.#armExpiry(Math.max(1, entry.deadline - now));
        break;
      }
    }, delayMs);
  }
}
