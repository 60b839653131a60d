/** What sections 2.6.2 and 2.6.3 say does not apply to Group ID DA, and 2.6.5 to any other. */
import { reportedAuthorisation, toTheEnd, failedCompletion, failedStep } from '../../completion.ts';
import { COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow } from '../../row.ts';
import { must, never, noFailedMacr, noFailure, noIncident, step, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

const SHARED = { ...USUAL, groups: ['DA'], kind: 'not-applicable', incident: NO_INCIDENT, level: 'none' } as const;
const GT04 = '16.10.1.GT04';
const noSession = never('no session is tried', 'MEHRS 2.6.2', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', is: 'openSession' }] });
const noTest = never('no device is tested', 'MEHRS 2.6.3', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', is: 'test' }] });

export const NOT_FOR_DA_ROWS: readonly CatalogueRow[] = [
  {
    ...SHARED,
    id: '2.6.2-not-for-DA', section: '2.6.2', title: 'DA: a hub out of reach is not sought by the ladder of 3.1; the SUA command waits for it', lines: ['647'], detectedBy: 's1sp',
    cause: 'the hub is out of coverage for 30 hours', compensations: COMPENSATIONS('MEHRS 2.6.5', ['DA']), codes: [{ code: GT04, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: GT04 }, { report: 6, carries: 'MA115' }],
    disposition: 'returned-to-smso', supplierAction: 'resubmit in a later Migration Week, in coordination with the MCC', source: 'MEHRS 2.6.2, 2.6.5',
    demands: (situation) => ({
      mustSend: [
        ...untilFileSet(situation), ...viability, must('rotations', 'MEHRS 3.3.1', 's1sp', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: 'rotateKey' }] }),
        ...rolledBack(situation, { clause: 'MEHRS 3.3.1', scfItem: 2, failedStep: GT04, after: 'rotations' }), ...smsoContact('restored'),
        failedStep('MEHRS 2.6.5', 'scf', GT04), ...failedCompletion('MEHRS 2.6.5', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [
        ...notDone(situation, 'MA115'), noIncident, noSession, never('no audit of WAN testing', 'MEHRS 2.6.2', 's1sp', 'AUDIT'),
        never('not the step of 2.6.2', 'MEHRS 2.6.2', 's1sp', 'SCF', { where: [step('12.9.1.ET01')] }),
      ],
    }),
  },
  {
    ...SHARED,
    id: '2.6.3-not-for-DA', section: '2.6.3', title: 'DA: firmware that is not the MCF\'s is found by no test after hand-over', lines: ['679'], detectedBy: null,
    cause: 'the SMSO upgraded the ESME after the MCF', codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none',
    source: 'MEHRS 2.6.3',
    demands: (situation) => ({ mustSend: [...untilFileSet(situation), ...toTheEnd(situation)], mustNotSend: [...noFailure, noIncident, noFailedMacr, noSession, noTest] }),
  },
];
