import { describe, expect, it } from 'vitest';
import { isIpAddress } from '../../protocol/checks/ipAddress.ts';
import {
  REQUIRED_FILE_SET_CHECKS, checkRequiredFileSet, installationsToMigrate, keyedDevices, type RequiredFileSetFacts,
} from '../../protocol/checks/requiredFileSet.ts';
import { type Shape } from '../../harness/estate/index.ts';
import { SHAPES } from '../../harness/estate/shapes.ts';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import type { MefInstallation, MgfInstallation, MigrationHeader, SealedShare } from '../../protocol/files/types.ts';
import { NOW, estateOf, mcfInstallation } from './world.ts';

const share: SealedShare = { recipient: '02-5E-00-F2-00-00-00-01', ephemeralKey: 'BA==', wrappedKey: 'AA==', cipherValue: 'AA==' };

const setOf = (groupId: GroupId, shape: Shape = 'dual-active'): RequiredFileSetFacts => {
  const estate = estateOf(groupId, shape, 2);
  const installations = estate.installations.map((each) => mcfInstallation(estate, each));
  const header: MigrationHeader = { migrationSetId: 'S1', groupId, requestingPartyId: '02-5E-00-F1-00-00-00-01', migrationDay: '2020-11-09', toBeCommissionedByDCC: true };
  const control = { sender: header.requestingPartyId, counter: 1, generatedAt: NOW };
  const mgf: MgfInstallation[] = estate.installations.map(({ id, imsi, ipAddress }) => ({ installationId: id, imsi, ipAddress, apn: 'emulated.apn' }));
  const mef: MefInstallation[] = installations.map((each) => ({
    installationId: each.installationId,
    devices: keyedDevices(each).map(({ deviceId, deviceType }) => ({ deviceId, deviceType, s1spShare: share, dcoShare: share })),
  }));
  return {
    groupId, installationId: 'I0001',
    mcf: { type: 'MCF', header, control, installations },
    mvf: { type: 'MVF', header, control, installations: installations.map(({ installationId }) => ({ installationId })) },
    ...(groupId !== 'DA' && { mgf: { type: 'MGF' as const, header, control, installations: mgf } }),
    mef: { type: 'MEF', header, control, installations: mef },
  };
};

const withMgf = (facts: RequiredFileSetFacts, change: Partial<MgfInstallation>): RequiredFileSetFacts => ({
  ...facts, mgf: { ...facts.mgf!, installations: facts.mgf!.installations.map((each, index) => (index === 0 ? { ...each, ...change } : each)) },
});
const withMef = (facts: RequiredFileSetFacts, change: (devices: MefInstallation['devices']) => MefInstallation['devices']): RequiredFileSetFacts => ({
  ...facts, mef: { ...facts.mef!, installations: facts.mef!.installations.map((each, index) => (index === 0 ? { ...each, devices: change(each.devices) } : each)) },
});

const DEFECTS: readonly (readonly [id: string, what: string, alter: (facts: RequiredFileSetFacts) => RequiredFileSetFacts, says: string])[] = [
  ['X5.25-01', 'not in the MCF', (facts) => ({ ...facts, installationId: 'I0009' }), 'I0009 is not in S1'],
  ['X5.25-02', 'failed in the MVF', (facts) => ({
    ...facts, mvf: { ...facts.mvf, installations: [{ installationId: 'I0001', failure: { failedStepNumber: 'X5.10-05', supportingData: 'SUPX' } }] },
  }), 'MVF: X5.10-05'],
  ['X5.25-02', 'not in the MVF', (facts) => ({ ...facts, mvf: { ...facts.mvf, installations: [] } }), 'MVF: no entry'],
  ['X5.25-03', 'no MGF', (facts) => { const { mgf: _mgf, ...rest } = facts; return rest; }, 'no WAN details in the MGF'],
  ['X5.25-03', 'not in the MGF', (facts) => ({ ...facts, mgf: { ...facts.mgf!, installations: facts.mgf!.installations.slice(1) } }), 'no WAN details in the MGF'],
  ['X5.25-04', 'IMSI of 13 digits', (facts) => withMgf(facts, { imsi: '0010100000001' }), 'IMSI 0010100000001, IP 10.0.0.1, APN "emulated.apn"'],
  ['X5.25-04', 'IMSI of 16 digits', (facts) => withMgf(facts, { imsi: '0010100000000001' }), 'IMSI 0010100000000001, IP 10.0.0.1, APN "emulated.apn"'],
  ['X5.25-04', 'address out of range', (facts) => withMgf(facts, { imsi: '00101000000001', ipAddress: '10.0.0.256' }), 'IMSI 00101000000001, IP 10.0.0.256, APN "emulated.apn"'],
  ['X5.25-04', 'no APN', (facts) => withMgf(facts, { imsi: '00101000000001', ipAddress: '10.0.0.255', apn: '' }), 'IMSI 00101000000001, IP 10.0.0.255, APN ""'],
  ['X5.25-05', 'IMSI of the other Installation', (facts) => withMgf(facts, { imsi: facts.mgf!.installations[1]!.imsi }), 'WAN details shared with I0002'],
  ['X5.25-05', 'address of the other Installation', (facts) => withMgf(facts, { ipAddress: facts.mgf!.installations[1]!.ipAddress }), 'WAN details shared with I0002'],
  ['X5.25-06', 'no MEF', (facts) => { const { mef: _mef, ...rest } = facts; return rest; }, 'no key material for ESME 02-5E-8E-02-00-00-00-01'],
  ['X5.25-06', 'no key material for the GSME', (facts) => withMef(facts, (devices) => devices.filter((each) => each.deviceType !== 'GSME')), 'no key material for GSME 02-5E-8E-03-00-00-00-01'],
  ['X5.25-07', 'a Device more than the MCF has', (facts) => withMef(facts, (devices) => [...devices, { ...devices[0]!, deviceId: '02-5E-00-00-00-00-00-99' }]), 'ESME 02-5E-00-00-00-00-00-99 is not in the MCF'],
  ['X5.25-07', 'a Device of another type', (facts) => withMef(facts, (devices) => devices.map((each) => ({ ...each, deviceType: 'PPMID' }))), 'PPMID 02-5E-8E-02-00-00-00-01 is not in the MCF'],
];

