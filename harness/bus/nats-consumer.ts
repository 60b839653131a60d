/**
 * A party's mailbox in the run's stream: one durable consumer with the party's name and one filter subject (B3).
 *
 * Invariants:
 *  1. Messages are taken in the order of the stream without a gap: after a reconnect, and whenever the consumer's own
 *     count of deliveries jumps, the durable is made anew right after the last message that arrived. So nothing waits
 *     for a redelivery, and a position is enough to resume.
 *  2. A message is acknowledged after `deliver` returned.
 *  3. Whoever consumes last owns the address; the one before is told so (`stale`).
 */
import type { ConsumerInfo, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { Address } from '../../protocol/domain.ts';
import { BusError, type Delivery, type Subscription } from '../../actors/runtime/ports.ts';
import { Arrivals, type FetchFile } from './arrivals.ts';
import { messageOf, type Link } from './link.ts';
import { openMailbox, type MailboxRequest } from './mailbox.ts';
import type { NatsControl } from './nats-control.ts';
import { messageStream, tryMessageSubject } from './subjects.ts';

const REOPEN_WAIT_MS = 100;
const REOPEN_ATTEMPTS = 50;
/** Two of them missed, and it is asked anew: in a cluster the consumer's leader may die behind a connection that stays. */
const HEARTBEAT_MS = 3_000;
const SCAN_MESSAGES = 128;

export interface ConsumerOptions {
  readonly link: Link;
  readonly control: NatsControl;
  readonly run: string;
  readonly to: Address;
  readonly afterPosition: number;
  /** Most messages on their way to this process. */
  readonly windowMessages: number;
  readonly fetch: FetchFile;
  readonly deliver: (delivery: Delivery) => void;
  /** See `ArrivalsOptions`. */
  readonly skip: (error: BusError, subject: string) => void;
  readonly fail: (error: unknown) => void;
}

export class DurableConsumer implements Subscription {
  readonly #options: ConsumerOptions;
  readonly #arrivals: Arrivals;
  readonly #unwatch: () => void;
  #messages: ConsumerMessages | undefined;
  #generation = 0;
  #deliveries = 0;
  #reopening = false;
  #again = false;
  #stopped = false;

  private constructor(options: ConsumerOptions, before: ReadonlyMap<Address, number>) {
    this.#options = options;
    const fail = (error: unknown): void => {
      void this.stop();
      options.fail(error);
    };
    this.#arrivals = new Arrivals({ ...options, before, fail, lost: () => void this.#reopen() });
    this.#unwatch = options.link.watch({ up: () => void this.#reopen() });
  }

  /** @throws BusError when the durable cannot be made. */
  static async open(options: ConsumerOptions): Promise<DurableConsumer> {
    try {
      const consumer = new DurableConsumer(options, options.afterPosition > 0 ? await lastSeqs(options) : new Map());
      await consumer.#open();
      return consumer;
    } catch (error) {
      throw options.link.busError(error, `consuming as ${options.to}`);
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#unwatch();
    this.#arrivals.stop();
    this.#messages?.stop();
    // The acknowledgements of what was delivered go out before the party may look for them.
    if (this.#options.link.connected) await this.#options.link.flush().catch(() => undefined);
  }

  async #open(): Promise<void> {
    const { link, run, to } = this.#options;
    const generation = (this.#generation += 1);
    this.#messages?.stop();
    const info = await mailboxOf(this.#options, { purpose: 'read', after: this.#arrivals.arrived });
    if (this.#stopped) return;
    this.#deliveries = 0;
    const messages = await link.js.consumers.getConsumerFromInfo(info).consume({
      max_messages: this.#options.windowMessages, idle_heartbeat: HEARTBEAT_MS, bind: true, abort_on_missing_resource: true,
      callback: (message) => { if (generation === this.#generation) this.#take(message); },
    });
    this.#messages = messages;
    void messages.closed().then((error) => {
      if (generation !== this.#generation || this.#stopped || link.nc.isClosed()) return;
      void this.stop();
      this.#options.fail(new BusError('stale', `another consumer of ${messageStream(run)} took over ${to}${error instanceof Error ? `: ${error.message}` : ''}`));
    });
  }

  #take(message: JsMsg): void {
    const { deliverySequence, streamSequence } = message.info;
    this.#deliveries += 1;
    if (deliverySequence !== this.#deliveries) {
      this.#generation += 1;
      void this.#reopen();
      return;
    }
    this.#arrivals.push({ position: streamSequence, message, ack: () => message.ack() });
  }

  async #reopen(): Promise<void> {
    this.#again = true;
    if (this.#reopening) return;
    this.#reopening = true;
    for (let attempt = 1; this.#again && !this.#stopped; attempt += 1) {
      this.#again = false;
      try {
        await this.#open();
      } catch (error) {
        // Without a connection there is nothing to try; its return calls again.
        if (!this.#options.link.connected) continue;
        if (attempt >= REOPEN_ATTEMPTS) {
          void this.stop();
          this.#options.fail(new BusError('unreachable', `${this.#options.to} cannot resume consuming: ${messageOf(error)}`));
          break;
        }
        this.#again = true;
        await new Promise((wake) => setTimeout(wake, REOPEN_WAIT_MS));
      }
    }
    this.#reopening = false;
  }
}

const mailboxOf = ({ link, control, run, to }: ConsumerOptions, request: MailboxRequest): Promise<ConsumerInfo> => openMailbox(link, control, run, to, request);

/** Highest seq per sender at or before the position, read from subjects alone. */
const lastSeqs = async (options: ConsumerOptions): Promise<Map<Address, number>> => {
  const info = await mailboxOf(options, { purpose: 'scan', after: 0 });
  const before = new Map<Address, number>();
  if (info.num_pending === 0) return before;
  const messages = await options.link.js.consumers.getConsumerFromInfo(info).consume({ max_messages: SCAN_MESSAGES, bind: true });
  for await (const message of messages) {
    if (message.seq > options.afterPosition) break;
    // What is no message of ours was never delivered, and must not keep the party from resuming.
    const facts = tryMessageSubject(message.subject);
    if (facts !== undefined) before.set(facts.from, Math.max(facts.seq, before.get(facts.from) ?? 0));
    if (message.info.pending === 0) break;
  }
  return before;
};
