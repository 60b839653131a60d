/** MEHRS 2.6.1: the S1SP or the DCO cannot work on Viable Installations; 2.6.8: the S1SP cannot make Commissioning Files. */
import { failedCompletion, failedStep, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import { BOTH_HEAR, COMPENSATIONS, notDone, rolledBack, smsoContact } from '../../rollback.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { must, never, noFailedMacr, noFailure, untilFileSet } from '../../stages.ts';
import type { MustNotSend, MustSend, Timing } from '../../expectation.ts';
import { USUAL, incident } from '../common.ts';
import { NEXT_WEEK, SUCCESS_REPORTS } from '../files/shared.ts';
import { heldUp, longOutageIncident, onceResolved, outageIncident, retimed, weekOver } from './shared.ts';

const LINES_261 = ['633-639'];
const SUCCEEDS = { ...USUAL, groups: EVERY_GROUP, kind: 'recovery', codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none' } as const;

const processed = (
  id: string, party: 's1sp' | 'dco', title: string, held: readonly MustNotSend[], resolvedWhen: readonly Timing[] = [], before: readonly MustSend[] = [],
): CatalogueRow => ({
  ...SUCCEEDS, id, section: '2.6.1', title, cause: `${party}-processing-outage`, lines: LINES_261, detectedBy: party, level: 'installation', incident: incident(party, party), source: 'MEHRS 2.6.1; ruling A-32',
  compensations: [{ what: 'backlog-processed', by: party, clause: 'MEHRS 2.6.1' }],
  demands: (situation) => ({
    mustSend: [...untilFileSet(situation), ...before, ...(resolvedWhen.length > 0 ? longOutageIncident : outageIncident)('2.6.1', party, resolvedWhen), ...toTheEnd(situation)],
    mustNotSend: [...noFailure, noFailedMacr, ...held],
  }),
});
const S1SP_STOPS = heldUp('MEHRS 2.6.1', 's1sp', 'VIABILITY_REQUEST', 'KEY_REQUEST', 'WAN_COMMAND');
const DCO_STOPS = heldUp('MEHRS 2.6.1', 'dco', 'VIABILITY_RESPONSE', 'KEY_RESPONSE');

/** The literal step of a discarded file; none is printed (emulator profile). */
const DISCARDED = 'X5.16-01';
/** Eight days after it authenticated the file the DCO throws it away, and only then does the S1SP, or the DCO, go on. */
const discarded = (id: string, party: 's1sp' | 'dco', title: string): CatalogueRow => ({
  ...USUAL, id, section: '2.6.1', groups: EVERY_GROUP, title, kind: 'failure', lines: [...LINES_261, '695-708'], cause: `${party}-processing-outage`,
  detectedBy: party, level: 'installation', incident: incident(party, party), codes: [{ code: DISCARDED, file: 'SCF' }, { code: 'MA115', file: 'MACR' }],
  reports: [{ report: 2, carries: DISCARDED }, { report: 6, carries: 'MA115' }], disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, whenNotCommissionedByDcc: BOTH_HEAR,
  compensations: COMPENSATIONS('ruling A-35', EVERY_GROUP), source: 'MEHRS 2.6.1, 2.6.4; rulings A-32, A-35',
  demands: (situation) => ({
    mustSend: [
      ...untilFileSet(situation), ...longOutageIncident('2.6.1', party, [{ kind: 'after', from: { of: 'mef' }, atLeast: 192 * 60 }]),
      must('not-viable', 'MEHRS 2.6.4', 'dco', 'VIABILITY_RESPONSE', ['s1sp'], { where: [{ field: 'viable', is: false }], after: { of: 'resolved' } }),
      ...rolledBack(situation, { clause: 'MEHRS 2.6.4', scfItem: 1, failedStep: DISCARDED, after: 'not-viable' }), ...smsoContact('restored'),
      failedStep('MEHRS 2.6.4', 'scf', DISCARDED), ...failedCompletion('MEHRS 2.6.4', 'MA115', 'smso-contact'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [...notDone(situation, 'MA115'), never('no details used', 'MEHRS 2.6.4', 's1sp', 'KEY_REQUEST'), ...(party === 's1sp' ? S1SP_STOPS : DCO_STOPS)],
  }),
});

/** The Commissioning File waits for the system, not for the hour. */
const withFileHeld = (situation: Situation): readonly MustSend[] =>
  retimed(toTheEnd(situation), { scf: onceResolved() }).map((each) => (each.name === 'scf' ? { ...each, after: { of: 'resolved' } } : each));
const commissioningFile = (id: string, title: string, resolvedWhen: readonly Timing[] = []): CatalogueRow => ({
  ...SUCCEEDS, id, section: '2.6.8', title, cause: 's1sp-commissioningFile-outage', lines: ['781-787'], detectedBy: 's1sp', level: 'file', incident: incident('s1sp', 's1sp'),
  source: 'MEHRS 2.6.8', compensations: [{ what: 'backlog-processed', by: 's1sp', clause: 'MEHRS 2.6.8' }],
  demands: (situation) => ({
    mustSend: [...untilFileSet(situation), ...(resolvedWhen.length > 0 ? longOutageIncident : outageIncident)('2.6.8', 's1sp', resolvedWhen), ...withFileHeld(situation)],
    mustNotSend: [...noFailure, noFailedMacr, never('no SCF before', 'MEHRS 2.6.8', 's1sp', 'SCF', { before: { of: 'resolved' } })],
  }),
});

export const PROCESSING_ROWS: readonly CatalogueRow[] = [
  processed('2.6.1-s1sp-in-time', 's1sp', 'The S1SP cannot work on the Installation until its Incident is resolved', S1SP_STOPS),
  processed('2.6.1-s1sp-after-ma-expiry', 's1sp', 'The same for longer than the Migration Week: work goes on, the file set being accepted', S1SP_STOPS, [weekOver]),
  processed('2.6.1-dco-in-time', 'dco', 'The DCO cannot say whether the Installation is viable until its Incident is resolved', DCO_STOPS),
  processed('2.6.1-dco-keys', 'dco', 'The DCO cannot let commands through until its Incident is resolved', heldUp('MEHRS 2.6.1', 'dco', 'KEY_RESPONSE'), [], [
    must('found-viable', 'Guide Table 5 step 16', 'dco', 'VIABILITY_RESPONSE', ['s1sp'], { where: [{ field: 'viable', is: true }], before: { of: 'incident' } }),
  ]),
  discarded('2.6.1-s1sp-dco-timer', 's1sp', 'The S1SP is down for longer than the DCO keeps the MEF'),
  discarded('2.6.1-dco-dco-timer', 'dco', 'The DCO is down for longer than it keeps the MEF'),
  commissioningFile('2.6.8-outage-in-time', 'No Commissioning File until the Incident is resolved'),
  commissioningFile('2.6.8-outage-after-ma-expiry', 'The same for longer than the Migration Week', [weekOver]),
];
