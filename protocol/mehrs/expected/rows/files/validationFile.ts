/** MEHRS 2.4.5: whole-file checks on the MVF by the Requesting Party, the DCO and the S1SP; the remedy is a new MCF (ruling A-22). */
import type { GroupId, Role } from '../../../../domain.ts';
import { failedCompletion, failedStep, noSuccessfulScf, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { MustNotSend, MustSend, Timing } from '../../expectation.ts';
import { EVERY_GROUP, IE } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { anyStep, authorisation, failure, handOver, mcf, mef, mgf, must, never, noFailedMacr, validation } from '../../stages.ts';
import {
  AFTER_WEEK, AFTER_WINDOW, KEPT, NEXT_WEEK, SUCCESS_REPORTS, WITHIN_WEEK, expiredCompletion, failedReports, fileRow, givenBack, givesBackTo, incidentsOf, newMcfWaiving, newSet, onlyCode, staysWithDcc,
  windowMissed, withoutReceivers,
} from './shared.ts';
import { SIGNATURE, UNREADABLE, otherVariants, type Variant } from './variants.ts';

interface ValidationFile {
  readonly detectors: readonly Role[];
  readonly who: '' | 'rp' | 's1sp' | 'dco';
  readonly variant: Variant;
}
const CLAUSE = 'MEHRS 2.4.5';

const isReadable = ({ variant, who }: ValidationFile): boolean => who !== '' || !variant.name.startsWith('X5.9-01');
const row = (of: ValidationFile, end: string, title: string, rest: Omit<Parameters<typeof fileRow>[3], 'id' | 'title' | 'cause' | 'codes' | 'lines'> & { readonly codes?: CatalogueRow['codes'] }): CatalogueRow =>
  fileRow('2.4.5', of.detectors, 'mcfvf', {
    ...rest, id: ['2.4.5', of.who, of.variant.name, end].filter((each) => each !== '').join('-'), title: `MVF that ${of.detectors.join(', ')} refuse: ${of.variant.what}; ${title}`,
    cause: `MVF: ${of.variant.what}`, codes: [{ code: of.variant.check, file: 'Incident' }, ...(rest.codes ?? [])], lines: ['322-328', '330-334'],
  });

/** Up to the Incident; the MVF is the one that was refused. */
const refused = (of: ValidationFile, situation: Situation, when: readonly Timing[]): readonly MustSend[] => [
  ...authorisation(situation), ...(isReadable(of) ? [mcf(situation)] : [{ ...mcf(situation), before: { of: 'resolved' } }]),
  ...(isReadable(of) ? validation(situation).filter(({ name }) => name === 'mvf').map((each) => ({
    ...withoutReceivers(each, of.variant.name.startsWith('X5.9-01') ? of.detectors : []), where: [...(of.variant.check === 'X5.9-02' || of.who !== '' ? (each.where ?? []) : [])], before: { of: 'resolved' },
  })).map(({ forEach: _forEach, ...each }) => each) : []),
  ...incidentsOf('2.4.5', of.detectors, 'mcfvf', isReadable(of) ? 'mvf' : 'mavr', { field: 'failed', is: of.variant.check }, when)
    .map((each) => (isReadable(of) || each.type !== 'INCIDENT_RAISED' ? each : { ...each, timing: [] })),
];
const notBefore = (name: string) => (each: MustSend): MustSend => ({ ...each, after: each.after ?? { of: name } });

/** What the record says of the set that the S1SP had accepted and saw expire. */
const oldSet = (of: ValidationFile, reports: CatalogueRow['reports'], codes: CatalogueRow['codes'] = []): Pick<CatalogueRow, 'codes' | 'reports'> => (of.who === 'rp'
  ? { codes: [{ code: '*', file: 'SCF' }, ...codes], reports: [...reports, { report: 2, carries: '*' }] } : { codes, reports });

/** Nothing had been handed over: the new Common File runs its usual course, on its day or as soon as it can. */
const newMcf = (of: ValidationFile, groups: readonly GroupId[], end: 'in-time' | 'late', when: readonly Timing[]): CatalogueRow => row(of, end, 'new MCF', {
  kind: 'recovery', groups, ...(end === 'late' ? oldSet(of, SUCCESS_REPORTS) : { reports: SUCCESS_REPORTS }), disposition: 'commissioned', supplierAction: 'none', source: `${CLAUSE}; ruling A-22`,
  compensations: [{ what: 'new-mcf', by: 'rp', clause: CLAUSE, waives: [] }],
  demands: (situation) => {
    const onTime = (each: MustSend): MustSend => (end === 'in-time' ? each : { ...each, timing: [] });
    return {
      mustSend: [
        ...refused(of, situation, when), ...newSet(CLAUSE, situation, 'resolved'), ...handOver(situation).map(notBefore('mcf-2')).map(onTime), ...toTheEnd(situation, 'mcf-2'),
        ...(end === 'late' && of.who === 'rp' ? [oldSetReported, failedStep('MEHRS A.1', 'scf-old', null)] : []),
      ],
      mustNotSend: [noFailedMacr, never('nothing given back', CLAUSE, 's1sp', 'SIM_REQUEST'), ...noMigrationOfOldSet],
    };
  },
});
/** S1SP and DCO had accepted the MVF, so the S1SP's window ran out. */
const oldSetReported = must('scf-old', 'TMAD 5.24', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], {
  where: [failure, anyStep, { field: 'header.migrationSetId', sameAs: { of: 'mcf' } }], timing: AFTER_WINDOW,
});
const noMigrationOfOldSet: readonly MustNotSend[] = (['MGF', 'MEF'] as const).map((type) =>
  never(`no ${type} of the old set`, CLAUSE, 'rp', type, { where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }] }));

