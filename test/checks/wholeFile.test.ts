import { describe, expect, it } from 'vitest';
import { firstFailure } from '../../protocol/checks/check.ts';
import { installationTwice } from '../../protocol/checks/installationTwice.ts';
import { SIGNER_ROLE, WHOLE_FILE_CHECKS, checkWholeFile, type WholeFileFacts } from '../../protocol/checks/wholeFile.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import type { Cof, Mcf, Mgf, MigrationFile, MigrationHeader, Scf } from '../../protocol/files/types.ts';
import { XML_FILE_TYPES, type XmlFileType } from '../../protocol/messages/types.ts';
import type { RemotePartyRole } from '../../protocol/security/certificate.ts';
import { createPki, type Identity } from '../../protocol/security/pki.ts';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import { DAY } from '../../protocol/time.ts';
import { NOW, estateOf, mcfInstallation } from './world.ts';

const RP = '02-5E-00-F1-00-00-00-01';
const OTHER = '02-5E-00-F1-00-00-00-02';
const pki = createPki('whole file', NOW);
const identity = (entityId: string, remotePartyRole: RemotePartyRole, validity: { notBefore?: number; notAfter?: number; label?: string } = {}): Identity =>
  pki.issue({ name: 'signer', entityId, remotePartyRole, usage: 'digitalSignature', ...validity });
const signer = identity(RP, 'requestingPartyXmlSigning');

const header: MigrationHeader = {
  migrationSetId: 'CB-20201109-CP-1', groupId: 'CB', requestingPartyId: RP, migrationDay: '2020-11-09', toBeCommissionedByDCC: true,
};
const estate = estateOf('CB', 'dual-active', 2);
const [first, second] = estate.installations.map((each) => mcfInstallation(estate, each));
const mcf: Mcf = { type: 'MCF', header, control: { sender: RP, counter: 5, generatedAt: NOW }, installations: [first!, second!] };

const facts: WholeFileFacts = {
  fileType: 'MCF', now: NOW, trust: pki.trustStore(),
  expectedSender: (groupId) => (groupId === 'CB' ? RP : undefined),
  groupsServed: ['CB'],
  lastCounter: () => 4,
  headerHeld: () => 'none-needed',
};
const bytes = (file: MigrationFile, by: Identity = signer): Uint8Array => new TextEncoder().encode(signXml(encodeFile(file), by));
const edited = (file: MigrationFile, change: (xml: string) => string): Uint8Array =>
  new TextEncoder().encode(change(new TextDecoder().decode(bytes(file))));
const foreign = createPki('another PKI', NOW).issue({ name: 'foreign', entityId: RP, remotePartyRole: 'requestingPartyXmlSigning', usage: 'digitalSignature' });

