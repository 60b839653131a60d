/**
 * Why there is no lookahead (transport page; decision D-81): a window [t, t + L) in which parties run without hearing of each other is as
 * long as the shortest way of a message. These show that it is empty, whatever parties one looks at; were a transfer given a latency, they
 * would fail, and the window be there to be used.
 */
import { describe, expect, it } from 'vitest';
import { roleOf } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { inMemory } from './support.ts';

const ROWS = ['guide-7.2.1', '2.5.7-X5.9-02-too-late', '3.1-middle', '2.4.1-outage-within-week'];

describe('D-81: the lookahead window is empty', () => {
  for (const row of ROWS) {
    it(`${row}: what a step sends can be read in the same millisecond, one micro-step later (H3)`, async () => {
      const { journal } = await inMemory(row);
      const steps = new Set(journal.steps.map(({ party, t, n }) => `${party} ${t} ${n}`));
      const late = journal.messages.filter(({ from, stamp: { t, n } }) => from !== 'world' && !steps.has(`${from} ${t} ${n - 1}`));
      expect(late.map(({ from, to, type, seq }) => `${from} ${to} ${type} ${seq}`)).toEqual([]);
    });
  }

  it('and is used: among the parties that talk to each other most, questions are answered in the millisecond they are asked', async () => {
    const { journal } = await inMemory('guide-7.2.1');
    const answeredAtOnce = (a: string, b: string): boolean => {
      const between = journal.inOrder().filter(({ from, to }) => (roleOf(from) === a && roleOf(to) === b) || (roleOf(from) === b && roleOf(to) === a));
      return between.some((message: Envelope, at) => {
        const next = between[at + 1];
        return next !== undefined && next.from === message.to && next.stamp.t === message.stamp.t && next.stamp.n > message.stamp.n;
      });
    };
    for (const [a, b] of [['s1sp', 'dco'], ['s1sp', 'csp'], ['csp', 'devices'], ['s1sp', 'dsp'], ['cp', 'dsp']] as const) expect(answeredAtOnce(a, b), `${a} and ${b}`).toBe(true);
  });
});
