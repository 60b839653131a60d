import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sequencer } from '../../harness/bus/sequencer.ts';
import { range } from './support.ts';

interface Arrived { readonly from: string; readonly seq: number }

/** Arrivals at positions 1, 2, 3 …: every message at least once, in any order, with repetitions. */
const arrivals = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 })).chain(([a, b]) => {
  const once: Arrived[] = [...range(1, a).map((seq) => ({ from: 'a', seq })), ...range(1, b).map((seq) => ({ from: 'b', seq }))];
  return fc.tuple(fc.array(fc.constantFrom(...once), { maxLength: 10 }), fc.constant(once)).chain(([again, all]) =>
    fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));
});

describe('Sequencer', () => {
  it('invariants 1-3: in order without gaps, once, and each position is safe and the best that is', () => {
    fc.assert(fc.property(arrivals, (stream) => {
      const left: Arrived[] = [];
      const sequencer = new Sequencer<Arrived>(0, new Map(), (item, position) => {
        left.push(item);
        const has = ({ from, seq }: Arrived): boolean => left.some((each) => each.from === from && each.seq === seq);
        expect(stream.slice(0, position).every(has)).toBe(true);
        // The next one is not out yet, or has not arrived.
        if (position < sequencer.arrived) expect(has(stream[position]!)).toBe(false);
      });
      for (const [at, item] of stream.entries()) sequencer.arrive(at + 1, item.from, item.seq, item);
      for (const from of ['a', 'b']) {
        const seqs = left.filter((each) => each.from === from).map(({ seq }) => seq);
        expect(seqs).toEqual(range(1, seqs.length));
      }
      expect(left).toHaveLength(new Set(stream.map(({ from, seq }) => `${from}${seq}`)).size);
    }), { numRuns: 500 });
  });

  it('resumes after what the receiver had, and what arrives twice by position is spent', () => {
    const left: string[] = [];
    const sequencer = new Sequencer<string>(10, new Map([['a', 4]]), (item, position) => left.push(`${item}@${position}`));
    expect(sequencer.arrive(10, 'a', 5, 'a5')).toBe(false);
    expect(sequencer.arrive(11, 'a', 6, 'a6')).toBe(true);
    expect(sequencer.arrive(12, 'a', 4, 'a4')).toBe(false);
    expect(sequencer.arrive(13, 'b', 1, 'b1')).toBe(true);
    expect(sequencer.arrive(14, 'a', 5, 'a5')).toBe(true);
    expect(left).toEqual(['b1@10', 'a5@10', 'a6@14']);
  });

  it('invariant 4: may be called again from within release', () => {
    const left: number[] = [];
    const sequencer: Sequencer<number> = new Sequencer<number>(0, new Map(), (item) => {
      left.push(item);
      if (item === 1) sequencer.arrive(3, 'a', 4, 4);
      if (item === 2) sequencer.arrive(4, 'a', 3, 3);
    });
    sequencer.arrive(1, 'a', 2, 2);
    sequencer.arrive(2, 'a', 1, 1);
    expect(left).toEqual([1, 2, 3, 4]);
  });
});
