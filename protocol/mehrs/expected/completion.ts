/** The stages of Guide Table 5 from the first session on: device tests, commissioning, completion and reports. */
import type { FieldTest, MustSend, Timing } from './expectation.ts';
import { connectivityOffsets } from './ladder.ts';
import { DISTRIBUTED, SOME, SUPPLIED, failure, must, never, report, row, success } from './stages.ts';

const kind = (is: string): FieldTest => ({ field: 'kind', is });
const result = (is: string): FieldTest => ({ field: 'result', is });

/** MEHRS 3.1: the session succeeds at the given attempt, so just that many are made, each at its minute. */
export const session = (attempts: number): readonly MustSend[] => [
  must('sessions', 'MEHRS 3.1', 's1sp', 'WAN_COMMAND', ['csp'], {
    where: [kind('openSession')], count: attempts, timing: [{ kind: 'ladder', offsets: connectivityOffsets(attempts) }],
  }),
  must('session-open', 'MEHRS 3.1', 'csp', 'WAN_RESULT', ['s1sp'], { where: [kind('openSession'), result('answered')] }),
];

/** Device tests, the joint key (Point of No Return), the CHF in the SMI, the SCF at most an hour later. */
export const migrated = (header: 'mcf' | 'mcf-2' = 'mcf'): readonly MustSend[] => [
  must('tests', 'Guide Table 5 step 15', 's1sp', 'WAN_COMMAND', ['csp'], { where: [kind('test')], count: SOME, after: { of: 'session-open' } }),
  must('keys-asked', 'Guide Table 5 step 15', 's1sp', 'KEY_REQUEST', ['dco'], { where: [kind('rotateKey')], count: SOME }),
  must('keys-given', 'Guide Table 5 step 15', 'dco', 'KEY_RESPONSE', ['s1sp'], { where: [result('authorised')], count: SOME }),
  must('rotations', 'Guide Table 5 step 15', 's1sp', 'WAN_COMMAND', ['csp'], { where: [kind('rotateKey')], count: SOME, after: { of: 'session-open' } }),
  must('rotated', 'Guide Table 5 step 15', 'csp', 'WAN_RESULT', ['s1sp'], { where: [kind('rotateKey'), result('answered')], count: SOME }),
  must('chf', 'Guide Table 5 step 17', 's1sp', 'CHF_REQUEST', ['dsp'], { count: SOME, after: { of: 'rotations' } }),
  must('chf-done', 'Guide Table 5 step 17', 'dsp', 'CHF_RESPONSE', ['s1sp'], { count: SOME }),
  must('scf', 'Guide Table 5 steps 18-19', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], {
    where: [success], forEach: { of: header, sameField: 'header.migrationSetId' },
    timing: [{ kind: 'after', from: { of: 'chf-done', which: 'last' }, atLeast: 0, atMost: 60 }],
  }),
];

/** `requests`: about 20 for a full dual-fuel set (Guide 4.5.6.3); a recovery repeats some. */
export const commissioning = (requests: { readonly min: number; readonly max: number }): readonly MustSend[] => [
  must('requests', 'Guide Table 5 step 20', 'cp', 'COMMISSIONING_REQUEST', ['dsp'], { count: requests, after: { of: 'scf' } }),
  must('responses', 'MEHRS 2.7.5', 'dsp', 'SERVICE_RESPONSE', ['cp'], { count: requests }),
  must('countersigned', 'MEHRS 2.7.6', 'dsp', 'COUNTERSIGNED_REQUEST', ['s1sp'], { count: SOME }),
  must('n16', 'Guide Table 5 step 21', 'dsp', 'ALERT', ['networkOperator'], { where: [{ field: 'code', is: 'N16' }], count: SOME }),
  // To whom the credentials belong: the Network Operator has one too where the MA gave its credentials.
  must('n42', 'Guide 4.5.6.2', 'dsp', 'ALERT', ['supplier'], { where: [{ field: 'code', is: 'N42' }], also: ['networkOperator'], count: SOME }),
  must('n55', 'Guide 4.5.6.2', 'dsp', 'ALERT', ['supplier'], { where: [{ field: 'code', is: 'N55' }], count: SOME }),
  must('cof', 'Guide Table 5 steps 22-23', 'cp', 'COF', ['rp', 'supplier', 'bimi'], {
    where: [success], timing: [{ kind: 'after', from: { of: 'responses', which: 'last' }, atLeast: 0, atMost: 60 }],
  }),
];

/** The two reports that show a success and the one of the authorisation. */
export const reportedSuccess: readonly MustSend[] = [
  must('macr', 'MEHRS 2.4.1', 'rp', 'MACR', [], {
    also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Success' }, { field: 'entry.reasonCode', filled: false }], after: { of: 'cof' },
  }),
  must('report-1', 'Guide 4.5.6.2', 'bimi', 'MRR', DISTRIBUTED, { where: [report(1)], timing: [{ kind: 'after', from: { of: 'cof' }, atLeast: 0, atMost: 6 * 60 }] }),
  must('report-6', 'Conclusion on the MRR 4.4', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('Success')], after: { of: 'cof' } }),
];
export const reportedAuthorisation: readonly MustSend[] = [
  must('report-10', 'MEHRS 2.3.2', 'bimi', 'MRR', SUPPLIED, { where: [report(10)], after: { of: 'mavr' }, count: SOME }),
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
  never('no request', 'Guide Table 5 step 20', 'cp', 'COMMISSIONING_REQUEST'),
  never('no COF', 'Guide Table 5 step 22', 'cp', 'COF'),
  never('not in Report 1', 'Guide 4.5.6.2', 'bimi', 'MRR', { where: [report(1)] }),
  never('no successful MACR', 'MEHRS 2.4.1', 'rp', 'MACR', { where: [{ field: 'entry.completionStatus', is: 'Success' }] }),
];
/** What only an Installation that failed gets. */
export const noSuccessfulScf = never('no successful SCF', 'MEHRS 2.6.2', 's1sp', 'SCF', { where: [success] });
export const noFailedScf = never('no failed SCF', 'Guide Table 5 step 17', 's1sp', 'SCF', { where: [failure] });
