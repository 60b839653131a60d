/** MEHRS 2.4.3: whole-file checks on the MCF by the S1SP, the DCO and, IE apart, the Validation Function (ruling A-20). */
import type { GroupId, Role } from '../../../../domain.ts';
import { failedCompletion, noSuccessfulScf, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { MustSend, Timing } from '../../expectation.ts';
import { EVERY_GROUP, IE } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { anyStep, authorisation, failure, handOver, mcf, mef, mgf, must, never, noFailedMacr, noFailure, validation } from '../../stages.ts';
import {
  AFTER_WEEK, AFTER_WINDOW, KEPT, NEXT_WEEK, SUCCESS_REPORTS, WITHIN_WEEK, expiredCompletion, failedReports, fileRow, givenBack, givesBackTo, incidentsOf, inReport2, newMcfWaiving, newSet, onlyCode,
  staysWithDcc, stopped, windowMissed, withoutReceivers,
} from './shared.ts';
import { SIGNATURE, UNREADABLE, otherVariants, type Variant } from './variants.ts';

interface CommonFile {
  readonly detectors: readonly Role[];
  readonly who: string;
  readonly variant: Variant;
}

const CLAUSE = 'MEHRS 2.4.3';
const LINES = ['290-300', '302-306'];
const NOT_IE: readonly GroupId[] = ['CB', 'DA', 'EA', 'EB'];
const GIVES_BACK: readonly GroupId[] = [...IE, 'DA'];

const idOf = ({ who, variant }: CommonFile, end: string): string => ['2.4.3', who, variant.name, end].filter((each) => each !== '').join('-');
const row = (of: CommonFile, end: string, title: string, rest: Omit<Parameters<typeof fileRow>[3], 'id' | 'title' | 'cause' | 'codes' | 'lines'> & { readonly codes?: CatalogueRow['codes'] }): CatalogueRow => fileRow('2.4.3', of.detectors, 'rp', {
  ...rest, id: idOf(of, end), title: `MCF that ${of.detectors.join(', ')} refuse: ${of.variant.what}; ${title}`, cause: `MCF: ${of.variant.what}`, lines: LINES,
  codes: [{ code: of.variant.check, file: 'Incident' }, ...(rest.codes ?? [])],
});

const isReadable = ({ variant, who }: CommonFile): boolean => who !== '' || !variant.name.startsWith('X5.9-01');
const incidents = (of: CommonFile, resolvedWhen: readonly Timing[]): readonly MustSend[] =>
  incidentsOf('2.4.3', of.detectors, 'rp', isReadable(of) ? 'mcf' : 'mavr', { field: 'failed', is: of.variant.check }, resolvedWhen)
    .map((each) => (isReadable(of) || each.type !== 'INCIDENT_RAISED' ? each : { ...each, timing: [] }));
/** The first one, as it was refused. */
const refused = (of: CommonFile, situation: Situation): readonly MustSend[] => (!isReadable(of) ? [] : [{
  ...withoutReceivers(mcf(situation), of.variant.name.startsWith('X5.9-01') ? of.detectors : []), before: { of: 'resolved' },
}]);
const again = (of: CommonFile, { commissioner }: Situation): MustSend => must('mcf-again', CLAUSE, 'rp', 'MCF', ['s1sp', 'dco', 'mcfvf', commissioner, 'bimi'], {
  also: ['dsp'], after: { of: 'resolved' }, timing: WITHIN_WEEK,
  where: isReadable(of) ? [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }, { field: 'control.counter', above: { of: 'mcf' } }] : [],
});
const mvf = (after: string): MustSend => must('mvf', 'Guide Table 5 steps 9-10', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], { where: [{ field: 'entry.failure', filled: false }], after: { of: after } });
const noSecondSet = never('no other Common File', CLAUSE, 'rp', 'MCF', { where: [{ field: 'header.migrationSetId', differsFrom: { of: 'mcf' } }] });

/** Without a Validation File nothing goes on; put right, everything does. For CB no processing duration is counted (MA116 is not CB's). */
const validatedLater = (of: CommonFile, groups: readonly GroupId[], end: string, title: string, when: readonly Timing[]): CatalogueRow => row(of, end, title, {
  kind: 'recovery', groups, reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: `${CLAUSE}; rulings A-20, R2-01`, compensations: [{ what: 'file-resubmitted', by: 'rp', clause: CLAUSE }],
  demands: (situation) => {
    const onTime = (each: MustSend): MustSend => (end === 'in-time' ? each : { ...each, timing: [] });
    const name = isReadable(of) ? 'mcf' : 'mcf-again';
    const rename = (each: MustSend): MustSend => (each.forEach?.of === 'mcf' ? { ...each, forEach: { ...each.forEach, of: name } } : each);
    return {
      mustSend: [
        ...authorisation(situation), ...refused(of, situation), ...incidents(of, when), again(of, situation), mvf('mcf-again'), ...handOver(situation).map(onTime),
        ...[...mgf(situation), mef, ...toTheEnd(situation)].map(rename),
      ],
      mustNotSend: [...noFailure, noFailedMacr, ...stopped(CLAUSE, of.detectors, 'mcf-again'), ...(isReadable(of) ? [noSecondSet] : [])],
    };
  },
});

