/**
 * The way out of a NATS bus: what a message must be, its subject and headers, large bodies filed first. Over JetStream it
 * goes through the window; over core NATS it is written, the short way where that can be, and every few megabytes waited for.
 */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import { admit, isCountable } from './admit.ts';
import { CoreWriter } from './core-writer.ts';
import { messageHeaders, onceMessageHeaders, rawHeaders, type Filed } from './headers.ts';
import type { Link } from './link.ts';
import type { NatsFiles } from './nats-files.ts';
import type { PublishWindow } from './publish-window.ts';
import { Slab } from './slab.ts';
import { beginningOf, tryPartOf, type Beginning } from './subjects.ts';

const CORE_FLUSH_BYTES = 4 * 1024 * 1024;
/** Bytes of a message besides its body, about. */
const ABOUT_BESIDES = 128;
const KNOWN_LIMIT = 16_384;

export interface PublisherOptions {
  readonly run: string;
  readonly party?: string;
  readonly durability: 'jetstream' | 'core';
  readonly inlineLimitBytes: number;
  readonly link: Link;
  readonly window: PublishWindow;
  readonly files: NatsFiles;
  /** Told of what could not be sent; the next flush throws it. */
  readonly fail: (error: unknown) => void;
}

export class NatsPublisher {
  readonly #options: PublisherOptions;
  readonly #slab = new Slab();
  readonly #headers = rawHeaders();
  readonly #isCore: boolean;
  readonly #writer: CoreWriter;
  /** Beginnings of subjects by sender, receiver, type and part: what was found good is not looked at, or spelled, twice. */
  readonly #known = new Map<string, Map<string, Map<string, Beginning[]>>>();
  #knownCount = 0;
  /** Messages behind a large body wait until it is filed, so that the stream has them in the order of their sending. */
  #gate: Promise<void> | undefined;
  #coreBytes = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#isCore = options.durability === 'core';
    this.#writer = new CoreWriter(options.link.nc, this.#slab, options.link.outlet);
  }

  /** Sends at once; the promise, where there is one, is about room. @throws BusError `token` or `identity`. */
  publish(envelope: Envelope): Promise<void> | void {
    const beginning = this.#beginningOf(envelope);
    const large = envelope.body.length > this.#options.inlineLimitBytes;
    const direct = this.#gate === undefined && !large;
    if (direct && this.#isCore && this.#options.link.connected && this.#writer.write(beginning, envelope)) return this.#flushedAfter(envelope.body.length);
    const subject = `${beginning.text}${envelope.key}.${envelope.seq}`;
    // Copies: the client keeps a reference until it writes, and the window until the message is stored.
    if (direct) return this.#send(subject, envelope, this.#slab.copy(envelope.body));
    const { from, to, stamp } = envelope;
    const own = { stamp: { ...stamp } };
    // Of its own: the slab has only what goes to the client at once.
    const body = new Uint8Array(envelope.body);
    const gate = (this.#gate ?? Promise.resolve()).then(async () => {
      if (!large) return this.#send(subject, own, body);
      const file = { sha256: await this.#options.files.put(body, { from, to }), length: body.length };
      await this.#send(subject, own, new Uint8Array(0), file);
    }).catch(this.#options.fail).finally(() => {
      if (this.#gate === gate) this.#gate = undefined;
    });
    this.#gate = gate;
    return gate;
  }

  /** Nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#gate !== undefined) await this.#gate;
    await this.#options.window.drained();
  }

  async flush(): Promise<void> {
    const { link } = this.#options;
    await this.settled();
    if (!this.#isCore) return;
    if (!link.connected) throw new BusError('unreachable', `NATS at ${link.url} is gone`);
    await this.#flushCore();
  }

  #beginningOf(envelope: Envelope): Beginning {
    const { from, to, type, key } = envelope;
    const part = tryPartOf(key);
    let beginnings = this.#known.get(from)?.get(to)?.get(type);
    if (part === undefined || beginnings === undefined || envelope.run !== this.#options.run || !isCountable(envelope)) {
      admit(envelope, this.#options.run, this.#options.party);
      beginnings = this.#beginnings(from, to, type);
    }
    return (beginnings[part as number] ??= beginningOf(envelope, part as number));
  }

  #beginnings(from: string, to: string, type: string): Beginning[] {
    if ((this.#knownCount += 1) > KNOWN_LIMIT) {
      this.#known.clear();
      this.#knownCount = 0;
    }
    const byType = inner(inner(this.#known, from), to);
    let beginnings = byType.get(type);
    if (beginnings === undefined) byType.set(type, (beginnings = []));
    return beginnings;
  }

  #send(subject: string, { stamp }: Pick<Envelope, 'stamp'>, body: Uint8Array, file?: Filed): Promise<void> | undefined {
    const { window, link, fail } = this.#options;
    if (!this.#isCore) return window.send(subject, body, onceMessageHeaders(stamp, file), (error) => { if (error !== undefined) fail(error); });
    if (!link.connected) {
      fail(new BusError('unreachable', `${subject} not sent: NATS at ${link.url} is gone`));
      return undefined;
    }
    this.#writer.handOver();
    this.#headers.bytes = messageHeaders(stamp, file);
    try {
      link.nc.publish(subject, body, { headers: this.#headers });
    } catch (error) {
      fail(link.busError(error, `publishing ${subject}`));
    }
    return this.#flushedAfter(body.length);
  }

  /** The promise of a flush, when so much was written since the last one. */
  #flushedAfter(bytes: number): Promise<void> | undefined {
    this.#coreBytes += bytes + ABOUT_BESIDES;
    if (this.#coreBytes < CORE_FLUSH_BYTES) return undefined;
    this.#coreBytes = 0;
    return this.#flushCore();
  }

  #flushCore(): Promise<void> {
    const { link, fail } = this.#options;
    const written = this.#slab.filled();
    return link.flush().then(written, fail);
  }
}

const inner = <V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> => {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = new Map()));
  return found;
};
