import { describe, expect, it } from 'vitest';
import { referenceDataFor, smsoAccountsFor } from '../../harness/estate/index.ts';
import { CONFIGURATION_DEFECT_CODES, GATE_CHECKS, GATE_CHECK_IDS, checkGate, configurationCode, gateReasonCode, type GateFacts } from '../../protocol/checks/gate.ts';
import { CHECK_RULE_SETS } from '../../protocol/checks/ruleSet.ts';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { REASON_CODES } from '../../protocol/mehrs/expected/reasonCodes.ts';
import { DAY } from '../../protocol/time.ts';
import { NOW, estateOf } from './world.ts';

const gateFacts = (groupId: GroupId = 'CB'): GateFacts => {
  const estate = estateOf(groupId, 'dual-active');
  const account = smsoAccountsFor(estate, NOW)[0]!;
  return { account, reference: referenceDataFor(estate), mvfEntry: { installationId: account.installationId }, now: NOW };
};
const withAccount = (facts: GateFacts, change: Partial<GateFacts['account']>): GateFacts => ({ ...facts, account: { ...facts.account, ...change } });

describe('the gate before MGF and MEF (MEHRS 2.5.4, Guide Table 5 step 11, R2-06)', () => {
  it.each(GROUP_IDS)('lets a healthy %s Installation through', (groupId) => expect(checkGate(gateFacts(groupId))).toBeUndefined());

  it.each([
    ['X5.12-a', (facts: GateFacts): GateFacts => ({ ...facts, reference: { ...facts.reference, epc: facts.reference.epc.map((entry) => ({ ...entry, groupId: 'EA' })) } }), 'no combination for CB of CHF-CB-2 + ESME-CB-2 + GSME-CB-2 + GPF-CB-2 + IHD-CB-2'],
    ['X5.12-b', (facts: GateFacts) => withAccount(facts, { configurationDefects: ['debt', 'prepay'] }), 'not configured: debt, prepay'],
    ['5.12(c)', (facts: GateFacts) => withAccount(facts, { lastWanContactAt: NOW - 8 * DAY - 1 }), 'last WAN contact 192 h ago'],
    ['X5.12-d', (facts: GateFacts): GateFacts => ({ ...facts, mvfEntry: { installationId: 'I0001', failure: { failedStepNumber: 'X5.10-01', supportingData: 'MPAN' } } }), 'X5.10-01: MPAN'],
    ['X5.12-d', (facts: GateFacts): GateFacts => ({ ...facts, mvfEntry: undefined }), 'no entry in the MVF'],
  ] as const)('%s fails first', (id, alter, says) => expect(checkGate(alter(gateFacts()))).toEqual({ id, detail: says }));
  it('5.12(c) takes the days of the rule set', () => {
    const silent = withAccount(gateFacts(), { lastWanContactAt: NOW - 3 * DAY });
    expect([checkGate({ ...silent, wanContactDays: 3 }), checkGate({ ...silent, wanContactDays: 2 })?.id]).toEqual([undefined, '5.12(c)']);
  });

  it('5.12(c), A-10: exactly 7 days passes', () => {
    expect(checkGate(withAccount(gateFacts(), { lastWanContactAt: NOW - 7 * DAY }))).toBeUndefined();
  });
  it('5.12(c) is waived for a resubmission, the other checks are not', () => {
    const silent = { ...withAccount(gateFacts(), { lastWanContactAt: 0 }), waiveWanContact: true };
    expect(checkGate(silent)).toBeUndefined();
    expect(checkGate(withAccount(silent, { configurationDefects: ['debt'] }))?.id).toBe('X5.12-b');
  });
  it('the table has the four ids in order, 5.12(c) alone attested', () => {
    expect(GATE_CHECKS.map((check) => check.id)).toEqual(GATE_CHECK_IDS);
    expect(GATE_CHECKS.filter((check) => check.profile === 'attested').map((check) => check.id)).toEqual(['5.12(c)']);
  });
});

describe('the Reason Code of a failed gate check', () => {
  it('law L8: is one that Table A.1 has for the group, in every rule set but the MA110 of v7 for DA', () => {
    for (const groupId of GROUP_IDS) {
      for (const ruleSet of CHECK_RULE_SETS) {
        for (const id of GATE_CHECK_IDS) {
          for (const defect of [...Object.keys(CONFIGURATION_DEFECT_CODES), 'privacy-pin']) {
            const code = gateReasonCode(id, groupId, { ruleSet, defects: [defect] });
            const groups = REASON_CODES.find((each) => each.code === code)!.groups;
            expect(groups.includes(groupId) || (code === 'MA110' && groupId === 'DA' && ruleSet.startsWith('v7'))).toBe(true);
          }
        }
      }
    }
  });
  it('per check', () => {
    expect(GATE_CHECK_IDS.map((id) => gateReasonCode(id, 'AA'))).toEqual(['MA110', 'MA111', 'MA112', 'MA113']);
    expect(GATE_CHECK_IDS.map((id) => gateReasonCode(id, 'DA'))).toEqual(['MA518', 'MA111', 'MA112', 'MA113']);
  });
  it('R2-12: DA is given MA110 from v7.0', () => {
    expect(CHECK_RULE_SETS.map((ruleSet) => gateReasonCode('X5.12-a', 'DA', { ruleSet }))).toEqual(['MA518', 'MA518', 'MA518', 'MA518', 'MA110', 'MA110']);
    expect(CHECK_RULE_SETS.map((ruleSet) => gateReasonCode('X5.12-a', 'EB', { ruleSet }))).toEqual(Array.from(CHECK_RULE_SETS, () => 'MA110'));
  });
  it('DA names the setting, an unlisted one is MA111', () => {
    expect(gateReasonCode('X5.12-b', 'DA', { defects: ['debt', 'prepay'] })).toBe('MA519');
    expect(gateReasonCode('X5.12-b', 'DA', { defects: ['constructor'] })).toBe('MA111');
    expect(gateReasonCode('X5.12-b', 'EA', { defects: ['debt'] })).toBe('MA111');
    for (const [defect, code] of Object.entries(CONFIGURATION_DEFECT_CODES)) expect(configurationCode(defect)).toBe(code);
    expect(configurationCode(undefined)).toBe('MA111');
  });
});
