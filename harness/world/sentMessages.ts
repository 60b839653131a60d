/** What the parties of a world sent. On a bus that others reach too, what arrives is taken only when it is one of these, byte for byte. */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps } from '../../protocol/time.ts';

const idOf = ({ from, to, seq }: Envelope): string => `${from} ${to} ${seq}`;

export class SentMessages {
  readonly #sent = new Map<string, Envelope>();

  /** @param trusted a bus inside this process: nobody else can reach it, and nothing is kept. */
  constructor(private readonly trusted: boolean) {}

  add(envelope: Envelope): void {
    if (!this.trusted) this.#sent.set(idOf(envelope), envelope);
  }

  has(arrived: Envelope): boolean {
    if (this.trusted) return true;
    const sent = this.#sent.get(idOf(arrived));
    return sent !== undefined && sent.type === arrived.type && sent.key === arrived.key && compareStamps(sent.stamp, arrived.stamp) === 0 && Buffer.compare(sent.body, arrived.body) === 0;
  }
}
