/** The bus addresses that an expectation's receivers stand for, for one Installation. */
import type { Address, Installation } from '../../protocol/domain.ts';
import { COHORT_OF, PER_COHORT, address, roleOf } from '../../protocol/domain.ts';
import type { Receiver } from '../../protocol/mehrs/expected/expectation.ts';

const addressesOf = (receiver: Receiver, { groupId, electricity, gas }: Installation, parties: readonly Address[]): readonly Address[] => {
  const suppliersOf = (active?: boolean): readonly Address[] =>
    [electricity, ...(gas === undefined ? [] : [gas])].filter((each) => active === undefined || each.active === active).map((each) => address('supplier', each.supplier));
  switch (receiver) {
    case 'supplier': return suppliersOf();
    case 'supplier.active': return suppliersOf(true);
    case 'supplier.dormant': return suppliersOf(false);
    case 'networkOperator': return [electricity, ...(gas === undefined ? [] : [gas])].map((each) => address('networkOperator', each.networkOperator));
    case 'networkOperator.electricity': return [address('networkOperator', electricity.networkOperator)];
    case 'networkOperator.gas': return gas === undefined ? [] : [address('networkOperator', gas.networkOperator)];
    case 'everySupplier': return parties.filter((each) => roleOf(each) === 'supplier');
    case 'everyNetworkOperator': return parties.filter((each) => roleOf(each) === 'networkOperator');
    default: return [PER_COHORT.includes(receiver) ? address(receiver, COHORT_OF[groupId]) : receiver];
  }
};

/** @param parties addresses of all SEC Parties of the estate. */
export const addressSet = (receivers: readonly Receiver[], subject: Installation, parties: readonly Address[]): ReadonlySet<Address> =>
  new Set(receivers.flatMap((each) => addressesOf(each, subject, parties)));
