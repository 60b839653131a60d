/**
 * MEHRS 2.5.7 and 2.5.8: a Group File (MGF) or Group Encrypted File (MEF) that fails a whole-file check. One family: the ends are
 * the same, only the file, who checks it and the group's own paragraph differ.
 */
import type { GroupId, Role } from '../../../../domain.ts';
import { failedCompletion, noSuccessfulScf, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { MustSend, Timing } from '../../expectation.ts';
import { IE } from '../../groups.ts';
import type { CatalogueRow, Compensation, Situation } from '../../row.ts';
import { authorisation, failure, handOver, mef, mgf, must, never, noFailedMacr, noFailure, validation } from '../../stages.ts';
import {
  AFTER_WEEK, AFTER_WINDOW, IN_WINDOW, KEPT, NEXT_WEEK, SUCCESS_REPORTS, bySupplier, expiredCompletion, failedReports, fileRow, givenBack, givesBackTo, incidentsOf, newMcfWaiving, newSet, onlyCode, stopped, staysWithDcc,
  windowMissed, withoutReceivers,
} from './shared.ts';
import type { Variant } from './variants.ts';

export interface GroupFile {
  readonly section: '2.5.7' | '2.5.8' | '2.5.10' | '2.5.11';
  readonly file: 'MGF' | 'MEF';
  readonly detectors: readonly Role[];
  /** Between section and check in the row id: who alone got the wrong file; empty when all copies are wrong. */
  readonly who: string;
  readonly variant: Variant;
  /** Lines of 002 by paragraph. */
  readonly lines: { readonly generic: readonly string[]; readonly CB: readonly string[]; readonly DA: readonly string[]; readonly FOC: readonly string[] };
}

const nameOf = ({ file }: GroupFile): 'mgf' | 'mef' => (file === 'MGF' ? 'mgf' : 'mef');
const clauseOf = ({ section }: GroupFile, of: string): string => `MEHRS ${section} ${of}`.trim();
const receiversOf = ({ file }: GroupFile): readonly Role[] => (file === 'MGF' ? ['s1sp'] : ['s1sp', 'dco']);

/** Everything up to the Incident; the file that fails is the one before it. */
const begun = (of: GroupFile, situation: Situation, resolvedWhen: readonly Timing[]): readonly MustSend[] => {
  // What cannot be read cannot be told from another file either.
  const readers = (each: MustSend): MustSend => (of.variant.name.startsWith('X5.9-01') ? withoutReceivers(each, of.detectors) : each);
  const first = (each: MustSend): readonly MustSend[] => (each.name !== nameOf(of) ? [each] : isReadable(of) ? [{ ...readers(each), before: { of: 'resolved' } }] : []);
  return [
    ...authorisation(situation), ...validation(situation), ...handOver(situation), ...[...mgf(situation), mef].flatMap(first),
    ...incidentsOf(of.section, of.detectors, 'rp', isReadable(of) ? nameOf(of) : 'handed-over', { field: 'failed', is: of.variant.check }, resolvedWhen),
  ];
};
const isReadable = ({ variant, who }: GroupFile): boolean => who !== '' || !variant.name.startsWith('X5.9-01');

const idOf = ({ section, who, variant }: GroupFile, end: string): string => [section, who, variant.name, end].filter((each) => each !== '').join('-');
const titleOf = ({ file, variant, detectors }: GroupFile, end: string): string => `${file} that ${detectors.join(' and ')} refuses: ${variant.what}; ${end}`;
const codesOf = ({ variant }: GroupFile): CatalogueRow['codes'] => [{ code: variant.check, file: 'Incident' }];
const again = (clause: string): Compensation => ({ what: 'file-resubmitted', by: 'rp', clause });

export const inTime = (of: GroupFile, groups: readonly GroupId[]): CatalogueRow => {
  const clause = clauseOf(of, '');
  return fileRow(of.section, of.detectors, 'rp', {
    id: idOf(of, 'in-time'), title: titleOf(of, 'put right within the file set window'), kind: 'recovery', groups, cause: `${of.file}: ${of.variant.what}`,
    codes: codesOf(of), reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none', source: `${clause}; ruling R2-01`, lines: of.lines.generic, compensations: [again(clause)],
    demands: (situation) => ({
      mustSend: [
        ...begun(of, situation, IN_WINDOW),
        must(`${nameOf(of)}-2`, clause, ['rp', 's1sp'], of.file, receiversOf(of), {
          also: ['bimi'], after: { of: 'resolved' }, timing: IN_WINDOW,
          where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }, ...(isReadable(of) ? [{ field: 'control.counter', above: { of: nameOf(of) } }] : [])],
        }),
        ...toTheEnd(situation),
      ],
      mustNotSend: [...noFailure, noFailedMacr, ...stopped(clause, of.detectors, `${nameOf(of)}-2`), ...staysWithDcc(clause)],
    }),
  });
};

