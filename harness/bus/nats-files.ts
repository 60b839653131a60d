/**
 * The content-addressed file store over JetStream: `file.<run>.<from>.<to>.<sha256>.<n>`, in chunks, each with the length of
 * the whole. A chunk's subject is stored once; whatever arrives under a name is checked against the name (B6).
 */
import { createHash } from 'node:crypto';
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { Msg } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import { requireSize } from './admit.ts';
import { chunkHeaders, lengthIn } from './headers.ts';
import type { Inbox } from './inbox.ts';
import type { Link } from './link.ts';
import { readDirect } from './nats-direct.ts';
import type { PublishWindow } from './publish-window.ts';
import { fileStream, fileSubject, requireToken, type FileName } from './subjects.ts';

/** Larger ones make the client copy what it has of one again and again, smaller ones are more of them. */
const CHUNK_BYTES = 128 * 1024;
const FILE_LIMIT_BYTES = 256 * 1024 * 1024;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export class NatsFiles {
  readonly #stream: string;

  constructor(readonly link: Link, readonly window: PublishWindow, readonly run: string, readonly inbox: Inbox) {
    this.#stream = fileStream(run);
  }

  /** Stores for one receiver. The bytes must stay as they are until it is done. */
  async put(bytes: Uint8Array, { from, to }: Pick<FileName, 'from' | 'to'>): Promise<string> {
    requireSize(bytes, FILE_LIMIT_BYTES, 'file');
    await this.ensure();
    const sha256 = sha256Of(bytes);
    const headers = chunkHeaders(bytes.length);
    let left = chunksOf(bytes.length);
    let failed: BusError | undefined;
    let done = (): void => undefined;
    const stored = new Promise<void>((resolve) => { done = resolve; });
    const settle = (error?: BusError): void => {
      failed ??= error;
      if ((left -= 1) === 0) done();
    };
    for (let chunk = 0, count = left; chunk < count; chunk += 1) {
      const room = this.window.send(fileSubject(this.run, { from, to, sha256 }, chunk), bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES), headers, settle);
      if (room !== undefined) await room;
    }
    await stored;
    if (failed !== undefined) throw failed;
    return sha256;
  }

  async get(name: FileName): Promise<Uint8Array> {
    const { sha256 } = name;
    requireToken(sha256, 'file name');
    await this.ensure();
    let bytes = new Uint8Array(0);
    const reading = { stream: this.#stream, subjectOf: (chunk: number): string => fileSubject(this.run, name, chunk) };
    const place = (chunk: number, { data }: Msg): void => {
      const at = chunk * CHUNK_BYTES;
      if (data.length !== Math.min(CHUNK_BYTES, bytes.length - at)) throw corrupt(sha256);
      bytes.set(data, at);
    };
    try {
      await readDirect(this.link, this.inbox, { ...reading, from: 0, to: 0, take: (chunk, message) => {
        bytes = Buffer.allocUnsafeSlow(lengthOf(message, sha256));
        place(chunk, message);
      } });
      if (chunksOf(bytes.length) > 1) await readDirect(this.link, this.inbox, { ...reading, from: 1, to: chunksOf(bytes.length) - 1, take: place });
    } catch (error) {
      if (error instanceof BusError && error.code === 'absent') throw new BusError('absent', `no file ${sha256}: ${error.message}`);
      throw this.link.busError(error, `reading file ${sha256}`);
    }
    if (sha256Of(bytes) !== sha256) throw corrupt(sha256);
    return bytes;
  }

  /** Makes the stream; needs the right to. */
  ensure(): Promise<void> {
    return this.link.ensureStream({
      name: this.#stream, subjects: [`file.${this.run}.>`], storage: StorageType.File, retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New, deny_delete: true, deny_purge: true, allow_direct: true,
    });
  }
}

const corrupt = (sha256: string): BusError => new BusError('corrupt', `file ${sha256} does not hold what its name says`);

/** What a sender says of its file may be anything. @throws BusError `corrupt`. */
const lengthOf = (chunk: Msg, sha256: string): number => {
  let length: number | undefined;
  try {
    length = lengthIn(chunk.headers);
  } catch {
    // Headers that are none: no length either.
  }
  if (length === undefined || length > FILE_LIMIT_BYTES) throw new BusError('corrupt', `file ${sha256} has no length of at most ${FILE_LIMIT_BYTES} bytes`);
  return length;
};

/** An empty file has one chunk, so that it exists. */
const chunksOf = (length: number): number => Math.max(1, Math.ceil(length / CHUNK_BYTES));
