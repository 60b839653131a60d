/**
 * A test PKI: a root, one issuing authority, and whatever certificates a world needs, all from its seed and relative to
 * its virtual time (ruling R2-02). Every subject says MEHRS EMULATOR TEST; the keys protect nothing.
 */
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import type { CertificateId, Eui64 } from '../domain.ts';
import { DAY } from '../time.ts';
import { type Certificate, certificateKey, type CertificateUsage, parseCertificate, type RemotePartyRole } from './certificate.ts';
import { buildCertificate, type NameFields } from './certificateBuilder.ts';
import { publicPoint, scalarFrom } from './ecdsa.ts';
import { derive, labelOf } from './seed.ts';
import { type TrustStore, trustStoreOf } from './trust.ts';

/** A certificate and its private key. */
export interface Identity {
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
  /** The private key as a number: 32 bytes, big-endian. */
  readonly scalar: Uint8Array;
}

export interface IssueRequest {
  /** Letters, digits, blanks and `.()/:_-`, at most 43 characters; becomes the common name after the test mark. */
  readonly name: string;
  readonly entityId: Eui64;
  readonly remotePartyRole: RemotePartyRole;
  readonly usage: CertificateUsage;
  /** Virtual ms, cut to the second. Default: from a year before the PKI's time to five years after it. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** Tells two otherwise equal certificates apart, e.g. `critical`. */
  readonly label?: string;
}

export interface Pki {
  /**
   * The certificate asked for, listed in the repository. The same request gives the same identity, in whatever order
   * requests come. @throws RangeError for a name that does not fit.
   */
  issue(request: IssueRequest): Identity;
  /** Lists a certificate of someone else, e.g. of a PKI with another seed: it is found, and fails as `chain`. */
  publish(certificate: Certificate): void;
  /** From now on `revoked`, in every trust store of this PKI. */
  revoke(id: CertificateId): void;
  /** A view of the repository: sees what is issued, published and revoked later too. */
  trustStore(): TrustStore;
  readonly root: Certificate;
  readonly issuingAuthority: Certificate;
}

export const TEST_MARK = 'MEHRS EMULATOR TEST';
const YEAR = 365 * DAY;
const SERIAL_BYTES = 8;
/** 128 bits more than the order, so that reduction leaves no bias worth the name. */
const KEY_SEED_BYTES = 48;
const ROOT: NameFields = { commonName: `${TEST_MARK} Root`, remotePartyRole: 'root' };
const AUTHORITY: NameFields = { commonName: `${TEST_MARK} Issuing Authority`, remotePartyRole: 'issuingAuthority' };

interface Certified { readonly subject: NameFields; readonly usage: CertificateUsage; readonly notBefore: number; readonly notAfter: number; readonly label: string }

const privateKeyOf = (scalar: Uint8Array, point: Uint8Array): KeyObject => {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: base64(point.subarray(1, 33)), y: base64(point.subarray(33)), d: base64(scalar) } });
};

const keyIdOf = (point: Uint8Array): Uint8Array => createHash('sha1').update(point).digest();

/** Worlds of one seed have the same certificates, and a process may run hundreds of them. */
const MOST_KEPT = 4_096;
const KEPT = new Map<string, Identity>();

type Issuer = { readonly name: NameFields; readonly scalar: Uint8Array } | 'self';

const certify = (seed: string, wanted: Certified, issuer: Issuer): Identity => {
  const name = labelOf(seed, JSON.stringify(wanted), issuer === 'self' ? '' : Buffer.from(issuer.scalar).toString('base64'));
  let identity = KEPT.get(name);
  if (identity === undefined) {
    if (KEPT.size >= MOST_KEPT) KEPT.clear();
    KEPT.set(name, (identity = certifyAnew(seed, wanted, issuer)));
  }
  return identity;
};

/** Derives key and serial from everything the certificate says, signs it, reads it back. */
const certifyAnew = (seed: string, wanted: Certified, issuer: Issuer): Identity => {
  const { subject, usage, notBefore, notAfter } = wanted;
  const about = [subject.commonName, subject.remotePartyRole, subject.entityId ?? '', usage, notBefore, notAfter, wanted.label];
  const scalar = scalarFrom(derive(seed, labelOf('key', ...about), KEY_SEED_BYTES));
  const serial = derive(seed, labelOf('serial', ...about), SERIAL_BYTES);
  const point = publicPoint(scalar);
  const by = issuer === 'self' ? { name: subject, scalar } : issuer;
  const authorityKeyId = keyIdOf(issuer === 'self' ? point : publicPoint(by.scalar));
  const der = buildCertificate({ serial, issuer: by.name, subject, notBefore, notAfter, usage, point, authorityKeyId }, by);
  return { certificate: parseCertificate(der), privateKey: privateKeyOf(scalar, point), scalar };
};

/** @param at virtual ms the world begins at; the authorities are valid from 10 years before it to 25 after. */
export const createPki = (seed: string, at: number): Pki => {
  const authorityTerm = { usage: 'certSign', notBefore: at - 10 * YEAR, notAfter: at + 25 * YEAR, label: '' } as const;
  const root = certify(seed, { subject: ROOT, ...authorityTerm }, 'self');
  const authority = certify(seed, { subject: AUTHORITY, ...authorityTerm }, { name: ROOT, scalar: root.scalar });
  const issuer = { name: AUTHORITY, scalar: authority.scalar };
  const certificates = new Map<string, Certificate>();
  const identities = new Map<string, Identity>();
  const revoked = new Set<string>();
  const publish = (certificate: Certificate): void => void certificates.set(certificateKey(certificate), certificate);
  // One view for all: a chain is checked once a certificate, whoever asks.
  let store: TrustStore | undefined;
  return {
    root: root.certificate,
    issuingAuthority: authority.certificate,
    publish,
    revoke: (id) => void revoked.add(certificateKey(id)),
    trustStore: () => (store ??= trustStoreOf({ certificates, revoked, root: root.certificate, issuingAuthority: authority.certificate })),
    issue: ({ name, entityId, remotePartyRole, usage, notBefore = at - YEAR, notAfter = at + 5 * YEAR, label = '' }) => {
      const requested = labelOf(name, entityId, remotePartyRole, usage, notBefore, notAfter, label);
      let identity = identities.get(requested);
      if (identity === undefined) {
        const subject = { commonName: `${TEST_MARK} ${name}`, remotePartyRole, entityId };
        identity = certify(seed, { subject, usage, notBefore, notAfter, label }, issuer);
        identities.set(requested, identity);
        publish(identity.certificate);
      }
      return identity;
    },
  };
};
