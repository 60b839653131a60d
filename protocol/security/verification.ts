/** What comes of verifying a signature, XML or detached (ruling R2-04, second and third check). */
import type { Certificate } from './certificate.ts';
import { verifyEcdsa } from './ecdsa.ts';
import type { TrustFailure, TrustStore } from './trust.ts';

export type VerificationFailure = 'signature-missing' | 'signature' | TrustFailure;

export type Verification =
  | { readonly ok: true; readonly signer: Certificate }
  | { readonly ok: false; readonly reason: VerificationFailure; readonly detail: string };

export const refused = (reason: VerificationFailure, detail: string): Verification => ({ ok: false, reason, detail });

/** Strict base64: exactly what an encoder would have written, blanks left out. Undefined otherwise, so no two texts mean the same bytes. */
export const fromBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** What a signature claims about itself. */
export interface SignatureClaim {
  readonly serial: string;
  readonly issuer: string;
  /** Base64, blanks allowed. */
  readonly signature: string;
}

/**
 * Finds the signer, checks the value, then the certificate. A forged value is thus never reported as a certificate
 * problem; only where the certificate cannot be found is there no key to judge the value by.
 */
export const verifyClaim = (message: Uint8Array, claim: SignatureClaim, trust: TrustStore, at: number): Verification => {
  const who = `${claim.issuer} serial ${claim.serial}`;
  const value = fromBase64(claim.signature.replace(/\s/g, ''));
  if (value === undefined) return refused('signature', 'signature value is not base64');
  const signer = trust.find(claim);
  if (signer === undefined) return refused('unknown-certificate', `no certificate ${who}`);
  if (!verifyEcdsa(message, value, signer.publicKey)) return refused('signature', `signature value does not verify under ${who}`);
  if (signer.usage !== 'digitalSignature') return refused('signature', `${who} is for ${signer.usage}, not for signing`);
  const failure = trust.check(signer, at);
  return failure === undefined ? { ok: true, signer } : refused(failure, `certificate ${who}`);
};
