/** What a supplier's broken system does to a Migration Authorisation: its signature stands beside the CSV (MEHRS 2.3.1). */
import { decodeMaPackage, encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { MaPackage } from '../../protocol/files/types.ts';
import { signDetached } from '../../protocol/security/detached.ts';
import type { Identity } from '../../protocol/security/pki.ts';

/** XML files begin with `<`. */
export const isMaPackage = (body: Uint8Array): boolean => body[0] === '{'.charCodeAt(0);

const withSignature = (file: MaPackage, line: string): Uint8Array => encodeMaPackage({ ...file, signature: Buffer.from(line).toString('base64') });

/** Signed anew over the same CSV. */
export const signedBy = (body: Uint8Array, signer: Identity): Uint8Array => {
  const file = decodeMaPackage(body);
  return withSignature(file, signDetached(file.csv, signer));
};

/** The value is another; signer and form stay as they were. */
export const withAnotherValue = (body: Uint8Array): Uint8Array => {
  const file = decodeMaPackage(body);
  const line = JSON.parse(Buffer.from(file.signature, 'base64').toString('utf8')) as { signature: string };
  const value = Buffer.from(line.signature, 'base64');
  value[0] = value[0]! ^ 1;
  return withSignature(file, JSON.stringify({ ...line, signature: value.toString('base64') }));
};
