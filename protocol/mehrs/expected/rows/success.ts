/** Guide 7.2.1, Table 5 steps 4 to 23, with nothing in the way. */
import { commissioning, migrated, reportedAuthorisation, reportedSuccess, session } from '../completion.ts';
import type { CatalogueRow } from '../row.ts';
import { authorisation, handOver, mef, mgf, noFailedMacr, noFailure, noIncident, validation, viability } from '../stages.ts';
import { ABOUT_20, NO_INCIDENT, SLICE } from './common.ts';

export const SUCCESS_ROWS: readonly CatalogueRow[] = [
  {
    ...SLICE,
    id: 'guide-7.2.1', section: '7.2.1', title: 'Migration and commissioning by the Commissioning Party', kind: 'success',
    detectedBy: null, level: 'none', incident: NO_INCIDENT, codes: [],
    reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }, { report: 10, carries: 'Accepted' }],
    disposition: 'commissioned', supplierAction: 'none', source: 'Guide 7.2.1, Table 5 steps 4-23; Table 7', cause: null,
    mustSend: [
      ...authorisation, ...validation, ...handOver, mgf, mef, ...viability, ...session(1), ...migrated(), ...commissioning(ABOUT_20),
      ...reportedSuccess, ...reportedAuthorisation,
    ],
    mustNotSend: [...noFailure, noIncident, noFailedMacr],
  },
];
