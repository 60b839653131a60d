/** MEHRS 2.7: the Commissioning Party commissions split sites and whatever has a Dormant Meter, also where the authorisations say ToBeCommissionedByDCC False (ruling A-44). */
import { toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { CatalogueRow, Conditions } from '../../row.ts';
import { never, noFailedMacr, noFailure, noIncident, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

const flagIgnored = (id: string, title: string, line: string, conditions: Partial<Conditions>): CatalogueRow => ({
  ...USUAL, id, section: '2.7', title, kind: 'not-applicable', groups: EVERY_GROUP, conditions: { ...USUAL.conditions, ...conditions }, detectedBy: 'rp', level: 'none', incident: NO_INCIDENT, codes: [],
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.7; ruling A-44', lines: [line],
  cause: 'every authorisation says ToBeCommissionedByDCC False',
  demands: (situation) => ({
    // The Common File goes to the Commissioning Party and to no supplier, and so does all that follows.
    mustSend: [...untilFileSet(situation), ...toTheEnd(situation)],
    mustNotSend: [...noFailure, noIncident, noFailedMacr, never('no supplier commissions', 'MEHRS 2.7', 'supplier', 'COMMISSIONING_REQUEST')],
  }),
});

export const COMMISSIONER_FLAG_ROWS: readonly CatalogueRow[] = [
  flagIgnored('2.7-flag-split', 'Two Active Suppliers that both wish to commission: the Commissioning Party does', '793', { sameSupplier: false }),
  flagIgnored('2.7-flag-active-dormant', 'An Active Supplier that wishes to commission beside a Dormant Meter: the Commissioning Party does', '791', { supply: ['Active', 'Dormant'], sameSupplier: false }),
];
