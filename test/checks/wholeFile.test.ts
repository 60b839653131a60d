import { describe, expect, it } from 'vitest';
import { firstFailure } from '../../protocol/checks/check.ts';
import { SIGNER_ROLE, WHOLE_FILE_CHECKS, checkWholeFile, type WholeFileFacts } from '../../protocol/checks/wholeFile.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import type { Cof, Mcf, MigrationFile, MigrationHeader, Scf } from '../../protocol/files/types.ts';
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

const DEFECTS: readonly (readonly [id: string, what: string, bytes: () => Uint8Array, facts?: Partial<WholeFileFacts>])[] = [
  ['X5.9-01', 'not XML', () => new TextEncoder().encode('PK')],
  ['X5.9-01', 'no bytes', () => new Uint8Array()],
  ['X5.9-01', 'an element the schema does not know', () => edited(mcf, (xml) => xml.replace('<Priority>', '<Urgent>x</Urgent><Priority>'))],
  ['X5.9-01', 'another file than announced', () => bytes(mcf), { fileType: 'MGF' }],
  ['X5.9-02', 'unsigned', () => new TextEncoder().encode(encodeFile(mcf))],
  ['X5.9-02', 'altered after signing', () => edited(mcf, (xml) => xml.replace('<Counter>5<', '<Counter>6<'))],
  ['X5.9-03', 'certificate of another PKI', () => bytes(mcf, foreign)],
  ['X5.9-03', 'expired', () => bytes(mcf, identity(RP, 'requestingPartyXmlSigning', { notAfter: NOW - DAY }))],
  ['X5.9-03', 'not yet valid', () => bytes(mcf, identity(RP, 'requestingPartyXmlSigning', { notBefore: NOW + DAY }))],
  ['X5.9-03', 'revoked', () => {
    const stolen = identity(RP, 'requestingPartyXmlSigning', { label: 'stolen' });
    pki.revoke(stolen.certificate);
    return bytes(mcf, stolen);
  }],
  ['X5.9-04', 'signed as an S1SP', () => bytes(mcf, identity(RP, 's1spXmlSigning'))],
  ['X5.9-05', 'signed by another Requesting Party', () => bytes(mcf, identity(OTHER, 'requestingPartyXmlSigning'))],
  ['X5.9-05', 'from a Requesting Party of another group', () => bytes(
    { ...mcf, header: { ...header, requestingPartyId: OTHER }, control: { ...mcf.control, sender: OTHER } }, identity(OTHER, 'requestingPartyXmlSigning'),
  )],
  ['X5.9-05', 'a served group whose sender nobody knows', () => bytes(mcf), { expectedSender: () => undefined }],
  ['X5.9-06', 'counter of the last file again', () => bytes(mcf), { lastCounter: () => 5 }],
  ['X5.9-06', 'older counter', () => bytes(mcf), { lastCounter: () => 6 }],
  ['X5.9-07', 'a group that the recipient does not serve', () => bytes({ ...mcf, header: { ...header, groupId: 'EA' } })],
  ['X5.9-08', 'another header than the one held', () => bytes(mcf), { headerHeld: () => ({ ...header, migrationDay: '2020-11-10' }) }],
  ['X5.9-08', 'a set that is not held', () => bytes(mcf), { headerHeld: () => undefined }],
  ['X5.9-08', 'header of another Requesting Party', () => bytes({ ...mcf, header: { ...header, requestingPartyId: OTHER } })],
  ['X5.9-09', 'an Installation twice', () => bytes({ ...mcf, installations: [first!, first!] })],
  ['X5.9-09', 'an MPAN under two ids', () => bytes({ ...mcf, installations: [first!, { ...second!, mpan: first!.mpan! }] })],
];

describe('MEHRS 2.4.3, Table 5.9: whole-file checks (R2-04)', () => {
  it('are X5.9-01 to X5.9-09 in order', () => {
    expect(WHOLE_FILE_CHECKS.map((check) => check.id)).toEqual(Array.from({ length: 9 }, (_, n) => `X5.9-0${n + 1}`));
  });
  it('every check has a defect here', () => {
    expect([...new Set(DEFECTS.map(([id]) => id))]).toEqual(WHOLE_FILE_CHECKS.map((check) => check.id));
  });
  it.each(DEFECTS.map(([id, what, make, change = {}]) => ({ id, what, make, change })))('$id: $what', ({ id, make, change }) => {
    const result = checkWholeFile(make(), { ...facts, ...change });
    expect(result).toMatchObject({ ok: false, failed: id });
    expect(result.ok ? '' : result.detail).not.toMatch(/undefined|^$/);
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
});
