/**
 * The Requesting Party's last look before an Installation enters the MGF and MEF (MEHRS 2.5.4, Guide Table 5 step 11;
 * ruling R2-06). 5.12(c) is attested; the numbers of the other three are the emulator's own.
 */
import type { Failure } from '../files/types.ts';
import type { GroupId } from '../domain.ts';
import type { Check, CheckFailure } from './check.ts';
import type { ReferenceData, SmsoAccount } from './records.ts';
import { firstFailure } from './check.ts';
import { WAN_CONTACT_DAYS, wanContactRecent } from './contact.ts';
import { isEligibleCombination } from './lists.ts';
import { eligibleCombinationCodeCoversDa, type CheckRuleSet } from './ruleSet.ts';

export interface GateFacts {
  readonly account: SmsoAccount;
  readonly reference: ReferenceData;
  /** The Installation's entry in the MVF; undefined when the MVF has none. */
  readonly mvfEntry: { readonly installationId: string; readonly failure?: Failure } | undefined;
  /** Virtual ms. */
  readonly now: number;
  /** CB resubmission without 5.12(c) (MEHRS 2.5.6-2.5.11; A-10). */
  readonly waiveWanContact?: boolean;
  /** Days of the WAN check, default 7. */
  readonly wanContactDays?: number;
}

export const GATE_CHECK_IDS = ['X5.12-a', 'X5.12-b', '5.12(c)', 'X5.12-d'] as const;
export type GateCheckId = (typeof GATE_CHECK_IDS)[number];

export const GATE_CHECKS: readonly Check<GateFacts>[] = [
  {
    id: 'X5.12-a',
    title: "the Installation's product combination is on the Eligible Product Combinations list for its Group ID",
    clause: 'Guide Table 5 step 11; TMAD 5.12 (R2-06)',
    profile: 'emulator',
    holds: ({ account, reference }) => isEligibleCombination(reference.epc, account.groupId, account.devices),
    detail: ({ account }) => `no combination for ${account.groupId} of ${account.devices.map((each) => each.model).join(' + ')}`,
  },
  {
    id: 'X5.12-b',
    title: 'the Devices are configured as the S1SR require',
    clause: 'MEHRS 2.5.4 c); TMAD 5.12 (R2-06)',
    profile: 'emulator',
    holds: ({ account }) => account.configurationDefects.length === 0,
    detail: ({ account }) => `not configured: ${account.configurationDefects.join(', ')}`,
  },
  {
    id: '5.12(c)',
    title: 'the Communications Hub has communicated over the WAN within the last 7 days, or the check is waived',
    clause: 'MEHRS 2.5.4 b), 2.5.6; TMAD 5.12(c)',
    profile: 'attested',
    holds: ({ account, now, waiveWanContact, wanContactDays = WAN_CONTACT_DAYS }) =>
      waiveWanContact === true || wanContactRecent(account.lastWanContactAt, now, wanContactDays),
    detail: ({ account, now }) => `last WAN contact ${Math.floor((now - account.lastWanContactAt) / 3_600_000)} h ago`,
  },
  {
    id: 'X5.12-d',
    title: 'the MVF has an entry for the Installation and reports no failure',
    clause: 'MEHRS 2.5.4 a); Guide Table 5 step 11 (R2-06)',
    profile: 'emulator',
    holds: ({ mvfEntry }) => mvfEntry !== undefined && mvfEntry.failure === undefined,
    detail: ({ mvfEntry }) => (mvfEntry === undefined ? 'no entry in the MVF' : `${mvfEntry.failure!.failedStepNumber}: ${mvfEntry.failure!.supportingData}`),
  },
];

export const checkGate = (facts: GateFacts): CheckFailure | undefined => firstFailure(GATE_CHECKS, facts, facts.account.groupId);

/**
 * DA reason codes for the setting of the S1SR configuration that is wrong (Table A.1 MA519-MA527, MA530). A defect that
 * is not listed, and every defect of another group, is MA111.
 */
export const CONFIGURATION_DEFECT_CODES: Readonly<Record<string, string>> = {
  debt: 'MA519',
  'demand-limit': 'MA520',
  events: 'MA521',
  prepay: 'MA524',
  profile: 'MA525',
  'utrn-price-change-limit': 'MA526',
  'vulnerable-non-disconnection': 'MA527',
  'meter-time': 'MA530',
};

export const configurationCode = (defect: string | undefined): string =>
  Object.entries(CONFIGURATION_DEFECT_CODES).find(([listed]) => listed === defect)?.[1] ?? 'MA111';

/**
 * The Table A.1 code that a failed gate check is reported with (MEHRS 2.5.4 prints no mapping: A-18).
 * @param defects the account's configuration defects; the first one decides for DA.
 */
export const gateReasonCode = (
  checkId: GateCheckId, groupId: GroupId,
  { ruleSet = 'v3.1', defects = [] }: { readonly ruleSet?: CheckRuleSet; readonly defects?: readonly string[] } = {},
): string => {
  switch (checkId) {
    case 'X5.12-a':
      return groupId === 'DA' && !eligibleCombinationCodeCoversDa(ruleSet) ? 'MA518' : 'MA110';
    case 'X5.12-b':
      return groupId === 'DA' ? configurationCode(defects[0]) : 'MA111';
    case '5.12(c)':
      return 'MA112';
    case 'X5.12-d':
      return 'MA113';
  }
};
