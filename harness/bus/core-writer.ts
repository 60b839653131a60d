/**
 * Messages of core NATS written the short way: command, headers and body one behind the other in the slab, and given to the client
 * many at a time as one command that is bytes already. The client's own way makes text and bytes of each command, keeps four pieces
 * a message, looks at every subject anew and copies it all once more, which costs more than the message does. What is sent is the
 * same to the byte.
 */
import type { NatsConnection } from '@nats-io/transport-node';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { DIGITS_LIMIT, digitsOf, writeNumber } from './digits.ts';
import { isPlain, plainLength, writePlain } from './headers.ts';
import type { Outlet } from './outlet.ts';
import type { Slab } from './slab.ts';
import type { Beginning } from './subjects.ts';

/** How client 3.3.1 takes commands and writes them. One that is otherwise inside is given messages through its own door. */
interface Inside {
  readonly protocol?: {
    readonly info?: { readonly max_payload?: number };
    sendCommand?(command: Uint8Array): void;
    flushPending?(): void;
  };
}

/** Written at once when there is so much of it, and otherwise at the end of the turn. */
const BATCH_BYTES = 64 * 1024;
const [SPACE, DOT, CR, LF] = [32, 46, 13, 10];
/** Bytes of a command besides subject, numbers and payload: two spaces, a dot, two ends of lines. */
const BETWEEN = 7;

export class CoreWriter {
  readonly #protocol: Inside['protocol'];
  readonly #slab: Slab;
  readonly #handOver = (): void => this.handOver();
  /** Written and not given to the client yet: `#from` to `#to` of these. */
  #bytes: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;

  constructor(nc: NatsConnection, slab: Slab, private readonly outlet: Pick<Outlet, 'soon'>) {
    this.#protocol = (nc as Inside).protocol;
    this.#slab = slab;
  }

  /** @param beginning of the subject, found good, as the key is. @returns whether it is written: a message that is not plain, or large, is not. */
  write({ command }: Beginning, { key, seq, stamp, body }: Pick<Envelope, 'key' | 'seq' | 'stamp' | 'body'>): boolean {
    if (this.#protocol?.sendCommand === undefined || seq >= DIGITS_LIMIT || !isPlain(stamp)) return false;
    const headerLength = plainLength(stamp);
    const payload = headerLength + body.length;
    // The server's limit is for the client to tell.
    if (payload > (this.#protocol.info?.max_payload ?? 0)) return false;
    let at = this.#room(command.length + key.length + digitsOf(seq) + digitsOf(headerLength) + digitsOf(payload) + payload + BETWEEN);
    if (at === undefined) return false;
    const bytes = this.#bytes;
    bytes.set(command, at);
    at += command.length;
    for (let letter = 0; letter < key.length; letter += 1, at += 1) bytes[at] = key.charCodeAt(letter);
    bytes[at] = DOT;
    at = writeNumber(bytes, at + 1, seq);
    bytes[at] = SPACE;
    at = writeNumber(bytes, at + 1, headerLength);
    bytes[at] = SPACE;
    at = writePlain(bytes, lineEnd(bytes, writeNumber(bytes, at + 1, payload)), stamp);
    bytes.set(body, at);
    this.#to = lineEnd(bytes, at + body.length);
    if (this.#to - this.#from >= BATCH_BYTES) {
      this.handOver();
      // Alone, it is written as it is, not packed with others into memory of the client's own.
      this.#protocol.flushPending?.();
    }
    return true;
  }

  /** Gives the client what is written, before anything that goes out behind it. */
  handOver(): void {
    if (this.#from === this.#to) return;
    const written = this.#bytes.subarray(this.#from, this.#to);
    this.#from = this.#to;
    this.#protocol?.sendCommand?.(written);
  }

  #room(length: number): number | undefined {
    const at = this.#slab.room(length);
    if (at === undefined) return undefined;
    const { bytes } = this.#slab;
    if (bytes !== this.#bytes || at !== this.#to) {
      this.handOver();
      this.#bytes = bytes;
      this.#from = at;
    }
    if (at === this.#from) this.outlet.soon(this.#handOver);
    return at;
  }
}

const lineEnd = (bytes: Uint8Array, at: number): number => {
  bytes[at] = CR;
  bytes[at + 1] = LF;
  return at + 2;
};
