/**
 * The content-addressed file store over JetStream: `file.<run>.<from>.<to>.<sha256>.<n>`, chunks of 512 KB, each with the
 * length of the whole. A chunk's subject is stored once; whatever arrives under a name is checked against the name (B6).
 */
import { createHash } from 'node:crypto';
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { MsgHdrs } from '@nats-io/transport-node';
import { BusError } from '../../actors/runtime/ports.ts';
import { requireSize } from './admit.ts';
import type { Link } from './link.ts';
import { onceHeaders, type PublishWindow } from './publish-window.ts';
import { fileStream, fileSubject, requireToken, type FileName } from './subjects.ts';

const CHUNK_BYTES = 512 * 1024;
const PARALLEL_CHUNKS = 8;
const FILE_LIMIT_BYTES = 256 * 1024 * 1024;
const LENGTH = 'Mehrs-Length';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export class NatsFiles {
  readonly #stream: string;

  constructor(readonly link: Link, readonly window: PublishWindow, readonly run: string) {
    this.#stream = fileStream(run);
  }

  /** Stores for one receiver. */
  async put(bytes: Uint8Array, { from, to }: Pick<FileName, 'from' | 'to'>): Promise<string> {
    requireSize(bytes, FILE_LIMIT_BYTES, 'file');
    await this.ensure();
    const own = new Uint8Array(bytes);
    const sha256 = sha256Of(own);
    await inBatches(chunksOf(own.length), (chunk) => {
      const hdrs = onceHeaders();
      hdrs.set(LENGTH, String(own.length));
      return this.window.owned(fileSubject(this.run, { from, to, sha256 }, chunk), own.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES), hdrs);
    });
    return sha256;
  }

  async get(name: FileName): Promise<Uint8Array> {
    const { sha256 } = name;
    requireToken(sha256, 'file name');
    await this.ensure();
    const first = await this.#chunk(name, 0);
    const length = lengthOf(first, sha256);
    const parts = [first.data, ...(await inBatches(chunksOf(length) - 1, async (at) => (await this.#chunk(name, at + 1)).data))];
    const bytes = new Uint8Array(Buffer.concat(parts));
    if (bytes.length !== length || sha256Of(bytes) !== sha256) throw new BusError('corrupt', `file ${sha256} does not hold what its name says`);
    return bytes;
  }

  async #chunk(name: FileName, chunk: number) {
    const subject = fileSubject(this.run, name, chunk);
    const stored = await this.link.steady(() => this.link.jsm.direct.getMessage(this.#stream, { last_by_subj: subject })).catch((error: unknown) => {
      throw this.link.busError(error, `reading ${subject}`);
    });
    if (stored === null) throw new BusError('absent', `no file ${name.sha256} (chunk ${chunk})`);
    return stored;
  }

  /** Makes the stream; needs the right to. */
  ensure(): Promise<void> {
    return this.link.ensureStream({
      name: this.#stream, subjects: [`file.${this.run}.>`], storage: StorageType.File, retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New, deny_delete: true, deny_purge: true, allow_direct: true,
    });
  }
}

/** What a sender says of its file may be anything. @throws BusError `corrupt`. */
const lengthOf = (chunk: { readonly header: MsgHdrs }, sha256: string): number => {
  let text = '';
  try {
    text = chunk.header.get(LENGTH);
  } catch {
    // Headers that are none: no length either.
  }
  const length = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  if (!(length <= FILE_LIMIT_BYTES)) throw new BusError('corrupt', `file ${sha256} has no length of at most ${FILE_LIMIT_BYTES} bytes`);
  return length;
};

/** An empty file has one chunk, so that it exists. */
const chunksOf = (length: number): number => Math.max(1, Math.ceil(length / CHUNK_BYTES));

/** `work(0)` to `work(count - 1)`, at most `PARALLEL_CHUNKS` at a time, results in order. */
const inBatches = async <T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let from = 0; from < count; from += PARALLEL_CHUNKS) {
    const batch = Array.from({ length: Math.min(PARALLEL_CHUNKS, count - from) }, (_, at) => work(from + at));
    results.push(...(await Promise.all(batch)));
  }
  return results;
};
