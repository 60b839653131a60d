/** What every bus checks before a message reaches it (promises B4, B8) and the order a run is replayed in (B5). */
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps } from '../../protocol/time.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import { requireToken } from './subjects.ts';

/** Bodies up to this many bytes travel inside their message. */
export const INLINE_LIMIT_BYTES = 256 * 1024;
/** A message must stay under the server's default `max_payload` of 1 MiB, headers included. */
export const INLINE_LIMIT_MAX_BYTES = 768 * 1024;
/** A state record, both buses. */
export const STATE_LIMIT_BYTES = 256 * 1024;
/** A control-plane request or answer, both buses. */
export const CONTROL_LIMIT_BYTES = 768 * 1024;

/** @throws BusError `limit` unless 0 to `INLINE_LIMIT_MAX_BYTES`. */
export const requireInlineLimit = (bytes: number = INLINE_LIMIT_BYTES): number => {
  if (Number.isSafeInteger(bytes) && bytes >= 0 && bytes <= INLINE_LIMIT_MAX_BYTES) return bytes;
  throw new BusError('limit', `inlineLimitBytes ${bytes} is not between 0 and ${INLINE_LIMIT_MAX_BYTES}`);
};

/** @throws BusError `limit`. */
export const requireSize = (bytes: Uint8Array, limit: number, what: string): void => {
  if (bytes.length > limit) throw new BusError('limit', `${what} has ${bytes.length} bytes, more than ${limit}`);
};

/** @throws BusError `identity` when this bus speaks for another party only. */
export const requireParty = (address: Address, party: Address | undefined, what: string): void => {
  if (party !== undefined && address !== party) throw new BusError('identity', `${what} ${address} refused: this bus speaks for ${party}`);
};

/** Whether sequence number and stamp are numbers that can travel. */
export const isCountable = ({ seq, stamp }: Pick<Envelope, 'seq' | 'stamp'>): boolean =>
  Number.isSafeInteger(seq) && seq >= 1 && Number.isSafeInteger(stamp.t) && Number.isSafeInteger(stamp.n) && stamp.n >= 0;

/**
 * @param party the party the bus is authenticated as, undefined when it may speak for all.
 * @throws BusError `token` for a field that cannot stand in a subject, `identity` for another run or another party.
 */
export const admit = (envelope: Envelope, run: string, party: Address | undefined): void => {
  requireToken(envelope.run, 'run');
  requireToken(envelope.from, 'sender');
  requireToken(envelope.to, 'receiver');
  requireToken(envelope.type, 'message type');
  requireToken(envelope.key, 'key');
  const { seq, stamp } = envelope;
  if (!Number.isSafeInteger(seq) || seq < 1) throw new BusError('token', `sequence number ${seq} does not count from 1`);
  if (!Number.isSafeInteger(stamp.t) || !Number.isSafeInteger(stamp.n) || stamp.n < 0) {
    throw new BusError('token', `stamp (${stamp.t}, ${stamp.n}) is not whole virtual milliseconds and a micro-step`);
  }
  if (envelope.run !== run) throw new BusError('identity', `message of run ${envelope.run} refused on the bus of run ${run}`);
  requireParty(envelope.from, party, 'sender');
};

type Ranked = Pick<Envelope, 'stamp' | 'to' | 'from' | 'seq'>;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Canonical order of a run: stamp, receiver, sender, sequence number (B5). Text compares by code unit, in no locale. */
export const compareCanonical = (a: Ranked, b: Ranked): number =>
  compareStamps(a.stamp, b.stamp) || compareText(a.to, b.to) || compareText(a.from, b.from) || a.seq - b.seq;
