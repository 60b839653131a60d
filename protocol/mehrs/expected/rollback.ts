/** What a rollback makes visible (MEHRS 2.6.2, 2.6.3, 2.6.6; Guide Table 5 step 17): WAN back, keys gone, everybody told. */
import type { FieldTest, MustNotSend, MustSend, Timing } from './expectation.ts';
import type { GroupId } from '../../domain.ts';
import { GROUP } from './groups.ts';
import type { Compensation, Situation } from './row.ts';
import { notCommissioned, noSuccessfulScf } from './completion.ts';
import { SOME, failure, must, never, step } from './stages.ts';

const toSmso: FieldTest = { field: 'master', is: 'smso' };
const kind = (is: string): FieldTest => ({ field: 'kind', is });

export interface Rollback {
  readonly clause: string;
  /** Number of its list that has the Commissioning File carry the step. */
  readonly scfItem: number;
  readonly failedStep: string;
  /** Named expectation that is the failure. */
  readonly after: string;
  /** When the S1SP begins to put the WAN back. */
  readonly timing?: readonly Timing[];
  /** Whether the WAN is the SMSO's again in the end; default true. */
  readonly restored?: boolean;
  /** How often the S1SP asks for the SIM; default once, any number for EA and EB or where it is not restored. */
  readonly simTries?: number;
  /** Whether the hub of an EA or EB Installation takes the SMSO's certificate; default true. */
  readonly certificateTaken?: boolean;
  /** Whether the DCO deletes its keys when it is first asked; default true. */
  readonly deleted?: boolean;
}

/** MEHRS 2.6.6 (4): only Group IDs EA and EB have certificates to put back. */
const certificateBack = ({ groupId }: Situation, { after, timing = [], certificateTaken = true }: Rollback): readonly MustSend[] => (GROUP[groupId].certificateFirst ? [
  must('certificate-back', 'MEHRS 2.6.6 (4)', 's1sp', 'WAN_COMMAND', ['csp'], { where: [kind('replaceCertificate')], after: { of: after }, count: SOME }),
  must('certificate-answer', 'MEHRS 2.6.6 (4)', 'csp', 'WAN_RESULT', ['s1sp'], {
    where: [kind('replaceCertificate'), { field: 'result', ...(certificateTaken ? { is: 'answered' } : { isNot: 'answered' }) }],
    after: { of: 'certificate-back' }, ...(certificateTaken ? {} : { count: SOME }), timing,
  }),
] : []);

/** WAN back, keys gone, the SMSO told, and the Commissioning File that says so. */
export const rolledBack = (situation: Situation, rollback: Rollback): readonly MustSend[] => {
  const { clause, scfItem, failedStep, after, timing = [], restored = true, deleted = true, simTries } = rollback;
  const { certificateFirst } = GROUP[situation.groupId];
  return [
    ...certificateBack(situation, rollback),
    must('sim-back', `${clause} (1)`, 's1sp', 'SIM_REQUEST', ['csp'], { where: [toSmso], after: { of: after }, count: SOME, ...(simTries !== undefined ? { count: simTries } : certificateFirst || !restored ? {} : { count: 1, timing }) }),
    ...(restored ? [must('sim-with-smso', `${clause} (1)`, 'csp', 'SIM_RESPONSE', ['s1sp'], { where: [toSmso, { field: 'result', is: 'done' }], after: { of: 'sim-back' } })] : []),
    must('discard', 'Guide Table 5 step 17', 's1sp', 'KEY_DISCARD', ['dco'], { after: { of: after } }),
    must('discarded', 'MEHRS 2.6.6', 'dco', 'KEY_DISCARDED', ['s1sp'], { where: [{ field: 'result', is: deleted ? 'done' : 'failed' }] }),
    must('smso-told', 'Guide Table 5 step 17', 's1sp', 'ROLLBACK_NOTICE', ['smso'], {
      where: [{ field: 'failedStepNumber', is: failedStep }, { field: 'wanRestored', is: restored }],
    }),
    must('scf', `${clause} (${scfItem})`, 's1sp', 'SCF', ['rp', situation.commissioner, 'bimi'], {
      where: [failure, step(failedStep), { field: 'entry.rollbackRequired', is: true }], after: { of: after },
      timing: [{ kind: 'after', from: { of: 'smso-told' }, atLeast: 0, atMost: 60 }],
    }),
  ];
};

/** The SMSO finds out whether it has the hub again, and its Requesting Party waits for that (ruling A-37). */
export const smsoContact = (is: 'restored' | 'lost', tried = true): readonly MustSend[] => [
  ...(tried ? [must('contact', 'MEHRS 2.6.6', 'smso', 'WAN_COMMAND', ['csp'], { where: [kind('contact')], count: SOME, after: { of: 'smso-told' } })] : []),
  must('smso-contact', 'MEHRS 2.6.6', 'smso', 'SMSO_CONTACT', ['rp'], { where: [{ field: 'contact', is }], after: { of: tried ? 'contact' : 'smso-told' } }),
];

/** Nobody commissions it and one reason code only is given (003:141). */
export const notDone = ({ commissioner }: Situation, code: string): readonly MustNotSend[] => [
  ...notCommissioned, noSuccessfulScf,
  ...(commissioner === 'supplier' ? [never('no request of the supplier', 'MEHRS 1.3', 'supplier', 'COMMISSIONING_REQUEST')] : []),
  never('one reason code', 'ruling A-37', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', isNot: code }] }),
];

const only = (groups: readonly GroupId[], wanted: (groupId: GroupId) => boolean, compensation: Compensation): readonly Compensation[] => {
  const some = groups.filter(wanted);
  return some.length === 0 ? [] : [some.length === groups.length ? compensation : { ...compensation, groups: some }];
};
/** What is put back for the Group IDs of a row: certificate and SIM of EA and EB, the account of DA, the SIM of all others. */
export const COMPENSATIONS = (clause: string, groups: readonly GroupId[]): readonly Compensation[] => [
  ...only(groups, (each) => GROUP[each].certificateFirst, { what: 'certificates-back', by: 's1sp', clause: 'MEHRS 2.6.6 (4)' }),
  ...only(groups, (each) => each !== 'DA', { what: 'sim-back', by: 's1sp', clause }), ...only(groups, (each) => each === 'DA', { what: 'account-back', by: 's1sp', clause }),
  { what: 'keys-deleted', by: 's1sp', clause: 'MEHRS 2.6.6' }, { what: 'keys-deleted', by: 'dco', clause: 'MEHRS 2.6.6' },
];

/** "the S1SP Commissioning File will be sent to the both the Supplier and the Requesting Party" where the flag is False. */
export const BOTH_HEAR = ['supplier', 'rp'] as const;
