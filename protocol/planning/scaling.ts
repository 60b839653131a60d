/**
 * The Migration Scaling Methodology as far as it is public (Guide 4.5.3): per Migration Day Dormant Installations first, a
 * flat minimum for every Active Supplier, the rest by demand. The formula is emulator profile (the MSM's is not public):
 *  M1 no day's commitments exceed the capacity that Dormant Installations leave, and all of it is used while there is demand;
 *  M2 no commitment exceeds its demand, for a supplier or for one Electricity Distributor;
 *  M3 every Active Supplier gets the minimum, or its demand if that is less, before anybody gets more;
 *  M4 capacity below the sum of the minima lowers the minimum for all alike;
 *  M5 the remainder goes by demand; who has all it asked for leaves its part to the others;
 *  M6 fractions go by largest remainder; equal claims by SEC Party Signifier, so that of two suppliers the one with the
 *     larger demand never gets less. More capacity never lowers a supplier's day by more than the one Installation of rounding.
 */
import type { DailyQuantity } from '../files/demand.ts';
import type { LocalDate } from '../time.ts';
import { apportion, product, type Claim } from './rounding.ts';

/** What one Active Supplier demands, or what is committed to it. */
export interface SupplierQuantities {
  /** SEC Party Signifier. */
  readonly supplier: string;
  readonly quantities: readonly DailyQuantity[];
}

export interface ScalingParameters {
  /** Flat minimum of Installations per Active Supplier and Migration Day. */
  readonly dmin: number;
}

interface Part {
  readonly name: string;
  readonly demand: number;
}

const sum = (numbers: Iterable<number>): number => {
  let all = 0;
  for (const each of numbers) all += each;
  return all;
};

/** M3, M4: everybody's minimum; where that is too much, the highest flat level that fits and one more for the largest demands. */
const minima = (parts: readonly Part[], available: number, dmin: number): ReadonlyMap<string, number> => {
  const at = (level: number): number => sum(parts.map(({ demand }) => Math.min(level, demand)));
  let level = dmin;
  while (level > 0 && at(level) > available) level -= 1;
  let left = level === dmin ? 0 : available - at(level);
  const given = new Map<string, number>();
  for (const { name, demand } of [...parts].sort((a, b) => b.demand - a.demand || (a.name < b.name ? -1 : 1))) {
    const extra = left > 0 && demand > level ? 1 : 0;
    left -= extra;
    given.set(name, Math.min(level, demand) + extra);
  }
  return given;
};

/** M5: in proportion to demand; a supplier whose part would exceed what it still wants gets that and no more. */
const byDemand = (parts: readonly Part[], given: ReadonlyMap<string, number>, remainder: number): ReadonlyMap<string, number> => {
  const wanted = ({ name, demand }: Part): number => demand - (given.get(name) ?? 0);
  const more = new Map<string, number>();
  let open = parts;
  let left = remainder;
  for (;;) {
    const weight = sum(open.map(({ demand }) => demand));
    const sated = open.filter((part) => product(left, part.demand) >= product(wanted(part), weight));
    if (sated.length === 0) break;
    for (const part of sated) more.set(part.name, wanted(part));
    left -= sum(sated.map(wanted));
    open = open.filter((part) => !sated.includes(part));
  }
  const claims = open.map(({ name, demand }): Claim => ({ name, weight: demand }));
  for (const [name, share] of apportion(open.length === 0 ? 0 : left, claims)) more.set(name, share);
  return more;
};

/** One Migration Day: what each Active Supplier is committed of its demand. */
export const scaleDay = (demands: ReadonlyMap<string, number>, available: number, { dmin }: ScalingParameters): ReadonlyMap<string, number> => {
  const parts = [...demands].map(([name, demand]): Part => ({ name, demand }));
  const total = sum(demands.values());
  if (total <= available) return new Map(demands);
  const given = minima(parts, available, dmin);
  const remainder = available - sum(given.values());
  const more = remainder === 0 ? new Map<string, number>() : byDemand(parts, given, remainder);
  return new Map(parts.map(({ name }) => [name, (given.get(name) ?? 0) + (more.get(name) ?? 0)]));
};

/**
 * Migration Demand Commitments for demands (Guide Table 5 step 3): the same suppliers, days and distributors, with what is
 * committed. A supplier's day is split over its Electricity Distributors in proportion to its demand.
 * @param capacityPerDay Installations that can be migrated on each day, Dormant ones included.
 * @param dormantPerDay Dormant Installations scheduled by Migration Day.
 * @throws RangeError for numbers that are not whole or below zero, or a supplier given twice.
 */
export const commit = (
  demands: readonly SupplierQuantities[], capacityPerDay: number, dormantPerDay: Readonly<Record<LocalDate, number>>, parameters: ScalingParameters,
): readonly SupplierQuantities[] => {
  for (const number of [capacityPerDay, parameters.dmin, ...Object.values(dormantPerDay), ...demands.flatMap(({ quantities }) => quantities.map(({ installations }) => installations))]) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number}: a whole number from 0 expected`);
  }
  if (new Set(demands.map(({ supplier }) => supplier)).size < demands.length) throw new RangeError('one demand per supplier expected');
  const ofDay = (quantities: readonly DailyQuantity[], day: LocalDate): readonly DailyQuantity[] => quantities.filter(({ migrationDay }) => migrationDay === day);
  const days = [...new Set(demands.flatMap(({ quantities }) => quantities.map(({ migrationDay }) => migrationDay)))];
  const committed = new Map(days.map((day) => {
    const totals = new Map(demands.map(({ supplier, quantities }) => [supplier, sum(ofDay(quantities, day).map(({ installations }) => installations))]));
    return [day, scaleDay(totals, Math.max(0, capacityPerDay - (dormantPerDay[day] ?? 0)), parameters)] as const;
  }));
  return demands.map(({ supplier, quantities }) => {
    const shares = new Map(days.map((day) => [
      day, apportion(committed.get(day)?.get(supplier) ?? 0, ofDay(quantities, day).map(({ distributor, installations }) => ({ name: distributor, weight: installations }))),
    ]));
    return { supplier, quantities: quantities.map((each) => ({ ...each, installations: shares.get(each.migrationDay)?.get(each.distributor) ?? 0 })) };
  });
};
