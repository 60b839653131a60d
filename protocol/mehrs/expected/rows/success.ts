/** Guide 7.2.1 and 7.2.2, Table 5 steps 4 to 23 and Table 6, with nothing in the way: every Group ID, fuel, supply and commissioner. */
import { toTheEnd } from '../completion.ts';
import { EVERY_GROUP } from '../groups.ts';
import { noOtherPlanning, planningWeeks } from '../planningWeeks.ts';
import type { CatalogueRow, Conditions } from '../row.ts';
import { noFailedMacr, noFailure, noIncident, untilFileSet } from '../stages.ts';
import { NO_INCIDENT, USUAL } from './common.ts';

const succeeds = (id: string, title: string, conditions: Partial<Conditions>, lines: readonly string[] = []): CatalogueRow => ({
  ...USUAL,
  id, section: conditions.commissioner === 'supplier' ? '7.2.2' : '7.2.1', title, kind: 'success', groups: EVERY_GROUP, conditions: { ...USUAL.conditions, ...conditions },
  detectedBy: null, level: 'none', incident: NO_INCIDENT, codes: [],
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }, ...(conditions.supply?.includes('Dormant') === true ? [] : [{ report: 10, carries: 'Accepted' }])],
  disposition: 'commissioned', supplierAction: 'none', source: 'Guide 7.2, Tables 5 to 7; 3.3, 4.4, 4.5', lines, cause: null,
  demands: (situation) => ({
    mustSend: [...planningWeeks(situation), ...untilFileSet(situation), ...toTheEnd(situation)],
    mustNotSend: [...noOtherPlanning(situation), ...noFailure, noIncident, noFailedMacr],
  }),
});

export const SUCCESS_ROWS: readonly CatalogueRow[] = [
  succeeds('guide-7.2.1', 'Migration and commissioning by the Commissioning Party', {}),
  succeeds('guide-7.2.1-electricity', 'The same without gas', { fuel: 'electricity', supply: ['Active'] }),
  succeeds('guide-7.2.1-split', 'Two Active Suppliers, each with an authorisation of its own', { sameSupplier: false }, ['793']),
  succeeds('guide-7.2.1-active-dormant', 'Electricity Active, gas Dormant', { supply: ['Active', 'Dormant'], sameSupplier: false }, ['791']),
  succeeds('guide-7.2.1-dormant', 'Both meters Dormant: DCC authorises', { supply: ['Dormant', 'Dormant'] }, ['791']),
  succeeds('guide-7.2.2', 'Commissioned by the supplier', { commissioner: 'supplier' }, ['795']),
];
