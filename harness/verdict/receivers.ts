/** The bus addresses that an expectation's receivers stand for, for one Installation. */
import type { Address, Installation } from '../../protocol/domain.ts';
import { COHORT_OF, PER_COHORT, address } from '../../protocol/domain.ts';
import type { Receiver } from '../../protocol/mehrs/expected/expectation.ts';

const addressesOf = (receiver: Receiver, { groupId, electricity, gas }: Installation, suppliers: readonly Address[]): readonly Address[] => {
  switch (receiver) {
    case 'supplier': return [electricity, ...(gas === undefined ? [] : [gas])].map((each) => address('supplier', each.supplier));
    case 'networkOperator': return [electricity, ...(gas === undefined ? [] : [gas])].map((each) => address('networkOperator', each.networkOperator));
    case 'networkOperator.electricity': return [address('networkOperator', electricity.networkOperator)];
    case 'networkOperator.gas': return gas === undefined ? [] : [address('networkOperator', gas.networkOperator)];
    case 'everySupplier': return suppliers;
    default: return [PER_COHORT.includes(receiver) ? address(receiver, COHORT_OF[groupId]) : receiver];
  }
};

/** @param suppliers addresses of all suppliers of the estate. */
export const addressSet = (receivers: readonly Receiver[], subject: Installation, suppliers: readonly Address[]): ReadonlySet<Address> =>
  new Set(receivers.flatMap((each) => addressesOf(each, subject, suppliers)));
