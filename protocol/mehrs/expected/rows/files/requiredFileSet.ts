/** MEHRS 2.5.9 where no Service Request is raised: AA, BA, CA (ruling A-29) and DA, which get the Installation back with its FailedStepNumber. */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, noSuccessfulScf, notCommissioned, reportedAuthorisation } from '../../completion.ts';
import { IE } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { failure, must, never, noIncident, step, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { NEXT_WEEK, givenBack, inReport2, onlyCode } from './shared.ts';

const givesBack = (check: string, what: string, groups: readonly GroupId[], end: string, clause: string, commissioner: 'cp' | 'supplier' = 'cp'): CatalogueRow => ({
  ...USUAL, id: `2.5.9-${check}-${end}`, section: '2.5.9', title: `An Installation fails Table 5.25: ${what}; given back`, kind: 'failure', groups, detectedBy: 's1sp', level: 'installation',
  conditions: { ...USUAL.conditions, commissioner }, incident: NO_INCIDENT, codes: [{ code: check, file: 'SCF' }, { code: 'MA115', file: 'MACR' }],
  reports: [{ report: 2, carries: check }, { report: 6, carries: 'MA115' }], disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, source: `${clause}; ruling A-29`,
  lines: groups.includes('DA') ? ['548-550', '556-558', '564-569'] : ['548-550', '564-569', ...(commissioner === 'supplier' ? ['571'] : [])], cause: what, whenNotCommissionedByDcc: ['supplier', 'rp'],
  compensations: [{ what: groups.includes('DA') ? 'account-back' : 'sim-back', by: 's1sp', clause }],
  demands: (situation) => ({
    mustSend: [
      ...untilFileSet(situation), must('scf', clause, 's1sp', 'SCF', ['rp', commissioner, 'bimi'], { where: [failure, step(check)], after: { of: 'mef' } }),
      ...givenBack(clause, 'mef'), inReport2('scf'), ...failedCompletion(clause, 'MA115', 'scf'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [noIncident, ...notCommissioned, noSuccessfulScf, onlyCode(['MA115']), never('not viable for the S1SP', clause, 's1sp', 'VIABILITY_REQUEST')],
  }),
});

const ADDRESS = 'the IP address in the MGF is none';
const MATERIAL = 'the MEF has no key material for the GSME';

export const REQUIRED_FILE_SET_ROWS: readonly CatalogueRow[] = [
  givesBack('X5.25-04', ADDRESS, IE, 'ie', 'MEHRS 2.5.9'), givesBack('X5.25-04', ADDRESS, ['AA'], 'ie-supplier', 'MEHRS 2.5.9', 'supplier'),
  givesBack('X5.25-06', MATERIAL, ['BA'], 'ie', 'MEHRS 2.5.9'), givesBack('X5.25-06', MATERIAL, ['DA'], 'da', 'MEHRS 2.5.9 DA'),
];
