/**
 * From what NATS hands over to what a party gets: the envelope from subject, headers and body, large bodies fetched,
 * in the sequencer's order. While a body is being fetched everything behind it waits.
 */
import { headers as newHeaders, type MsgHdrs } from '@nats-io/transport-node';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Stamp } from '../../protocol/time.ts';
import { BusError, type Delivery } from '../../actors/runtime/ports.ts';
import { Sequencer } from './sequencer.ts';
import { parseMessageSubject, type FileName, type SubjectFacts } from './subjects.ts';

const STAMP = 'Mehrs-Stamp';
const FILE = 'Mehrs-File';
const LENGTH = 'Mehrs-Length';
const SHA256 = /^[0-9a-f]{64}$/;

/** Adds to `hdrs` what does not stand in the subject. `file`: name and length of a body that travels through the file store. */
export const writeHeaders = (hdrs: MsgHdrs, stamp: Stamp, file?: { readonly sha256: string; readonly length: number }): MsgHdrs => {
  hdrs.set(STAMP, `${stamp.t} ${stamp.n}`);
  if (file !== undefined) {
    hdrs.set(FILE, file.sha256);
    hdrs.set(LENGTH, String(file.length));
  }
  return hdrs;
};

export const messageHeaders = (stamp: Stamp): MsgHdrs => writeHeaders(newHeaders(), stamp);

/** @returns undefined unless the headers have a stamp of whole virtual milliseconds and a micro-step. */
export const tryStamp = (headers: () => MsgHdrs | undefined): Stamp | undefined => {
  let text: string | undefined;
  try {
    text = headers()?.get(STAMP);
  } catch {
    return undefined;
  }
  const [, t, n] = /^(-?\d{1,16}) (\d{1,16})$/.exec(text ?? '') ?? [];
  const stamp = { t: Number(t), n: Number(n) };
  return t !== undefined && Number.isSafeInteger(stamp.t) && Number.isSafeInteger(stamp.n) ? stamp : undefined;
};

/** Whether the body travels through the file store. */
export const isFiled = (hdrs: MsgHdrs | undefined): boolean => Boolean(hdrs?.get(FILE));

const readStamp = (subject: string, hdrs: MsgHdrs | undefined): Stamp => {
  const stamp = tryStamp(() => hdrs);
  if (stamp === undefined) throw new BusError('corrupt', `${subject} has no stamp`);
  return stamp;
};

/** @throws BusError `absent` or `corrupt`. */
export type FetchFile = (name: FileName) => Promise<Uint8Array>;

/** The body: as it came, or whole from the file store when the headers name a file. @throws BusError `absent` or `corrupt`. */
export const readBody = (subject: string, facts: SubjectFacts, hdrs: MsgHdrs | undefined, data: Uint8Array, fetch: FetchFile): Uint8Array | Promise<Uint8Array> => {
  const sha256 = hdrs?.get(FILE);
  if (!sha256) return data;
  if (!SHA256.test(sha256)) throw new BusError('corrupt', `${subject} names no file in ${FILE}`);
  return fetch({ from: facts.from, to: facts.to, sha256 }).then((body) => {
    if (String(body.length) !== hdrs?.get(LENGTH)) throw new BusError('corrupt', `${subject} announces another length than file ${sha256} has`);
    return body;
  });
};

export interface Arrival {
  readonly position: number;
  readonly subject: string;
  /** Reads them; throws where they are no headers, since a sender may send any bytes. */
  headers(): MsgHdrs | undefined;
  readonly data: Uint8Array;
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

const headersOf = (arrival: Pick<Arrival, 'subject' | 'headers'>): MsgHdrs | undefined => {
  try {
    return arrival.headers();
  } catch (error) {
    throw new BusError('corrupt', `${arrival.subject} has no headers but ${(error as Error).message}`);
  }
};

interface Ready {
  readonly envelope: Envelope;
  readonly ack: () => void;
}

export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #sequencer: Sequencer<Ready>;
  #waiting: Arrival[] = [];
  #fetching = false;
  #stopped = false;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#sequencer = new Sequencer<Ready>(options.afterPosition, options.before, ({ envelope, ack }, position) => {
      if (this.#stopped) return;
      try {
        options.deliver({ envelope, position });
      } catch (error) {
        this.stop();
        options.fail(error);
        return;
      }
      ack();
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
      const facts = parseMessageSubject(arrival.subject);
      const hdrs = headersOf(arrival);
      const stamp = readStamp(arrival.subject, hdrs);
      const body = readBody(arrival.subject, facts, hdrs, arrival.data, this.#options.fetch);
      if (body instanceof Promise) this.#fetch(arrival, body, (bytes) => this.#arrive(arrival, facts, stamp, bytes));
      else this.#arrive(arrival, facts, stamp, body);
    } catch (error) {
      this.#broken(arrival, error);
    }
  }

  #arrive({ position, ack }: Arrival, { run, from, to, type, key, seq }: SubjectFacts, stamp: Stamp, body: Uint8Array): void {
    if (!this.#sequencer.arrive(position, from, seq, { envelope: { run, from, to, type, key, seq, stamp, body }, ack })) ack();
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
      this.#options.skip(error, arrival.subject);
    } else if (code === 'unreachable' || code === 'timeout') {
      this.#waiting = [];
      this.#options.lost();
    } else {
      this.stop();
      this.#options.fail(error);
    }
  }
}
