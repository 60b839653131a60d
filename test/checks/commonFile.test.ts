import { describe, expect, it } from 'vitest';
import { SHAPES } from '../../harness/estate/shapes.ts';
import { firstFailure } from '../../protocol/checks/check.ts';
import { COMMON_FILE_CHECKS, checkCommonFileInstallation, type CommonFileFacts } from '../../protocol/checks/commonFile.ts';
import { registered, registeredParty } from '../../protocol/checks/commonFileFacts.ts';
import { makeMpan, makeMprn } from '../../protocol/checks/mpxn.ts';
import type { SmiDevice } from '../../protocol/checks/records.ts';
import { GROUP_IDS, type Device } from '../../protocol/domain.ts';
import type { DeviceCredentials, McfInstallation } from '../../protocol/files/types.ts';
import { DAY } from '../../protocol/time.ts';
import { NOW, commonFileFacts, deviceIdOf, estateOf, pki } from './world.ts';

const dual = estateOf('CB', 'dual-active');
const electricityOnly = estateOf('CB', 'electricity-active');
const DUAL = commonFileFacts(dual, dual.installations[0]!);
const ELECTRICITY_ONLY = commonFileFacts(electricityOnly, electricityOnly.installations[0]!);
const healthy = (): CommonFileFacts => DUAL;
const withInstallation = (facts: CommonFileFacts, change: Partial<McfInstallation>): CommonFileFacts =>
  ({ ...facts, installation: { ...facts.installation, ...change } });
const withDevices = (facts: CommonFileFacts, change: (devices: readonly Device[]) => readonly Device[]) =>
  withInstallation(facts, { devices: change(facts.installation.devices) });
const withCredential = (facts: CommonFileFacts, change: (credential: DeviceCredentials) => Partial<DeviceCredentials>) =>
  withInstallation(facts, { credentials: facts.installation.credentials.map((each, index) => (index === 0 ? { ...each, ...change(each) } : each)) });
const inSmi = (facts: CommonFileFacts, change: Partial<SmiDevice>, type: 'CHF' | 'ESME' = 'CHF'): CommonFileFacts => {
  const device = facts.installation.devices.find((each) => each.deviceType === type)!;
  return { ...facts, smi: (id) => (id === device.deviceId ? { ...device, smetsVersion: 'SMETS1', status: 'Pending', ...change } : facts.smi(id)) };
};
const without = (name: 'mpan' | 'mprn' | 'electricitySupplier' | 'gasSupplier') => (facts: CommonFileFacts): CommonFileFacts => {
  const { [name]: _absent, ...rest } = facts.installation;
  return { ...facts, installation: rest };
};
const noCredentials = (facts: CommonFileFacts, of: (each: DeviceCredentials) => boolean) =>
  withInstallation(facts, { credentials: facts.installation.credentials.filter((each) => !of(each)) });
const withRegistration = (facts: CommonFileFacts, mpxn: string, change: object): CommonFileFacts => ({
  ...facts,
  reference: { ...facts.reference, registration: { ...facts.reference.registration, [mpxn]: { ...facts.reference.registration[mpxn]!, ...change } } },
});
const identity = (role: 'supplier' | 'networkOperator' | 'dcoXmlSigning', entityId: string, validity: { notBefore?: number; notAfter?: number } = {}) => {
  const { serial, issuer } = pki.issue({ name: 'odd', entityId, remotePartyRole: role, usage: 'digitalSignature', ...validity }).certificate;
  return { serial, issuer };
};
const supplierEntity = (facts: CommonFileFacts) =>
  facts.reference.parties.find((party) => party.signifier === facts.installation.electricitySupplier)!.entityId;

