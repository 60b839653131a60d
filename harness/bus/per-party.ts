/**
 * One world, one connection a party: what each sends and receives goes over a bus that is authenticated as that party
 * alone; the rest, and what the world itself sends, over the coordinator's.
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Bus, Delivery, FileStore, Guarantees, Refused, StateStore, Subscription } from '../../actors/runtime/ports.ts';

class PartyBuses implements Bus {
  readonly name = 'nats';
  readonly run: string;
  readonly guarantees: Guarantees;
  readonly files: FileStore;
  readonly state: StateStore;
  readonly #coordinator: Bus;
  readonly #open: (party: Address) => Promise<Bus>;
  readonly #buses = new Map<Address, Bus>();
  #refusals: ((refused: Refused) => void) | undefined;

  constructor(coordinator: Bus, open: (party: Address) => Promise<Bus>) {
    this.#coordinator = coordinator;
    this.#open = open;
    this.run = coordinator.run;
    this.guarantees = coordinator.guarantees;
    this.files = coordinator.files;
    this.state = coordinator.state;
  }

  publish(envelope: Envelope): Promise<void> | void {
    return (this.#buses.get(envelope.from) ?? this.#coordinator).publish(envelope);
  }

  async flush(): Promise<void> {
    for (const bus of this.#all()) await bus.flush();
  }

  async consume(to: Address, afterPosition: number, deliver: (delivery: Delivery) => void): Promise<Subscription> {
    let bus = this.#buses.get(to);
    if (bus === undefined) {
      bus = await this.#open(to);
      this.#buses.set(to, bus);
      if (this.#refusals !== undefined) bus.onRefused?.(this.#refusals);
    }
    return bus.consume(to, afterPosition, deliver);
  }

  onRefused(listener: (refused: Refused) => void): void {
    this.#refusals = listener;
    for (const bus of this.#all()) bus.onRefused?.(listener);
  }

  replay(): AsyncIterable<Envelope> {
    return this.#coordinator.replay();
  }

  serve(subject: string, answer: (request: Uint8Array) => Promise<Uint8Array> | Uint8Array): Promise<Subscription> {
    return this.#coordinator.serve(subject, answer);
  }

  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    return this.#coordinator.request(subject, bytes, timeoutMs);
  }

  async close(): Promise<void> {
    for (const bus of this.#all()) await bus.close();
  }

  /** Parties first: the coordinator makes their mailboxes. */
  #all(): readonly Bus[] {
    return [...this.#buses.values(), this.#coordinator];
  }
}

/** @param open a bus that speaks and listens for one party; opened when the party first listens. */
export const joinParties = (coordinator: Bus, open: (party: Address) => Promise<Bus>): Bus => new PartyBuses(coordinator, open);
