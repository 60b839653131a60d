import { describe, expect, it } from 'vitest';
import { referenceDataFor, smsoAccountsFor } from '../../harness/estate/index.ts';
import { ACCOUNT_SWITCH_CHECKS, checkAccountSwitch } from '../../protocol/checks/accountSwitch.ts';
import type { SmsoAccount } from '../../protocol/checks/records.ts';
import {
  SINCE_AUTHORISATION_CHECKS, STANDING_CHECKS, checkSinceAuthorisation, checkStanding, submittedOf, type SinceFacts,
} from '../../protocol/checks/sinceAuthorisation.ts';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { applicability } from '../../protocol/mehrs/expected/reasonCodes.ts';
import { NOW, estateOf } from './world.ts';

const factsOf = (groupId: GroupId, authorisedBy: SinceFacts['authorisedBy'] = 'supplier'): SinceFacts => {
  const estate = estateOf(groupId, authorisedBy === 'dcc' ? 'dual-dormant' : 'dual-active');
  const account = smsoAccountsFor(estate, NOW)[0]!;
  return { account, submitted: submittedOf(account), authorisedBy, reference: referenceDataFor(estate) };
};
const now = (facts: SinceFacts, change: (account: SmsoAccount) => Partial<SmsoAccount>): SinceFacts => ({ ...facts, account: { ...facts.account, ...change(facts.account) } });
const without = (type: string) => ({ devices }: SmsoAccount) => ({ devices: devices.filter(({ deviceType }) => deviceType !== type) });
const active = ({ electricity }: SmsoAccount) => ({ electricity: { ...electricity, active: true, supplier: 'SUPZ' } });

describe('what has changed since the authorisation (MEHRS Table A.1 MA102-MA109, MA114, MA117, MA529)', () => {
  it.each(GROUP_IDS)('nothing is found for %s when nothing has changed, whoever authorised', (groupId) => {
    for (const by of ['supplier', 'dcc'] as const) {
      expect(checkSinceAuthorisation(factsOf(groupId, by))).toBeUndefined();
      expect(checkStanding(factsOf(groupId, by))).toBeUndefined();
    }
  });

  it('law L8: every code is the group\'s own', () => {
    for (const table of [SINCE_AUTHORISATION_CHECKS, STANDING_CHECKS, ACCOUNT_SWITCH_CHECKS]) for (const { id, groups = GROUP_IDS } of table as readonly { id: string; groups?: readonly GroupId[] }[]) {
      for (const group of groups) expect(applicability(id, group), `${id} ${group}`).toBe('applicable');
    }
  });

  it.each([
    ['MA102', 'CB', without('ESME')], ['MA103', 'EA', without('GSME')],
    ['MA104', 'AA', ({ electricity }: SmsoAccount) => ({ electricity: { ...electricity, supplier: 'SUPZ' } })],
    ['MA105', 'DA', ({ gas }: SmsoAccount) => ({ gas: { ...gas!, supplier: 'SUPZ' } })],
    ['MA529', 'DA', without('IHD')], ['MA529', 'DA', () => ({ closedAt: NOW })], ['MA102', 'BA', () => ({ closedAt: NOW })],
  ] as const)('%s for %s', (code, groupId, change) => expect(checkSinceAuthorisation(now(factsOf(groupId), change))?.id).toBe(code));

  it('a Dormant meter that has become Active is MA107 for AA, BA, CA and MA012 elsewhere (A-15)', () => {
    const found = (groupId: GroupId) => checkSinceAuthorisation(now(factsOf(groupId, 'dcc'), active))?.id;
    expect(GROUP_IDS.map(found)).toEqual(['MA107', 'MA107', 'MA107', 'MA012', 'MA012', 'MA012', 'MA012']);
  });

  it('MA104 is a supplier\'s: DCC\'s own authorisation does not fall by it', () => {
    const lost = now(factsOf('CB', 'dcc'), ({ electricity }) => ({ electricity: { ...electricity, supplier: 'SUPZ' } }));
    expect(checkSinceAuthorisation(lost)).toBeUndefined();
  });

  it('MA117 is not for CB and DA, MA114 not for DA', () => {
    const blocked = (groupId: GroupId) => checkStanding(now(factsOf(groupId), () => ({ blocked: true })))?.id;
    const busy = (groupId: GroupId) => checkStanding(now(factsOf(groupId), () => ({ beingConfigured: true })))?.id;
    expect(GROUP_IDS.filter((each) => blocked(each) === undefined)).toEqual(['CB', 'DA']);
    expect(GROUP_IDS.filter((each) => busy(each) === undefined)).toEqual(['DA']);
  });
});

describe('before the account is switched (MEHRS 2.5.2)', () => {
  const facts = (change: (account: SmsoAccount) => Partial<SmsoAccount>) => {
    const { account, submitted } = now(factsOf('DA'), change);
    return { account, submitted };
  };
  it.each([
    [undefined, () => ({})],
    ['MA519', () => ({ configurationDefects: ['debt'], electricity: { ...factsOf('DA').account.electricity, supplier: 'SUPZ' } })],
    ['MA111', () => ({ configurationDefects: ['something'] })],
    ['MA516', () => ({ paymentCards: { ESME: 'SUPZ' } })],
    ['MA517', () => ({ paymentCards: { GSME: 'SUPZ' } })],
    ['MA528', ({ electricity }: SmsoAccount) => ({ paymentCards: { ESME: electricity.supplier } })],
  ] as const)('%s', (code, change) => expect(checkAccountSwitch(facts(change))?.id).toBe(code));
});
