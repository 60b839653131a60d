/** MEHRS 2.5.7: the S1SP's whole-file checks on the MGF. DA has none. */
import { toTheEnd } from '../../completion.ts';
import type { CatalogueRow } from '../../row.ts';
import { never, noFailedMacr, noFailure, noIncident, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { IE } from '../../groups.ts';
import { everyEndForBoth, inTime, maEndedInWindow, unableToResubmit, type GroupFile } from './groupFile.ts';
import { KEPT, SUCCESS_REPORTS } from './shared.ts';
import { SIGNATURE, otherVariants } from './variants.ts';

const MGF: Omit<GroupFile, 'variant'> = {
  section: '2.5.7', file: 'MGF', detectors: ['s1sp'], who: '',
  lines: { generic: ['494-502', '512-516'], CB: ['504-506'], DA: ['498'], FOC: ['508-510'] },
};

/** DA: the Requesting Party makes no MGF, so what would spoil it changes nothing. */
const notForDa: CatalogueRow = {
  ...USUAL, id: '2.5.7-not-applicable', section: '2.5.7', title: 'DA has no MGF to fail', kind: 'not-applicable', groups: ['DA'], detectedBy: null, level: 'none', incident: NO_INCIDENT,
  codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.5.7, 2.5.5', lines: ['498'], cause: 'the Requesting Party signs its MGFs badly',
  demands: (situation) => ({
    mustSend: [...untilFileSet(situation), ...toTheEnd(situation)],
    mustNotSend: [...noFailure, noIncident, noFailedMacr, never('no MGF', 'MEHRS 2.5.7', 'rp', 'MGF')],
  }),
};

export const MIGRATION_GROUP_FILE_ROWS: readonly CatalogueRow[] = [
  ...everyEndForBoth({ ...MGF, variant: SIGNATURE }, []), maEndedInWindow({ ...MGF, variant: SIGNATURE }, IE, 'ma-ended-ie'), maEndedInWindow({ ...MGF, variant: SIGNATURE }, KEPT, 'ma-ended'), unableToResubmit({ ...MGF, variant: SIGNATURE }), notForDa,
  ...otherVariants([], 0).map(([variant, groups]) => inTime({ ...MGF, variant }, groups)),
];