/** Real defects of every check, and what the check must say of them. */
const DEFECTS: readonly (readonly [id: string, what: string, alter: (facts: CommonFileFacts) => CommonFileFacts, says: string])[] = [
  ['X5.10-01', 'MPAN absent', without('mpan'), 'MPAN absent'],
  ['X5.10-01', 'MPAN with a wrong check digit', (facts) => withInstallation(facts, { mpan: '1000000000000' }), 'MPAN 1000000000000'],
  ['X5.10-02', 'MPRN absent beside a GSME', without('mprn'), 'MPRN absent'],
  ['X5.10-02', 'MPRN with wrong check digits', (facts) => withInstallation(facts, { mprn: '3938424404' }), 'MPRN 3938424404'],
  ['X5.10-03', 'MPAN not registered', (facts) => withInstallation(facts, { mpan: makeMpan(29, 7) }), 'MPAN 2900000000070'],
  ['X5.10-03', 'MPAN registered for gas', (facts) => withRegistration(facts, facts.installation.mpan!, { fuel: 'gas' }), 'MPAN 1262834379660'],
  ['X5.10-04', 'MPRN not registered', (facts) => withInstallation(facts, { mprn: makeMprn(89_999_999) }), 'MPRN 9999999905'],
  ['X5.10-04', 'MPRN registered for electricity', (facts) => withRegistration(facts, facts.installation.mprn!, { fuel: 'electricity' }), 'MPRN 2141135806'],
  ['X5.10-05', 'electricity supplier changed in Registration Data', (facts) => withRegistration(facts, facts.installation.mpan!, { supplier: 'SUPX' }), 'MCF names SUPC, Registration Data SUPX'],
  ['X5.10-05', 'no electricity supplier', without('electricitySupplier'), 'MCF names nobody, Registration Data SUPC'],
  ['X5.10-06', 'gas supplier changed in Registration Data', (facts) => withRegistration(facts, facts.installation.mprn!, { supplier: 'SUPX' }), 'MCF names SUPC, Registration Data SUPX'],
  ['X5.10-06', 'no gas supplier', without('gasSupplier'), 'MCF names nobody, Registration Data SUPC'],
  ['X5.10-06', 'a gas supplier where there is no gas', () => withInstallation(ELECTRICITY_ONLY, { gasSupplier: 'SUPX' }), 'MCF names SUPX, Registration Data nobody'],
  ['X5.10-07', 'GPF with the Device ID of the hub', (facts) => withDevices(facts, (devices) =>
    devices.map((each) => (each.deviceType === 'GPF' ? { ...each, deviceId: deviceIdOf(facts.installation, 'CHF') } : each))), 'Device ID 02-5E-8E-01-00-00-00-01'],
  ['X5.10-08', 'no hub', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'CHF')), '0 Communications Hubs'],
  ['X5.10-08', 'two hubs', (facts) => withDevices(facts, (devices) => [...devices, { ...devices[0]!, deviceId: '02-5E-00-00-00-00-00-99' }]), '2 Communications Hubs'],
  ['X5.10-09', 'no ESME', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'ESME')), '0 ESME, 1 GSME, 1 GPF'],
  ['X5.10-09', 'two ESMEs', (facts) => withDevices(facts, (devices) => [...devices, { ...devices.find((each) => each.deviceType === 'ESME')!, deviceId: '02-5E-00-00-00-00-00-99' }]), '2 ESME, 1 GSME, 1 GPF'],
  ['X5.10-09', 'no GPF beside the GSME', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'GPF')), '1 ESME, 1 GSME, 0 GPF'],
  ['X5.10-09', 'no GSME beside the GPF', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'GSME')), '1 ESME, 0 GSME, 1 GPF'],
  ['X5.10-09', 'a GPF where there is no gas', (facts) => withDevices(ELECTRICITY_ONLY, (devices) => [...devices, facts.installation.devices.find((each) => each.deviceType === 'GPF')!]), '1 ESME, 0 GSME, 1 GPF'],
  ['X5.10-10', 'firmware not on the CPL', (facts) => withDevices(facts, (devices) => devices.map((each) => ({ ...each, firmwareVersion: '9.9' }))), 'CHF Emulated Hubs CHF-CB-2 9.9'],
  ['X5.10-10', 'the GSME alone not on the CPL', (facts) => ({ ...facts, reference: { ...facts.reference, cpl: facts.reference.cpl.filter((each) => each.deviceType !== 'GSME') } }), 'GSME Emulated Meters GSME-CB-2 1.0.2'],
  ['X5.10-11', 'combination not eligible for the group', (facts) => ({ ...facts, reference: { ...facts.reference, epc: [] } }), 'CB: CHF-CB-2 + ESME-CB-2 + GSME-CB-2 + GPF-CB-2 + IHD-CB-2'],
  ['X5.10-12', 'hub commissioned already', (facts) => inSmi(facts, { status: 'Commissioned' }), '02-5E-8E-01-00-00-00-01 is Commissioned'],
  ['X5.10-12', 'hub Pending, ESME suspended', (facts) => inSmi(inSmi(facts, {}), { status: 'Suspended' }, 'ESME'), '02-5E-8E-02-00-00-00-01 is Suspended'],
  ['X5.10-13', 'hub known as SMETS2', (facts) => inSmi(facts, { smetsVersion: 'SMETS2' }), '02-5E-8E-01-00-00-00-01 is a SMETS2 CHF'],
  ['X5.10-13', 'hub known as another type', (facts) => inSmi(facts, { deviceType: 'CAD' }), '02-5E-8E-01-00-00-00-01 is a SMETS1 CAD'],
  ['X5.10-13', 'hub known as what it is, ESME as SMETS2', (facts) => inSmi(inSmi(facts, {}), { smetsVersion: 'SMETS2' }, 'ESME'), '02-5E-8E-02-00-00-00-01 is a SMETS2 ESME'],
  ['X5.10-14', 'credentials twice', (facts) => withInstallation(facts, { credentials: [...facts.installation.credentials, facts.installation.credentials[0]!] }), 'ESME Supplier twice'],
  ['X5.10-14', 'GSME without GPF credentials', (facts) => noCredentials(facts, (each) => each.deviceType === 'GPF'), 'Supplier credentials for only one of GSME and GPF'],
  ['X5.10-14', 'GPF without GSME credentials', (facts) => noCredentials(facts, (each) => each.deviceType === 'GSME'), 'Supplier credentials for only one of GSME and GPF'],
  ['X5.10-14', 'a network operator\'s for the GSME alone', (facts) => noCredentials(facts, (each) => each.deviceType === 'GPF' && each.remotePartyRole === 'NetworkOperator'), 'NetworkOperator credentials for only one of GSME and GPF'],
  ['X5.10-14', 'credentials for a GSME that is not there', (facts) => withInstallation(ELECTRICITY_ONLY, { credentials: facts.installation.credentials }), 'GSME Supplier without such a Device'],
  ['X5.10-15', 'certificate unknown', (facts) => withCredential(facts, ({ critical }) => ({ critical: { ...critical, serial: '1' } })), 'ESME Supplier critical 1 is not in the repository'],
  ['X5.10-16', 'certificate of a DCO', (facts) => withCredential(facts, () => ({ nonCritical: identity('dcoXmlSigning', supplierEntity(facts)) })), 'ESME Supplier nonCritical 9776632464125759361 is dcoXmlSigning'],
  ['X5.10-17', 'certificate of another supplier', (facts) => withCredential(facts, () => ({ critical: identity('supplier', '02-5E-00-F0-00-00-00-77') })), 'ESME Supplier critical 12198779682456485030 is 02-5E-00-F0-00-00-00-77, registered is SUPC'],
  ['X5.10-17', 'certificates of a network operator that is not the registered one', (facts) => withRegistration(facts, facts.installation.mprn!, { networkOperator: 'GTX' }), 'GSME NetworkOperator critical 14118642109842561414 is 02-5E-00-F0-00-00-00-06, registered is nobody'],
  ['X5.10-18', 'certificate expired', (facts) => withCredential(facts, () => ({ critical: identity('supplier', supplierEntity(facts), { notAfter: NOW - DAY }) })), 'ESME Supplier critical 10222790713635976804 is expired'],
  ['X5.10-18', 'certificate not yet valid', (facts) => withCredential(facts, () => ({ critical: identity('supplier', supplierEntity(facts), { notBefore: NOW + DAY }) })), 'ESME Supplier critical 9827715198195721520 is not-yet-valid'],
];

