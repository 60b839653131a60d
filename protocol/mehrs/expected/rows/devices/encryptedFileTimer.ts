/** MEHRS 2.6.4: the DCO discards the MEF before the S1SP asks to use its details, which it does once it has a session (3.1, 3.5). */
import { contactOffsets, failedCompletion, failedStep, reportedAuthorisation, session, toTheEnd } from '../../completion.ts';
import type { MustSend } from '../../expectation.ts';
import { FOC, IE } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { authorisation, handOver, mef, mgf, must, never, noFailedMacr, noFailure, noIncident, untilFileSet, validation, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL, incidentBefore } from '../common.ts';

/** No step is printed for a discarded file (emulator profile). */
const STEP = 'X5.16-01';
const LINES = ['693-708'];
const SHARED = { ...USUAL, section: '2.6.4', level: 'installation' } as const;

/** The MEF is with the DCO from the first hour; the S1SP's set is whole only when the MGF has come anew. */
const mgfLate = (situation: Situation): readonly MustSend[] => [
  ...authorisation(situation), ...validation(situation), ...handOver(situation), ...mgf(situation).map((each) => ({ ...each, before: { of: 'incident' } })), mef,
  ...incidentOf('2.5.7', 's1sp', 'rp', 'mgf', { field: 'failed', is: 'X5.9-02' }),
  must('mgf-2', 'MEHRS 2.5.7', 'rp', 'MGF', ['s1sp'], { also: ['bimi'], after: { of: 'resolved' } }),
  ...viability,
];

interface Discarded {
  readonly id: string;
  readonly title: string;
  readonly groups: CatalogueRow['groups'];
  readonly ruleSet: 'v3.0' | 'v3.1';
  readonly timerHours: number;
  /** The session that is opened, too late for the DCO. */
  readonly attempt: number;
}

const discarded = ({ id, title, groups, ruleSet, timerHours, attempt }: Discarded): CatalogueRow => ({
  ...SHARED, ruleSets: [ruleSet], incident: incidentBefore('2.5.7', 's1sp', 'rp'),
  id, title, groups, kind: 'failure', lines: LINES, detectedBy: 'dco', cause: 'the MGF fails a check and comes anew hours later; then the hub is out of coverage for long',
  codes: [{ code: STEP, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: STEP }, { report: 6, carries: 'MA115' }],
  disposition: 'returned-to-smso', supplierAction: 'schedule the Installation into a later Migration Week', source: 'MEHRS 2.6.4, 3.1, 3.5; rulings A-05, A-35',
  compensations: COMPENSATIONS('ruling A-35', groups), whenNotCommissionedByDcc: BOTH_HEAR,
  demands: (situation) => ({
    mustSend: [
      ...mgfLate(situation),
      must('sessions', 'MEHRS 3.1, 3.5', 's1sp', 'WAN_COMMAND', ['csp'], {
        where: [{ field: 'kind', is: 'openSession' }], count: attempt, timing: [{ kind: 'ladder', offsets: contactOffsets(situation.groupId, attempt) }],
      }),
      must('session-open', 'MEHRS 3.1, 3.5', 'csp', 'WAN_RESULT', ['s1sp'], { where: [{ field: 'kind', is: 'openSession' }, { field: 'result', is: 'answered' }] }),
      must('asked', 'MEHRS 2.6.4', 's1sp', 'KEY_REQUEST', ['dco'], { timing: [{ kind: 'after', from: { of: 'mef' }, atLeast: timerHours * 60 }] }),
      must('gone', 'MEHRS 2.6.4', 'dco', 'KEY_RESPONSE', ['s1sp'], { where: [{ field: 'result', is: 'discarded' }] }),
      ...rolledBack(situation, { clause: 'MEHRS 2.6.4', scfItem: 1, failedStep: STEP, after: 'gone' }), ...smsoContact('restored'),
      failedStep('MEHRS 2.6.4', 'scf', STEP), ...failedCompletion('MEHRS 2.6.4', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [...notDone(situation, 'MA115'), never('no device tested', 'MEHRS 2.6.4', 's1sp', 'WAN_COMMAND', { where: [{ field: 'kind', oneOf: ['test', 'rotateKey'] }] })],
  }),
});
const bySupplier = (row: CatalogueRow): readonly CatalogueRow[] =>
  [row, { ...row, id: `${row.id}-supplier`, title: `${row.title}; the supplier was to commission`, lines: ['706'], conditions: { ...row.conditions, commissioner: 'supplier' } }];

export const ENCRYPTED_FILE_TIMER_ROWS: readonly CatalogueRow[] = [
  ...bySupplier(discarded({ id: '2.6.4-ladder-too-long', title: 'The hub wakes up 193 hours after the DCO authenticated the MEF', groups: FOC, ruleSet: 'v3.1', timerHours: 192, attempt: 89 })),
  discarded({ id: '2.6.4-ladder-too-long-v3.0', title: 'The hub answers 49 hours after the DCO authenticated the MEF, which v3.0 keeps for 48', groups: [...IE, 'CB'], ruleSet: 'v3.0', timerHours: 48, attempt: 235 }),
  {
    ...SHARED, ruleSets: ['v3.0'], incident: NO_INCIDENT,
    id: '2.6.4-within-48h-v3.0', title: 'The hub answers at the last attempt of 3.1, minutes before the DCO would discard the MEF', groups: [...IE, 'CB'], kind: 'recovery', lines: [], detectedBy: 's1sp',
    cause: 'the hub is out of coverage until attempt 288', codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none',
    source: 'MEHRS 2.6.4, 3.1; rulings A-05, A-06',
    demands: (situation) => ({
      mustSend: [...untilFileSet(situation), ...toTheEnd(situation).filter(({ name }) => !['sessions', 'session-open'].includes(name)), ...session(situation, 288)],
      mustNotSend: [...noFailure, noIncident, noFailedMacr],
    }),
  },
];
