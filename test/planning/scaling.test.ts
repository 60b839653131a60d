import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { apportion } from '../../protocol/planning/rounding.ts';
import { commit, scaleDay, type SupplierQuantities } from '../../protocol/planning/scaling.ts';

const DMIN = 20;
const DAY = '2020-11-09';
const NEXT = '2020-11-10';

const demand = (...numbers: readonly number[]): ReadonlyMap<string, number> => new Map(numbers.map((number, index) => [`SUP${String.fromCharCode(65 + index)}`, number]));
const scaled = (available: number, ...numbers: readonly number[]): readonly number[] => [...scaleDay(demand(...numbers), available, { dmin: DMIN }).values()];
const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

const demands = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 });
const capacity = fc.integer({ min: 0, max: 1_500 });

describe('Guide 4.5.3 Migration Scaling Methodology, one Migration Day', () => {
  it('the minimum is 20 in the rule set', () => expect(RULE_SETS['v3.1'].dmin).toBe(20));

  it('every demand is met where there is capacity for all', () => expect(scaled(300, 100, 150, 50)).toEqual([100, 150, 50]));

  it('M3, M5: the flat minimum first, the remainder by demand', () => {
    // 100 - 2 x 20 = 60 in the ratio 100 : 50.
    expect(scaled(100, 100, 50)).toEqual([60, 40]);
  });

  it('M3: a demand below the minimum is met and leaves its part to the others', () => expect(scaled(100, 5, 200, 200)).toEqual([5, 48, 47]));

  it('M5: nobody gets more than it asked for, and the others get what that leaves', () => expect(scaled(500, 22, 1_000)).toEqual([22, 478]));

  it('M4: capacity below the sum of the minima lowers the minimum for all alike', () => {
    expect(scaled(30, 100, 50, 70)).toEqual([10, 10, 10]);
    expect(scaled(30, 4, 50, 70)).toEqual([4, 13, 13]);
    expect(scaled(0, 4, 50, 70)).toEqual([0, 0, 0]);
  });

  it('M6: what cannot be divided goes to the larger demand, then by signifier', () => {
    expect(scaled(11, 100, 100, 50)).toEqual([4, 4, 3]);
    expect(scaled(10, 100, 100, 100)).toEqual([4, 3, 3]);
  });

  it('M1, M2: never beyond capacity or demand, and no capacity is left while there is demand', () => {
    fc.assert(fc.property(demands, capacity, (numbers, available) => {
      const result = scaled(available, ...numbers);
      expect(total(result)).toBe(Math.min(available, total(numbers)));
      result.forEach((each, index) => expect(each).toBeLessThanOrEqual(numbers[index]!));
    }));
  });

  it('M3, M4 fairness: nobody is below the minimum while another is above it', () => {
    fc.assert(fc.property(demands, capacity, (numbers, available) => {
      const result = scaled(available, ...numbers);
      const flat = result.filter((each, index) => each < Math.min(DMIN, numbers[index]!));
      if (flat.length === 0) return;
      // Somebody's minimum was lowered: then everybody's was, to one level give or take the indivisible one.
      const level = Math.min(...flat);
      result.forEach((each, index) => expect(each).toBeLessThanOrEqual(Math.min(level + 1, numbers[index]!)));
    }));
  });

  it('M5 fairness: above the minimum, shares are in proportion to demand, to within one Installation', () => {
    fc.assert(fc.property(demands, capacity, (numbers, available) => {
      const result = scaled(available, ...numbers);
      const unsated = numbers.flatMap((each, index) => (result[index]! < each && result[index]! > DMIN ? [{ demand: each, more: result[index]! - DMIN }] : []));
      for (const a of unsated) for (const b of unsated) expect(Math.abs(a.more * b.demand - b.more * a.demand)).toBeLessThanOrEqual(a.demand + b.demand);
    }));
  });

  it('M6 monotone: the larger demand never gets less, more capacity never takes more than one Installation away', () => {
    fc.assert(fc.property(demands, capacity, fc.integer({ min: 1, max: 50 }), (numbers, available, more) => {
      const result = scaled(available, ...numbers);
      numbers.forEach((one, i) => numbers.forEach((other, j) => {
        if (one > other) expect(result[i]!).toBeGreaterThanOrEqual(result[j]!);
      }));
      scaled(available + more, ...numbers).forEach((each, index) => expect(each).toBeGreaterThanOrEqual(result[index]! - 1));
    }));
  });

  it('L9: the order in which suppliers are named changes nothing', () => {
    fc.assert(fc.property(demands, capacity, (numbers, available) => {
      const forwards = scaleDay(demand(...numbers), available, { dmin: DMIN });
      const backwards = scaleDay(new Map([...demand(...numbers)].reverse()), available, { dmin: DMIN });
      expect(new Map(backwards)).toEqual(new Map(forwards));
    }));
  });
});

