/** MEHRS 2.4.4 and Table A.1 MA116: the Migration Common File Validation Function cannot make Validation Files. */
import { failedCompletion, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { MustSend, Timing } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { authorisation, mcf, must, never, noFailedMacr, noFailure, untilFileSet } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';
import { NEXT_WEEK, SUCCESS_REPORTS } from '../files/shared.ts';
import { heldUp, longOutageIncident, onlyReason, outageIncident, retimedIfAny, weekOver } from './shared.ts';

const SHARED = { ...USUAL, section: '2.4.4', detectedBy: 'mcfvf', level: 'file', cause: 'validation-outage', incident: incident('mcfvf', 'mcfvf') } as const;
const LINES = ['306-312'];
/** Eighteen checks take their time (emulator profile), so a bound that leaves some. */
const MADE: readonly Timing[] = [{ kind: 'after', from: { of: 'resolved' }, atLeast: 0, atMost: 60 }];

/** The Validation File is made once the Incident has been resolved; hand-over is at day-break, or at once where that has passed. */
const resumed = (situation: Situation, late: boolean): readonly MustSend[] => [
  ...outageIncident('2.4.4', 'mcfvf'),
  ...retimedIfAny(untilFileSet(situation), { mvf: MADE, ...(late ? { handover: [], certificate: [] } : {}) }),
  ...toTheEnd(situation),
];
const SUCCEEDS = {
  ...SHARED, codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.4.4; ruling A-21',
  compensations: [{ what: 'backlog-processed', by: 'mcfvf', clause: 'MEHRS 2.4.4' }],
} as const;
const mvfLater = must('mvf', 'MEHRS 2.4.4', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], { after: { of: 'resolved' }, timing: MADE });
const neverHandedOver = (['HANDOVER_REQUEST', 'MGF', 'MEF'] as const).map((type) => never(`never a ${type}`, 'MEHRS 2.4.4', 'rp', type));

export const VALIDATION_ROWS: readonly CatalogueRow[] = [
  {
    ...SUCCEEDS, id: '2.4.4-outage-in-time', groups: EVERY_GROUP, kind: 'recovery', title: 'No Validation File until the Incident is resolved, within the processing duration', lines: LINES,
    demands: (situation) => ({ mustSend: resumed(situation, false), mustNotSend: [...noFailure, noFailedMacr, ...heldUp('MEHRS 2.4.4', 'mcfvf', 'MVF')] }),
  },
  {
    ...SUCCEEDS, id: 'A.1-MA116-not-CB', excludes: ['MA116'], section: '2.4.4', groups: ['CB'], kind: 'not-applicable', lines: ['1140'], source: 'MEHRS Table A.1, 2.4.4; ruling A-17',
    title: 'CB has no MA116: a Validation File after the processing duration is still good while the authorisation is',
    demands: (situation) => ({ mustSend: resumed(situation, true), mustNotSend: [...noFailure, noFailedMacr, never('no MA116', 'MEHRS Table A.1', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', is: 'MA116' }] })] }),
  },
  {
    ...SHARED, id: '2.4.4-MA116', groups: ['AA', 'BA', 'CA', 'DA', 'EA', 'EB'], kind: 'failure', title: 'No Validation File within the processing duration', lines: [...LINES, '314-320', '1140'],
    codes: [{ code: 'MA116', file: 'MACR' }], reports: [{ report: 6, carries: 'MA116' }], candidates: ['MA116', 'MA101'],
    disposition: 'not-migrated', supplierAction: NEXT_WEEK, source: 'MEHRS 2.4.4, Table A.1; rulings A-17, A-21',
    demands: (situation) => ({
      mustSend: [
        ...authorisation(situation), { ...mcf(situation), before: { of: 'incident' } }, ...outageIncident('2.4.4', 'mcfvf'), mvfLater,
        ...failedCompletion('MEHRS Table A.1', 'MA116', 'incident'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyReason('MEHRS Table A.1', 'MA116'), ...neverHandedOver],
    }),
  },
  {
    ...SHARED, id: '2.4.4-outage-ma-expired', groups: ['CB'], kind: 'failure', title: 'No Validation File before the Migration Week ends', lines: [...LINES, '314-320'],
    codes: [{ code: 'MA101', file: 'MACR' }], reports: [{ report: 6, carries: 'MA101' }], disposition: 'authorisation-expired', supplierAction: NEXT_WEEK,
    source: 'MEHRS 2.4.4, Table A.1; ruling A-17',
    demands: (situation) => ({
      mustSend: [
        ...authorisation(situation), { ...mcf(situation), before: { of: 'incident' } }, ...longOutageIncident('2.4.4', 'mcfvf', [weekOver]), mvfLater,
        ...failedCompletion('MEHRS 2.4.4', 'MA101', 'incident', [weekOver]), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyReason('ruling A-17', 'MA101'), ...neverHandedOver],
    }),
  },
];
