/**
 * MEHRS 2.3.2: a record of a Migration Authorisation that fails a check of Table 1. The Requesting Party answers it with
 * one Reason Code, Reports 6 and 10 carry it, and the Installation is in no Common File. Checks are of the Installation:
 * the file's other records go on.
 */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { MustNotSend, MustSend } from '../../expectation.ts';
import type { CatalogueRow, Conditions, Situation } from '../../row.ts';
import { SUPPLIED, authorisation, mcf, must, never, noFailedMacr, noFailure, noIncident, report, row, untilFileSet, validation } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

/** What a row of this section says of its own. */
export interface Rejection {
  readonly code: string;
  /** Appended to the id where a code has more than one cause. */
  readonly variant?: string;
  readonly groups: readonly GroupId[];
  readonly title: string;
  /** What is wrong in the data. */
  readonly cause: string;
  readonly lines: readonly string[];
  readonly conditions?: Partial<Conditions>;
  readonly source?: string;
}

const CLAUSE = 'MEHRS 2.3.2';
/** Paragraphs of the section that each of its rows answers for. */
const PARAGRAPHS = ['196', '244-247', '249'];
const WITHIN_A_DAY = 24 * 60;
const RESUBMIT = 'put right what the code names and authorise the Installation for a subsequent Migration Week';

export const isDormant = ({ supply }: Pick<Conditions, 'supply'>): boolean => !supply.includes('Active');

/** Who authorises an Installation, and so whose file is answered. */
const submitted = (situation: Situation): readonly MustSend[] => (isDormant(situation)
  ? [must('ma', 'Guide 4.5.5', 'mcc', 'MA', ['rp', 'bimi'])]
  : [must('ma', 'Guide Table 5 step 4', 'supplier', 'MA', ['mcc']), must('ma-forwarded', 'MEHRS 2.3.1', 'mcc', 'MA', ['rp', 'bimi'])]);

