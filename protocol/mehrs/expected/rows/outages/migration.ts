/** MEHRS 2.5.1: the Requesting Party cannot trigger Migration; 2.5.5: it finds, before it hands over, that it cannot make Group Files. */
import { failedCompletion, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { authorisation, must, never, noFailedMacr, noFailure, untilFileSet, validation } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';
import { AFTER_WINDOW, NEXT_WEEK, SUCCESS_REPORTS, windowMissed } from '../files/shared.ts';
import { heldUp, longOutageIncident, onceResolved, onlyReason, outageIncident, retimedIfAny, weekOver } from './shared.ts';

interface Section {
  readonly section: '2.5.1' | '2.5.5';
  readonly cause: string;
  readonly what: string;
  readonly lines: readonly string[];
  readonly lateLines: readonly string[];
}

const shared = ({ section, cause }: Section) => ({ ...USUAL, groups: EVERY_GROUP, section, detectedBy: 'rp', level: 'file', cause, incident: incident('rp', 'rp') } as const);
const clauseOf = ({ section }: Section) => `MEHRS ${section}`;
const nothingMore = (of: Section, from?: string) => (['HANDOVER_REQUEST', 'MGF', 'MEF'] as const).map((type) =>
  never(`never a ${type}`, clauseOf(of), 'rp', type, from === undefined ? {} : { after: { of: from } }));
const resumed = (of: Section, situation: Situation) => [
  ...outageIncident(of.section, 'rp'), ...retimedIfAny(untilFileSet(situation), situation.groupId === 'EA' || situation.groupId === 'EB' ? { certificate: onceResolved() } : { handover: onceResolved() }), ...toTheEnd(situation),
];
const held = (of: Section) => heldUp(clauseOf(of), 'rp', 'HANDOVER_REQUEST', 'MGF', 'MEF');

const rowsOf = (of: Section): readonly CatalogueRow[] => [
  {
    ...shared(of), id: `${of.section}-outage-in-time`, kind: 'recovery', title: `${of.what}; nothing is handed over until the Incident is resolved, within the file set window`, lines: of.lines,
    codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: clauseOf(of),
    compensations: [{ what: 'backlog-processed', by: 'rp', clause: clauseOf(of) }],
    demands: (situation) => ({ mustSend: resumed(of, situation), mustNotSend: [...noFailure, noFailedMacr, ...held(of)] }),
  },
  {
    ...shared(of), id: `${of.section}-outage-window-missed`, kind: 'failure', title: `${of.what}; the S1SP has no Required File Set within 24 hours of the MVF`, lines: [...of.lines, ...of.lateLines],
    codes: [{ code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: [{ report: 2, carries: '*' }, { report: 6, carries: 'MA115' }], candidates: ['MA115', 'MA101'],
    disposition: 'not-migrated', supplierAction: NEXT_WEEK, source: `${clauseOf(of)}; TMAD 5.24; rulings A-17, A-19, A-64`,
    demands: (situation) => ({
      mustSend: [
        ...authorisation(situation), ...validation(situation), ...longOutageIncident(of.section, 'rp', AFTER_WINDOW), ...windowMissed(situation),
        ...failedCompletion(clauseOf(of), 'MA115', 'scf-expired'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyReason('ruling A-19', 'MA115'), ...nothingMore(of), never('nothing to give back', clauseOf(of), 's1sp', 'SIM_REQUEST')],
    }),
  },
  {
    ...shared(of), id: `${of.section}-outage-ma-expired`, kind: 'failure', title: `${of.what}; the Migration Week ends first, the Common File having been late itself`, lines: [...of.lines, ...of.lateLines],
    codes: [{ code: 'MA101', file: 'MACR' }], reports: [{ report: 6, carries: 'MA101' }], candidates: ['MA101', 'MA115'],
    disposition: 'authorisation-expired', supplierAction: NEXT_WEEK, source: `${clauseOf(of)}, 2.4.1, Table A.1; ruling A-17`,
    demands: (situation) => ({
      mustSend: [
        ...authorisation(situation), ...retimedIfAny(validation(situation), { mcf: [], mvf: [] }), ...outageIncident(of.section, 'rp'),
        ...failedCompletion(clauseOf(of), 'MA101', 'incident', [weekOver]), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyReason('ruling A-17', 'MA101'), ...nothingMore(of)],
    }),
  },
];

const GROUP_FILES: Section = {
  section: '2.5.5', cause: 'groupFiles-outage', what: 'The Requesting Party cannot make Group Files', lines: ['447-457'], lateLines: ['459-467'],
};

/** DA: an outage like the others', but no Migration Group File comes of it, neither before nor after. */
const notForDa: CatalogueRow = {
  ...shared(GROUP_FILES), id: '2.5.5-not-applicable', groups: ['DA'], kind: 'not-applicable', title: 'DA needs no Migration Group File: what is made up for is the MEF alone', lines: ['451'],
  codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.5.5',
  demands: (situation) => ({
    mustSend: [...resumed(GROUP_FILES, situation), must('mef-made-up', 'MEHRS 2.5.5', ['rp', 's1sp'], 'MEF', ['s1sp', 'dco', 'bimi'], { after: { of: 'resolved' } })],
    mustNotSend: [...noFailure, noFailedMacr, never('no MGF', 'MEHRS 2.5.5', 'rp', 'MGF')],
  }),
};

export const MIGRATION_ROWS: readonly CatalogueRow[] = [
  ...rowsOf({ section: '2.5.1', cause: 'migration-outage', what: 'The Requesting Party cannot trigger Migration', lines: ['354-360'], lateLines: ['362-368'] }),
  ...rowsOf(GROUP_FILES), notForDa,
];
