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
    ['MA102', 'EB', () => ({ mpan: '1012345678903' })], ['MA103', 'CB', () => ({ mprn: '3938424403' })], ['MA109', 'CA', ({ devices }: SmsoAccount) => ({ devices: devices.map((each) => ({ ...each, firmwareVersion: '9.9' })) })],
    ['MA109', 'EB', ({ devices }: SmsoAccount) => ({ devices: devices.map((each, index) => (index === 0 ? { ...each, firmwareVersion: '9.9' } : each)) })],
    ['MA529', 'DA', () => ({ mpan: '1012345678903' })], ['MA529', 'DA', () => ({ mprn: '3938424403' })],
    ['MA529', 'DA', ({ devices }: SmsoAccount) => ({ devices: devices.map((each, index) => (index === 0 ? { ...each, deviceId: '02-5E-00-00-00-00-00-99' } : each)) })],
    ['MA529', 'DA', ({ devices }: SmsoAccount) => ({ devices: [...devices, devices[0]!] })],
    ['MA529', 'DA', without('IHD')], ['MA529', 'DA', () => ({ closedAt: NOW })], ['MA102', 'BA', () => ({ closedAt: NOW })],
  ] as const)('%s for %s', (code, groupId, change) => {
    const { title } = SINCE_AUTHORISATION_CHECKS.find(({ id }) => id === code)!;
    expect(checkSinceAuthorisation(now(factsOf(groupId), change))).toEqual({ id: code, detail: `not so: ${title}` });
  });

  it('what was submitted of an Installation without gas has no gas in it', () => {
    const account = smsoAccountsFor(estateOf('CB', 'electricity-active'), NOW)[0]!;
    expect(submittedOf(account)).toStrictEqual({
      mpan: account.mpan, electricitySupplier: account.electricity.supplier, deviceIds: account.devices.map(({ deviceId }) => deviceId), paymentCards: {},
    });
    const submitted = submittedOf(account);
    const facts: SinceFacts = { account, submitted, authorisedBy: 'supplier', reference: referenceDataFor(estateOf('CB', 'electricity-active')) };
    for (const groupId of GROUP_IDS) expect(checkSinceAuthorisation({ ...facts, account: { ...account, groupId } })).toBeUndefined();
    // A gas meter that came later is not one that was lost.
    const gas = factsOf('CB').account;
    expect(SINCE_AUTHORISATION_CHECKS.filter((each) => !each.holds({ ...facts, account: { ...account, mprn: gas.mprn!, gas: { ...gas.gas!, supplier: 'SUPZ' } } })).map(({ id }) => id)).toEqual(['MA529']);
  });

  it('MA105: neither is a supplier whose meter point is no longer there told by it, nor DCC', () => {
    const held = (facts: SinceFacts) => SINCE_AUTHORISATION_CHECKS.find(({ id }) => id === 'MA105')!.holds(facts);
    const lost = now(factsOf('DA'), ({ gas }) => ({ gas: { ...gas!, supplier: 'SUPZ' } }));
    const { gas: _gas, ...withoutGas } = lost.account;
    expect([held(lost), held({ ...lost, authorisedBy: 'dcc' }), held({ ...lost, account: withoutGas })]).toEqual([false, true, true]);
  });

  it('MA108: DCC gave no MPRN and there is one; a supplier may give its own meter alone', () => {
    for (const groupId of GROUP_IDS.filter((each) => each !== 'DA')) {
      const { submitted: { mprn: _mprn, gasSupplier: _supplier, ...submitted }, ...facts } = factsOf(groupId, 'dcc');
      expect(checkSinceAuthorisation({ ...facts, submitted })?.id).toBe('MA108');
      expect(checkSinceAuthorisation({ ...facts, submitted, authorisedBy: 'supplier' })).toBeUndefined();
    }
  });

  it('an Active gas meter is an Active meter too, and none is one for a supplier (MA107, MA012)', () => {
    const gas = (account: SmsoAccount) => ({ gas: { ...account.gas!, active: true } });
    expect(GROUP_IDS.map((groupId) => checkSinceAuthorisation(now(factsOf(groupId, 'dcc'), gas))?.id)).toEqual(['MA107', 'MA107', 'MA107', 'MA012', 'MA012', 'MA012', 'MA012']);
  });

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
  const own = ({ electricity, gas }: SmsoAccount) => ({ paymentCards: { ESME: electricity.supplier, GSME: gas!.supplier } });
  const otherSupplier = ({ electricity }: SmsoAccount) => ({ electricity: { ...electricity, supplier: 'SUPZ' } });
  it.each([
    [undefined, () => ({}), ''],
    ['MA519', (account: SmsoAccount) => ({ configurationDefects: ['debt'], ...otherSupplier(account) }), 'not configured: debt'],
    ['MA111', () => ({ configurationDefects: ['something', 'debt'] }), 'not configured: something'],
    ['MA104', otherSupplier, 'not so: the supplier is still the Responsible Supplier of the MPAN'],
    ['MA105', ({ gas }: SmsoAccount) => ({ gas: { ...gas!, supplier: 'SUPZ' } }), 'not so: the supplier is still the Responsible Supplier of the MPRN'],
    ['MA516', () => ({ paymentCards: { ESME: 'SUPZ' } }), 'not so: a payment card of the ESME belongs to its Responsible Supplier'],
    ['MA517', () => ({ paymentCards: { GSME: 'SUPZ' } }), 'not so: a payment card of the GSME belongs to its Responsible Supplier'],
    ['MA528', ({ electricity }: SmsoAccount) => ({ paymentCards: { ESME: electricity.supplier } }), 'not so: the payment cards are those of when the authorisation was submitted'],
    ['MA528', ({ gas }: SmsoAccount) => ({ paymentCards: { GSME: gas!.supplier } }), 'not so: the payment cards are those of when the authorisation was submitted'],
  ] as const)('%s: %#', (code, change, says) => expect(checkAccountSwitch(facts(change))).toEqual(code && { id: code, detail: says }));
  it('the cards that were submitted are no defect', () => {
    const { account } = now(factsOf('DA'), own);
    expect(checkAccountSwitch({ account, submitted: submittedOf(account) })).toBeUndefined();
  });
  it('MA105, MA517: without gas nobody supplies it, and it has no card', () => {
    const account = smsoAccountsFor(estateOf('DA', 'electricity-active'), NOW)[0]!;
    expect(checkAccountSwitch({ account, submitted: submittedOf(account) })).toBeUndefined();
    const carded = { ...account, paymentCards: { GSME: 'SUPZ' } };
    expect(checkAccountSwitch({ account: carded, submitted: submittedOf(carded) })?.id).toBe('MA517');
  });
});