const quantity = (migrationDay: string, distributor: string, installations: number) => ({ migrationDay, distributor, installations });

describe('Guide 4.5.3 Migration Demand Commitments of a week', () => {
  it('Dormant Installations come first, on their day', () => {
    const asked = [{ supplier: 'SUPA', quantities: [quantity(DAY, 'EDA', 80), quantity(NEXT, 'EDA', 80)] }];
    expect(commit(asked, 100, { [DAY]: 70 }, { dmin: DMIN })).toEqual([{ supplier: 'SUPA', quantities: [quantity(DAY, 'EDA', 30), quantity(NEXT, 'EDA', 80)] }]);
    expect(commit(asked, 100, { [DAY]: 170 }, { dmin: DMIN })[0]!.quantities[0]!.installations).toBe(0);
  });

  it('a day is split over the Electricity Distributors in proportion to demand', () => {
    const asked = [{ supplier: 'SUPA', quantities: [quantity(DAY, 'EDA', 90), quantity(DAY, 'EDB', 30), quantity(DAY, 'EDC', 0)] }];
    expect(commit(asked, 60, {}, { dmin: DMIN })[0]!.quantities.map(({ installations }) => installations)).toEqual([45, 15, 0]);
  });

  it('cell by cell never beyond demand, day by day exactly the smaller of demand and what Dormant ones leave', () => {
    const cell = fc.integer({ min: 0, max: 200 });
    const supplier = fc.tuple(cell, cell, cell, cell);
    fc.assert(fc.property(fc.array(supplier, { minLength: 1, maxLength: 5 }), capacity, fc.integer({ min: 0, max: 300 }), (cells, perDay, dormant) => {
      const asked: readonly SupplierQuantities[] = cells.map(([a, b, c, d], index) => ({
        supplier: `SUP${index}`, quantities: [quantity(DAY, 'EDA', a), quantity(DAY, 'EDB', b), quantity(NEXT, 'EDA', c), quantity(NEXT, 'EDB', d)],
      }));
      const given = commit(asked, perDay, { [DAY]: dormant }, { dmin: DMIN });
      const all = (of: readonly SupplierQuantities[], day: string) => total(of.flatMap(({ quantities }) => quantities.filter(({ migrationDay }) => migrationDay === day).map(({ installations }) => installations)));
      expect(all(given, DAY)).toBe(Math.min(Math.max(0, perDay - dormant), all(asked, DAY)));
      expect(all(given, NEXT)).toBe(Math.min(perDay, all(asked, NEXT)));
      given.forEach(({ quantities }, index) => quantities.forEach((each, at) => expect(each.installations).toBeLessThanOrEqual(asked[index]!.quantities[at]!.installations)));
    }));
  });

  it('refuses what is no number of Installations, and a supplier twice', () => {
    const one = (installations: number) => [{ supplier: 'SUPA', quantities: [quantity(DAY, 'EDA', installations)] }];
    expect(() => commit(one(-1), 10, {}, { dmin: DMIN })).toThrow(RangeError);
    expect(() => commit(one(1.5), 10, {}, { dmin: DMIN })).toThrow(RangeError);
    expect(() => commit(one(1), NaN, {}, { dmin: DMIN })).toThrow(RangeError);
    expect(() => commit([...one(1), ...one(2)], 10, {}, { dmin: DMIN })).toThrow(/one demand per supplier/);
  });
});

describe('largest remainders', () => {
  it('each share is its quota rounded down or up, and all shares make the total', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5_000 }), fc.array(fc.nat(1_000), { minLength: 1, maxLength: 10 }), (all, weights) => {
      const claims = weights.map((weight, index) => ({ name: `N${index}`, weight }));
      const sum = total(weights);
      const shares = [...claims].map(({ name }) => apportion(all, claims).get(name)!);
      expect(total(shares)).toBe(sum === 0 ? 0 : all);
      shares.forEach((share, index) => expect(Math.abs(share * sum - all * weights[index]!)).toBeLessThan(Math.max(sum, 1)));
    }));
  });

  it('refuses products that would not be exact', () => {
    expect(() => apportion(Number.MAX_SAFE_INTEGER, [{ name: 'A', weight: 2 }])).toThrow(RangeError);
    expect(() => apportion(-1, [{ name: 'A', weight: 2 }])).toThrow(RangeError);
  });
});
