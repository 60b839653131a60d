/** MEHRS 2.5.7 for Group ID CB: the S1SP's whole-file check on the MGF fails. Three ends, by when the Incident is resolved. */
import { failedCompletion, failedStep, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { MustNotSend, MustSend, Timing } from '../../expectation.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { anyStep, authorisation, failure, handOver, mef, mgf, must, never, noFailedMacr, noFailure, validation } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';

const SHARED = {
  ...USUAL, groups: ['CB'], lines: [],
  section: '2.5.7', kind: 'failure', detectedBy: 's1sp', level: 'file', cause: '2.5.7-signature',
  incident: incident('s1sp', 'rp'),
} as const;

const FILE_SET_WINDOW_MINUTES = 24 * 60;
const before = (situation: Situation, resolvedWhen: readonly Timing[]): readonly MustSend[] => [
  ...authorisation(situation), ...validation(situation), ...handOver(situation), ...mgf(situation).map((each) => ({ ...each, before: { of: 'incident' } })), mef,
  ...incidentOf('2.5.7', 's1sp', 'rp', 'mgf', { field: 'failed', is: 'X5.9-02' }, resolvedWhen),
];
/** The S1SP stops: it does not work on the Installation until it has the file anew. */
const stopped = (until: string | null): readonly MustNotSend[] => (['VIABILITY_REQUEST', 'KEY_REQUEST', 'WAN_COMMAND'] as const).map((type) =>
  never(`S1SP stopped: no ${type}`, 'MEHRS 2.5.7', 's1sp', type, { after: { of: 'incident' }, ...(until === null ? {} : { before: { of: until } }) }));

/** At the end of the window the S1SP reports the Installation as failed (ruling A-19); which step is not printed. */
const expired: readonly MustSend[] = [
  must('scf-expired', 'TMAD 5.24 as MEHRS 2.5.7 quotes it', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], {
    where: [failure, anyStep],
    timing: [{ kind: 'after', from: { of: 'mvf' }, atLeast: FILE_SET_WINDOW_MINUTES, atMost: FILE_SET_WINDOW_MINUTES + 60 }],
  }),
  failedStep('MEHRS A.1', 'scf-expired', null),
];
const noLateFile = never('no MGF of the old set', 'MEHRS 2.5.7', 'rp', 'MGF', {
  after: { of: 'incident' }, where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }],
});

const newSet: readonly MustSend[] = [
  must('mcf-2', 'MEHRS 2.5.7 CB', 'rp', 'MCF', ['s1sp', 'dco', 'mcfvf', 'cp', 'bimi'], {
    also: ['dsp'], after: { of: 'resolved' },
    where: [{ field: 'header.migrationSetId', differsFrom: { of: 'mcf' } }, { field: 'control.counter', above: { of: 'mcf' } }],
    // The same authorisation: still within its Migration Week.
    timing: [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notAfter' }],
  }),
  must('mvf-2', 'MEHRS 2.4.6', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], {
    after: { of: 'mcf-2' }, where: [{ field: 'entry.failure', filled: false }], forEach: { of: 'mcf-2', sameField: 'header.migrationSetId' },
  }),
  must('mgf-2', 'MEHRS 2.5.7 CB', 'rp', 'MGF', ['s1sp', 'bimi'], {
    after: { of: 'mvf-2' }, forEach: { of: 'mcf-2', sameField: 'header.migrationSetId' },
    timing: [{ kind: 'after', from: { of: 'mvf-2' }, atLeast: 0, atMost: FILE_SET_WINDOW_MINUTES }],
  }),
  must('mef-2', 'MEHRS 2.5.7 CB', ['rp', 's1sp'], 'MEF', ['s1sp', 'dco', 'bimi'], {
    after: { of: 'mvf-2' }, forEach: { of: 'mcf-2', sameField: 'header.migrationSetId' },
    timing: [{ kind: 'after', from: { of: 'mvf-2' }, atLeast: 0, atMost: FILE_SET_WINDOW_MINUTES }],
  }),
];

