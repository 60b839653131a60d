import { describe, expect, it } from 'vitest';
import {
  DCO_ENCRYPTED_FILE_CHECKS, S1SP_ENCRYPTED_FILE_CHECKS, checkDcoEncryptedFile, checkS1spEncryptedFile, type EncryptedFileFacts, type OpenedShare,
} from '../../protocol/checks/encryptedFile.ts';
import { keyedDevices } from '../../protocol/checks/requiredFileSet.ts';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import type { MefInstallation, SealedShare } from '../../protocol/files/types.ts';
import { open, seal } from '../../protocol/security/encrypt.ts';
import { createPki, type Identity } from '../../protocol/security/pki.ts';
import { derive } from '../../protocol/security/seed.ts';
import { NOW, estateOf, mcfInstallation } from './world.ts';

const pki = createPki('shares', NOW);
const holder = (name: string, n: number): Identity =>
  pki.issue({ name, entityId: `02-5E-00-F2-00-00-00-0${n}`, remotePartyRole: n === 1 ? 's1spXmlSigning' : 'dcoXmlSigning', usage: 'keyAgreement' });
const s1sp = holder('S1SP', 1);
const dco = holder('DCO', 2);

const estate = estateOf('CB', 'dual-active');
const commonEntry = mcfInstallation(estate, estate.installations[0]!);
const sealed = (to: Identity, deviceId: string, half = derive('shares', deviceId, 32)): SealedShare => seal(half, to.certificate, 'shares', deviceId);
const installation: MefInstallation = {
  installationId: commonEntry.installationId,
  devices: keyedDevices(commonEntry).map(({ deviceId, deviceType }) => ({
    deviceId, deviceType, s1spShare: sealed(s1sp, deviceId), dcoShare: sealed(dco, deviceId, derive('other half', deviceId, 32)),
  })),
};

type Side = 's1spShare' | 'dcoShare';
const factsFor = (entry: MefInstallation, side: Side, reader = side === 's1spShare' ? s1sp : dco): EncryptedFileFacts => ({
  installation: entry, commonEntry, reader: reader.certificate.entityId,
  opened: (deviceId): OpenedShare => {
    try {
      return { ok: true, share: open(entry.devices.find((each) => each.deviceId === deviceId)![side], reader) };
    } catch (cause) {
      return { ok: false, error: (cause as Error).message };
    }
  },
});
const withShare = (side: Side, change: (share: SealedShare, deviceId: string) => SealedShare): MefInstallation =>
  ({ ...installation, devices: installation.devices.map((each) => ({ ...each, [side]: change(each[side], each.deviceId) })) });