const DEFECTS: readonly (readonly [id: string, what: string, says: string, bytes: () => Uint8Array, facts?: Partial<WholeFileFacts>])[] = [
  ['X5.9-01', 'not XML', "malformed: line 1: Start tag expected, '<' not found", () => new TextEncoder().encode('PK')],
  ['X5.9-01', 'no bytes', 'malformed: line 1: Document is empty', () => new Uint8Array()],
  ['X5.9-01', 'an element the schema does not know', "schema: line 1: Element 'Urgent': This element is not expected. Expected is ( Priority ). (expected Priority)", () => edited(mcf, (xml) => xml.replace('<Priority>', '<Urgent>x</Urgent><Priority>'))],
  ['X5.9-01', 'another file than announced', 'MCF where MGF was announced', () => bytes(mcf), { fileType: 'MGF' }],
  ['X5.9-02', 'unsigned', 'signature-missing: no Signature in MigrationCommonFile', () => new TextEncoder().encode(encodeFile(mcf))],
  ['X5.9-02', 'altered after signing', 'signature: digest differs: the content is not what was signed', () => edited(mcf, (xml) => xml.replace('<Counter>5<', '<Counter>6<'))],
  ['X5.9-03', 'certificate of another PKI', 'unknown-certificate: no certificate CN=MEHRS EMULATOR TEST Issuing Authority, OU=07 serial 13327383823568937371', () => bytes(mcf, foreign)],
  ['X5.9-03', 'expired', 'expired: certificate CN=MEHRS EMULATOR TEST Issuing Authority, OU=07 serial 3593119733354182278', () => bytes(mcf, identity(RP, 'requestingPartyXmlSigning', { notAfter: NOW - DAY }))],
  ['X5.9-03', 'not yet valid', 'not-yet-valid: certificate CN=MEHRS EMULATOR TEST Issuing Authority, OU=07 serial 15757314998254115819', () => bytes(mcf, identity(RP, 'requestingPartyXmlSigning', { notBefore: NOW + DAY }))],
  ['X5.9-03', 'revoked', 'revoked: certificate CN=MEHRS EMULATOR TEST Issuing Authority, OU=07 serial 16421483435431043056', () => {
    const stolen = identity(RP, 'requestingPartyXmlSigning', { label: 'stolen' });
    pki.revoke(stolen.certificate);
    return bytes(mcf, stolen);
  }],
  ['X5.9-04', 'signed as an S1SP', 'signed as s1spXmlSigning, expected requestingPartyXmlSigning', () => bytes(mcf, identity(RP, 's1spXmlSigning'))],
  ['X5.9-05', 'signed by another Requesting Party', 'sender 02-5E-00-F1-00-00-00-01, signer 02-5E-00-F1-00-00-00-02, expected for CB: 02-5E-00-F1-00-00-00-01', () => bytes(mcf, identity(OTHER, 'requestingPartyXmlSigning'))],
  ['X5.9-05', 'from a Requesting Party of another group', 'sender 02-5E-00-F1-00-00-00-02, signer 02-5E-00-F1-00-00-00-02, expected for CB: 02-5E-00-F1-00-00-00-01', () => bytes(
    { ...mcf, header: { ...header, requestingPartyId: OTHER }, control: { ...mcf.control, sender: OTHER } }, identity(OTHER, 'requestingPartyXmlSigning'),
  )],
  ['X5.9-05', 'a served group whose sender nobody knows', 'sender 02-5E-00-F1-00-00-00-01, signer 02-5E-00-F1-00-00-00-01, expected for CB: nobody', () => bytes(mcf), { expectedSender: () => undefined }],
  ['X5.9-06', 'counter of the last file again', 'counter 5, last accepted 5', () => bytes(mcf), { lastCounter: () => 5 }],
  ['X5.9-06', 'older counter', 'counter 5, last accepted 6', () => bytes(mcf), { lastCounter: () => 6 }],
  ['X5.9-07', 'a group that the recipient does not serve', 'EA is none of CB', () => bytes({ ...mcf, header: { ...header, groupId: 'EA' } })],
  ['X5.9-07', 'a group beside the two that the recipient serves', 'EA is none of CB, DA', () => bytes({ ...mcf, header: { ...header, groupId: 'EA' } }), { groupsServed: ['CB', 'DA'] }],
  ['X5.9-08', 'another header than the one held', 'the Migration Header differs from the one held for CB-20201109-CP-1', () => bytes(mcf), { headerHeld: () => ({ ...header, migrationDay: '2020-11-10' }) }],
  ['X5.9-08', 'a set that is not held', 'no set CB-20201109-CP-1 is held', () => bytes(mcf), { headerHeld: () => undefined }],
  ['X5.9-08', 'header of another Requesting Party', 'the Migration Header names Requesting Party 02-5E-00-F1-00-00-00-02, the file comes from 02-5E-00-F1-00-00-00-01', () => bytes({ ...mcf, header: { ...header, requestingPartyId: OTHER } })],
  ['X5.9-09', 'an Installation twice', 'I0001 twice', () => bytes({ ...mcf, installations: [first!, first!] })],
  ['X5.9-09', 'an MPAN under two ids', 'MPAN 1262834379660 twice', () => bytes({ ...mcf, installations: [first!, { ...second!, mpan: first!.mpan! }] })],
  ['X5.9-09', 'an MPRN under two ids', 'MPRN 2141135806 twice', () => bytes({ ...mcf, installations: [first!, { ...second!, mprn: first!.mprn! }] })],
];

