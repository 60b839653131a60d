/**
 * Another order in which a party may read its mailbox: messages of one stamp from different senders are permuted by a seed
 * (design 5.8). Those of one sender stay in their order, and no message is read before its stamp.
 */
import { createHash } from 'node:crypto';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps } from '../../protocol/time.ts';

/** A number that seed, stamp, receiver and sender decide, and nothing else. */
const rank = (seed: string, { stamp: { t, n }, from, to }: Envelope): number => createHash('sha256').update(JSON.stringify([seed, t, n, to, from])).digest().readUIntBE(0, 6);

export const shuffledOrder = (seed: string) => (a: Envelope, b: Envelope): boolean =>
  (compareStamps(a.stamp, b.stamp) || (a.from === b.from ? a.seq - b.seq : rank(seed, a) - rank(seed, b) || (a.from < b.from ? -1 : 1))) < 0;