export const MIGRATION_GROUP_FILE_ROWS: readonly CatalogueRow[] = [
  {
    ...SHARED,
    id: '2.5.7-X5.9-02-in-time', title: 'MGF fails a whole-file check; put right within the file set window', kind: 'recovery',
    codes: [{ code: 'X5.9-02', file: 'Incident' }],
    reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
    disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.5.7; ruling R2-01',
    demands: (situation) => ({ mustSend: [
      ...before(situation, [{ kind: 'after', from: { of: 'mvf' }, atMost: FILE_SET_WINDOW_MINUTES }]),
      must('mgf-2', 'MEHRS 2.5.7', 'rp', 'MGF', ['s1sp'], {
        also: ['bimi'], after: { of: 'resolved' },
        where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }, { field: 'control.counter', above: { of: 'mgf' } }],
        timing: [{ kind: 'after', from: { of: 'mvf' }, atMost: FILE_SET_WINDOW_MINUTES }],
      }),
      ...toTheEnd(situation),
    ],
    mustNotSend: [...noFailure, noFailedMacr, ...stopped('mgf-2')] }),
  },
  {
    ...SHARED,
    id: '2.5.7-X5.9-02-too-late', title: 'MGF fails a whole-file check; put right after the window: new MCF without the 7-day check',
    codes: [{ code: 'X5.9-02', file: 'Incident' }, { code: '*', file: 'SCF' }],
    reports: [{ report: 1, carries: 'Installation' }, { report: 2, carries: '*' }, { report: 6, carries: 'Success' }],
    disposition: 'commissioned', supplierAction: 'none', source: 'MEHRS 2.5.7 CB; rulings A-19, A-26, A-64',
    demands: (situation) => ({ mustSend: [
      ...before(situation, [{ kind: 'after', from: { of: 'mvf' }, atLeast: FILE_SET_WINDOW_MINUTES }]), ...expired, ...newSet,
      ...toTheEnd(situation, 'mcf-2'),
    ],
    mustNotSend: [
      ...stopped('mgf-2'), noLateFile,
      never('no second hand-over', 'MEHRS 2.5.7 CB', 'rp', 'HANDOVER_REQUEST', { after: { of: 'handed-over' } }),
      never('the SIM stays with DCC', 'ruling A-29', ['s1sp', 'smso'], 'SIM_REQUEST', { after: { of: 'handed-over' } }),
      never('no other reason code', 'ruling A-19', 'rp', 'MACR', {
        where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', noneOf: ['MA101', 'MA115'] }],
      }),
      never('no failed COF', 'Guide Table 5 step 22', 'cp', 'COF', { where: [failure] }),
    ] }),
  },
  {
    ...SHARED,
    id: '2.5.7-X5.9-02-ma-expired', title: 'MGF fails a whole-file check; put right after the Migration Week',
    codes: [{ code: 'X5.9-02', file: 'Incident' }, { code: '*', file: 'SCF' }, { code: 'MA101', file: 'MACR' }],
    reports: [{ report: 2, carries: '*' }, { report: 6, carries: 'MA101' }],
    disposition: 'authorisation-expired', supplierAction: 'schedule the Installation into a later Migration Week',
    source: 'MEHRS 2.5.7, Table A.1; rulings A-17, A-19',
    demands: (situation) => ({ mustSend: [
      ...before(situation, [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notBefore' }]), ...expired,
      ...failedCompletion('MEHRS 2.5.7', 'MA101', 'mgf', [
        { kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notBefore' },
      ]),
      ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      ...stopped(null), ...notCommissioned, noSuccessfulScf,
      ...(['MCF', 'MGF', 'MEF', 'HANDOVER_REQUEST'] as const).map((type) =>
        never(`nothing more: no ${type}`, 'MEHRS 2.5.7', 'rp', type, { after: { of: 'incident' } })),
      never('no other reason code', 'ruling A-17', 'rp', 'MACR', {
        where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', isNot: 'MA101' }],
      }),
    ] }),
  },
];
