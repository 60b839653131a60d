/** One good file of each kind, of a set of two Installations, and who signs them: what the fault operators are tried on. */
import { encodeFile } from '../../protocol/files/encode.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { keyedDevices } from '../../protocol/checks/requiredFileSet.ts';
import type { Cof, Mcf, Mef, Mgf, MigrationFile, MigrationHeader, Mvf, Scf, SealedShare } from '../../protocol/files/types.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { seal } from '../../protocol/security/encrypt.ts';
import { createPki, type Identity, type Pki } from '../../protocol/security/pki.ts';
import { derive } from '../../protocol/security/seed.ts';
import { signXml, verifyXml } from '../../protocol/security/xmlSignature.ts';
import { DAY } from '../../protocol/time.ts';
import { NOW, estateOf, mcfInstallation } from '../checks/world.ts';

const RP = '02-5E-00-F1-00-00-00-01';
const pki: Pki = createPki('fault operators', NOW);
const signing = (more: { label?: string; notBefore?: number; notAfter?: number } = {}, entityId = RP): Identity =>
  pki.issue({ name: 'RP', entityId, remotePartyRole: 'requestingPartyXmlSigning', usage: 'digitalSignature', ...more });
export const OWN = signing();
const revoked = signing({ label: 'revoked' });
pki.revoke(revoked.certificate);
/** The identities that will not do, by name. */
export const WRONG = {
  revoked, expired: signing({ notAfter: NOW - DAY }), notYetValid: signing({ notBefore: NOW + DAY }),
  unknownIssuer: createPki('nobody knows it', NOW).issue({ name: 'RP', entityId: RP, remotePartyRole: 'requestingPartyXmlSigning', usage: 'digitalSignature' }),
} as const;

export const header: MigrationHeader = { migrationSetId: 'CB-20201109-CP-1', groupId: 'CB', requestingPartyId: RP, migrationDay: '2020-11-30', toBeCommissionedByDCC: true };
const control = { sender: RP, counter: 5, generatedAt: NOW };
const installations = estateOf('CB', 'dual-active', 2).installations.map((each) => mcfInstallation(estateOf('CB', 'dual-active', 2), each));
const holder = (name: string): Identity => pki.issue({ name, entityId: name === 'S1SP' ? '02-5E-00-F2-00-00-00-01' : '02-5E-00-F2-00-00-00-02', remotePartyRole: 's1spXmlSigning', usage: 'keyAgreement' });
const sealed = (to: string, deviceId: string): SealedShare => seal(derive(to, deviceId, 32), holder(to).certificate, 'faults', deviceId);

const mcf: Mcf = { type: 'MCF', header, control, installations };
const mvf: Mvf = { type: 'MVF', header, control, installations: installations.map(({ installationId }) => ({ installationId })) };
const mgf: Mgf = { type: 'MGF', header, control, installations: installations.map(({ installationId }, index) => ({ installationId, imsi: `23415000000000${index}`, ipAddress: `10.0.0.${index + 1}`, apn: 'emulated.apn' })) };
const mef: Mef = {
  type: 'MEF', header, control, installations: installations.map((each) => ({
    installationId: each.installationId,
    devices: keyedDevices(each).map(({ deviceId, deviceType }) => ({ deviceId, deviceType, s1spShare: sealed('S1SP', deviceId), dcoShare: sealed('DCO', deviceId) })),
  })),
};
const outcomes = installations.map(({ installationId }) => ({ installationId, outcome: 'Success' as const }));
const scf: Scf = { type: 'SCF', header, control, installations: outcomes };
const cof: Cof = { type: 'COF', header, control, secPartySignifier: 'SUPA', installations: outcomes };
export const FILES = { MCF: mcf, MVF: mvf, MGF: mgf, MEF: mef, SCF: scf, COF: cof } as const;

export const bytesOf = (file: MigrationFile): Uint8Array => new TextEncoder().encode(signXml(encodeFile(file), OWN));
export const fileIn = (body: Uint8Array): MigrationFile => decodeFile(body);
/** `good`, or why the signature will not do. */
export const signatureOn = (body: Uint8Array): string => {
  const document = parseXml(body);
  try {
    const result = verifyXml(document, pki.trustStore(), NOW);
    return result.ok ? 'good' : result.reason;
  } finally {
    document.dispose();
  }
};
