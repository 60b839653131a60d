/** MEHRS 2.6.2 and 3.1 for Group ID CB: no session with the Communications Hub, for a while or for 48 hours. */
import {
  commissioning, failedCompletion, failedStep, migrated, notCommissioned, noSuccessfulScf, reportedAuthorisation, reportedSuccess, session,
} from '../../completion.ts';
import { CONNECTIVITY_3_1, connectivityOffsets } from '../../ladder.ts';
import type { MustSend } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { SOME, failure, must, never, noFailedMacr, noFailure, noIncident, step, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

const untilSession = (situation: Situation): readonly MustSend[] => [...untilFileSet(situation), ...viability];
const SHARED = { ...USUAL, groups: ['CB'], lines: [], detectedBy: 's1sp', level: 'installation', incident: NO_INCIDENT } as const;
const ET01 = '12.9.1.ET01';
const atTimeout = { kind: 'after', from: { of: 'sessions' }, atLeast: CONNECTIVITY_3_1.timeoutMinutes, atMost: CONNECTIVITY_3_1.timeoutMinutes } as const;

const timedOut = (situation: Situation): readonly MustSend[] => [
  ...untilSession(situation),
  must('sessions', 'MEHRS 3.1', 's1sp', 'WAN_COMMAND', ['csp'], {
    where: [{ field: 'kind', is: 'openSession' }], count: CONNECTIVITY_3_1.attempts, timing: [{ kind: 'ladder', offsets: connectivityOffsets() }],
  }),
  must('unreachable', 'MEHRS 3.1', 'csp', 'WAN_RESULT', ['s1sp'], {
    where: [{ field: 'kind', is: 'openSession' }, { field: 'result', isNot: 'answered' }], count: CONNECTIVITY_3_1.attempts,
  }),
  must('sim-back', 'MEHRS 2.6.2 (1)', 's1sp', 'SIM_REQUEST', ['csp'], { where: [{ field: 'master', is: 'smso' }], timing: [atTimeout] }),
  must('sim-with-smso', 'MEHRS 2.6.2 (1)', 'csp', 'SIM_RESPONSE', ['s1sp'], {
    where: [{ field: 'master', is: 'smso' }, { field: 'result', is: 'done' }], after: { of: 'sim-back' },
  }),
  must('audit', 'MEHRS 2.6.2 (2)', 's1sp', 'AUDIT', ['mcc'], {
    where: [{ field: 'entry.tests', includes: { result: 'Failed' } }], count: SOME,
    timing: [{ kind: 'after', from: { of: 'sessions' }, atLeast: CONNECTIVITY_3_1.timeoutMinutes, atMost: CONNECTIVITY_3_1.timeoutMinutes + 60 }],
  }),
  must('discard', 'Guide Table 5 step 17', 's1sp', 'KEY_DISCARD', ['dco'], { count: SOME }),
  must('discarded', 'MEHRS 2.6.6', 'dco', 'KEY_DISCARDED', ['s1sp'], { where: [{ field: 'result', is: 'done' }], count: SOME }),
  must('smso-told', 'Guide Table 5 step 17', 's1sp', 'ROLLBACK_NOTICE', ['smso'], {
    where: [{ field: 'failedStepNumber', is: ET01 }, { field: 'wanRestored', is: true }],
  }),
  must('scf', 'MEHRS 2.6.2 (3)', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], {
    where: [failure, step(ET01), { field: 'entry.rollbackRequired', is: true }], forEach: { of: 'mcf', sameField: 'header.migrationSetId' },
    timing: [{ kind: 'after', from: { of: 'sessions' }, atLeast: CONNECTIVITY_3_1.timeoutMinutes, atMost: CONNECTIVITY_3_1.timeoutMinutes + 60 }],
  }),
  failedStep('MEHRS 2.6.2', 'scf', ET01),
  must('contact', 'MEHRS 2.6.6', 'smso', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: 'contact' }], count: SOME, after: { of: 'smso-told' } }),
];
const contact = (is: 'restored' | 'lost'): MustSend =>
  must('smso-contact', 'MEHRS 2.6.6', 'smso', 'SMSO_CONTACT', ['rp'], { where: [{ field: 'contact', is }], after: { of: 'contact' } });
const notDone = (code: string) => [
  ...notCommissioned, noSuccessfulScf, noIncident,
  never('no key rotated', 'MEHRS 3.1', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', oneOf: ['test', 'rotateKey'] }] }),
  never('one reason code', 'ruling A-37', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', isNot: code }] }),
];

const recovered = (id: string, title: string, attempts: number): CatalogueRow => ({
  ...SHARED,
  id, section: '3.1', title, kind: 'recovery', codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
  disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 3.1; ruling A-06', cause: id,
  demands: (situation) => ({
    mustSend: [
      ...untilSession(situation), ...session(situation, attempts), ...migrated(situation), ...commissioning(situation), ...reportedSuccess(situation),
      ...reportedAuthorisation(situation),
    ],
    mustNotSend: [...noFailure, noIncident, noFailedMacr],
  }),
});

const LIAISE = 'have the SMSO review and put it right, then authorise a later week; or replace the Installation';

export const CONNECTIVITY_ROWS: readonly CatalogueRow[] = [
  {
    ...SHARED,
    id: '2.6.2-timeout-contact-restored', section: '2.6.2', title: 'Hub out of reach for 48 hours; the SMSO has contact again', kind: 'failure',
    codes: [{ code: ET01, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: ET01 }, { report: 6, carries: 'MA115' }],
    disposition: 'returned-to-smso', supplierAction: LIAISE, source: 'MEHRS 2.6.2, 2.6.6, 3.1; ruling A-06', cause: '3.1-timeout',
    demands: (situation) => ({
      mustSend: [...timedOut(situation), contact('restored'), ...failedCompletion('MEHRS 2.6.2', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation)],
      mustNotSend: notDone('MA115'),
    }),
  },
  {
    ...SHARED,
    id: '2.6.2-timeout-contact-lost', section: '2.6.2', title: 'Hub out of reach for 48 hours and for the SMSO too', kind: 'failure',
    codes: [{ code: ET01, file: 'SCF' }, { code: 'MA121', file: 'MACR' }], reports: [{ report: 2, carries: ET01 }, { report: 6, carries: 'MA121' }],
    disposition: 'replacement-considered', supplierAction: 'ask the SMSO whether the Installation has to be replaced',
    source: 'MEHRS 2.6.2, 2.6.6, 3.1, Table A.1; ruling A-37', cause: '3.1-timeout',
    demands: (situation) => ({
      mustSend: [...timedOut(situation), contact('lost'), ...failedCompletion('ruling A-37', 'MA121', 'smso-contact'), ...reportedAuthorisation(situation)],
      mustNotSend: notDone('MA121'),
    }),
  },
  recovered('3.1-middle', 'The hub answers at attempt 145', 145),
  recovered('3.1-last', 'The hub answers at the last attempt', 288),
];
