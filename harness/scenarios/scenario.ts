/** A catalogue row as a world to run: estate, cause, subject. */
import type { Estate, GroupId, Installation } from '../../protocol/domain.ts';
import { generateEstate, type EstateOptions, type Shape } from '../estate/index.ts';
import type { FaultPlan } from '../faults/plan.ts';
import { DEFAULT_SEED, type WorldOptions } from '../world/world.ts';
import { CAUSES } from './causes/index.ts';
import type { Cause } from './cause.ts';

export interface Scenario {
  readonly world: WorldOptions & Required<Pick<WorldOptions, 'estate' | 'seed' | 'faults'>>;
  /** Whom the row is about. */
  readonly subject: Installation;
  readonly shape: Shape;
  readonly commissionedBySupplier: boolean;
  /** Nothing but the fault plan makes it what it is: one Installation, and no other records, authorisations or rules. */
  readonly isPlain: boolean;
}

/** Catalogue rows that can be provoked. */
export const PROVOKED_ROWS: readonly string[] = Object.keys(CAUSES);

const causeOf = (rowId: string): Cause => {
  const cause = CAUSES[rowId];
  if (cause === undefined) throw new RangeError(`no cause provokes "${rowId}"; known: ${PROVOKED_ROWS.join(', ')}`);
  return cause;
};

/** The faults of a row for an Installation of any estate. @throws RangeError for a row no cause is known for. @public */
export const planFor = (rowId: string, installation: Installation, seed = DEFAULT_SEED): FaultPlan =>
  ({ name: rowId, faults: [...causeOf(rowId).faults(installation, { parties: [], installations: [installation] }, seed)] });

/** Suppliers on DUIS 3, which can take an N55 (Guide 4.2). */
export const SUPPLIERS = ['SUPA', 'SUPB'] as const;

/** One supplier's file is to hold them all. */
export const withSuppliersOfFirst = ({ parties, installations }: Estate): Estate => {
  const [first] = installations;
  return { parties, installations: installations.map((each) => (first === undefined ? each : {
    ...each, electricity: { ...each.electricity, supplier: first.electricity.supplier },
    ...(each.gas === undefined || first.gas === undefined ? {} : { gas: { ...each.gas, supplier: first.gas.supplier } }),
  })) };
};

const estates = new Map<string, Estate>();
const MOST_ESTATES = 500;

/** Made once for all the rows that are about one like it. */
const estateOf = (options: EstateOptions): Estate => {
  const name = JSON.stringify(options);
  const known = estates.get(name);
  if (known !== undefined) return known;
  if (estates.size >= MOST_ESTATES) estates.clear();
  const estate = withSuppliersOfFirst(generateEstate(options));
  estates.set(name, estate);
  return estate;
};

/** A world of one Installation (or the cause's number) of a Group ID in which the row comes about. @throws RangeError for a row no cause is known for. */
export const scenarioFor = (rowId: string, groupId: GroupId, seed = DEFAULT_SEED): Scenario => {
  const { shape = 'dual-active', commissionedBySupplier = false, installations = 1, faults, world, unexplored } = causeOf(rowId);
  const estate = estateOf({
    seed, installations, groups: [groupId], shape, paymentMode: 'credit', suppliers: SUPPLIERS, commissionedBySupplierPercent: commissionedBySupplier ? 100 : 0,
  });
  const [subject] = estate.installations;
  if (subject === undefined) throw new RangeError('at least one Installation expected');
  return { subject, shape, commissionedBySupplier, isPlain: world === undefined && unexplored === undefined && installations === 1, world: { estate, seed, faults: { name: rowId, faults: [...faults(subject, estate, seed)] }, ...world?.(subject, estate, seed) } };
};