/** AA, BA, CA by the generic paragraph, DA by its own where it has one: given back to the SMSO, MA115 (rulings ). */
export const tooLateGivenBack = (of: GroupFile, groups: readonly GroupId[], end: string): CatalogueRow => {
  const da = groups.includes('DA');
  const clause = clauseOf(of, da ? 'DA' : '');
  return fileRow(of.section, of.detectors, 'rp', {
    id: idOf(of, end), title: titleOf(of, 'put right after the window: given back to the SMSO'), kind: 'failure', groups, cause: `${of.file}: ${of.variant.what}`,
    codes: [...codesOf(of), { code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: failedReports('MA115'), candidates: ['MA115', 'MA101'],
    disposition: 'returned-to-smso', supplierAction: NEXT_WEEK, source: `${clause}; rulings A-17, A-19, A-64`, lines: da ? of.lines.DA : of.lines.generic,
    compensations: [{ what: da ? 'account-back' : 'sim-back', by: 's1sp', clause }],
    whenNotCommissionedByDcc: ['supplier', 'rp'],
    demands: (situation) => ({
      mustSend: [
        ...begun(of, situation, AFTER_WINDOW), ...windowMissed(situation), ...givenBack(clause, 'incident'),
        ...failedCompletion(clause, 'MA115', 'scf-expired'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [
        ...stopped(clause, of.detectors.filter((each) => each !== 's1sp'), null), ...notCommissioned, noSuccessfulScf, onlyCode(['MA115']),
        never(`no ${of.file} of the old set`, clause, 'rp', of.file, { after: { of: 'resolved' } }), never('no new Common File', clause, 'rp', 'MCF', { after: { of: 'mvf' } }),
      ],
    }),
  });
};

/** CB, EA and EB: a new Common File with the waiver of the group. */
export const tooLateNewSet = (of: GroupFile, groups: readonly GroupId[], end: string): CatalogueRow => {
  const name = groups.includes('CB') ? 'CB' : 'EA, EB';
  const clause = clauseOf(of, name);
  return fileRow(of.section, of.detectors, 'rp', {
    id: idOf(of, end), title: titleOf(of, 'put right after the window: new MCF with the waiver of the group'), kind: 'recovery', groups, cause: `${of.file}: ${of.variant.what}`,
    codes: [...codesOf(of), { code: '*', file: 'SCF' }], reports: [SUCCESS_REPORTS[0], { report: 2, carries: '*' }, SUCCESS_REPORTS[1]],
    disposition: 'commissioned', supplierAction: 'none', source: `${clause}; rulings A-19, A-26, A-64`, lines: name === 'CB' ? of.lines.CB : of.lines.FOC,
    compensations: newMcfWaiving(groups, clause),
    demands: (situation) => ({
      mustSend: [...begun(of, situation, AFTER_WINDOW), ...windowMissed(situation), ...newSet(clause, situation, 'resolved'), ...toTheEnd(situation, 'mcf-2').filter(({ name: each }) => !(of.detectors[0] === 'dco' && each === 'viability-asked'))],
      mustNotSend: [
        ...stopped(clause, of.detectors, 'mef-2'), ...staysWithDcc(clause), onlyCode(['MA101', 'MA115']),
        never(`no ${of.file} of the old set`, clause, 'rp', of.file, { after: { of: 'incident' }, where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }] }),
        never('no failed COF', 'Guide Table 5 step 22', 'cp', 'COF', { where: [failure] }),
      ],
    }),
  });
};

/** CB, EA and EB: the Migration Week is over before it is put right; the waiver stays with the Installation (ruling A-26). */
export const maExpired = (of: GroupFile, groups: readonly GroupId[], end: string): CatalogueRow => {
  const clause = clauseOf(of, groups.includes('CB') ? 'CB' : 'EA, EB');
  return fileRow(of.section, of.detectors, 'rp', {
    id: idOf(of, end), title: titleOf(of, 'put right after the Migration Week'), kind: 'failure', groups, cause: `${of.file}: ${of.variant.what}`,
    codes: [...codesOf(of), { code: '*', file: 'SCF' }, { code: 'MA101', file: 'MACR' }], reports: failedReports('MA101'), disposition: 'authorisation-expired', supplierAction: NEXT_WEEK,
    source: `${clause}, Table A.1; rulings A-17, A-19`, lines: groups.includes('CB') ? of.lines.CB : of.lines.FOC,
    demands: (situation) => ({
      mustSend: [...begun(of, situation, AFTER_WEEK), ...windowMissed(situation), ...expiredCompletion(clause, nameOf(of)), ...reportedAuthorisation(situation)],
      mustNotSend: [
        ...stopped(clause, of.detectors, null), ...notCommissioned, noSuccessfulScf, onlyCode(['MA101']), ...staysWithDcc(clause),
        ...(['MCF', 'MGF', 'MEF', 'HANDOVER_REQUEST'] as const).map((type) => never(`nothing more: no ${type}`, clause, 'rp', type, { after: { of: 'incident' } })),
      ],
    }),
  });
};

/** The window is open, but the Migration Week has ended: a file is regenerated "if the Migration Authorisation is still valid". The Common File had been late itself. */
export const maEndedInWindow = (of: GroupFile, groups: readonly GroupId[], end: string): CatalogueRow => {
  const clause = clauseOf(of, '');
  const isKept = groups.some((each) => KEPT.includes(each));
  const late = (each: MustSend): MustSend => (['mcf', 'mvf', 'handover', 'certificate'].includes(each.name) ? { ...each, timing: [] } : each);
  return fileRow(of.section, of.detectors, 'rp', {
    id: idOf(of, end), title: titleOf(of, 'put right within the window, but after the Migration Week'), kind: 'failure', groups, cause: `${of.file}: ${of.variant.what}, on the last evening of the Migration Week`,
    codes: [...codesOf(of), { code: '*', file: 'SCF' }, { code: 'MA101', file: 'MACR' }], reports: failedReports('MA101'), candidates: ['MA101', 'MA115'], disposition: 'authorisation-expired', supplierAction: NEXT_WEEK,
    source: `${clause}, 2.4.1, Table A.1; rulings A-17, A-19`, lines: of.lines.generic, compensations: isKept ? [] : givesBackTo(groups, clause),
    demands: (situation) => ({
      mustSend: [
        ...begun(of, situation, [...AFTER_WEEK, ...IN_WINDOW]).map(late), ...windowMissed(situation), ...expiredCompletion(clause, 'incident'), ...reportedAuthorisation(situation),
        ...(isKept ? [] : givenBack(clause, 'incident')),
      ],
      mustNotSend: [
        ...stopped(clause, of.detectors.filter((each) => isKept || each !== 's1sp'), null), ...notCommissioned, noSuccessfulScf, onlyCode(['MA101']), ...(isKept ? staysWithDcc(clause) : []),
        ...(['MCF', 'MGF', 'MEF'] as const).map((type) => never(`nothing more: no ${type}`, clause, 'rp', type, { after: { of: 'incident' } })),
      ],
    }),
  });
};

/** EA and EB: within the window, but the Requesting Party cannot make the file again for a reason of its own. */
export const unableToResubmit = (of: GroupFile): CatalogueRow => {
  const clause = clauseOf(of, 'EA, EB');
  return fileRow(of.section, of.detectors, 'rp', {
    id: idOf(of, 'unable'), title: titleOf(of, 'the Requesting Party is unable to resubmit it: new MCF'), kind: 'recovery', groups: ['EA', 'EB'],
    cause: `${of.file}: ${of.variant.what}; what it is made of is lost`, codes: codesOf(of), reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none',
    source: `${clause}; ruling A-28`, lines: of.lines.FOC, compensations: newMcfWaiving(['EA', 'EB'], clause),
    demands: (situation) => ({
      mustSend: [...begun(of, situation, IN_WINDOW), ...newSet(clause, situation, 'resolved'), ...toTheEnd(situation, 'mcf-2').filter(({ name }) => !(of.detectors[0] === 'dco' && name === 'viability-asked'))],
      mustNotSend: [
        ...stopped(clause, of.detectors, 'mef-2'), ...staysWithDcc(clause), noFailedMacr,
        never(`no ${of.file} of the old set`, clause, 'rp', of.file, { after: { of: 'resolved' }, where: [{ field: 'header.migrationSetId', sameAs: { of: 'mcf' } }] }),
      ],
    }),
  });
};

const whenLate = (of: GroupFile, da: readonly GroupId[]): readonly CatalogueRow[] => [
  tooLateGivenBack(of, IE, 'too-late-ie'), ...(da.length === 0 ? [] : [tooLateGivenBack(of, da, 'too-late-da')]),
  tooLateNewSet(of, ['CB'], 'too-late'), tooLateNewSet(of, ['EA', 'EB'], 'too-late-foc'), maExpired(of, ['CB'], 'ma-expired'), maExpired(of, ['EA', 'EB'], 'ma-expired-foc'),
];

/** One variant to every end, for every group; `-too-late` and `-ma-expired` alone are CB's, whose paragraph comes first. */
export const everyEnd = (of: GroupFile, da: readonly GroupId[]): readonly CatalogueRow[] => [inTime(of, [...IE, 'CB', ...da, 'EA', 'EB']), ...whenLate(of, da)];

/** And, of a file too late, once more for whoever commissions itself (decision D-268). */
export const everyEndForBoth = (of: GroupFile, da: readonly GroupId[]): readonly CatalogueRow[] => [...everyEnd(of, da), ...whenLate(of, da).map(bySupplier)];
