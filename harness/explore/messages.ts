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

const digests = new WeakMap<Uint8Array, string>();

/** Of bytes that do not change: each object is read once. */
export const digestOf = (body: Uint8Array): string => {
  let digest = digests.get(body);
  if (digest === undefined) digests.set(body, (digest = createHash('sha256').update(body).digest('base64')));
  return digest;
};

export class Messages {
  readonly #names = new Names<Message>();
  readonly #numbers = new WeakMap<Message, number>();

  intern(message: Message): number {
    let number = this.#numbers.get(message);
    if (number === undefined) {
      const { from, to, type, key, body } = message;
      this.#numbers.set(message, (number = this.#names.intern(`${from} ${to} ${type} ${key} ${digestOf(body)}`, () => message)));
    }
    return number;
  }

  value(number: number): Message {
    return this.#names.value(number);
  }

  get size(): number {
    return this.#names.size;
  }
}

/** Sequence numbers and stamps are the bus's, and no party looks at them. */
export const envelopeOf = ({ from, to, type, key, body }: Message, at: number): Envelope =>
  ({ run: 'explore', from, to, type, key, seq: 1, stamp: { t: at, n: 0 }, body });
