/**
 * MEHRS 2.5.9 where no Service Request is raised: AA, BA, CA (ruling A-29) and DA, which get the Installation back with its
 * FailedStepNumber; and an Installation that is not in the set at all. What the MCC asks of the Requesting Party for the others
 * stands in `serviceRequest.ts`.
 */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, noSuccessfulScf, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { IE } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { failure, must, never, noFailedMacr, noIncident, step, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { FILE_SET_CHECKS, filesOf, noServiceRequest, type FileSetCheck } from './fileSetChecks.ts';
import { NEXT_WEEK, SUCCESS_REPORTS, givenBack, inReport2, onlyCode } from './shared.ts';

const givesBack = (check: FileSetCheck, groups: readonly GroupId[], end: string, commissioner: 'cp' | 'supplier' = 'cp'): CatalogueRow => {
  const [da, what] = [groups.includes('DA'), FILE_SET_CHECKS[check]];
  const clause = da ? 'MEHRS 2.5.9 DA' : 'MEHRS 2.5.9';
  return {
    ...USUAL, id: `2.5.9-${check}-${end}`, section: '2.5.9', title: `An Installation fails Table 5.25: ${what}; given back`, kind: 'failure', groups, detectedBy: 's1sp', level: 'installation',
    conditions: { ...USUAL.conditions, commissioner }, incident: NO_INCIDENT, codes: [{ code: check, file: 'SCF' }, { code: 'MA115', file: 'MACR' }],
    reports: [{ report: 2, carries: check }, { report: 6, carries: 'MA115' }], disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, source: `${clause}; ruling A-29`,
    lines: ['548', ...(da ? ['556-558'] : []), '564-569', ...(commissioner === 'supplier' ? ['571'] : [])], cause: what, whenNotCommissionedByDcc: ['supplier', 'rp'],
    compensations: [{ what: da ? 'account-back' : 'sim-back', by: 's1sp', clause }],
    demands: (situation) => ({
      mustSend: [
        ...filesOf(check, situation), must('scf', clause, 's1sp', 'SCF', ['rp', commissioner, 'bimi'], { where: [failure, step(check)], after: { of: 'mef' } }),
        ...givenBack(clause, 'mef'), inReport2('scf'), ...failedCompletion(clause, 'MA115', 'scf'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [
        noIncident, noServiceRequest, ...notCommissioned, noSuccessfulScf, onlyCode(['MA115']), never('not viable for the S1SP', clause, 's1sp', 'VIABILITY_REQUEST'),
        never('no new Common File', clause, 'rp', 'MCF', { after: { of: 'mvf' } }),
      ],
    }),
  };
};

/** A Group File names an Installation of another day's set: it fails there, and goes its own way all the same (AA, BA, CA: it was never handed over). */
const ofAnotherSet: CatalogueRow = {
  ...USUAL, id: '2.5.9-X5.25-01-ie', section: '2.5.9', title: 'An Installation fails Table 5.25 in a set that it is not in; its own migration goes on', kind: 'recovery', groups: IE, detectedBy: 's1sp',
  level: 'installation', incident: NO_INCIDENT, codes: [{ code: 'X5.25-01', file: 'SCF' }], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.5.9; ruling A-29',
  lines: ['548'], cause: FILE_SET_CHECKS['X5.25-01'],
  demands: (situation) => ({
    mustSend: [must('scf-failed', 'MEHRS 2.5.9', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, step('X5.25-01')] }), ...untilFileSet(situation), ...toTheEnd(situation)],
    mustNotSend: [
      noIncident, noServiceRequest, noFailedMacr, never('nothing is given back that was never handed over', 'Guide Table 5 step 17', 's1sp', 'SIM_REQUEST'),
      never('no rollback', 'Guide Table 5 step 17', 's1sp', 'ROLLBACK_NOTICE'),
    ],
  }),
};

export const REQUIRED_FILE_SET_ROWS: readonly CatalogueRow[] = [
  ofAnotherSet, givesBack('X5.25-01', ['DA'], 'da'),
  givesBack('X5.25-02', IE, 'ie'), givesBack('X5.25-02', ['DA'], 'da'), givesBack('X5.25-03', IE, 'ie'),
  givesBack('X5.25-04', IE, 'ie'), givesBack('X5.25-04', IE, 'ie-supplier', 'supplier'), givesBack('X5.25-05', IE, 'ie'),
  givesBack('X5.25-06', IE, 'ie'), givesBack('X5.25-06', ['DA'], 'da'), givesBack('X5.25-06', ['DA'], 'da-supplier', 'supplier'), givesBack('X5.25-07', ['DA'], 'da'),
];
