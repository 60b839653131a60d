import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DailyQuantity } from '../../protocol/files/demand.ts';
import { aggregate, aWeekLater, byDay, effectiveDemand, quantitiesOfWeek, within, without } from '../../protocol/planning/demand.ts';

const WEEK = '2020-11-09';
const BEFORE = '2020-11-02';
const quantity = (migrationDay: string, distributor: string, installations: number): DailyQuantity => ({ migrationDay, distributor, installations });
const submissions = (weeks: Readonly<Record<string, readonly DailyQuantity[]>>) => (week: string) => weeks[week];

describe('Guide 4.5.2 which demand counts', () => {
  const own = [quantity(WEEK, 'EDA', 3)];
  const previous = [quantity('2020-11-05', 'EDA', 7)];

  it("this week's, when it was submitted, even if it is zero", () => {
    expect(effectiveDemand(WEEK, submissions({ [WEEK]: own, [BEFORE]: previous }))).toEqual(own);
    expect(effectiveDemand(WEEK, submissions({ [WEEK]: [quantity(WEEK, 'EDA', 0)], [BEFORE]: previous }))).toEqual([quantity(WEEK, 'EDA', 0)]);
  });

  it("else last week's on the same days of the week", () => {
    expect(effectiveDemand(WEEK, submissions({ [BEFORE]: previous }))).toEqual([quantity('2020-11-12', 'EDA', 7)]);
  });

  it('MSM clause 30: none two weeks running is no capacity, also when the week before was itself carried over', () => {
    expect(effectiveDemand(WEEK, submissions({}))).toBeUndefined();
    expect(effectiveDemand(WEEK, submissions({ '2020-10-26': previous }))).toBeUndefined();
  });
});

describe('quantities', () => {
  it('4.5.2: every day of the week and distributor, zero where nothing is wanted', () => {
    const week = quantitiesOfWeek(WEEK, [{ migrationDay: WEEK, distributor: 'EDB' }, { migrationDay: WEEK, distributor: 'EDB' }, { migrationDay: '2020-11-15', distributor: 'EDA' }]);
    expect(week).toHaveLength(14);
    expect(week.filter(({ installations }) => installations > 0)).toEqual([quantity(WEEK, 'EDB', 2), quantity('2020-11-15', 'EDA', 1)]);
  });

  const cells = fc.array(fc.record({
    migrationDay: fc.constantFrom(WEEK, '2020-11-10', '2020-11-15'), distributor: fc.constantFrom('EDA', 'EDB'), installations: fc.nat(50),
  }), { maxLength: 12 });

  it('A-47: an aggregate keeps every Installation, by day and distributor, whatever the order', () => {
    fc.assert(fc.property(fc.array(cells, { maxLength: 4 }), (all) => {
      const sum = aggregate(all);
      for (const { migrationDay, distributor, installations } of sum) {
        expect(installations).toBe(all.flat().filter((each) => each.migrationDay === migrationDay && each.distributor === distributor).reduce((total, each) => total + each.installations, 0));
      }
      expect([...byDay(sum).values()].reduce((a, b) => a + b, 0)).toBe(all.flat().reduce((total, each) => total + each.installations, 0));
      expect(aggregate([...all].reverse())).toEqual(sum);
      expect(aggregate([aWeekLater(sum)]).map(({ installations }) => installations)).toEqual(sum.map(({ installations }) => installations));
    }));
  });

  it('a commitment lets the first of each day and distributor through, no more and no fewer', () => {
    fc.assert(fc.property(fc.array(fc.record({ migrationDay: fc.constantFrom(WEEK, '2020-11-10'), distributor: fc.constantFrom('EDA', 'EDB') }), { maxLength: 30 }), cells, (wanted, committed) => {
      const room = aggregate([committed]);
      const kept = within(wanted, room);
      for (const { migrationDay, distributor } of wanted) {
        const same = (each: { migrationDay: string; distributor: string }) => each.migrationDay === migrationDay && each.distributor === distributor;
        const space = room.find(same)?.installations ?? 0;
        expect(kept.filter(same)).toEqual(wanted.filter(same).slice(0, space));
      }
    }));
  });

  it('who comes first takes its part of each day and distributor, and no more than there is', () => {
    const left = without([quantity(WEEK, 'EDA', 70), quantity(WEEK, 'EDB', 5), quantity('2020-11-10', 'EDA', 1)], [quantity(WEEK, 'EDA', 60), quantity(WEEK, 'EDA', 7), quantity(WEEK, 'EDB', 9)]);
    expect(left).toEqual([quantity(WEEK, 'EDA', 3), quantity(WEEK, 'EDB', 0), quantity('2020-11-10', 'EDA', 1)]);
  });
});