const noMvfInTime = (of: CommonFile, groups: readonly GroupId[]): CatalogueRow => row(of, 'too-late', 'put right after the processing duration: MA116', {
  kind: 'failure', groups, codes: [{ code: 'MA116', file: 'MACR' }], candidates: ['MA116', 'MA101'], reports: [{ report: 6, carries: 'MA116' }], disposition: 'not-migrated', supplierAction: NEXT_WEEK,
  source: `${CLAUSE}, Table A.1 MA116; ruling A-17`,
  demands: (situation) => ({
    mustSend: [...authorisation(situation), ...refused(of, situation), ...incidents(of, []), ...failedCompletion(CLAUSE, 'MA116', 'mcf'), ...reportedAuthorisation(situation)],
    mustNotSend: [...notCommissioned, onlyCode(['MA116']), never('no MVF', CLAUSE, 'mcfvf', 'MVF'), never('nothing handed over', CLAUSE, 'rp', 'HANDOVER_REQUEST')],
  }),
});

const neverValidated = (of: CommonFile): CatalogueRow => row(of, 'ma-expired', 'put right after the Migration Week', {
  kind: 'failure', groups: ['CB'], codes: [{ code: 'MA101', file: 'MACR' }], reports: [{ report: 6, carries: 'MA101' }], disposition: 'authorisation-expired', supplierAction: NEXT_WEEK,
  source: `${CLAUSE}, Table A.1; ruling A-17`,
  demands: (situation) => ({
    mustSend: [...authorisation(situation), ...refused(of, situation), ...incidents(of, AFTER_WEEK), ...expiredCompletion(CLAUSE, 'mcf'), ...reportedAuthorisation(situation)],
    mustNotSend: [...notCommissioned, onlyCode(['MA101']), never('no MVF', CLAUSE, 'mcfvf', 'MVF'), never('nothing handed over', CLAUSE, 'rp', 'HANDOVER_REQUEST')],
  }),
});

/** Only the S1SP or the DCO lacks it: the others go on, and what comes in waits for it. */
const begun = (of: CommonFile, situation: Situation, when: readonly Timing[]): readonly MustSend[] => [
  ...authorisation(situation), ...refused(of, situation), ...validation(situation).filter(({ name }) => name === 'mvf'), ...handOver(situation), ...mgf(situation), mef, ...incidents(of, when),
];

/** The S1SP reports what the DCO lacks as failed when the window ends; what it lacks itself it cannot. */
const late = ({ who }: CommonFile): { readonly codes: CatalogueRow['codes']; readonly reports: CatalogueRow['reports'] } =>
  (who === 'dco' ? { codes: [{ code: '*', file: 'SCF' }], reports: [{ report: 2, carries: '*' }] } : { codes: [], reports: [] });

const oneLacksItInTime = (of: CommonFile, groups: readonly GroupId[]): CatalogueRow => row(of, 'in-time', 'put right within the file set window', {
  kind: 'recovery', groups, reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: `${CLAUSE}; rulings A-20, R2-01`,
  compensations: [{ what: 'file-resubmitted', by: 'rp', clause: CLAUSE }],
  demands: (situation) => ({
    mustSend: [...begun(of, situation, WITHIN_WEEK), again(of, situation), ...toTheEnd(situation)],
    mustNotSend: [...noFailure, noFailedMacr, noSecondSet, ...stopped(CLAUSE, of.detectors, 'mcf-again')],
  }),
});

