/** MEHRS 2.6.3: a check of "S1SP / DCO Commissioning of a SMETS1 Installation" fails; where it is Critical the Installation goes back, else the migration goes on. */
import { failedCompletion, failedStep, reportedAuthorisation, session, toTheEnd } from '../../completion.ts';
import type { MustSend } from '../../expectation.ts';
import { NOT_DA } from '../../groups.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { SOME, must, never, noFailedMacr, noFailure, noIncident, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

const SHARED = { ...USUAL, groups: NOT_DA, detectedBy: 's1sp', level: 'installation', incident: NO_INCIDENT } as const;
const LIAISE = 'have the SMSO review and put it right, then authorise a later week; or replace the Installation';

interface Critical {
  readonly id: string;
  readonly step: string;
  readonly title: string;
  readonly cause: string;
  /** What shows it: the last result of the device, or the DCO's answer. */
  readonly shown: MustSend;
}

const last = (kind: 'test' | 'rotateKey', result: string): MustSend => must('shown', 'MEHRS 2.6.3', 'csp', 'WAN_RESULT', ['s1sp'], {
  where: [{ field: 'kind', is: kind }, { field: 'result', is: result }], ...(result === 'answered' ? { count: SOME } : {}),
});

const critical = ({ id, step, title, cause, shown }: Critical): CatalogueRow => ({
  ...SHARED,
  id, section: '2.6.3', title, cause, kind: 'failure', lines: ['670-691'], codes: [{ code: step, file: 'SCF' }, { code: 'MA115', file: 'MACR' }],
  reports: [{ report: 2, carries: step }, { report: 6, carries: 'MA115' }], disposition: 'returned-to-smso', supplierAction: LIAISE,
  source: 'MEHRS 2.6.3, Table A.1; ruling A-34', compensations: COMPENSATIONS('MEHRS 2.6.3 (1)', NOT_DA), whenNotCommissionedByDcc: BOTH_HEAR,
  demands: (situation) => ({
    mustSend: [
      ...untilFileSet(situation), ...viability, ...session(situation, 1), shown,
      ...rolledBack(situation, { clause: 'MEHRS 2.6.3', scfItem: 2, failedStep: step, after: 'shown' }), ...smsoContact('restored'),
      failedStep('MEHRS 2.6.3', 'scf', step), ...failedCompletion('MEHRS 2.6.3', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      ...notDone(situation, 'MA115'), noIncident,
      never('checking stops', 'MEHRS 2.6.3', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', oneOf: ['test', 'rotateKey'] }], after: { of: 'sim-back' } }),
    ],
  }),
});

const bySupplier = (row: CatalogueRow): readonly CatalogueRow[] =>
  [row, { ...row, id: `${row.id}-supplier`, title: `${row.title}; the supplier was to commission`, lines: ['685-686'], conditions: { ...row.conditions, commissioner: 'supplier' } }];

/** Logged in the audit file, and on it goes. */
const remark = (id: string, step: string, title: string, cause: string): CatalogueRow => ({
  ...SHARED,
  id, section: '2.6.3', title, cause, kind: 'recovery', level: 'none', lines: [], codes: [{ code: step, file: 'AUDIT' }],
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.6.3; ruling A-34',
  demands: (situation: Situation) => ({
    mustSend: [
      ...untilFileSet(situation), ...toTheEnd(situation),
      must('remark', 'ruling A-34', 's1sp', 'AUDIT', ['mcc'], { where: [{ field: 'entry.tests', includes: { step, result: 'Failed' } }], before: { of: 'scf' } }),
    ],
    mustNotSend: [...noFailure, noIncident, noFailedMacr],
  }),
});

export const DEVICE_TEST_ROWS: readonly CatalogueRow[] = [
  ...bySupplier(critical({ id: '2.6.3-esme-silent', step: 'X12.9.2-01', title: 'The ESME does not answer its test', cause: 'the ESME is gone', shown: last('test', 'unreachable') })),
  critical({ id: '2.6.3-gsme-silent', step: 'X12.9.2-01', title: 'The GSME does not answer its test', cause: 'the GSME is gone', shown: last('test', 'unreachable') }),
  critical({ id: '2.6.3-esme-refuses', step: 'X12.9.2-02', title: 'The ESME refuses a command that bears a wrong code', cause: 'the DCO holds a wrong half of its key', shown: last('test', 'refused') }),
  critical({ id: '2.6.3-esme-busy', step: 'X12.9.2-03', title: 'The ESME is busy', cause: 'the ESME is busy', shown: last('test', 'busy') }),
  critical({ id: '2.6.3-gsme-wrong-mode', step: 'X12.9.2-04', title: 'The GSME is in the wrong mode', cause: 'the GSME is in another mode', shown: last('test', 'wrongMode') }),
  critical({ id: '2.6.3-esme-unreadable', step: 'X12.9.2-05', title: 'The answer of the ESME cannot be read', cause: 'the ESME says of its clock what is no number', shown: last('test', 'answered') }),
  critical({ id: '2.6.3-gsme-model', step: 'X12.9.2-06', title: 'The GSME is another model than the MCF says', cause: 'the meter was exchanged', shown: last('test', 'answered') }),
  critical({ id: '2.6.3-esme-firmware', step: 'X12.9.2-07', title: 'The ESME has other firmware than the MCF says', cause: 'the SMSO upgraded it after the MCF', shown: last('test', 'answered') }),
  critical({ id: '2.6.3-gsme-not-joined', step: 'X12.9.2-08', title: 'The GSME is not joined to the hub', cause: 'the GSME has left the HAN', shown: last('test', 'answered') }),
  critical({
    id: '2.6.3-dco-refuses-code', step: 'X5.15-00', title: 'The DCO refuses its code for a command', cause: 'the DCO has no half of the key of the ESME',
    shown: must('shown', 'MEHRS 2.6.3', 'dco', 'KEY_RESPONSE', ['s1sp'], { where: [{ field: 'result', is: 'refused' }] }),
  }),
  critical({ id: '2.6.3-rotation-refused', step: 'X12.9.3-01', title: 'The ESME is busy when its key is to be replaced', cause: 'the ESME is busy after its test', shown: last('rotateKey', 'busy') }),
  critical({ id: '2.6.3-rotation-unheard', step: 'X12.9.3-01', title: 'The ESME replaces its key and nobody hears it', cause: 'the answer of the ESME is lost', shown: last('rotateKey', 'unreachable') }),
  {
    ...critical({ id: '2.6.5-not-applicable', step: 'X12.9.2-01', title: 'A GSME that is gone: section 2.6.5 is for DA only, 2.6.3 for all others', cause: 'the GSME is gone', shown: last('test', 'unreachable') }),
    section: '2.6.5', kind: 'not-applicable', lines: ['710'],
  },
  remark('2.6.3-clock-not-critical', 'X12.9.2-09', 'The clock of the ESME is wrong: not Critical', 'the clock of the ESME is two minutes slow'),
  remark('2.6.3-gpf-not-critical', 'X12.9.2-08', 'The GPF says it is not joined to the hub: Critical for meters only', 'the GPF says it is not joined'),
];
