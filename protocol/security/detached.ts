/**
 * A signature beside a file that is not XML, such as a Migration Authorisation (ruling R2-09; MEHRS 2.3.1). Emulator
 * profile: one line of JSON, `{"issuer":"CN=..., OU=07","serial":"123","signature":"<base64 of r and s>"}`, the value
 * being plain ECDSA-SHA256 over the file's bytes, so that other tools can make and check it.
 */
import { signEcdsa } from './ecdsa.ts';
import type { Identity } from './pki.ts';
import type { TrustStore } from './trust.ts';
import { refused, type SignatureClaim, type Verification, verifyClaim } from './verification.ts';

const FIELDS = ['issuer', 'serial', 'signature'] as const;

/** @returns the text of the signature file. Same bytes and signer, same text. */
export const signDetached = (bytes: Uint8Array, signer: Identity): string => {
  const { issuer, serial } = signer.certificate;
  return JSON.stringify({ issuer, serial, signature: Buffer.from(signEcdsa(bytes, signer)).toString('base64') });
};

const readClaim = (text: string): SignatureClaim | undefined => {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null || Object.keys(read).length !== FIELDS.length) return undefined;
  const fields = read as Partial<Record<string, unknown>>;
  return FIELDS.every((name) => typeof fields[name] === 'string') ? (read as SignatureClaim) : undefined;
};

/** @param signature what `signDetached` gave; blank text means there was none. @param at virtual ms. */
export const verifyDetached = (bytes: Uint8Array, signature: string, trust: TrustStore, at: number): Verification => {
  if (signature.trim() === '') return refused('signature-missing', 'no detached signature');
  const claim = readClaim(signature);
  return claim === undefined ? refused('signature', 'detached signature is not of the expected form') : verifyClaim(bytes, claim, trust, at);
};
