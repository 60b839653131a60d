/** The stages of Guide Table 5 from the first session on: device tests, commissioning, completion and reports. */
import type { GroupId } from '../../domain.ts';
import type { FieldTest, MustSend, Timing } from './expectation.ts';
import { GROUP } from './groups.ts';
import { connectivityOffsets, wakeUpOffsets } from './ladder.ts';
import type { Situation } from './row.ts';
import { DISTRIBUTED, SOME, SUPPLIED, failure, must, never, report, row, success, viability } from './stages.ts';

const kind = (is: string): FieldTest => ({ field: 'kind', is });
const result = (is: string): FieldTest => ({ field: 'result', is });

/** Minutes of the S1SP's attempts by Group ID (MEHRS 3.1; 3.5 for EA and EB). */
export const contactOffsets = (groupId: GroupId, attempts?: number): readonly number[] => (GROUP[groupId].contact === '3.5' ? wakeUpOffsets(attempts) : connectivityOffsets(attempts));

/** MEHRS 3.1, 3.5: the session succeeds at the given attempt, so just that many are made, each at its minute; none for DA (2.6.2). */
export const session = ({ groupId }: Situation, attempts: number): readonly MustSend[] => (GROUP[groupId].contact === 'before the MCF' ? [] : [
  must('sessions', 'MEHRS 3.1, 3.5', 's1sp', 'WAN_COMMAND', ['csp'], {
    where: [kind('openSession')], count: attempts, timing: [{ kind: 'ladder', offsets: contactOffsets(groupId, attempts) }],
  }),
  must('session-open', 'MEHRS 3.1, 3.5', 'csp', 'WAN_RESULT', ['s1sp'], { where: [kind('openSession'), result('answered')] }),
]);

/** Device tests (DA's were before the MCF, MEHRS 2.4.2), the joint key (Point of No Return), the CHF in the SMI, the SCF at most an hour later. */
export const migrated = (situation: Situation, header: 'mcf' | 'mcf-2' = 'mcf'): readonly MustSend[] => {
  const contacted = GROUP[situation.groupId].contact !== 'before the MCF';
  const inSession = contacted ? { after: { of: 'session-open' } } : {};
  return [
    ...(contacted ? [must('tests', 'Guide Table 5 step 15', 's1sp', 'WAN_COMMAND', ['csp'], { where: [kind('test')], count: SOME, ...inSession })] : []),
    must('keys-asked', 'Guide Table 5 step 15', 's1sp', 'KEY_REQUEST', ['dco'], { where: [kind('rotateKey')], count: SOME }),
    must('keys-given', 'Guide Table 5 step 15', 'dco', 'KEY_RESPONSE', ['s1sp'], { where: [result('authorised')], count: SOME }),
    must('rotations', 'Guide Table 5 step 15', 's1sp', 'WAN_COMMAND', ['csp'], { where: [kind('rotateKey')], count: SOME, ...inSession }),
    must('rotated', 'Guide Table 5 step 15', 'csp', 'WAN_RESULT', ['s1sp'], { where: [kind('rotateKey'), result('answered')], count: SOME }),
    must('chf', 'Guide Table 5 step 17', 's1sp', 'CHF_REQUEST', ['dsp'], { count: SOME, after: { of: 'rotations' } }),
    must('chf-done', 'Guide Table 5 step 17', 'dsp', 'CHF_RESPONSE', ['s1sp'], { count: SOME }),
    must('scf', 'Guide Table 5 steps 18-19', 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], {
      where: [success], forEach: { of: header, sameField: 'header.migrationSetId' },
      timing: [{ kind: 'after', from: { of: 'chf-done', which: 'last' }, atLeast: 0, atMost: 60 }],
    }),
  ];
};

/** About 20 for a full dual-fuel set (Guide 4.5.6.3), fewer without credentials to hand over, about half without gas; a recovery repeats some. */
const requestsOf = ({ fuel, sameSupplier, supply }: Situation): { readonly min: number; readonly max: number } => ({
  min: fuel === 'electricity' ? 6 : sameSupplier && !supply.includes('Dormant') ? 15 : 10, max: 25,
});

/**
 * The Commissioning Requests and what they make visible. With the Commissioning Party a COF ends it; a supplier that
 * commissions sends none (MEHRS 1.3).
 */
