/** MEHRS 2.4.1: the Requesting Party cannot make Migration Common Files. */
import { failedCompletion, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { MustSend, Timing } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { authorisation, never, noFailedMacr, noFailure, untilFileSet } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';
import { heldUp, longOutageIncident, onceResolved, onlyReason, outageIncident, retimedIfAny, weekOn } from './shared.ts';

const SHARED = {
  ...USUAL, groups: EVERY_GROUP, section: '2.4.1', detectedBy: 'rp', level: 'file', cause: 'commonFile-outage', incident: incident('rp', 'rp'),
} as const;
const LINES = ['255-263'];

const resumed = (situation: Situation, resolvedWhen: readonly Timing[], late: boolean): readonly MustSend[] => [
  ...(late ? longOutageIncident : outageIncident)('2.4.1', 'rp', resolvedWhen),
  ...retimedIfAny(untilFileSet(situation), { mcf: onceResolved(), ...(late ? { mvf: [{ kind: 'after', from: { of: 'mcf' }, atLeast: 0 }], handover: [], certificate: [] } : {}) })
    .map((each) => (each.name === 'mcf' ? { ...each, after: { of: 'resolved' } } : each)),
  ...toTheEnd(situation),
];
const SUCCEEDS = {
  kind: 'recovery', codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
  disposition: 'commissioned', supplierAction: 'none', compensations: [{ what: 'backlog-processed', by: 'rp', clause: 'MEHRS 2.4.1' }],
} as const;

export const COMMON_FILE_ROWS: readonly CatalogueRow[] = [
  {
    ...SHARED, ...SUCCEEDS,
    id: '2.4.1-outage-in-time', title: 'No Common File until the Incident is resolved, before the Migration Day', lines: LINES, source: 'MEHRS 2.4.1',
    demands: (situation) => ({
      mustSend: resumed(situation, [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'notAfter' }], false),
      mustNotSend: [...noFailure, noFailedMacr, ...heldUp('MEHRS 2.4.1', 'rp', 'MCF')],
    }),
  },
  {
    ...SHARED, ...SUCCEEDS,
    id: '2.4.1-outage-within-week', title: 'No Common File until the Incident is resolved, after the Migration Day but within the Migration Week', lines: LINES, source: 'MEHRS 2.4.1',
    demands: (situation) => ({
      mustSend: resumed(situation, [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: 1, wallClock: '00:00', relation: 'notBefore' }, weekOn], true),
      mustNotSend: [...noFailure, noFailedMacr, ...heldUp('MEHRS 2.4.1', 'rp', 'MCF')],
    }),
  },
  {
    ...SHARED,
    id: '2.4.1-outage-ma-expired', title: 'The Migration Week ends before the Incident is resolved: no Common File is made', kind: 'failure', lines: [...LINES, '265-271'],
    codes: [{ code: 'MA101', file: 'MACR' }], reports: [{ report: 6, carries: 'MA101' }], candidates: ['MA101'],
    disposition: 'authorisation-expired', supplierAction: 'schedule the Installation into a later Migration Week', source: 'MEHRS 2.4.1, Table A.1; ruling A-17',
    demands: (situation) => ({
      mustSend: [
        ...authorisation(situation), ...longOutageIncident('2.4.1', 'rp'),
        ...failedCompletion('MEHRS 2.4.1', 'MA101', 'incident'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [
        ...notCommissioned, noSuccessfulScf, onlyReason('ruling A-17', 'MA101'),
        ...(['MCF', 'MGF', 'MEF', 'HANDOVER_REQUEST'] as const).map((type) => never(`never a ${type}`, 'MEHRS 2.4.1', 'rp', type)),
      ],
    }),
  },
];
