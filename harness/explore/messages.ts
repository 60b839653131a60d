/** Messages by content: same sender, receiver, type, key and bytes are one message, wherever in the graph it travels. */
import { createHash } from 'node:crypto';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { Names } from './intern.ts';

export interface Message {
  readonly from: Address;
  readonly to: Address;
  readonly type: MessageType;
  readonly key: string;
  readonly body: Uint8Array;
}

export class Messages {
  readonly #names = new Names<Message>();
  readonly #hashes = new WeakMap<Uint8Array, string>();

  intern(message: Message): number {
    const { from, to, type, key, body } = message;
    return this.#names.intern(`${from} ${to} ${type} ${key} ${this.#hash(body)}`, () => message);
  }

  value(number: number): Message {
    return this.#names.value(number);
  }

  get size(): number {
    return this.#names.size;
  }

  #hash(body: Uint8Array): string {
    let hash = this.#hashes.get(body);
    if (hash === undefined) this.#hashes.set(body, (hash = createHash('sha256').update(body).digest('base64')));
    return hash;
  }
}

/** Sequence numbers and stamps are the bus's, and no party looks at them. */
export const envelopeOf = ({ from, to, type, key, body }: Message, at: number): Envelope =>
  ({ run: 'explore', from, to, type, key, seq: 1, stamp: { t: at, n: 0 }, body });
