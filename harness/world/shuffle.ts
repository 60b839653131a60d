/**
 * Another order in which parties read their mailboxes: messages of one stamp from different senders are permuted by a seed (design 5.8),
 * for all receivers alike, as if the senders' steps had come in that order. Those of one sender stay in theirs, and no message is
 * read before its stamp.
 */
import { createHash } from 'node:crypto';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';

/** Place of a sender among those whose messages have this stamp: a number that seed, stamp and sender decide, and nothing else. */
export const rankOf = (seed: string, { t, n }: Stamp, from: Address): number => createHash('sha256').update(JSON.stringify([seed, t, n, from])).digest().readUIntBE(0, 6);

export const shuffledOrder = (seed: string) => (a: Envelope, b: Envelope): boolean =>
  (compareStamps(a.stamp, b.stamp) || (a.from === b.from ? a.seq - b.seq : rankOf(seed, a.stamp, a.from) - rankOf(seed, b.stamp, b.from) || (a.from < b.from ? -1 : 1))) < 0;