describe('MEHRS 2.5.9, Table 5.25: the S1SP Required File Set per Installation', () => {
  it('every check has a defect here', () => {
    expect([...new Set(DEFECTS.map(([id]) => id))]).toEqual(REQUIRED_FILE_SET_CHECKS.map((check) => check.id));
  });
  it.each(DEFECTS)('%s: %s', (id, _what, alter, says) => {
    expect(checkRequiredFileSet(alter(setOf('CB')))).toEqual({ id, detail: says });
  });
  it('an IMSI of 14 digits is one', () => expect(checkRequiredFileSet(withMgf(setOf('CB'), { imsi: '00101000000001' }))).toBeUndefined());
  it('of an Installation that no file names, the rows about its entries say nothing', () => {
    const nobody = { ...setOf('CB'), installationId: 'I0009' };
    expect(REQUIRED_FILE_SET_CHECKS.filter((check) => !check.holds(nobody)).map(({ id }) => id)).toEqual(['X5.25-01', 'X5.25-02', 'X5.25-03']);
    const { mgf: _mgf, mef: _mef, ...bare } = nobody;
    expect(REQUIRED_FILE_SET_CHECKS.filter((check) => !check.holds(bare)).map(({ id }) => id)).toEqual(['X5.25-01', 'X5.25-02', 'X5.25-03']);
    expect(REQUIRED_FILE_SET_CHECKS.filter((check) => !check.holds({ ...setOf('CB'), mcf: { ...nobody.mcf, installations: [] } })).map(({ id }) => id)).toEqual(['X5.25-01', 'X5.25-07']);
  });
  it('a failure of one Installation leaves the other alone', () => {
    expect(checkRequiredFileSet({ ...withMgf(setOf('CB'), { ipAddress: 'nowhere' }), installationId: 'I0002' })).toBeUndefined();
  });
  it('MEHRS 2.5.5: an MGF for DA is refused', () => {
    expect(checkRequiredFileSet({ ...setOf('DA'), mgf: setOf('CB').mgf! })).toEqual({ id: 'X5.25-03', detail: 'MGF given for DA' });
  });
  it.each(GROUP_IDS.flatMap((groupId) => SHAPES.map((shape) => [groupId, shape] as const)))('%s %s passes all', (groupId, shape) => {
    expect(checkRequiredFileSet(setOf(groupId, shape))).toBeUndefined();
  });
  it('the Installations to migrate are those of MGF and MEF, each once', () => {
    const { mgf, mef } = setOf('CB');
    expect(installationsToMigrate({ mgf: { ...mgf!, installations: mgf!.installations.slice(0, 1) }, mef: mef! })).toEqual(['I0001', 'I0002']);
    expect(installationsToMigrate({ mef: mef! })).toEqual(['I0001', 'I0002']);
  });
});

describe('IP addresses', () => {
  it.each(['10.0.0.1', '255.255.255.255', '::', '::1', 'FD00::1:2', '1:2:3:4:5:6:7:8'])('%s is one', (text) => expect(isIpAddress(text)).toBe(true));
  it.each(['', '10.0.0', '10.0.0.256', '10.0.0.01', '1:2:3:4:5:6:7', '1::2::3', '1:2:3::4:5::6:7:8', '12345::', '1:2:3:4:5:6:7:8G', '1', ' ::1', '1:2:3:4:5:6:7:8:9', 'G::1', '1:2:3:4:5:6:7:8::', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7:'])(
    '"%s" is none', (text) => expect(isIpAddress(text)).toBe(false));
});