const oneLacksIt = (of: CommonFile): readonly CatalogueRow[] => [
  oneLacksItInTime(of, EVERY_GROUP),
  row(of, 'too-late-back', 'put right after the window: given back to the SMSO', {
    kind: 'failure', groups: GIVES_BACK, codes: [{ code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], candidates: ['MA115', 'MA101'], reports: failedReports('MA115'),
    disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, source: `${CLAUSE}; rulings A-17, A-19`, compensations: givesBackTo(GIVES_BACK, CLAUSE),
    demands: (situation) => ({
      mustSend: [
        ...begun(of, situation, AFTER_WINDOW), must('scf-expired', 'TMAD 5.18, 5.24', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, anyStep], after: { of: 'mef' }, timing: AFTER_WINDOW }), inReport2('scf-expired'),
        ...givenBack(CLAUSE, 'incident'), ...failedCompletion(CLAUSE, 'MA115', 'scf-expired'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyCode(['MA115'])],
    }),
  }),
  row(of, 'too-late', 'put right after the window: new MCF with the waiver of the group', {
    kind: 'recovery', groups: KEPT, ...late(of), reports: [...SUCCESS_REPORTS, ...late(of).reports], disposition: 'commissioned', supplierAction: 'none', source: `${CLAUSE}, 2.5.8; rulings A-19, A-26, A-29`,
    compensations: newMcfWaiving(KEPT, CLAUSE),
    demands: (situation) => ({
      mustSend: [
        ...begun(of, situation, AFTER_WINDOW), ...(of.who === 'dco' ? windowMissed(situation) : []), ...newSet('MEHRS 2.5.8', situation, 'resolved'),
        ...toTheEnd(situation, 'mcf-2').filter(({ name }) => !(of.who === 'dco' && name === 'viability-asked')),
      ],
      mustNotSend: [...stopped(CLAUSE, of.detectors, 'mcf-2'), ...staysWithDcc(CLAUSE), noFailedMacr],
    }),
  }),
  row(of, 'ma-expired', 'put right after the Migration Week', {
    kind: 'failure', groups: KEPT, codes: [...late(of).codes, { code: 'MA101', file: 'MACR' }], reports: [...late(of).reports, { report: 6, carries: 'MA101' }], disposition: 'authorisation-expired', supplierAction: NEXT_WEEK,
    source: `${CLAUSE}, Table A.1; ruling A-17`,
    demands: (situation) => ({
      mustSend: [...begun(of, situation, AFTER_WEEK), ...(of.who === 'dco' ? windowMissed(situation) : []), ...expiredCompletion(CLAUSE, 'mef'), ...reportedAuthorisation(situation)],
      mustNotSend: [...notCommissioned, noSuccessfulScf, onlyCode(['MA101']), ...staysWithDcc(CLAUSE), noSecondSet],
    }),
  }),
];

const ALL: CommonFile = { detectors: ['s1sp', 'dco', 'mcfvf'], who: '', variant: SIGNATURE };
const IE_ALL: CommonFile = { ...ALL, detectors: ['s1sp', 'dco'], who: 'ie' };
const FUNCTION: CommonFile = { detectors: ['mcfvf'], who: 'mcfvf', variant: UNREADABLE };

/** Before v3.1 the Validation Function, of whichever group, made no check of its own (the deleted text; ruling A-20). */
const beforeV31: CatalogueRow = (() => {
  const made = validatedLater({ ...ALL, detectors: ['s1sp', 'dco'], who: 'v3.0' }, ['CB', 'DA'], 'in-time', 'version 3.0: put right within the processing duration', WITHIN_WEEK);
  return {
    ...made, ruleSets: ['v3.0'], lines: ['292', '296'], source: `${CLAUSE} with the deleted text; ruling A-20`,
    demands: (situation) => {
      const { mustSend, mustNotSend } = made.demands(situation);
      return { mustSend, mustNotSend: [...mustNotSend, never('no Incident of the Validation Function', CLAUSE, 'mcfvf', 'INCIDENT_RAISED')] };
    },
  };
})();

export const MIGRATION_COMMON_FILE_ROWS: readonly CatalogueRow[] = [
  beforeV31,
  ...[ALL, FUNCTION].flatMap((each) => [
    validatedLater(each, NOT_IE, 'in-time', 'put right within the processing duration', WITHIN_WEEK), noMvfInTime(each, ['DA', 'EA', 'EB']),
    validatedLater(each, ['CB'], 'late', 'put right within the Migration Week', WITHIN_WEEK), neverValidated(each),
  ]),
  validatedLater(IE_ALL, IE, 'in-time', 'put right within the processing duration', WITHIN_WEEK), noMvfInTime(IE_ALL, IE),
  ...(['s1sp', 'dco'] as const).flatMap((who) => oneLacksIt({ detectors: [who], who, variant: UNREADABLE })),
  // DCO and Validation Function serve every Group ID; to them such a file is another Requesting Party's (X5.9-05).
  ...otherVariants([], 3, true).filter(([{ name }]) => name === 'X5.9-07').map(([variant]) => oneLacksItInTime({ detectors: ['s1sp'], who: 's1sp', variant }, EVERY_GROUP)),
  ...otherVariants(['X5.9-07'], 3, true).map(([variant, groups]) =>
    validatedLater({ ...(groups.some((each) => IE.includes(each)) ? { ...IE_ALL, who: '' } : ALL), variant }, groups, 'in-time', 'put right within the processing duration', WITHIN_WEEK)),
];
