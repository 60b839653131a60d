/** A day that is over-subscribed, as the verdict works it out by itself: held against the Migration Control Centre's own way (Guide 4.5.3; ruling R2-11). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueOf, shares, sumOf } from '../../harness/verdict/laws/scaling.ts';
import { scaleDay } from '../../protocol/planning/scaling.ts';

const CAPACITY = 25_000;
const of = (...counts: readonly number[]): ReadonlyMap<string, number> => new Map(counts.map((count, index) => [`SUP${String.fromCharCode(65 + index)}`, count]));
const due = (...counts: readonly number[]): readonly number[] | undefined => { const all = dueOf(of(...counts)); return all === undefined ? undefined : [...all.values()]; };

describe('Guide 4.5.3: what is due of a Migration Day', () => {
  it('is what was demanded while the SMSO can do as much', () => {
    expect([due(24_999, 1), due(25_000), due(0, 0)]).toEqual([[24_999, 1], [25_000], [0, 0]]);
    const demands = of(3, 4);
    expect(dueOf(demands)).toBe(demands);
  });
  it('is the minimum of twenty and then a part by demand, whole Installations by the largest fraction', () => {
    // 24,960 in the ratio 101 : 50,000.
    expect(due(101, 50_000)).toEqual([70, 24_930]);
    expect(due(20_000, 20_000)).toEqual([12_500, 12_500]);
    expect(due(20_000, 20_000, 20_000)).toEqual([8334, 8333, 8333]);
  });
  it('is all of it for who demands less than twenty, or than its part comes to', () => {
    expect(due(20, 5, 50_000)).toEqual([20, 5, 24_975]);
    expect(due(10_000, 15_001)).toEqual([10_000, 15_000]);
  });
  it('is nobody\'s to say where there is not even the minimum for all', () => {
    expect(due(...Array<number>(1251).fill(20))).toBeUndefined();
    expect(due(...Array<number>(1250).fill(21))).toEqual(Array<number>(1250).fill(20));
  });
  it('is what the Migration Control Centre comes to, whatever was demanded', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 6 }), (counts) => {
      expect(dueOf(of(...counts))).toEqual(scaleDay(of(...counts), CAPACITY, { dmin: 20 }));
    }));
  });
});

describe('parts of a whole', () => {
  it('are whole, come to it together, and go by fraction, then by name', () => {
    expect([...shares(10, of(1, 1, 1)).values()]).toEqual([4, 3, 3]);
    expect([...shares(10, of(1, 5, 4)).values()]).toEqual([1, 5, 4]);
    expect([...shares(5, of(1, 2)).values()]).toEqual([2, 3]);
    expect([...shares(7, of(0, 0)).values()]).toEqual([0, 0]);
    fc.assert(fc.property(fc.nat(500), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }), (total, weights) => {
      expect(sumOf(shares(total, of(...weights)))).toBe(total);
    }));
  });
});
