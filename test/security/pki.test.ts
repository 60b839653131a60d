import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as peculiar from '@peculiar/x509';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Certificate, CertificateError, certificateKey, parseCertificate, REMOTE_PARTY_ROLES } from '../../protocol/security/certificate.ts';
import { buildCertificate, type NameFields } from '../../protocol/security/certificateBuilder.ts';
import { publicPoint } from '../../protocol/security/ecdsa.ts';
import { createPki, TEST_MARK } from '../../protocol/security/pki.ts';
import { type TrustStore, trustStoreOf } from '../../protocol/security/trust.ts';
import { DAY, londonTime } from '../../protocol/time.ts';
import { AT, cp, pki, request, trust } from './fixtures.ts';

describe('R2-02 certificates', () => {
  it.each(REMOTE_PARTY_ROLES)('R2-02: role %s survives, with EUI-64, usage and validity', (remotePartyRole) => {
    for (const usage of ['digitalSignature', 'keyAgreement', 'certSign'] as const) {
      const { certificate } = pki.issue(request({ remotePartyRole, usage, entityId: '00-DB-12-34-56-78-90-A2', notBefore: AT - 1500, notAfter: AT + DAY }));
      expect(certificate).toMatchObject({ remotePartyRole, usage, entityId: '00-DB-12-34-56-78-90-A2', notBefore: AT - 2000, notAfter: AT + DAY });
      expect(certificate.subjectName).toContain(TEST_MARK);
      expect(certificate.issuer).toBe('CN=MEHRS EMULATOR TEST Issuing Authority, OU=07');
    }
  });
  it.each([['root', '00'], ['supplier', '02'], ['networkOperator', '03'], ['issuingAuthority', '07'], ['dspXmlSigning', '89'], ['s1spXmlSigning', 's1spXmlSigning']] as const)(
    'R2-02: OU of %s is %s', (remotePartyRole, unit) => {
      expect(pki.issue(request({ remotePartyRole })).certificate.subjectName).toContain(`, OU=${unit}, 2.5.4.45=#`);
    });
  it('node:crypto, as an independent reader, agrees and finds the chain sound', () => {
    const [leaf, authority, root] = [cp.certificate, pki.issuingAuthority, pki.root].map((each) => new X509Certificate(each.der));
    expect(leaf!.verify(pki.issuingAuthority.publicKey)).toBe(true);
    expect(leaf!.checkIssued(authority!)).toBe(true);
    expect(authority!.verify(pki.root.publicKey)).toBe(true);
    expect(authority!.checkIssued(root!)).toBe(true);
    expect(root!.verify(pki.root.publicKey)).toBe(true);
    expect([leaf!.ca, authority!.ca, root!.ca]).toEqual([false, true, true]);
    expect(BigInt(`0x${leaf!.serialNumber}`).toString()).toBe(cp.certificate.serial);
    expect(Date.parse(leaf!.validFrom)).toBe(cp.certificate.notBefore);
    expect(Date.parse(leaf!.validTo)).toBe(cp.certificate.notAfter);
    expect(leaf!.checkPrivateKey(cp.privateKey)).toBe(true);
    expect(leaf!.publicKey.equals(cp.certificate.publicKey)).toBe(true);
  });
  it('@peculiar/x509, as a second reader, sees the key usage and the X509IssuerName', () => {
    const read = new peculiar.X509Certificate(Uint8Array.from(cp.certificate.der));
    expect(read.issuer).toBe(new peculiar.Name(cp.certificate.issuer).toString().split(', ').reverse().join(', '));
    expect(read.getExtension(peculiar.KeyUsagesExtension)!.usages).toBe(peculiar.KeyUsageFlags.digitalSignature);
    const keys = pki.issue(request({ usage: 'keyAgreement' }));
    expect(new peculiar.X509Certificate(Uint8Array.from(keys.certificate.der)).getExtension(peculiar.KeyUsagesExtension)!.usages).toBe(peculiar.KeyUsageFlags.keyAgreement);
  });
  it('dates from 2050 on survive (GeneralizedTime)', () => {
    const notAfter = londonTime('2055-06-01', '12:00');
    const { certificate } = pki.issue(request({ notAfter }));
    expect(certificate.notAfter).toBe(notAfter);
    expect(Date.parse(new X509Certificate(certificate.der).validTo)).toBe(notAfter);
  });
  it('bytes that are no certificate, or were cut or lengthened, are refused with CertificateError', () => {
    const { der } = cp.certificate;
    for (const bad of [new Uint8Array(0), Buffer.from('hello'), der.subarray(0, der.length - 1), der.subarray(1), Buffer.concat([der, Uint8Array.of(0)])]) {
      expect(() => parseCertificate(bad)).toThrow(CertificateError);
    }
    fc.assert(fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const changed = Uint8Array.from(der);
      changed[at]! ^= mask;
      try {
        parseCertificate(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(CertificateError);
      }
    }));
  });
  it('names that would need escaping, or are too long, are refused', () => {
    for (const name of ['a,b', 'a=b', 'a"b', '<a>', 'a+b', 'é', 'x'.repeat(45)]) expect(() => pki.issue(request({ name }))).toThrow(RangeError);
  });
});

