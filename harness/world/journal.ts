/** The record of a run: every message that travelled, every step taken, and the hash that two runs are compared by (law L9). */
import { createHash } from 'node:crypto';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { nameOfBytes } from '../../protocol/security/memo.ts';
import { compareStamps } from '../../protocol/time.ts';
import type { HostObserver, RefusalRecord, StepRecord } from '../../actors/runtime/host.ts';

export const canonical = (a: Envelope, b: Envelope): number =>
  compareStamps(a.stamp, b.stamp) || (a.to < b.to ? -1 : a.to > b.to ? 1 : a.from < b.from ? -1 : a.from > b.from ? 1 : a.seq - b.seq);

/** One line a message; the run's name is left out, so that equal worlds have equal journals. */
export const journalLine = ({ stamp, from, to, type, key, seq, body }: Envelope): string =>
  JSON.stringify({ t: stamp.t, n: stamp.n, from, to, type, key, seq, sha256: nameOfBytes(body) });

export class Journal implements HostObserver {
  readonly messages: Envelope[] = [];
  readonly steps: StepRecord[] = [];
  readonly refusals: RefusalRecord[] = [];

  message(envelope: Envelope): void {
    this.messages.push(envelope);
  }

  step(record: StepRecord): void {
    this.steps.push(record);
  }

  refusal(record: RefusalRecord): void {
    this.refusals.push(record);
  }

  /** This journal, with somebody who is told of every input before its steps are written down. */
  watchedBy(input: HostObserver['input']): HostObserver {
    return input === undefined ? this : { input, step: (record) => this.step(record), refusal: (record) => this.refusal(record) };
  }

  /** Messages in canonical order: stamp, receiver, sender, sequence. */
  inOrder(): readonly Envelope[] {
    return [...this.messages].sort(canonical);
  }

  lines(): readonly string[] {
    return this.inOrder().map(journalLine);
  }

  /** SHA-256 over the lines, bytes of every message included. */
  hash(): string {
    const hash = createHash('sha256');
    for (const line of this.lines()) hash.update(line).update('\n');
    return hash.digest('hex');
  }
}
