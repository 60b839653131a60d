import { describe, expect, it } from 'vitest';
import { SHAPES } from '../../harness/estate/shapes.ts';
import { firstFailure } from '../../protocol/checks/check.ts';
import { COMMON_FILE_CHECKS, checkCommonFileInstallation, type CommonFileFacts } from '../../protocol/checks/commonFile.ts';
import { makeMpan, makeMprn } from '../../protocol/checks/mpxn.ts';
import type { SmiDevice } from '../../protocol/checks/records.ts';
import { GROUP_IDS, type Device } from '../../protocol/domain.ts';
import type { DeviceCredentials, McfInstallation } from '../../protocol/files/types.ts';
import { DAY } from '../../protocol/time.ts';
import { NOW, commonFileFacts, deviceIdOf, estateOf, pki } from './world.ts';

const healthy = (): CommonFileFacts => {
  const estate = estateOf('CB', 'dual-active');
  return commonFileFacts(estate, estate.installations[0]!);
};
const withInstallation = (facts: CommonFileFacts, change: Partial<McfInstallation>): CommonFileFacts =>
  ({ ...facts, installation: { ...facts.installation, ...change } });
const withDevices = (facts: CommonFileFacts, change: (devices: readonly Device[]) => readonly Device[]) =>
  withInstallation(facts, { devices: change(facts.installation.devices) });
const withCredential = (facts: CommonFileFacts, change: (credential: DeviceCredentials) => Partial<DeviceCredentials>) =>
  withInstallation(facts, { credentials: facts.installation.credentials.map((each, index) => (index === 0 ? { ...each, ...change(each) } : each)) });
const inSmi = (facts: CommonFileFacts, change: Partial<SmiDevice>): CommonFileFacts => {
  const hub = facts.installation.devices.find((each) => each.deviceType === 'CHF')!;
  return { ...facts, smi: (id) => (id === hub.deviceId ? { ...hub, deviceType: 'CHF', smetsVersion: 'SMETS1', status: 'Pending', ...change } : undefined) };
};
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

/** One real defect per check, and what the check must say of it. */
const DEFECTS: readonly (readonly [string, string, (facts: CommonFileFacts) => CommonFileFacts])[] = [
  ['X5.10-01', 'MPAN absent', (facts) => { const { mpan: _mpan, ...rest } = facts.installation; return { ...facts, installation: rest }; }],
  ['X5.10-01', 'MPAN with a wrong check digit', (facts) => withInstallation(facts, { mpan: '1000000000000' })],
  ['X5.10-02', 'MPRN absent beside a GSME', (facts) => { const { mprn: _mprn, ...rest } = facts.installation; return { ...facts, installation: rest }; }],
  ['X5.10-02', 'MPRN with wrong check digits', (facts) => withInstallation(facts, { mprn: '3938424404' })],
  ['X5.10-03', 'MPAN not registered', (facts) => withInstallation(facts, { mpan: makeMpan(29, 7) })],
  ['X5.10-03', 'MPAN registered for gas', (facts) => withRegistration(facts, facts.installation.mpan!, { fuel: 'gas' })],
  ['X5.10-04', 'MPRN not registered', (facts) => withInstallation(facts, { mprn: makeMprn(89_999_999) })],
  ['X5.10-05', 'electricity supplier changed in Registration Data', (facts) => withRegistration(facts, facts.installation.mpan!, { supplier: 'SUPX' })],
  ['X5.10-06', 'gas supplier changed in Registration Data', (facts) => withRegistration(facts, facts.installation.mprn!, { supplier: 'SUPX' })],
  ['X5.10-07', 'GPF with the Device ID of the hub', (facts) => withDevices(facts, (devices) =>
    devices.map((each) => (each.deviceType === 'GPF' ? { ...each, deviceId: deviceIdOf(facts.installation, 'CHF') } : each)))],
  ['X5.10-08', 'no hub', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'CHF'))],
  ['X5.10-08', 'two hubs', (facts) => withDevices(facts, (devices) => [...devices, { ...devices[0]!, deviceId: '02-5E-00-00-00-00-00-99' }])],
  ['X5.10-09', 'no ESME', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'ESME'))],
  ['X5.10-09', 'no GPF beside the GSME', (facts) => withDevices(facts, (devices) => devices.filter((each) => each.deviceType !== 'GPF'))],
  ['X5.10-10', 'firmware not on the CPL', (facts) => withDevices(facts, (devices) => devices.map((each) => ({ ...each, firmwareVersion: '9.9' })))],
  ['X5.10-11', 'combination not eligible for the group', (facts) => ({ ...facts, reference: { ...facts.reference, epc: [] } })],
  ['X5.10-12', 'hub commissioned already', (facts) => inSmi(facts, { status: 'Commissioned' })],
  ['X5.10-13', 'hub known as SMETS2', (facts) => inSmi(facts, { smetsVersion: 'SMETS2' })],
  ['X5.10-13', 'hub known as another type', (facts) => inSmi(facts, { deviceType: 'CAD' })],
  ['X5.10-14', 'credentials twice', (facts) => withInstallation(facts, { credentials: [...facts.installation.credentials, facts.installation.credentials[0]!] })],
  ['X5.10-14', 'GSME without GPF credentials', (facts) => withInstallation(facts, { credentials: facts.installation.credentials.filter((each) => each.deviceType !== 'GPF') })],
  ['X5.10-15', 'certificate unknown', (facts) => withCredential(facts, ({ critical }) => ({ critical: { ...critical, serial: '1' } }))],
  ['X5.10-16', 'certificate of a DCO', (facts) => withCredential(facts, () => ({ nonCritical: identity('dcoXmlSigning', supplierEntity(facts)) }))],
  ['X5.10-17', 'certificate of another supplier', (facts) => withCredential(facts, () => ({ critical: identity('supplier', '02-5E-00-F0-00-00-00-77') }))],
  ['X5.10-18', 'certificate expired', (facts) => withCredential(facts, () => ({ critical: identity('supplier', supplierEntity(facts), { notAfter: NOW - DAY }) }))],
  ['X5.10-18', 'certificate not yet valid', (facts) => withCredential(facts, () => ({ critical: identity('supplier', supplierEntity(facts), { notBefore: NOW + DAY }) }))],
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
  it.each(DEFECTS)('%s: %s', (id, _what, alter) => {
    const facts = alter(healthy());
    expect(checkCommonFileInstallation(facts)?.id).toBe(id);
    expect(checkCommonFileInstallation(facts)?.detail).not.toMatch(/undefined/);
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

describe('X5.10-18 and revocation', () => {
  it('a certificate that is revoked fails from then on', () => {
    const id = (facts: CommonFileFacts) => identity('supplier', supplierEntity(facts), { notAfter: NOW + 2 * DAY });
    const facts = withCredential(healthy(), () => ({ critical: id(healthy()) }));
    expect(checkCommonFileInstallation(facts)).toBeUndefined();
    pki.revoke(facts.installation.credentials[0]!.critical);
    expect(checkCommonFileInstallation(facts)?.id).toBe('X5.10-18');
  });
});