describe('L9 the PKI is a function of its seed', () => {
  it('L9: same seed, same bytes, in whatever order certificates are asked for', () => {
    const wanted = ['A', 'B', 'C'].map((name) => request({ name }));
    const [one, two] = [createPki('same', AT), createPki('same', AT)];
    const first = wanted.map((each) => one.issue(each));
    const second = wanted.toReversed().map((each) => two.issue(each)).toReversed();
    first.forEach((identity, index) => {
      expect(Buffer.from(identity.certificate.der)).toEqual(Buffer.from(second[index]!.certificate.der));
      expect(Buffer.from(identity.scalar)).toEqual(Buffer.from(second[index]!.scalar));
    });
    expect(one.issue(wanted[0]!)).toBe(first[0]);
  });
  it('L9: another seed, request or label gives another key and serial', () => {
    const made = [
      pki.issue(request()), createPki('other', AT).issue(request()), pki.issue(request({ label: 'critical' })), pki.issue(request({ notAfter: AT + DAY })),
      pki.issue(request({ usage: 'keyAgreement' })), pki.issue(request({ entityId: '90-B3-D5-1F-30-00-00-99' })),
    ];
    expect(new Set(made.map((each) => certificateKey(each.certificate))).size).toBe(made.length);
    expect(new Set(made.map((each) => Buffer.from(each.scalar).toString('hex'))).size).toBe(made.length);
  });
});

describe('R2-04 trust at virtual now', () => {
  const { certificate } = pki.issue(request({ name: 'Timed', notBefore: AT, notAfter: AT + DAY }));
  it.each([[-1, 'not-yet-valid'], [0, undefined], [DAY, undefined], [DAY + 1, 'expired']] as const)('%i ms after notBefore: %s', (after, failure) => {
    expect(trust.check(certificate, AT + after)).toBe(failure);
  });
  it('finds by serial and issuer, however the issuer is spaced; nothing else', () => {
    expect(trust.find(certificate)).toBe(certificate);
    expect(trust.find({ serial: certificate.serial, issuer: certificate.issuer.replace(', ', ',') })).toBe(certificate);
    expect(trust.find({ serial: `${certificate.serial}0`, issuer: certificate.issuer })).toBeUndefined();
    expect(trust.find({ serial: certificate.serial, issuer: 'CN=Other, OU=07' })).toBeUndefined();
  });
  it('revocation is seen at once by stores made before it, and only for that certificate', () => {
    const world = createPki('revoking', AT);
    const [one, two] = [world.issue(request()), world.issue(request({ label: 'second' }))];
    const store = world.trustStore();
    expect(store.check(one.certificate, AT)).toBeUndefined();
    world.revoke(one.certificate);
    expect(store.check(one.certificate, AT)).toBe('revoked');
    expect(store.check(two.certificate, AT)).toBeUndefined();
  });
  it('a certificate of another root is unknown until published, and then fails as chain, though its issuer bears the same name', () => {
    const foreign = createPki('foreign', AT).issue(request());
    const world = createPki('home', AT);
    const store = world.trustStore();
    expect(foreign.certificate.issuer).toBe(world.issue(request()).certificate.issuer);
    expect(store.find(foreign.certificate)).toBeUndefined();
    world.publish(foreign.certificate);
    expect(store.find(foreign.certificate)).toBe(foreign.certificate);
    expect(store.check(foreign.certificate, AT)).toBe('chain');
  });
  it('a certificate with one changed byte in what its issuer signed fails as chain', () => {
    const changed = Buffer.from(certificate.der);
    changed[changed.indexOf(Buffer.from('Timed'))]! ^= 1;
    expect(trust.check(parseCertificate(changed), AT)).toBe('chain');
  });
  it('a chain needs each name and each signature: an issuer of another name, or an authority its root did not sign, is no chain', () => {
    const keys = ['root', 'authority', 'leaf'].map((label) => pki.issue(request({ usage: 'certSign', label })).scalar);
    const certificate = (issuer: NameFields, by: number, subject: NameFields, of: number): Certificate => parseCertificate(buildCertificate({
      serial: Uint8Array.of(of + 1), issuer, subject, notBefore: AT, notAfter: AT + DAY, usage: 'certSign', point: publicPoint(keys[of]!), authorityKeyId: new Uint8Array(20),
    }, { scalar: keys[by]! }));
    const [root, authority, other, leaf] = ['Root', 'Authority', 'Other', 'Leaf'].map((commonName): NameFields => ({ commonName, remotePartyRole: 'root' })) as [NameFields, NameFields, NameFields, NameFields];
    const store = (issuingAuthority: Certificate): TrustStore =>
      trustStoreOf({ certificates: new Map(), revoked: new Set(), root: certificate(root, 0, root, 0), issuingAuthority });
    const sound = certificate(root, 0, authority, 1);
    expect(store(sound).check(certificate(authority, 1, leaf, 2), AT)).toBeUndefined();
    expect(store(sound).check(certificate(other, 1, leaf, 2), AT)).toBe('chain');
    expect(store(sound).check(certificate(authority, 2, leaf, 2), AT)).toBe('chain');
    for (const unsound of [certificate(root, 1, authority, 1), certificate(other, 0, authority, 1)]) {
      expect(store(unsound).check(certificate(authority, 1, leaf, 2), AT)).toBe('chain');
    }
  });
  it('once the authorities themselves are out of date nothing chains', () => {
    const late = AT + 26 * 365 * DAY;
    expect(trust.check(pki.issue(request({ notAfter: late + DAY })).certificate, late)).toBe('chain');
  });
});
