/** What the planning files of the cycle have to say, worked out from the estate: forecasts, demands, commitments and their aggregates. */
import { expect } from 'vitest';
import { COHORT_OF, address } from '../../protocol/domain.ts';
import type { DailyQuantity } from '../../protocol/files/demand.ts';
import { parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { ESTATE, activeSuppliersOf, read, type Fields } from './support.ts';

/** What each Active Supplier plans per SMSO: `<supplier> <SMSO>` and how many Installations on which distributor. */
const planned = (): ReadonlyMap<string, readonly string[]> => {
  const plans = new Map<string, string[]>();
  for (const each of ESTATE.installations) for (const supplier of activeSuppliersOf(each)) {
    const key = `${address('supplier', supplier)} ${COHORT_OF[each.groupId]}`;
    plans.set(key, [...(plans.get(key) ?? []), each.electricity.networkOperator]);
  }
  return plans;
};
export const quantities = (message: Envelope): readonly DailyQuantity[] => read(message)['quantities'] as readonly DailyQuantity[];
/** Installations by distributor, the days taken together. */
const totals = (list: readonly DailyQuantity[]): Fields => {
  const sum: Record<string, number> = {};
  for (const { distributor, installations } of list) if (installations > 0) sum[distributor] = (sum[distributor] ?? 0) + installations;
  return sum;
};
const counted = (distributors: readonly string[]): Fields => totals(distributors.map((distributor) => ({ distributor, migrationDay: '', installations: 1 })));
/** A planning file of every supplier and SMSO that has a plan, each with its numbers by distributor. */
export const expectPlans = (messages: readonly Envelope[], type: 'MIF' | 'DR' | 'DC', party: (message: Envelope) => string): void => {
  const found = messages.map((each) => [`${party(each)} ${parsePlanningFileName(each.key, type).smso}`, totals(quantities(each))] as const);
  const expected = [...planned()].map(([key, distributors]) => [key, counted(distributors)] as const);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  expect(found).toHaveLength(expected.length);
};
/** Installations by day and distributor. */
export const cells = (list: readonly DailyQuantity[]): Fields => {
  const sum: Record<string, number> = {};
  for (const { migrationDay, distributor, installations } of list) sum[`${migrationDay} ${distributor}`] = (sum[`${migrationDay} ${distributor}`] ?? 0) + installations;
  return sum;
};
