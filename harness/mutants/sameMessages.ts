/** Whether messages are the very same: sender, receiver, instant and bytes. */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { compareStamps } from '../../protocol/time.ts';

const isSame = (a: Envelope, b: Envelope): boolean =>
  a.seq === b.seq && a.from === b.from && a.to === b.to && a.type === b.type && a.key === b.key && compareStamps(a.stamp, b.stamp) === 0
  && (a.body === b.body || Buffer.compare(a.body, b.body) === 0);

export const areSame = (some: readonly Envelope[], others: readonly Envelope[]): boolean =>
  some.length === others.length && some.every((each, index) => isSame(each, others[index] as Envelope));

const { compare } = Buffer;
const orderOf = (a: Envelope, b: Envelope): number =>
  compareStamps(a.stamp, b.stamp) || compare(Buffer.from(`${a.from} ${a.to} ${a.type} ${a.key}`), Buffer.from(`${b.from} ${b.to} ${b.type} ${b.key}`)) || compare(a.body, b.body);

/** The very same but for the order of what has one stamp. */
export const areSameInAnyOrder = (some: readonly Envelope[], others: readonly Envelope[]): boolean => {
  const inOrder = (messages: readonly Envelope[]): readonly Envelope[] => [...messages].sort(orderOf).map((each) => ({ ...each, seq: 0 }));
  return some.length === others.length && areSame(inOrder(some), inOrder(others));
};
