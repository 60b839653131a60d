/**
 * A party's log: one record a step under the party's own state key, each written after the one before it and none other,
 * so that of two copies of a party the older one is fenced off at its next write (transport page).
 *
 * Invariants:
 *  P1 a record is there whole or not at all, whatever its size: it is cut into parts below the bus's limit, and counts
 *     once its last part is stored;
 *  P2 loading gives the latest snapshot and every record after it, in order;
 *  P3 a write whose answer was lost is looked up before it is tried again: nothing is written twice.
 */
import { BusError, type StateRecord, type StateStore } from '../../actors/runtime/ports.ts';

/** Below the limit of a state record, headers of the parts included. */
const PART_BYTES = 224 * 1024;
const RETRY_MS = 50;
/** How long the server may be away. */
const AWAY_MS = 60_000;
/** Times that another copy may write between our looking and our joining: one that is frozen or dying writes once more at most. */
const FENCE_ATTEMPTS = 5;

export type Kind = 'joined' | 'snapshot' | 'step';

export interface LogRecord {
  readonly kind: Kind;
  readonly text: string;
}

interface Part {
  readonly kind: Kind;
  /** Number of the record, from 1. */
  readonly record: number;
  readonly part: number;
  readonly last: boolean;
  /** Version before the first part of the latest snapshot; 0 for none. */
  readonly snapshotAfter: number;
  readonly data: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const encodePart = ({ kind, record, part, last, snapshotAfter, data }: Part): Uint8Array => {
  const head = encoder.encode(`${kind} ${record} ${part} ${last ? 1 : 0} ${snapshotAfter}\n`);
  const bytes = new Uint8Array(head.length + data.length);
  bytes.set(head);
  bytes.set(data, head.length);
  return bytes;
};

/** @throws BusError `corrupt` for what is no part of a log. */
const decodePart = (key: string, { version, bytes }: StateRecord): Part => {
  const end = bytes.indexOf(10);
  const [, kind, record, part, last, snapshotAfter] = /^(joined|snapshot|step) (\d+) (\d+) ([01]) (\d+)$/.exec(decoder.decode(bytes.subarray(0, Math.max(0, end)))) ?? [];
  if (kind === undefined) throw new BusError('corrupt', `state ${key}, version ${version}: no part of a log`);
  return { kind: kind as Kind, record: Number(record), part: Number(part), last: last === '1', snapshotAfter: Number(snapshotAfter), data: bytes.subarray(end + 1) };
};

export class StateLog {
  #version = 0;
  #record = 0;
  #snapshotAfter = 0;

  private constructor(private readonly state: StateStore, readonly key: string) {}

  static async open(state: StateStore, key: string): Promise<StateLog> {
    const log = new StateLog(state, key);
    const latest = await state.read(key);
    if (latest !== undefined) {
      const { record, snapshotAfter, last } = decodePart(key, latest);
      log.#version = latest.version;
      log.#record = last ? record : record - 1;
      log.#snapshotAfter = snapshotAfter;
    }
    return log;
  }

  /** Opens it and joins: whoever else still writes it has lost it from here on, and what was read from here on is all there is. @throws BusError `stale` when others keep joining. */
  static async join(state: StateStore, key: string, text: string): Promise<StateLog> {
    for (let attempts = FENCE_ATTEMPTS; ; attempts -= 1) {
      const log = await StateLog.open(state, key);
      try {
        await log.append('joined', text);
        return log;
      } catch (error) {
        if (!(error instanceof BusError) || error.code !== 'stale' || attempts <= 1) throw error;
      }
    }
  }

  /** Records so far. */
  get length(): number {
    return this.#record;
  }

  /** @throws BusError `stale` when another copy of the party has written, `unreachable` when the server stays away. */
  async append(kind: Kind, text: string): Promise<void> {
    const data = encoder.encode(text);
    const before = this.#version;
    for (let part = 0, from = 0; part === 0 || from < data.length; part += 1, from += PART_BYTES) {
      const last = from + PART_BYTES >= data.length;
      // Until a snapshot is whole the one before it counts.
      const snapshotAfter = kind === 'snapshot' && last ? before : this.#snapshotAfter;
      const bytes = encodePart({ kind, record: this.#record + 1, part, last, snapshotAfter, data: data.subarray(from, from + PART_BYTES) });
      this.#version = await this.#write(bytes);
    }
    this.#record += 1;
    if (kind === 'snapshot') this.#snapshotAfter = before;
  }

  /** From the latest snapshot on, or everything. */
  async *records(from: 'snapshot' | 'beginning'): AsyncIterable<LogRecord> {
    let parts: Part[] = [];
    for await (const stored of this.state.history(this.key, from === 'snapshot' ? this.#snapshotAfter : 0)) {
      const part = decodePart(this.key, stored);
      // A writer that died between two parts left a beginning; who came after it began anew.
      if (part.part === 0) parts = [];
      parts.push(part);
      if (!part.last) continue;
      yield { kind: part.kind, text: decoder.decode(Buffer.concat(parts.map(({ data }) => data))) };
      parts = [];
    }
  }

  async #write(bytes: Uint8Array): Promise<number> {
    for (const until = performance.now() + AWAY_MS; ;) {
      try {
        return await this.state.write(this.key, this.#version, bytes);
      } catch (error) {
        if (!(error instanceof BusError) || !['unreachable', 'timeout', 'stale'].includes(error.code)) throw error;
        const latest = await this.state.read(this.key).catch(() => undefined);
        if (latest !== undefined && latest.version > this.#version) {
          // P3: is it ours?
          if (Buffer.compare(latest.bytes, bytes) === 0) return latest.version;
          throw new BusError('stale', `another copy of ${this.key} has taken over`);
        }
        if (performance.now() > until) throw error;
        await new Promise((wake) => setTimeout(wake, RETRY_MS));
      }
    }
  }
}
