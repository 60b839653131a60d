/**
 * MEHRS Table A.1: which Requesting Party reason code a Group ID may ever be given (law L8). Wording is ours.
 * What rule set v7.1 adds stands apart.
 */
import type { GroupId } from '../../domain.ts';
import { ATTESTED_STEPS } from './steps.ts';

export interface ReasonCode {
  readonly code: string;
  readonly wording: string;
  readonly groups: readonly GroupId[];
}

const IE: readonly GroupId[] = ['AA', 'BA', 'CA'];
const CB: readonly GroupId[] = ['CB'];
const DA: readonly GroupId[] = ['DA'];
const ALL: readonly GroupId[] = [...IE, 'CB', 'DA', 'EA', 'EB'];
const NOT_DA: readonly GroupId[] = [...IE, 'CB', 'EA', 'EB'];
const NOT_CB: readonly GroupId[] = [...IE, 'DA', 'EA', 'EB'];
const NOT_E: readonly GroupId[] = [...IE, 'CB', 'DA'];
const IE_DA: readonly GroupId[] = [...IE, 'DA'];
const IE_E: readonly GroupId[] = [...IE, 'EA', 'EB'];

const TABLE: readonly (readonly [code: string, wording: string, groups: readonly GroupId[]])[] = [
  ['MA001', 'no such meter at the MPAN', NOT_DA],
  ['MA002', 'no such meter at the MPRN', NOT_DA],
  ['MA003', 'Migration Week not a Monday', ALL],
  ['MA004', 'Migration Week over', NOT_DA],
  ['MA005', 'Migrate On outside the week', ALL],
  ['MA006', 'Migrate On not in the future', ALL],
  ['MA007', 'not the Active Supplier of the MPAN', ALL],
  ['MA008', 'not the Active Supplier of the MPRN', ALL],
  ['MA009', 'one of MPAN and MPRN missing', NOT_DA],
  ['MA010', 'ESME certificate ids missing', ALL],
  ['MA011', 'gas certificate ids missing', ALL],
  ['MA012', 'DCC authorised an Active meter', ALL],
  ['MA013', 'DCC left out an MPxN', ALL],
  ['MA014', 'DCC left out the ESME supplier', ALL],
  ['MA015', 'DCC left out the GSME supplier', ALL],
  ['MA016', 'certificate serial without issuer', NOT_CB],
  ['MA017', 'blocked at validation', IE],
  ['MA018', 'one supplier, two authorisations', IE_DA],
  ['MA101', 'authorisation expired', ALL],
  ['MA102', 'meter gone from the MPAN', NOT_DA],
  ['MA103', 'meter gone from the MPRN', NOT_DA],
  ['MA104', 'supplier changed at the MPAN', ALL],
  ['MA105', 'supplier changed at the MPRN', ALL],
  ['MA106', 'other half of a split site not authorised', IE_DA],
  ['MA107', 'Dormant meter became Active', IE],
  ['MA108', 'DCC left out the MPRN of a Dormant pair', NOT_DA],
  ['MA109', 'device not on the CPL', NOT_DA],
  ['MA110', 'combination not on the EPC list', NOT_DA],
  ['MA111', 'configured wrongly', ALL],
  ['MA112', 'no WAN contact in 7 days', ALL],
  ['MA113', 'failed in the MVF', ALL],
  ['MA114', 'being configured by the SMSO', NOT_DA],
  ['MA115', 'failed in the SCF', ALL],
  ['MA116', 'MVF did not come', NOT_CB],
  ['MA117', 'blocked at completion', IE_E],
  ['MA118', 'SIM move failed at the CSP', IE_E],
  ['MA119', 'hub configuration failed', IE],
  ['MA120', 'APN switch attempts exhausted', CB],
  ['MA121', 'SMSO has no contact after rollback', CB],
  ['MA122', 'failed in the COF', NOT_E],
  ['MA999', 'other failure', IE_DA],
  ['MA501', 'MPAN unknown to the SMSO', DA],
  ['MA502', 'MPRN unknown to the SMSO', DA],
  ['MA503', 'device not linked to the MPxN', DA],
  ['MA504', 'duplicate of another file', DA],
  ['MA505', 'duplicate in this file', DA],
  ['MA506', 'hub firmware not eligible', DA],
  ['MA507', 'ESME firmware not eligible', DA],
  ['MA508', 'GSME firmware not eligible', DA],
  ['MA509', 'gas only', DA],
  ['MA510', 'beyond the capacity granted', DA],
  ['MA511', 'after the cut-off', DA],
  ['MA512', 'no Migration Week given', DA],
  ['MA513', 'MPxN differs at the SMSO', DA],
  ['MA514', 'MPxN gone from the SMSO', DA],
  ['MA515', 'no MPxN given', DA],
  ['MA516', 'ESME payment card of another supplier', DA],
  ['MA517', 'GSME payment card of another supplier', DA],
  ['MA518', 'product model not eligible', DA],
  ['MA519', 'debt configuration', DA],
  ['MA520', 'demand limit configuration', DA],
  ['MA521', 'event configuration', DA],
  ['MA522', 'device linked elsewhere', DA],
  ['MA523', 'no contact when verifying configuration', DA],
  ['MA524', 'prepay configuration', DA],
  ['MA525', 'profile configuration', DA],
  ['MA526', 'UTRN price limit configuration', DA],
  ['MA527', 'vulnerable-customer configuration', DA],
  ['MA528', 'account switch failed', DA],
  ['MA529', 'changed during migration', DA],
  ['MA530', 'meter time invalid', DA],
  ['MA531', 'supplier disabled and authorisation expired', DA],
  ['MA532', 'SCF did not come', DA],
  ['MA533', 'pre-validation failed', DA],
];

export const REASON_CODES: readonly ReasonCode[] = [
  ...TABLE.map(([code, wording, groups]) => ({ code, wording, groups })),
  ...ATTESTED_STEPS.filter((each) => each.file === 'MACR').map((each) => ({ code: each.step, wording: each.meaning, groups: each.groups })),
];

const APPLICABLE: ReadonlyMap<string, readonly GroupId[]> = new Map(REASON_CODES.map((each) => [each.code, each.groups]));

/** Version 7.0 gives MA110 to DA too; the consultation of April 2022 adds the other two (001). */
const ADDED_BY_7_1: Readonly<Record<string, readonly GroupId[]>> = { MA110: ALL, MA534: DA, MA535: DA };

/** Whether Table A.1 marks the code for the group; `unknown` for a code that is not in it. */
export const applicability = (code: string, group: GroupId, ruleSet = 'v3.1'): 'applicable' | 'n/a' | 'unknown' => {
  const groups = (ruleSet === 'v7.1' ? ADDED_BY_7_1[code] : undefined) ?? APPLICABLE.get(code);
  if (groups === undefined) return 'unknown';
  return groups.includes(group) ? 'applicable' : 'n/a';
};
