/** Design 5.8: messages of one stamp from different senders may be read in any order; rounds stay on and every law holds. */
import { describe, expect, it } from 'vitest';
import { failuresOf, journeysFor, travel } from '../../harness/journeys/journeys.ts';
import { shuffledOrder } from '../../harness/world/shuffle.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';

const envelope = (from: string, seq: number, t = 0, n = 0): Envelope => ({ run: 'r', from, to: 'mcc', type: 'MA', key: 'k', seq, stamp: { t, n }, body: new Uint8Array() });
const sorted = (seed: string, all: readonly Envelope[]): readonly string[] => [...all].sort((a, b) => (shuffledOrder(seed)(a, b) ? -1 : 1)).map(({ from, seq }) => `${from} ${seq}`);

describe('a shuffled mailbox', () => {
  const all = ['a', 'b', 'c', 'd'].flatMap((from) => [envelope(from, 1), envelope(from, 2)]);
  it('has each sender\'s messages in their order, and the senders in an order of the seed', () => {
    const orders = ['1', '2', '3', '4', '5'].map((seed) => sorted(seed, all));
    for (const order of orders) for (const from of ['a', 'b', 'c', 'd']) expect(order.indexOf(`${from} 1`)).toBeLessThan(order.indexOf(`${from} 2`));
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(2);
    expect(sorted('1', [...all].reverse())).toEqual(orders[0]);
  });
  it('never has a message before its stamp', () => {
    expect(sorted('1', [envelope('a', 1, 1), envelope('b', 1, 0, 1), envelope('c', 1)])).toEqual(['c 1', 'b 1', 'a 1']);
  });
  it('is the same for every receiver, as if the senders had come in that order', () => {
    const to = (receiver: string) => sorted('1', all.map((each) => ({ ...each, to: receiver })));
    expect(to('rp-CB')).toEqual(to('s1sp-CB'));
  });
  it.each(['1', '2', '3'])('W1: a whole migration read in the order of seed %s passes the verdict', async (shuffle) => {
    const plan = { rows: ['2.5.7-X5.9-02-too-late'], groupId: 'CB' } as const;
    const shuffled = await travel(plan, { shuffle });
    expect(failuresOf(shuffled)).toEqual([]);
    expect(shuffled).toMatchObject({ shuffled: true, journalSha256: (await travel(plan, { shuffle })).journalSha256 });
  });
});

describe('journeys', () => {
  it('rows that one world provokes share one', () => {
    expect(journeysFor([['guide-7.2.1', 'CB'], ['2.5.2.1-not-applicable', 'CB'], ['guide-7.2.1', 'AA'], ['guide-7.2.2', 'CB']])).toEqual([
      { rows: ['guide-7.2.1', '2.5.2.1-not-applicable'], groupId: 'CB' }, { rows: ['guide-7.2.1'], groupId: 'AA' }, { rows: ['guide-7.2.2'], groupId: 'CB' },
    ]);
  });
  it('one that does not bring its row about fails, and says by which clause', async () => {
    expect(failuresOf(await travel({ rows: ['guide-7.2.1', '2.5.7-X5.9-02-too-late'], groupId: 'CB' })).join('\n')).toMatch(/2\.5\.7-X5\.9-02-too-late: fail: .*\[MEHRS 2\.5\.7/);
  });
});