const DEFECTS = (side: Side): readonly (readonly [number: string, what: string, entry: MefInstallation, says: string])[] => {
  const [own, other] = side === 's1spShare' ? [s1sp, dco] : [dco, s1sp];
  const foe = holder('foe', 3);
  const [esme, gsme] = ['ESME 02-5E-8E-02-00-00-00-01', 'GSME 02-5E-8E-03-00-00-00-01'];
  return [
    ['01', 'a Device twice', { ...installation, devices: [...installation.devices, installation.devices[0]!] }, `${esme}: twice`],
    ['02', 'a Device that is not in the MCF', { ...installation, devices: installation.devices.map((each, index) => (index === 1 ? { ...each, deviceId: '02-5E-00-00-00-00-00-99' } : each)) }, 'GSME 02-5E-00-00-00-00-00-99: not in the MCF'],
    ['02', 'a Device that is another type in the MCF', { ...installation, devices: installation.devices.map((each) => ({ ...each, deviceType: 'IHD' })) }, 'IHD 02-5E-8E-02-00-00-00-01: not in the MCF'],
    ['03', 'addressed to the other holder', withShare(side, (_share, deviceId) => sealed(other, deviceId)), `${esme}: addressed to ${other.certificate.entityId}`],
    ['03', 'both halves addressed to the reader (law L7)', withShare(side === 's1spShare' ? 'dcoShare' : 's1spShare', (_share, deviceId) => sealed(own, deviceId)), `${esme}: both shares addressed to ${own.certificate.entityId}`],
    ['04', 'ephemeral key cut short', withShare(side, (share) => ({ ...share, ephemeralKey: share.ephemeralKey.slice(0, 40) })), `${esme}: sealed share malformed`],
    ['04', 'ephemeral key that is no uncompressed point', withShare(side, (share) => ({ ...share, ephemeralKey: Buffer.alloc(65, 2).toString('base64') })), `${esme}: sealed share malformed`],
    ['04', 'ciphertext of nothing but IV and tag', withShare(side, (share) => ({ ...share, cipherValue: Buffer.alloc(28, 1).toString('base64') })), `${esme}: sealed share malformed`],
    ['04', 'no wrapped key', withShare(side, (share) => ({ ...share, wrappedKey: '' })), `${esme}: sealed share malformed`],
    ['04', 'wrapped key of padding alone', withShare(side, (share) => ({ ...share, wrappedKey: '====' })), `${esme}: sealed share malformed`],
    ['05', 'sealed for another key', withShare(side, (_share, deviceId) => ({ ...sealed(foe, deviceId), recipient: own.certificate.entityId })), `${esme}: share does not open: another key, or altered bytes`],
    ['05', 'ciphertext altered', withShare(side, (share) => ({ ...share, cipherValue: (share.cipherValue.startsWith('A') ? 'B' : 'A') + share.cipherValue.slice(1) })), `${esme}: share does not open: another key, or altered bytes`],
    ['05', 'ciphertext of one byte more than IV and tag', withShare(side, (share) => ({ ...share, cipherValue: Buffer.alloc(29, 1).toString('base64') })), `${esme}: share does not open: another key, or altered bytes`],
    ['06', 'share of 16 bytes', withShare(side, (_share, deviceId) => sealed(own, deviceId, derive('short', deviceId, 16))), `${esme}: share unusable`],
    ['06', 'share all zero', withShare(side, (_share, deviceId) => sealed(own, deviceId, new Uint8Array(32))), `${esme}: share unusable`],
    ['06', 'share all zero, of the second Device alone', withShare(side, (share, deviceId) => (deviceId === installation.devices[1]!.deviceId ? sealed(own, deviceId, new Uint8Array(32)) : share)), `${gsme}: share unusable`],
  ];
};

describe.each([
  ['MEHRS 2.5.10, TMAD 5.23: the S1SP', 's1spShare', 'X5.23', S1SP_ENCRYPTED_FILE_CHECKS, (facts: EncryptedFileFacts) => checkS1spEncryptedFile(facts, 'CB')],
  ['MEHRS 2.5.11, TMAD 5.15(a): the DCO', 'dcoShare', 'X5.15a', DCO_ENCRYPTED_FILE_CHECKS, checkDcoEncryptedFile],
] as const)('%s', (_title, side, prefix, table, check) => {
  it('accepts its halves', () => expect(check(factsFor(installation, side))).toBeUndefined());
  it.each(DEFECTS(side))(`${prefix}-%s: %s`, (number, _what, entry, says) => {
    expect(check(factsFor(entry, side))).toEqual({ id: `${prefix}-${number}`, detail: says });
  });
  it('a share of one byte that is not zero will do', () => {
    const almost = Uint8Array.from({ length: 32 }, (_, index) => (index === 31 ? 1 : 0));
    expect(check(factsFor(withShare(side, (_share, deviceId) => sealed(side === 's1spShare' ? s1sp : dco, deviceId, almost)), side))).toBeUndefined();
  });
  it(`${prefix}-06 says nothing of a share that does not open`, () => {
    expect(table[5]!.holds({ ...factsFor(installation, side), opened: () => ({ ok: false, error: 'locked' }) })).toBe(true);
  });
  it('every check has a defect here', () => {
    expect([...new Set(DEFECTS(side).map(([number]) => `${prefix}-${number}`))]).toEqual(table.map((row) => row.id));
  });
  it('without the MCF the Devices are left to Table 5.25', () => {
    const entry = { ...installation, devices: installation.devices.map((each) => ({ ...each, deviceType: 'IHD' as const })) };
    expect(check({ ...factsFor(entry, side), commonEntry: undefined })).toBeUndefined();
  });
});

describe('TMAD 5.23 and Group ID DA', () => {
  it('does not apply to DA, and to every other group', () => {
    const broken = factsFor(DEFECTS('s1spShare')[0]![2], 's1spShare');
    const applies = (groupId: GroupId) => checkS1spEncryptedFile(broken, groupId) !== undefined;
    expect(GROUP_IDS.filter(applies)).toEqual(GROUP_IDS.filter((groupId) => groupId !== 'DA'));
  });
});