const expired = (of: ValidationFile, groups: readonly GroupId[]): CatalogueRow => row(of, 'ma-expired', 'put right after the Migration Week', {
  kind: 'failure', groups, ...oldSet(of, [{ report: 6, carries: 'MA101' }], [{ code: 'MA101', file: 'MACR' }]), disposition: 'authorisation-expired', supplierAction: NEXT_WEEK,
  source: `${CLAUSE}, Table A.1; ruling A-17`,
  demands: (situation) => ({
    mustSend: [
      ...refused(of, situation, AFTER_WEEK), ...expiredCompletion(CLAUSE, 'mcf'), ...reportedAuthorisation(situation),
      ...(of.who === 'rp' ? [oldSetReported, failedStep('MEHRS A.1', 'scf-old', null)] : []),
    ],
    mustNotSend: [...notCommissioned, onlyCode(['MA101']), never('nothing handed over', CLAUSE, 'rp', 'HANDOVER_REQUEST'), never('no other Common File', CLAUSE, 'rp', 'MCF', { after: { of: 'resolved' } })],
  }),
});

/** Only the S1SP or the DCO has refused it: the Requesting Party goes on until it hears that a new Common File is wanted. */
const goesOn = (of: ValidationFile, situation: Situation, when: readonly Timing[]): readonly MustSend[] => [
  ...refused(of, situation, when), ...handOver(situation), ...[...mgf(situation), mef].map((each) => ({ ...each, before: { of: 'resolved' } })),
];
const afterHandOver = (of: ValidationFile, backTo: readonly GroupId[]): readonly CatalogueRow[] => [
  row(of, 'late', 'put right after hand-over: new MCF', {
    kind: 'recovery', groups: KEPT, codes: [{ code: '*', file: 'SCF' }], reports: [...SUCCESS_REPORTS, { report: 2, carries: '*' }], disposition: 'commissioned', supplierAction: 'none',
    source: `${CLAUSE}; rulings A-19, A-22, A-26`, compensations: newMcfWaiving(KEPT, CLAUSE),
    demands: (situation) => ({
      mustSend: [
        ...goesOn(of, situation, AFTER_WINDOW), ...windowMissed(situation), ...newSet(CLAUSE, situation, 'resolved'),
        ...toTheEnd(situation, 'mcf-2').filter(({ name }) => !(of.who === 'dco' && name === 'viability-asked')),
      ],
      mustNotSend: [noFailedMacr, ...staysWithDcc(CLAUSE)],
    }),
  }),
  row(of, 'late-back', 'put right after the window: given back to the SMSO', {
    kind: 'failure', groups: backTo, codes: [{ code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], candidates: ['MA115', 'MA101'], reports: failedReports('MA115'),
    disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, source: `${CLAUSE}; rulings A-17, A-19`, compensations: givesBackTo(backTo, CLAUSE),
    demands: (situation) => ({
      mustSend: [
        ...goesOn(of, situation, AFTER_WINDOW), ...windowMissed(situation), ...givenBack(CLAUSE, 'incident'), ...failedCompletion(CLAUSE, 'MA115', 'scf-expired'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyCode(['MA115'])],
    }),
  }),
  row(of, 'ma-expired', 'put right after the Migration Week', {
    kind: 'failure', groups: KEPT, codes: [{ code: '*', file: 'SCF' }, { code: 'MA101', file: 'MACR' }], reports: failedReports('MA101'), disposition: 'authorisation-expired',
    supplierAction: NEXT_WEEK, source: `${CLAUSE}, Table A.1; ruling A-17`,
    demands: (situation) => ({
      mustSend: [...goesOn(of, situation, AFTER_WEEK), ...windowMissed(situation), ...expiredCompletion(CLAUSE, 'mef'), ...reportedAuthorisation(situation)],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyCode(['MA101']), ...staysWithDcc(CLAUSE)],
    }),
  }),
];

const ALL: ValidationFile = { detectors: ['rp', 's1sp', 'dco'], who: '', variant: SIGNATURE };
const RP: ValidationFile = { detectors: ['rp'], who: 'rp', variant: UNREADABLE };
const S1SP: ValidationFile = { detectors: ['s1sp'], who: 's1sp', variant: UNREADABLE };
const DCO: ValidationFile = { detectors: ['dco'], who: 'dco', variant: UNREADABLE };

export const VALIDATION_FILE_ROWS: readonly CatalogueRow[] = [
  ...[ALL, RP].flatMap((each) => [newMcf(each, EVERY_GROUP, 'in-time', WITHIN_WEEK), newMcf(each, EVERY_GROUP, 'late', WITHIN_WEEK), expired(each, EVERY_GROUP)]),
  // In IE the S1SP is the Validation Function: it would be checking its own file (ruling A-22).
  newMcf(S1SP, [...KEPT, 'DA'], 'in-time', WITHIN_WEEK), ...afterHandOver(S1SP, ['DA']),
  newMcf(DCO, EVERY_GROUP, 'in-time', WITHIN_WEEK), ...afterHandOver(DCO, [...IE, 'DA']),
  ...otherVariants(['X5.9-07'], 4, true).map(([variant, groups]) => newMcf({ ...ALL, variant }, groups, 'in-time', WITHIN_WEEK)),
  ...otherVariants([], 5).filter(([{ name }]) => name === 'X5.9-07').map(([variant, groups]) => newMcf({ ...RP, variant }, groups, 'in-time', WITHIN_WEEK)),
];
