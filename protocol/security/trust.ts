/** Whether a certificate can be relied on at a virtual time (ruling R2-04, third check of a whole file). */
import { verify } from 'node:crypto';
import type { CertificateId } from '../domain.ts';
import { type Certificate, certificateKey, certificateParts } from './certificate.ts';

export type TrustFailure = 'unknown-certificate' | 'chain' | 'not-yet-valid' | 'expired' | 'revoked';

export interface TrustStore {
  /** Looks a certificate up in the repository. */
  find(id: CertificateId): Certificate | undefined;
  /**
   * First failure in the order chain, not-yet-valid, expired, revoked; undefined when there is none.
   * @param at virtual ms; both ends of the validity are inside.
   */
  check(certificate: Certificate, at: number): undefined | TrustFailure;
}

/** The shared, growing contents of a PKI that its trust stores read. */
export interface Directory {
  readonly certificates: ReadonlyMap<string, Certificate>;
  readonly revoked: ReadonlySet<string>;
  readonly root: Certificate;
  readonly issuingAuthority: Certificate;
}

/** Neither certificate can change, and worlds of one seed share theirs: what was found once holds for all of them. */
const SIGNATURES = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

const signedBy = (certificate: Certificate, issuer: Certificate): boolean => {
  let found = SIGNATURES.get(issuer);
  if (found === undefined) SIGNATURES.set(issuer, (found = new WeakMap()));
  let signed = found.get(certificate);
  if (signed === undefined) found.set(certificate, (signed = isSignedBy(certificate, issuer)));
  return signed;
};

const isSignedBy = (certificate: Certificate, issuer: Certificate): boolean => {
  const { toBeSigned, signature } = certificateParts(certificate.der);
  return certificate.issuer === issuer.subjectName && verify('sha256', toBeSigned, { key: issuer.publicKey, dsaEncoding: 'der' }, signature);
};

const within = (certificate: Certificate, at: number): boolean => at >= certificate.notBefore && at <= certificate.notAfter;

/** A chain is root, issuing authority, certificate. */
export const trustStoreOf = (directory: Directory): TrustStore => {
  const { root, issuingAuthority } = directory;
  const chains = (certificate: Certificate): boolean => signedBy(root, root) && signedBy(issuingAuthority, root) && signedBy(certificate, issuingAuthority);
  return {
    find: (id) => directory.certificates.get(certificateKey(id)),
    check: (certificate, at) => {
      if (!chains(certificate) || !within(root, at) || !within(issuingAuthority, at)) return 'chain';
      if (at < certificate.notBefore) return 'not-yet-valid';
      if (at > certificate.notAfter) return 'expired';
      return directory.revoked.has(certificateKey(certificate)) ? 'revoked' : undefined;
    },
  };
};
