/**
 * One subscription for the answers to many requests. The client's own `request` makes an error, a timer and a promise to
 * race for each of them, which costs more than asking does.
 */
import { createInbox, type Msg, type Subscription } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import type { Link } from './link.ts';

export interface Ask {
  readonly subject: string;
  readonly body?: Uint8Array;
  readonly answered: (message: Msg) => void;
  /** The server does not let this user ask, or be answered. */
  readonly failed: (error: BusError) => void;
}

const NO_RESPONDERS = 503;

/** Whether it is the server's word that nobody is there to answer. */
export const isNobody = (message: Msg): boolean => {
  if (message.data.length > 0) return false;
  try {
    return message.headers?.code === NO_RESPONDERS;
  } catch {
    // Headers that the server would not write: somebody has answered.
    return false;
  }
};

export class Inbox {
  readonly #prefix: string;
  readonly #asked = new Map<number, Ask>();
  readonly #answers: Subscription;
  readonly #unwatch: () => void;
  #lastId = 0;

  constructor(readonly link: Link, inboxPrefix: string | undefined) {
    this.#prefix = createInbox(inboxPrefix);
    this.#answers = link.nc.subscribe(`${this.#prefix}.*`, { callback: (error, message) => {
      if (error === null) this.#taken(Number(message.subject.slice(this.#prefix.length + 1)))?.answered(message);
      else for (const id of [...this.#asked.keys()]) this.#taken(id)?.failed(link.busError(error, 'listening for answers'));
    } });
    this.#unwatch = link.watch({ refused: (subject) => {
      for (const [id, asked] of this.#asked) if (asked.subject === subject) this.#taken(id)?.failed(new BusError('identity', `the server does not let this user ask ${subject}`));
    } });
  }

  /** Asks; gives what `forget` needs when the answer is not waited for any more. */
  ask(ask: Ask): number {
    const id = (this.#lastId += 1);
    this.#asked.set(id, ask);
    this.link.nc.publish(ask.subject, ask.body, { reply: `${this.#prefix}.${id}` });
    return id;
  }

  forget(id: number): void {
    this.#asked.delete(id);
  }

  /** Nothing is asked any more. */
  close(): void {
    this.#unwatch();
    if (!this.link.nc.isClosed()) this.#answers.unsubscribe();
  }

  #taken(id: number): Ask | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }
}
