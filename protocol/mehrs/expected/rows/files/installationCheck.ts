/** MEHRS 2.4.6: the 18 checks of every Installation of an MCF (Guide Table 5 step 9; ruling R2-05). One failing Installation never stops the file. */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { authorisation, mcf, must, never, noFailedMacr, noFailure, noIncident, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { NEXT_WEEK, SUCCESS_REPORTS, onlyCode } from './shared.ts';

const CLAUSE = 'MEHRS 2.4.6';
const LINES = ['336-352'];

const CHECKS: readonly (readonly [check: string, what: string, groups: readonly GroupId[]])[] = [
  ['X5.10-01', 'the check digit of the MPAN is wrong', ['AA']],
  ['X5.10-02', 'the check digits of the MPRN are wrong', ['CB']],
  ['X5.10-03', 'the MPAN is not in Registration Data', EVERY_GROUP],
  ['X5.10-04', 'the MPRN is not in Registration Data', ['EA']],
  ['X5.10-05', 'another electricity supplier is registered', ['EB', 'DA']],
  ['X5.10-06', 'another gas supplier is registered', ['BA']],
  ['X5.10-07', 'a Device ID stands in the Installation twice', ['CA']],
  ['X5.10-08', 'there is no Communications Hub', ['CB']],
  ['X5.10-09', 'there is a GSME and no GPF', ['EA']],
  ['X5.10-10', 'a Device has firmware that is not on the Central Products List', ['AA']],
  ['X5.10-11', 'the combination is no longer eligible', ['CB', 'DA']],
  ['X5.10-12', 'a Device is in use in the Smart Metering Inventory', ['EB', 'DA']],
  ['X5.10-13', 'the Smart Metering Inventory knows a Device as SMETS2', ['AA']],
  ['X5.10-14', 'credentials of one kind are given twice', ['BA']],
  ['X5.10-15', 'a certificate id is that of no certificate', ['CA', 'DA']],
  ['X5.10-16', 'a certificate has another Remote Party Role', ['CB']],
  ['X5.10-17', 'a certificate is another Party\'s', ['EA', 'DA']],
  ['X5.10-18', 'a certificate has been revoked', ['EB']],
];

const failed = ([check, what, groups]: (typeof CHECKS)[number]): CatalogueRow => ({
  ...USUAL, id: `2.4.6-${check}`, section: '2.4.6', title: `An Installation fails in the MVF: ${what}`, kind: 'failure', groups, detectedBy: 'mcfvf', level: 'installation', incident: NO_INCIDENT,
  codes: [{ code: check, file: 'MVF' }, { code: 'MA113', file: 'MACR' }], reports: [{ report: 6, carries: 'MA113' }], disposition: 'not-migrated',
  supplierAction: `review the validation failures and correct the data, with DCC's support where wanted (e.g. Registration Data Incidents); then ${NEXT_WEEK}`, source: `${CLAUSE}, Table A.1 MA113; rulings A-23, R2-05`, lines: [...LINES, '1137'], cause: what,
  demands: (situation) => ({
    mustSend: [
      ...authorisation(situation), mcf(situation),
      must('mvf', CLAUSE, 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], {
        where: [{ field: 'entry.failure.failedStepNumber', is: check }, { field: 'entry.failure.supportingData', filled: true }], forEach: { of: 'mcf', sameField: 'header.migrationSetId' },
      }),
      ...failedCompletion(CLAUSE, 'MA113', 'mvf'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      ...notCommissioned, noIncident, onlyCode(['MA113']), never('nothing handed over', CLAUSE, 'rp', 'HANDOVER_REQUEST'), never('no Group File', CLAUSE, 'rp', 'MGF'),
      never('no key material', CLAUSE, 'rp', 'MEF'), never('no SCF', CLAUSE, 's1sp', 'SCF'),
    ],
  }),
});

/** The other Installation of the file. */
const goesOn: CatalogueRow = {
  ...USUAL, id: '2.4.6-others-go-on', section: '2.4.6', title: 'Another Installation of the file fails in the MVF: this one goes on', kind: 'recovery', groups: EVERY_GROUP, detectedBy: 'mcfvf',
  level: 'none', incident: NO_INCIDENT, codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: CLAUSE, lines: LINES,
  cause: 'the MPAN of another Installation of the set is not in Registration Data',
  demands: (situation) => ({ mustSend: [...untilFileSet(situation), ...toTheEnd(situation)], mustNotSend: [...noFailure, noIncident, noFailedMacr] }),
};

export const INSTALLATION_CHECK_ROWS: readonly CatalogueRow[] = [...CHECKS.map(failed), goesOn];
