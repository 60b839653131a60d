/** MEHRS 2.5.6: after hand-over the Requesting Party cannot make Group Files. No Incident; what becomes of it differs by Group ID. */
import { failedCompletion, failedStep, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { EVERY_GROUP, IE } from '../../groups.ts';
import type { GroupId } from '../../../../domain.ts';
import type { MustSend } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { anyStep, authorisation, failure, handOver, must, never, noFailedMacr, noFailure, noIncident, untilFileSet, validation } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { KEPT, NEXT_WEEK, SUCCESS_REPORTS, WINDOW, givenBack, givesBackTo, newMcfWaiving, newSet, staysWithDcc, bySupplier, waivedBy, windowMissed } from '../files/shared.ts';
import { asWeekEnds, onlyReason } from './shared.ts';

const CLAUSE = 'MEHRS 2.5.6';
const SHARED = { ...USUAL, section: '2.5.6', detectedBy: 'rp', level: 'file', cause: 'groupFiles-outage-after-handover', incident: NO_INCIDENT } as const;
const LINES = ['469-471', '475-477'];
const BY_GROUP: Partial<Record<GroupId, string>> = { CB: '482', DA: '484', EA: '486', EB: '486' };

const until = (situation: Situation): readonly MustSend[] => [...authorisation(situation), ...validation(situation), ...handOver(situation)];
/** The Requesting Party tells the MCC at once; what it is told in return depends on the group and, for AA, BA and CA, on the MCC (ruling A-25). */
const told = must('told', CLAUSE, 'rp', 'GROUP_FILES_HELD', ['mcc'], { after: { of: 'handed-over' }, timing: [{ kind: 'after', from: { of: 'handed-over' }, atLeast: 0, atMost: 10 }] });
const instructed = (instruction: 'reconfigure' | 'newMcf'): MustSend =>
  must('instructed', `${CLAUSE} (2)`, 'mcc', 'MCC_INSTRUCTION', ['rp', 's1sp'], { where: [{ field: 'instruction', is: instruction }], after: { of: 'told' } });
const noGroupFiles = (['MGF', 'MEF'] as const).map((type) => never(`no ${type}`, CLAUSE, 'rp', type));

const reconfigured = (id: string, groups: readonly GroupId[], title: string, lines: readonly string[]): CatalogueRow => ({
  ...SHARED, id, groups, kind: 'failure', title, lines, codes: [{ code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }],
  reports: [{ report: 2, carries: '*' }, { report: 6, carries: 'MA115' }], candidates: ['MA115', 'MA101'], disposition: 'returned-to-smso', supplierAction: NEXT_WEEK,
  source: `${CLAUSE} (2); rulings A-19, A-25`, compensations: givesBackTo(groups, `${CLAUSE} (2)`),
  notices: [{ by: 'mcc', to: ['rp', 's1sp'], what: 'instruction to reconfigure the Installations for the SMSO', clause: `${CLAUSE} (2)` }],
  demands: (situation) => ({
    mustSend: [
      ...until(situation), told, instructed('reconfigure'), ...givenBack(CLAUSE, 'instructed'),
      must('scf-late', 'Guide Table 5 step 17', 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], { where: [failure, anyStep, { field: 'entry.rollbackRequired', is: true }], after: { of: 'back' } }),
      failedStep('MEHRS A.1', 'scf-late', null),
      ...failedCompletion(CLAUSE, 'MA115', 'contact'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [...notCommissioned, noSuccessfulScf, noIncident, onlyReason('ruling A-19', 'MA115'), ...noGroupFiles],
  }),
});

/** Within 24 hours of hand-over, so without a word of the MCC, but for the S1SP too late: it says so and gives back what does not stay with the DCC. */
const windowMissedInTime: CatalogueRow = {
  ...SHARED, id: '2.5.6-fixed-within-24h-window-missed', groups: [...IE, 'DA'], kind: 'failure', title: 'Fixed within 24 hours of hand-over, but after the file set window: nothing is gained',
  lines: [...LINES, '479', '488-492'], codes: [{ code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: '*' }, { report: 6, carries: 'MA115' }], candidates: ['MA115', 'MA101'],
  disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, source: `${CLAUSE} (1); TMAD 5.24; rulings A-19, A-25`, compensations: givesBackTo([...IE, 'DA'], `${CLAUSE} (1)`),
  demands: (situation) => ({
    mustSend: [
      ...until(situation), told, ...windowMissed(situation), ...givenBack(CLAUSE, 'told'), ...failedCompletion(CLAUSE, 'MA115', 'contact'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [...notCommissioned, noSuccessfulScf, noIncident, onlyReason('ruling A-19', 'MA115'), ...noGroupFiles, notInstructed],
  }),
};
const notInstructed = never('no instruction within 24 hours', `${CLAUSE} (1)`, 'mcc', 'MCC_INSTRUCTION');

const newCommonFile = (id: string, groups: readonly GroupId[], title: string, lines: readonly string[], isInstructed = true): CatalogueRow => ({
  ...SHARED, id, groups, kind: 'recovery', title, lines, codes: [{ code: '*', file: 'SCF' }], reports: [...SUCCESS_REPORTS, { report: 2, carries: '*' }],
  disposition: 'commissioned', supplierAction: 'none', source: `${CLAUSE}; rulings A-19, A-25, A-26, A-64`,
  compensations: newMcfWaiving(groups, CLAUSE),
  notices: isInstructed ? [{ by: 'mcc', to: ['rp', 's1sp'], what: 'instruction to make a new Migration Common File', clause: `${CLAUSE} (2)` }] : [],
  demands: (situation) => ({
    mustSend: [...until(situation), told, ...(isInstructed ? [instructed('newMcf')] : []), ...windowMissed(situation), ...newSet(CLAUSE, situation, 'scf-expired'), ...toTheEnd(situation, 'mcf-2')],
    mustNotSend: [
      ...staysWithDcc(CLAUSE), noIncident, noFailedMacr, ...(isInstructed ? [] : [notInstructed]),
      ...(['MGF', 'MEF'] as const).map((type) => never(`no ${type} of the old set`, CLAUSE, 'rp', type, { where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }] })),
    ],
  }),
});

const inTime = (situation: Situation): readonly MustSend[] => [
  ...untilFileSet(situation).map((each) => (each.name === 'mgf' || each.name === 'mef'
    // The people who look into it need hours, not days (item 1).
    ? { ...each, after: { of: 'told' }, timing: [{ kind: 'after' as const, from: { of: 'told' }, atLeast: 60 }, { kind: 'after' as const, from: { of: 'mvf' }, atMost: WINDOW }] } : each)),
  told, ...toTheEnd(situation),
];
const SUCCEEDS = { ...SHARED, codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: `${CLAUSE} (1)` } as const;

/** The Requesting Party's Group Files come too late or not at all; whoever is to commission hears of it from the S1SP. */
const WHEN_LATE: readonly CatalogueRow[] = [
  windowMissedInTime,
  newCommonFile('2.5.6-fixed-within-24h-new-mcf', KEPT, 'Fixed within 24 hours of hand-over, but after the file set window: a new Common File with the waiver of the group', [...LINES, '479', '482', '486'], false),
  reconfigured('2.5.6-too-late-reconfigured', [...IE, 'DA'], 'Fixed after more than 24 hours: the MCC has the Installation reconfigured for the SMSO', [...LINES, '480', '484', '488-492']),
  newCommonFile('2.5.6-too-late-new-mcf', IE, 'Fixed after more than 24 hours: the MCC has a new Common File made', [...LINES, '480']),
  ...KEPT.map((groupId): CatalogueRow => newCommonFile(`2.5.6-too-late-${groupId}`, [groupId], `Fixed after more than 24 hours: a new Common File without ${waivedBy(groupId).join()}`, [...LINES, BY_GROUP[groupId] ?? ''])),
  {
    ...SHARED, id: '2.5.6-ma-expired', groups: KEPT, kind: 'failure', title: 'Fixed after the Migration Week: no new Common File under this authorisation', lines: [...LINES, '482', '486', '488-492'],
    codes: [{ code: '*', file: 'SCF' }, { code: 'MA101', file: 'MACR' }], reports: [{ report: 2, carries: '*' }, { report: 6, carries: 'MA101' }],
    disposition: 'authorisation-expired', supplierAction: 'resubmit the Installation in an authorisation for a later Migration Week', source: `${CLAUSE}, Table A.1; rulings A-17, A-26`,
    demands: (situation) => ({
      mustSend: [...until(situation), told, instructed('newMcf'), ...windowMissed(situation), ...failedCompletion(CLAUSE, 'MA101', 'instructed', asWeekEnds), ...reportedAuthorisation(situation)],
      mustNotSend: [
        ...notCommissioned, noSuccessfulScf, noIncident, onlyReason('ruling A-17', 'MA101'), ...noGroupFiles,
        never('no new MCF', CLAUSE, 'rp', 'MCF', { after: { of: 'told' } }),
      ],
    }),
  },
];

export const GROUP_FILE_ROWS: readonly CatalogueRow[] = [
  {
    ...SUCCEEDS, id: '2.5.6-fixed-in-time', groups: EVERY_GROUP, kind: 'recovery', title: 'Group Files cannot be made after hand-over; fixed within the file set window', lines: [...LINES, '479'],
    demands: (situation) => ({ mustSend: inTime(situation), mustNotSend: [...noFailure, noIncident, noFailedMacr, never('no instruction', CLAUSE, 'mcc', 'MCC_INSTRUCTION')] }),
  },
  {
    ...SUCCEEDS, id: '2.5.6-not-applicable', groups: ['DA'], kind: 'not-applicable', title: 'DA needs no Migration Group File: what is made up for is the MEF alone', lines: ['473'], source: CLAUSE,
    demands: (situation) => ({ mustSend: inTime(situation), mustNotSend: [...noFailure, noIncident, noFailedMacr, never('no MGF', CLAUSE, 'rp', 'MGF')] }),
  },
  ...WHEN_LATE, ...WHEN_LATE.map(bySupplier),
];