describe('MEHRS 2.4.3, Table 5.9: whole-file checks (R2-04)', () => {
  it('are X5.9-01 to X5.9-09 in order', () => {
    expect(WHOLE_FILE_CHECKS.map((check) => check.id)).toEqual(Array.from({ length: 9 }, (_, n) => `X5.9-0${n + 1}`));
  });
  it('every check has a defect here', () => {
    expect([...new Set(DEFECTS.map(([id]) => id))]).toEqual(WHOLE_FILE_CHECKS.map((check) => check.id));
  });
  it.each(DEFECTS.map(([id, what, says, make, change = {}]) => ({ id, what, says, make, change })))('$id: $what', ({ id, says, make, change }) => {
    expect(checkWholeFile(make(), { ...facts, ...change })).toMatchObject({ ok: false, failed: id, detail: says });
  });
  it('X5.9-09: Installations without MPAN or MPRN are not one, nor are those of a file that names no meter points', () => {
    const bare = [first!, second!].map(({ mpan: _mpan, mprn: _mprn, ...each }) => each);
    expect(installationTwice({ ...mcf, installations: bare })).toBeUndefined();
    const mgf: Mgf = { type: 'MGF', header, control: mcf.control, installations: [first!, second!].map(({ installationId }) => ({ installationId, imsi: '00101000000001', ipAddress: '10.0.0.1', apn: 'x', mpan: '1' })) };
    expect(installationTwice(mgf)).toBeUndefined();
  });
  it('4.7: counters are asked for by sender and type, those of COFs by supplier too', () => {
    const asked: unknown[] = [];
    const asking: WholeFileFacts = { ...facts, lastCounter: (...of) => { asked.push(of); return 4; } };
    checkWholeFile(bytes(mcf), asking);
    const cof: Cof = { type: 'COF', header, control: mcf.control, secPartySignifier: 'SUPA', installations: [{ installationId: 'I0001', outcome: 'Success' }] };
    checkWholeFile(bytes(cof, identity(RP, 'commissioningPartyXmlSigning')), { ...asking, fileType: 'COF' });
    expect([...new Set(asked.map(String))]).toEqual([`${RP},MCF,`, `${RP},COF,SUPA`]);
  });
  it('a sound file passes and comes with its signer', () => {
    const result = checkWholeFile(bytes(mcf), facts);
    expect(result).toMatchObject({ ok: true, file: mcf });
    expect(result.ok && result.signer.entityId).toBe(RP);
  });
  it('a failure hands out the header as soon as it can be read, and not before', () => {
    expect(checkWholeFile(bytes(mcf), { ...facts, lastCounter: () => 9 })).toMatchObject({ header });
    expect(checkWholeFile(new TextEncoder().encode('<'), facts)).not.toHaveProperty('header');
  });
  it('the first failure stops: a replayed, altered file is reported as altered only', () => {
    const altered = edited(mcf, (xml) => xml.replace('<Counter>5<', '<Counter>1<'));
    expect(checkWholeFile(altered, facts)).toMatchObject({ failed: 'X5.9-02' });
  });
  it('accepts a regenerated file of a held set with the same header (R2-01)', () => {
    expect(checkWholeFile(bytes(mcf), { ...facts, headerHeld: (id) => (id === header.migrationSetId ? { ...header } : undefined) }).ok).toBe(true);
  });
  it('a defect of the recipient is not blamed on the file', () => {
    const broken = (): number => { throw new Error('store gone'); };
    expect(() => checkWholeFile(bytes(mcf), { ...facts, lastCounter: broken })).toThrow('store gone');
  });
});

describe('who signs what (Guide Table 7, R2-02)', () => {
  it.each(XML_FILE_TYPES)('%s has one signing role', (type) => expect(SIGNER_ROLE[type]).toMatch(/XmlSigning$/));
  const outcome = [{ installationId: 'I0001', outcome: 'Success' as const }];
  const S1SP = '02-5E-00-F2-00-00-00-01';
  const control = { sender: S1SP, counter: 5, generatedAt: NOW };
  const scf: Scf = { type: 'SCF', header, control, installations: outcome };
  const cof: Cof = { type: 'COF', header, control, secPartySignifier: 'SUPA', installations: outcome };
  const sent = (file: MigrationFile, role: RemotePartyRole) =>
    checkWholeFile(bytes(file, identity(S1SP, role)), { ...facts, fileType: file.type, expectedSender: () => S1SP, headerHeld: () => header });
  it('SCF by the S1SP, COF by the Commissioning Party', () => {
    expect(sent(scf, 's1spXmlSigning').ok).toBe(true);
    expect(sent(cof, 'commissioningPartyXmlSigning').ok).toBe(true);
    expect(sent(cof, 's1spXmlSigning')).toMatchObject({ failed: 'X5.9-04' });
  });
  it('a recipient may expect another role', () => {
    const expectedRole = (_type: XmlFileType): RemotePartyRole => 'dcoXmlSigning';
    expect(checkWholeFile(bytes(mcf), { ...facts, expectedRole })).toMatchObject({ failed: 'X5.9-04' });
  });
});

describe('rows of a table', () => {
  it('never throw on a file that could not be read', () => {
    expect(firstFailure(WHOLE_FILE_CHECKS.slice(1), { facts, opened: { problem: 'unreadable' } })).toBeUndefined();
  });
  it('about the signer say nothing of a signature that did not verify', () => {
    const unverified = (reason: 'signature' | 'signature-missing' | 'revoked') =>
      WHOLE_FILE_CHECKS.filter((check) => !check.holds({ facts, opened: { file: mcf, verification: { ok: false, reason, detail: 'x' } } })).map(({ id }) => id);
    expect([unverified('signature'), unverified('signature-missing'), unverified('revoked')]).toEqual([['X5.9-02'], ['X5.9-02'], ['X5.9-03']]);
  });
});