/** The answer and the reports that carry it: Report 10 for Active Installations only. */
export const answered = (code: string, situation: Situation): readonly MustSend[] => {
  const receivers = situation.sameSupplier ? [SUPPLIED] as const : [['mcc'], { also: ['supplier'] }] as const;
  const [exactly, extra = {}] = receivers;
  return [
    must('mavr', CLAUSE, 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Rejected' }, { field: 'entry.reasonCode', is: code }] }),
    must('report-6', CLAUSE, 'bimi', 'MRR', exactly, { ...extra, where: [report(6), row(code)], after: { of: 'mavr' }, timing: [{ kind: 'after', from: { of: 'mavr' }, atMost: WITHIN_A_DAY }] }),
    ...(isDormant(situation) ? [] : [
      must('report-10', CLAUSE, 'bimi', 'MRR', exactly, { ...extra, where: [report(10), row(code)], after: { of: 'mavr' }, timing: [{ kind: 'after', from: { of: 'mavr' }, atMost: WITHIN_A_DAY }] }),
    ]),
  ];
};

/** Nothing is begun with the Installation. */
export const notBegun: readonly MustNotSend[] = [
  never('in no Common File', CLAUSE, 'rp', 'MCF'),
  never('not handed over', CLAUSE, 'rp', 'HANDOVER_REQUEST'),
  never('no Completion Response', 'ruling A-45', 'rp', 'MACR'),
  noIncident,
];

const onlyThisCode = (code: string): MustNotSend =>
  never('one reason code', 'ruling R2-13', 'rp', 'MAVR', { where: [{ field: 'entry.reasonCode', noneOf: [code, ''] }] });
const noReport10 = (situation: Situation): readonly MustNotSend[] => (isDormant(situation) ? [never('not in Report 10', '' + CLAUSE, 'bimi', 'MRR', { where: [report(10)] })] : []);

const SHARED = { ...USUAL, section: '2.3.2', level: 'installation', detectedBy: 'rp', incident: NO_INCIDENT } as const;
const conditionsOf = (conditions: Partial<Conditions> = {}): Conditions => ({ ...USUAL.conditions, ...conditions });

/** Reports in which the code is found. */
const reportsOf = (code: string, conditions: Conditions) =>
  [{ report: 6, carries: code }, ...(isDormant(conditions) ? [] : [{ report: 10, carries: code }])];

/** MA012 to MA015 and MA017 are for DCC alone to act on. */
const actionFor = (code: string, conditions: Conditions): string =>
  (isDormant(conditions) ? `none: ${['MA112'].includes(code) ? 'DCC acts, as it authorised' : 'the check is about Dormant Meters only and DCC acts'}` : RESUBMIT);

export const rejected = ({ code, variant, groups, title, cause, lines, conditions, source }: Rejection): CatalogueRow => {
  const full = conditionsOf(conditions);
  return {
    ...SHARED,
    id: `2.3.2-${code}${variant === undefined ? '' : `-${variant}`}`, title, kind: 'failure', groups, cause, conditions: full,
    codes: [{ code, file: 'MAVR' }], reports: reportsOf(code, full), disposition: 'validation-rejected', supplierAction: actionFor(code, full),
    lines: [...PARAGRAPHS, ...(isDormant(full) ? ['251'] : []), ...lines], source: source ?? 'MEHRS 2.3.2 Table 1, Table A.1',
    demands: (situation) => ({
      mustSend: [...submitted(situation), ...answered(code, situation)],
      mustNotSend: [...notBegun, onlyThisCode(code), ...noReport10(situation)],
    }),
  };
};

/** What becomes of the cause of a code in a group for which Table A.1 marks the code n/a. */
export interface NotApplicable extends Rejection {
  /** The code that the group has for it at validation, or what fails in the MVF, where there is either. */
  readonly instead?: string | { readonly code: 'MA113'; readonly step: string } | { readonly code: string; readonly atGate: true };
}

const neverCode = (code: string, groups: string): readonly MustNotSend[] => (['MAVR', 'MACR'] as const).map((type) =>
  never(`no ${code} in a ${type}`, `MEHRS Table A.1, ${groups}: n/a; L8`, 'rp', type, { where: [{ field: 'entry.reasonCode', is: code }] }));

/** Table A.1 marks the code n/a: the same cause is told by another code, or keeps nobody from migrating. */
export const notApplicable = ({ code, variant, groups, title, cause, lines, conditions, source, instead }: NotApplicable): CatalogueRow => {
  const full = conditionsOf(conditions);
  const shared = {
    ...SHARED, kind: 'not-applicable', groups, cause, conditions: full, excludes: [code], lines: [...lines], title,
    id: `2.3.2-${code}-na${variant === undefined ? '' : `-${variant}`}`, source: source ?? 'MEHRS Table A.1 (n/a); law L8',
  } as const;
  const silent = neverCode(code, groups.join(' '));
  if (typeof instead === 'object' && 'atGate' in instead) {
    return {
      ...shared, codes: [{ code: instead.code, file: 'MACR' }], reports: [{ report: 6, carries: instead.code }], disposition: 'not-migrated', supplierAction: actionFor(code, full),
      demands: (situation) => ({
        mustSend: [...authorisation(situation), ...validation(situation), ...failedCompletion('MEHRS Table A.1', instead.code, 'mvf'), ...reportedAuthorisation(situation)],
        mustNotSend: [...silent, ...notCommissioned, noIncident, never('not handed over', 'MEHRS Table A.1', 'rp', 'HANDOVER_REQUEST')],
      }),
    };
  }
  if (typeof instead === 'object') {
    return {
      ...shared, detectedBy: 'mcfvf',
      codes: [{ code: instead.step, file: 'MVF' }, { code: instead.code, file: 'MACR' }], reports: [{ report: 6, carries: instead.code }],
      disposition: 'not-migrated', supplierAction: RESUBMIT,
      demands: (situation) => ({
        mustSend: [
          ...authorisation(situation), { ...mcf(situation), before: { of: 'macr' } },
          must('mvf', 'MEHRS 2.4.6', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], { where: [{ field: 'entry.failure.failedStepNumber', is: instead.step }] }),
          ...failedCompletion('MEHRS 2.4.6', instead.code, 'mvf'), ...reportedAuthorisation(situation),
        ],
        mustNotSend: [...silent, ...notCommissioned, noIncident, never('not handed over', 'MEHRS 2.4.6', 'rp', 'HANDOVER_REQUEST')],
      }),
    };
  }
  if (instead !== undefined) {
    return {
      ...shared,
      codes: [{ code: instead, file: 'MAVR' }], reports: reportsOf(instead, full), disposition: 'validation-rejected', supplierAction: actionFor(instead, full),
      demands: (situation) => ({ mustSend: [...submitted(situation), ...answered(instead, situation)], mustNotSend: [...notBegun, ...silent] }),
    };
  }
  return {
    ...shared,
    detectedBy: null, level: 'none', codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }],
    disposition: 'commissioned', supplierAction: 'none',
    demands: (situation) => ({ mustSend: [...untilFileSet(situation), ...toTheEnd(situation)], mustNotSend: [...noFailure, noIncident, noFailedMacr, ...silent] }),
  };
};
