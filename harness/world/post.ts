/**
 * Takes a world's messages to its parties over whatever bus there is, and knows when all have arrived (W1). What comes from
 * outside is not of this world: a line in the record, and nothing else (W3).
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { Bus, Subscription } from '../../actors/runtime/ports.ts';
import { SentMessages } from './sentMessages.ts';

/** Who gets letters. */
export interface Addressee {
  readonly address: Address;
  /** Messages with a stamp up to this were read before. */
  readonly consumed?: Stamp | undefined;
  receive(envelope: Envelope): void;
}

interface Rejected {
  readonly party: Address;
  readonly from: Address;
  readonly type: string;
  readonly reason: string;
}

export class Post {
  readonly #expected = new Map<Address, number>();
  readonly #received = new Map<Address, number>();
  readonly #subscriptions = new Map<Address, Subscription>();
  readonly #sent: SentMessages;
  #arrived: (() => void) | undefined;

  /** @param rejected is told of what was not sent in this world. */
  constructor(private readonly bus: Bus, private readonly rejected: (what: Rejected) => void) {
    this.#sent = new SentMessages(bus.guarantees.synchronous);
    bus.onRefused?.(({ to, from, reason }) => rejected({ party: to, from, type: '', reason }));
  }

  /** Delivers to somebody from now on: everything ever sent to the address that they have not read before. */
  async deliverTo(addressee: Addressee): Promise<void> {
    const { address } = addressee;
    this.#received.set(address, 0);
    this.#subscriptions.set(address, await this.bus.consume(address, 0, ({ envelope }) => {
      if (!this.#sent.has(envelope)) {
        this.rejected({ party: envelope.to, from: envelope.from, type: envelope.type, reason: `number ${envelope.seq} about ${envelope.key} is not what ${envelope.from} sent in this world` });
        return;
      }
      if (addressee.consumed === undefined || compareStamps(envelope.stamp, addressee.consumed) > 0) addressee.receive(envelope);
      this.#received.set(address, (this.#received.get(address) ?? 0) + 1);
      this.#arrived?.();
    }));
  }

  /** Somebody else takes an address over. */
  async redirect(addressee: Addressee): Promise<void> {
    await this.#subscriptions.get(addressee.address)?.stop();
    await this.deliverTo(addressee);
    await this.#settled();
  }

  post(envelope: Envelope): Promise<void> | void {
    this.#sent.add(envelope);
    this.#expected.set(envelope.to, (this.#expected.get(envelope.to) ?? 0) + 1);
    return this.bus.publish(envelope);
  }

  /** Returns when everything posted is where it belongs. */
  async flush(): Promise<void> {
    if (this.bus.guarantees.synchronous) return;
    await this.bus.flush();
    await this.#settled();
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions.values()) await subscription.stop();
    await this.bus.close();
  }

  async #settled(): Promise<void> {
    while (!this.#complete()) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
        if (this.#complete()) resolve();
      });
    }
  }

  #complete(): boolean {
    for (const [at, count] of this.#expected) if ((this.#received.get(at) ?? 0) < count) return false;
    return true;
  }
}
