/** Compare-and-set state over JetStream: `state.<run>.<key>`; a record's version is its sequence in the stream (B7). */
import { DiscardPolicy, JetStreamApiCodes, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { BusError, type StateRecord, type StateStore } from '../../actors/runtime/ports.ts';
import { requireSize, STATE_LIMIT_BYTES } from './admit.ts';
import type { Link } from './link.ts';
import { requireToken, stateStream, stateSubject } from './subjects.ts';

export class NatsState implements StateStore {
  readonly #stream: string;

  constructor(readonly link: Link, readonly run: string) {
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
    const subject = stateSubject(this.run, requireToken(key, 'state key'));
    await this.ensure();
    for (let from = afterVersion + 1; ;) {
      const stored = await this.link.steady(() => this.link.jsm.direct.getMessage(this.#stream, { seq: from, next_by_subj: subject })).catch((error: unknown) => {
        throw this.link.busError(error, `reading ${subject}`);
      });
      if (stored === null) return;
      yield { version: stored.seq, bytes: new Uint8Array(stored.data) };
      from = stored.seq + 1;
    }
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