describe('MEHRS 2.4.6, Guide Table 5 step 9: the 18 checks of an MCF Installation', () => {
  it('are exactly 18, X5.10-01 to X5.10-18, all emulator profile', () => {
    expect(COMMON_FILE_CHECKS.map((check) => check.id)).toEqual(Array.from({ length: 18 }, (_, n) => `X5.10-${String(n + 1).padStart(2, '0')}`));
    expect(COMMON_FILE_CHECKS.every((check) => check.profile === 'emulator')).toBe(true);
    expect(new Set(COMMON_FILE_CHECKS.map((check) => check.title)).size).toBe(18);
  });
  it('every check has a defect here', () => {
    expect([...new Set(DEFECTS.map(([id]) => id))]).toEqual(COMMON_FILE_CHECKS.map((check) => check.id));
  });
  it.each(DEFECTS)('%s: %s', (id, _what, alter, says) => {
    const facts = alter(healthy());
    expect(checkCommonFileInstallation(facts)).toEqual({ id, detail: says });
    // The row is needed: without it the defect would pass, or only a later row would see it.
    const later = firstFailure(COMMON_FILE_CHECKS.filter((check) => check.id !== id), facts);
    expect(later === undefined || later.id > id).toBe(true);
  });
  it.each(GROUP_IDS.flatMap((groupId) => SHAPES.map((shape) => [groupId, shape] as const)))('%s %s passes all', (groupId, shape) => {
    const estate = estateOf(groupId, shape, 2);
    for (const each of estate.installations) expect(checkCommonFileInstallation(commonFileFacts(estate, each))).toBeUndefined();
  });
  it('a Device that an earlier attempt left Pending does not stand in the way', () => {
    expect(checkCommonFileInstallation(inSmi(healthy(), { status: 'Pending' }))).toBeUndefined();
  });
});

describe('what Registration Data says', () => {
  it('of a name that is no MPxN, or of none, nothing', () => {
    expect(['constructor', undefined].map((mpxn) => registered(DUAL, mpxn))).toEqual([undefined, undefined]);
  });
  it('X5.10-17: nobody is registered for a meter point it does not have', () => {
    const facts = { ...DUAL, reference: { ...DUAL.reference, registration: {} } };
    for (const each of DUAL.installation.credentials) {
      expect(registeredParty(facts, each)).toBeUndefined();
      expect(registeredParty(DUAL, each)?.role).toBe(each.remotePartyRole === 'Supplier' ? 'supplier' : 'networkOperator');
    }
  });
});

describe('X5.10-18 and revocation', () => {
  it('a certificate that is revoked fails from then on', () => {
    const id = (facts: CommonFileFacts) => identity('supplier', supplierEntity(facts), { notAfter: NOW + 2 * DAY });
    const facts = withCredential(healthy(), () => ({ critical: id(healthy()) }));
    expect(checkCommonFileInstallation(facts)).toBeUndefined();
    pki.revoke(facts.installation.credentials[0]!.critical);
    expect(checkCommonFileInstallation(facts)?.id).toBe('X5.10-18');
  });
});
