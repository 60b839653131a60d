/** Compare-and-set state over JetStream: `state.<run>.<key>`; a record's version is its sequence in the stream (B7). */
import { DiscardPolicy, JetStreamApiCodes, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { z } from 'zod';
import { BusError, type StateRecord, type StateStore } from '../../actors/runtime/ports.ts';
import { requireSize, STATE_LIMIT_BYTES } from './admit.ts';
import { askDesk, serveDesk } from './desk.ts';
import type { Link } from './link.ts';
import type { NatsControl } from './nats-control.ts';
import { requireToken, stateStream, stateSubject } from './subjects.ts';

export const HISTORY = 'history';
/** The party's own next record after a version. */
export const historyRequest = z.object({ after: z.int().min(0) });
/** Empty when there is none. */
export const historyAnswer = z.object({ version: z.int().optional(), base64: z.string().optional() });

export class NatsState implements StateStore {
  readonly #stream: string;

  constructor(readonly link: Link, readonly control: NatsControl, readonly run: string) {
    this.#stream = stateStream(run);
  }

  async read(key: string): Promise<StateRecord | undefined> {
    const subject = stateSubject(this.run, requireToken(key, 'state key'));
    await this.ensure();
    const stored = await this.link.steady(() => this.link.jsm.direct.getMessage(this.#stream, { last_by_subj: subject })).catch((error: unknown) => {
      throw this.link.busError(error, `reading ${subject}`);
    });
    return stored === null ? undefined : { version: stored.seq, bytes: new Uint8Array(stored.data) };
  }

  async write(key: string, expected: number, bytes: Uint8Array): Promise<number> {
    const subject = stateSubject(this.run, requireToken(key, 'state key'));
    requireSize(bytes, STATE_LIMIT_BYTES, `state record ${key}`);
    await this.ensure();
    try {
      return (await this.link.js.publish(subject, new Uint8Array(bytes), { expect: { lastSubjectSequence: expected } })).seq;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence) {
        throw new BusError('stale', `state ${key} is not at version ${expected}: ${error.message}`);
      }
      throw this.link.busError(error, `writing ${subject}`);
    }
  }

  async *history(key: string, afterVersion: number): AsyncIterable<StateRecord> {
    requireToken(key, 'state key');
    await this.ensure();
    for (let record = await this.#after(key, afterVersion); record !== undefined; record = await this.#after(key, record.version)) yield record;
  }

  /** Reads records for parties under permissions, which may not read by sequence: the stream has others' records too. */
  serve(): Promise<void> {
    return serveDesk(this.link, this.run, HISTORY, async (party, asked) => {
      const request = historyRequest.safeParse(asked);
      if (!request.success) throw new BusError('corrupt', `a request for the history of ${party} is none`);
      const found = await this.#after(party, request.data.after);
      return found === undefined ? {} : { version: found.version, base64: Buffer.from(found.bytes).toString('base64') };
    });
  }

  async #after(key: string, version: number): Promise<StateRecord | undefined> {
    if (this.link.restricted) {
      const { version: found, base64 } = historyAnswer.parse(await askDesk(this.control, key, HISTORY, { after: version }));
      return found === undefined || base64 === undefined ? undefined : { version: found, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
    }
    const subject = stateSubject(this.run, key);
    const stored = await this.link.steady(() => this.link.jsm.direct.getMessage(this.#stream, { seq: version + 1, next_by_subj: subject })).catch((error: unknown) => {
      throw this.link.busError(error, `reading ${subject}`);
    });
    return stored === null ? undefined : { version: stored.seq, bytes: new Uint8Array(stored.data) };
  }

  /** Makes the stream; needs the right to. */
  ensure(): Promise<void> {
    // Every record is kept: a party's state is a log, loaded from its last snapshot on.
    return this.link.ensureStream({
      name: this.#stream, subjects: [`state.${this.run}.>`], storage: StorageType.File, retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New, allow_direct: true,
    });
  }
}
