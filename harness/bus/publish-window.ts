/**
 * Windowed publishing into a stream: many messages on their way, each acknowledged by the server.
 *
 * Invariants:
 *  1. A message leaves the window when the server says it is stored, or says that its subject is stored already.
 *  2. Whatever is still in the window when the connection returns, or after a while without an answer (in a cluster the
 *     leader may die behind a connection that stays), is sent again, in its first order: a subject is stored once
 *     (expected last sequence 0), so sending again is harmless.
 *  3. Nothing is handed to a client that is not connected: it would drop it.
 *  4. A message that is not stored in time leaves the window as a failure, which the next `flush` throws.
 */
import { createInbox, type Msg, type Subscription } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import { rawHeaders } from './headers.ts';
import type { Link } from './link.ts';

const WINDOW_MESSAGES = 2_048;
const WINDOW_BYTES = 8 * 1024 * 1024;
/** A stream that is still loading after a restart answers "no responders"; ask again after this. */
const RETRY_MS = 25;
/** Longer than a healthy server takes for a full window. */
const RESEND_MS = 2_000;
const WRONG_LAST_SEQUENCE = 10_071;
/** How the server says that there is no room. */
const NO_ROOM = 'insufficient';

interface Entry {
  readonly subject: string;
  readonly body: Uint8Array;
  /** As they are sent. */
  readonly headers: Uint8Array;
  readonly deadline: number;
  sentAt: number;
  settle(error?: BusError): void;
}

export class PublishWindow {
  readonly #entries = new Map<number, Entry>();
  readonly #inbox: string;
  readonly #acks: Subscription;
  readonly #unwatch: () => void;
  readonly #headers = rawHeaders();
  #lastId = 0;
  #bytes = 0;
  #tending: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #waiters: { readonly whole: boolean; readonly wake: () => void }[] = [];

  constructor(readonly link: Link, readonly ackTimeoutMs: number, inboxPrefix: string | undefined) {
    this.#inbox = createInbox(inboxPrefix);
    this.#acks = link.nc.subscribe(`${this.#inbox}.*`, { callback: (error, message) => { if (error === null) this.#acknowledged(message); } });
    this.#unwatch = link.watch({ up: () => this.#sendAll(), refused: (subject) => this.#refused(subject) });
  }

  /** Sends now. The returned promise, present when the window is full, resolves when there is room. */
  send(subject: string, body: Uint8Array, headers: Uint8Array, settle: (error?: BusError) => void): Promise<void> | undefined {
    const id = (this.#lastId += 1);
    const now = performance.now();
    const entry: Entry = { subject, body, headers, deadline: now + this.ackTimeoutMs, sentAt: now, settle };
    this.#entries.set(id, entry);
    this.#bytes += body.length;
    if (this.#tending === undefined) this.#tend(entry.deadline - now);
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
    clearTimeout(this.#tending);
    if (!this.link.nc.isClosed()) this.#acks.unsubscribe();
  }

  #full(): boolean {
    return this.#entries.size >= WINDOW_MESSAGES || this.#bytes >= WINDOW_BYTES;
  }

  #transmit(id: number, entry: Entry): void {
    entry.sentAt = performance.now();
    try {
      this.#headers.bytes = entry.headers;
      this.link.nc.publish(entry.subject, entry.body, { headers: this.#headers, reply: `${this.#inbox}.${id}` });
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
      clearTimeout(this.#tending);
      this.#tending = undefined;
    }
    if (this.#waiters.length === 0 || this.#full()) return;
    const waiting = this.#waiters;
    this.#waiters = waiting.filter(({ whole }) => whole && !empty);
    for (const { whole, wake } of waiting) if (!whole || empty) wake();
  }

  /** Looks after what stays in the window. @param leftMs until the first of them has been there too long. */
  #tend(leftMs: number): void {
    this.#tending = setTimeout(() => {
      this.#tending = undefined;
      const now = performance.now();
      for (const [id, entry] of this.#entries) {
        if (entry.deadline > now) break;
        this.#done(id, new BusError('unreachable',
          `${entry.subject} was not stored within ${this.ackTimeoutMs} ms: NATS at ${this.link.url} ${this.link.connected ? 'does not acknowledge; is its disk full?' : 'is gone'}`));
      }
      const [first] = this.#entries.values();
      if (first === undefined) return;
      if (now - first.sentAt >= RESEND_MS && this.link.connected) this.#sendAll();
      this.#tend(first.deadline - now);
    }, Math.max(1, Math.min(leftMs, RESEND_MS)));
  }
}