export const commissioning = (situation: Situation, requests = requestsOf(situation)): readonly MustSend[] => {
  const { commissioner, sameSupplier, supply } = situation;
  const placed = sameSupplier && !supply.includes('Dormant');
  return [
    must('requests', 'Guide Table 5 step 20', commissioner, 'COMMISSIONING_REQUEST', ['dsp'], { count: requests, after: { of: 'scf' } }),
    must('responses', 'MEHRS 2.7.5', 'dsp', 'SERVICE_RESPONSE', [commissioner], { count: requests }),
    must('countersigned', 'MEHRS 2.7.6', 'dsp', 'COUNTERSIGNED_REQUEST', ['s1sp'], { count: SOME }),
    must('n16', 'Guide Table 5 step 21', 'dsp', 'ALERT', ['networkOperator'], { where: [{ field: 'code', is: 'N16' }], count: SOME }),
    // To whom the credentials belong: the Network Operator has one too where the MA gave its credentials. None for split supply (ruling A-50).
    ...(placed ? [must('n42', 'Guide 4.5.6.2', 'dsp', 'ALERT', ['supplier'], { where: [{ field: 'code', is: 'N42' }], also: ['networkOperator'], count: SOME })] : []),
    must('n55', 'Guide 4.5.6.2', 'dsp', 'ALERT', ['supplier'], { where: [{ field: 'code', is: 'N55' }], count: SOME }),
    ...(commissioner === 'cp' ? [must('cof', 'Guide Table 5 steps 22-23', 'cp', 'COF', ['rp', 'supplier', 'bimi'], {
      // One per Responsible Supplier, each with a counter of its own (003).
      where: [success], count: sameSupplier ? 1 : { min: 1, max: 2 }, timing: [{ kind: 'after', from: { of: 'responses', which: 'last' }, atLeast: 0, atMost: 60 }],
    })] : []),
  ];
};

/** What completes the migration: the COF, or the SCF where the supplier commissions (MEHRS 1.3, ruling A-46). */
const completedBy = ({ commissioner }: Situation): string => (commissioner === 'cp' ? 'cof' : 'scf');

/** The two reports that show a success and the one of the authorisation. */
export const reportedSuccess = (situation: Situation): readonly MustSend[] => {
  const of = completedBy(situation);
  return [
    must('macr', 'MEHRS 2.4.1', 'rp', 'MACR', [], {
      also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Success' }, { field: 'entry.reasonCode', filled: false }], after: { of }, count: SOME,
    }),
    must('report-1', 'Guide 4.5.6.2', 'bimi', 'MRR', DISTRIBUTED, { where: [report(1)], timing: [{ kind: 'after', from: { of }, atLeast: 0, atMost: 6 * 60 }] }),
    must('report-6', 'Conclusion on the MRR 4.4', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('Success')], after: { of }, count: SOME }),
  ];
};
/** Report 10 is about Active Installations only (MEHRS 2.3.2). */
export const reportedAuthorisation = ({ supply }: Situation): readonly MustSend[] => (supply.includes('Dormant') ? [] : [
  must('report-10', 'MEHRS 2.3.2', 'bimi', 'MRR', SUPPLIED, { where: [report(10)], after: { of: 'mavr' }, count: SOME }),
]);
/** From the viable lists on, with nothing in the way: session, tests, keys, CHF, commissioning, reports. */
export const toTheEnd = (situation: Situation, header: 'mcf' | 'mcf-2' = 'mcf'): readonly MustSend[] => [
  ...viability, ...session(situation, 1), ...migrated(situation, header), ...commissioning(situation), ...reportedSuccess(situation), ...reportedAuthorisation(situation),
];

/** Report 6 with the reason code, and the MACR it comes from. */
export const failedCompletion = (clause: string, code: string, after: string, timing: readonly Timing[] = []): readonly MustSend[] => [
  must('macr', clause, 'rp', 'MACR', [], {
    also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', is: code }], after: { of: after }, timing,
  }),
  must('report-6', clause, 'bimi', 'MRR', SUPPLIED, { where: [report(6), row(code)], after: { of: 'macr' } }),
];

/** Report 2 with the step. */
export const failedStep = (clause: string, after: string, code: string | null): MustSend =>
  must('report-2', clause, 'bimi', 'MRR', DISTRIBUTED, { where: [report(2), ...(code === null ? [] : [row(code)])], after: { of: after }, count: SOME });

/** Not commissioned, so nothing that says so. */
export const notCommissioned = [
  never('no request', 'Guide Table 5 step 20, Table 6', ['cp', 'supplier'], 'COMMISSIONING_REQUEST'),
  never('no COF', 'Guide Table 5 step 22', 'cp', 'COF'),
  never('not in Report 1', 'Guide 4.5.6.2', 'bimi', 'MRR', { where: [report(1)] }),
  never('no successful MACR', 'MEHRS 2.4.1', 'rp', 'MACR', { where: [{ field: 'entry.completionStatus', is: 'Success' }] }),
];
/** What only an Installation that failed gets. */
export const noSuccessfulScf = never('no successful SCF', 'MEHRS 2.6.2', 's1sp', 'SCF', { where: [success] });
export const noFailedScf = never('no failed SCF', 'Guide Table 5 step 17', 's1sp', 'SCF', { where: [failure] });
