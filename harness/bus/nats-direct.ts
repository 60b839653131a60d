/**
 * Reads stored messages by their subjects, many at once and with one subscription for all answers: asking for them one by
 * one through the client costs three times the processor time of the bytes.
 */
import { createInbox, type Msg } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import type { Link } from './link.ts';

/** Bytes of a chunk times this are on their way to a reader at most. */
const PARALLEL = 32;
const TIMEOUT_MS = 5_000;
const [NOT_FOUND, NO_RESPONDERS] = [404, 503];

export interface Reading {
  readonly stream: string;
  readonly subjectOf: (at: number) => string;
  /** First and last, both read. */
  readonly from: number;
  readonly to: number;
  /** In any order; what it throws ends the reading. */
  readonly take: (at: number, message: Msg) => void;
}

interface Asked {
  readonly subject: string;
  readonly answered: (message: Msg) => void;
  readonly failed: (error: BusError) => void;
}

export class DirectReads {
  readonly #inbox: string;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;

  constructor(readonly link: Link, inboxPrefix: string | undefined) {
    this.#inbox = createInbox(inboxPrefix);
    link.nc.subscribe(`${this.#inbox}.*`, { callback: (error, message) => {
      if (error === null) this.#taken(Number(message.subject.slice(this.#inbox.length + 1)))?.answered(message);
    } });
    link.watch({ refused: (subject) => {
      for (const [id, asked] of this.#asked) if (asked.subject === subject) this.#taken(id)?.failed(new BusError('identity', `the server does not let this user read ${subject}`));
    } });
  }

  /** Begun again when the connection breaks. @throws BusError `absent`, `identity`, `timeout`, `unreachable`. */
  read(reading: Reading): Promise<void> {
    return this.link.steady(() => this.#read(reading));
  }

  #taken(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #read({ stream, subjectOf, from, to, take }: Reading): Promise<void> {
    const { link } = this;
    const ids = new Set<number>();
    let late: NodeJS.Timeout | undefined;
    return new Promise<void>((resolve, reject) => {
      let [next, left] = [from, to - from + 1];
      late = setTimeout(() => reject(new BusError('timeout', `${stream} at ${link.url} gave nothing for ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
      const ask = (): void => {
        const [at, id] = [next, (this.#lastId += 1)];
        const subject = `${link.apiPrefix}.DIRECT.GET.${stream}.${subjectOf(at)}`;
        next += 1;
        ids.add(id);
        const answered = (message: Msg): void => {
          ids.delete(id);
          try {
            requireStored(message, subjectOf(at), link.url);
            take(at, message);
          } catch (error) {
            return reject(error as Error);
          }
          late?.refresh();
          if (next <= to) ask();
          if ((left -= 1) === 0) resolve();
        };
        this.#asked.set(id, { subject, answered, failed: reject });
        link.nc.publish(subject, undefined, { reply: `${this.#inbox}.${id}` });
      };
      while (next <= to && next - from < PARALLEL) ask();
    }).finally(() => {
      clearTimeout(late);
      for (const id of ids) this.#asked.delete(id);
    });
  }
}

const requireStored = (message: Msg, subject: string, url: string): void => {
  if (message.data.length > 0) return;
  let code: number | undefined;
  try {
    code = message.headers?.code;
  } catch {
    // No headers the server would write: it is somebody's message.
  }
  if (code === NOT_FOUND) throw new BusError('absent', `nothing is stored as ${subject}`);
  if (code === NO_RESPONDERS) throw new BusError('unreachable', `JetStream at ${url} does not answer`);
  if (code !== undefined && code >= 300) throw new BusError('limit', `${subject} cannot be read: ${message.headers?.description ?? code}`);
};
