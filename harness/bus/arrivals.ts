/**
 * From what NATS hands over to what a party gets: the envelope from subject, headers and body, large bodies fetched,
 * in the sequencer's order. While a body is being fetched everything behind it waits.
 */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Stamp } from '../../protocol/time.ts';
import { BusError, type Delivery } from '../../actors/runtime/ports.ts';
import { readHeaders, type Filed, type WithHeaders } from './headers.ts';
import { Sequencer } from './sequencer.ts';
import { parseMessageSubject, type FileName, type SubjectFacts } from './subjects.ts';

/** @throws BusError `absent` or `corrupt`. */
export type FetchFile = (name: FileName) => Promise<Uint8Array>;

/** The body, whole, from the file store. @throws BusError `absent` or `corrupt`. */
export const fetchBody = async (subject: string, { from, to }: SubjectFacts, { sha256, length }: Filed, fetch: FetchFile): Promise<Uint8Array> => {
  const body = await fetch({ from, to, sha256, length });
  if (body.length !== length) throw new BusError('corrupt', `${subject} announces another length than file ${sha256} has`);
  return body;
};

export interface Arrival {
  readonly position: number;
  readonly message: WithHeaders & { readonly subject: string; readonly data: Uint8Array };
  /** Tells the server that the message was dealt with. */
  ack(): void;
}

export interface ArrivalsOptions {
  readonly fetch: FetchFile;
  readonly afterPosition: number;
  readonly before: ReadonlyMap<Address, number>;
  readonly deliver: (delivery: Delivery) => void;
  /** A message that is no message, or whose body is missing or false: skipped, so that no sender can silence the others. */
  readonly skip: (error: BusError, subject: string) => void;
  /** `deliver` threw, or too much is held back: this consumer has ended. */
  readonly fail: (error: unknown) => void;
  /** The connection broke while a body was fetched: start again after `arrived`. */
  readonly lost: () => void;
}

interface Ready {
  readonly envelope: Envelope;
  readonly arrival: Arrival;
}

export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #sequencer: Sequencer<Ready>;
  #waiting: Arrival[] = [];
  #fetching = false;
  #stopped = false;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#sequencer = new Sequencer<Ready>(options.afterPosition, options.before, ({ envelope, arrival }, position) => {
      if (this.#stopped) return;
      try {
        options.deliver({ envelope, position });
      } catch (error) {
        this.stop();
        options.fail(error);
        return;
      }
      arrival.ack();
    });
  }

  get arrived(): number {
    return this.#sequencer.arrived;
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
  }

  push(arrival: Arrival): void {
    if (this.#stopped) return;
    if (this.#fetching) this.#waiting.push(arrival);
    else this.#take(arrival);
  }

  #take(arrival: Arrival): void {
    try {
      if (arrival.position <= this.arrived) return;
      const { subject, data } = arrival.message;
      const facts = parseMessageSubject(subject);
      const { stamp, file } = readHeaders(subject, arrival.message);
      if (file === undefined) this.#arrive(arrival, facts, stamp, data);
      else this.#fetch(arrival, fetchBody(subject, facts, file, this.#options.fetch), (bytes) => this.#arrive(arrival, facts, stamp, bytes));
    } catch (error) {
      this.#broken(arrival, error);
    }
  }

  #arrive(arrival: Arrival, { run, from, to, type, key, seq }: SubjectFacts, stamp: Stamp, body: Uint8Array): void {
    if (!this.#sequencer.arrive(arrival.position, from, seq, { envelope: { run, from, to, type, key, seq, stamp, body }, arrival })) arrival.ack();
  }

  #fetch(arrival: Arrival, body: Promise<Uint8Array>, arrive: (bytes: Uint8Array) => void): void {
    this.#fetching = true;
    body.then((bytes) => {
      this.#fetching = false;
      if (!this.#stopped) arrive(bytes);
    }).catch((error: unknown) => {
      this.#fetching = false;
      this.#broken(arrival, error);
    }).finally(() => {
      while (!this.#fetching && this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        for (const each of batch) this.push(each);
      }
    });
  }

  #broken(arrival: Arrival, error: unknown): void {
    if (this.#stopped) return;
    const code = error instanceof BusError ? error.code : undefined;
    if (error instanceof BusError && (code === 'corrupt' || code === 'absent')) {
      arrival.ack();
      this.#options.skip(error, arrival.message.subject);
    } else if (code === 'unreachable' || code === 'timeout') {
      this.#waiting = [];
      this.#options.lost();
    } else {
      this.stop();
      this.#options.fail(error);
    }
  }
}
