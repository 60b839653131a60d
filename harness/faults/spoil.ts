/** What a sender's broken system does to a file it makes: bytes that never could be read, or a whole file that is wrong and properly signed. */
import { encodeFile } from '../../protocol/files/encode.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { Identity } from '../../protocol/security/pki.ts';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import type { Spoil } from './plan.ts';
import { REWRITES, isRewrite } from './rewrite.ts';
import { isMaPackage, signedBy, withAnotherValue } from './spoilMa.ts';

/** Certificates that a signature may be made with and should not be. */
export const WRONG_CERTIFICATES = ['revoked', 'expired', 'notYetValid', 'unknownIssuer', 'wrongRole', 'otherParty'] as const;
export type WrongCertificate = (typeof WRONG_CERTIFICATES)[number];

/** The sender's signing identity: its own, or one that will not do. */
export type SigningAs = (as: 'own' | WrongCertificate) => Identity;

const nobody: SigningAs = () => {
  throw new Error('nobody to sign it anew');
};

const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);

const SIGNATURE_VALUE = 'SignatureValue>';

/** One character of the signature value becomes another: everything else of the file stays as it was. */
const signature = (body: Uint8Array): Uint8Array => {
  const xml = text(body);
  const at = xml.indexOf(SIGNATURE_VALUE) + SIGNATURE_VALUE.length;
  if (at < SIGNATURE_VALUE.length) throw new Error('nothing signed to spoil');
  return bytes(`${xml.slice(0, at)}${xml[at] === 'A' ? 'B' : 'A'}${xml.slice(at + 1)}`);
};

/** An element that the schema does not know stands in the Migration Header. */
const schema = (body: Uint8Array): Uint8Array => bytes(text(body).replace('<MigrationHeader>', '<MigrationHeader><XUnknown/>'));

/** A request to the DSP, which is no migration file (MEHRS 2.7.5). */
const isRequest = (body: Uint8Array): boolean => /^(<\?xml[^>]*\?>)?\s*<(\w+:)?Request[\s>]/.test(text(body));
const unsigned = (xml: string): string => xml.replace(/<(\w+:)?Signature[\s>][\s\S]*<\/\1?Signature>/, '');

export const isWrongCertificate = (how: Spoil): how is WrongCertificate => (WRONG_CERTIFICATES as readonly string[]).includes(how);

/** @throws FileError or Error when the message is no file that can be spoilt so. */
export const spoil = (how: Spoil, body: Uint8Array, signingAs: SigningAs = nobody): Uint8Array => {
  if (how === 'truncated') return body.slice(0, Math.floor(body.length / 2));
  if (how === 'signature') return isMaPackage(body) ? withAnotherValue(body) : signature(body);
  if (isWrongCertificate(how) && isMaPackage(body)) return signedBy(body, signingAs(how));
  if (how === 'schema') return schema(body);
  if (isWrongCertificate(how) && isRequest(body)) return bytes(signXml(unsigned(text(body)), signingAs(how)));
  const file = decodeFile(body);
  if (isWrongCertificate(how)) return bytes(signXml(encodeFile(file), signingAs(how)));
  if (!isRewrite(how)) throw new Error(`no way to spoil a file by "${String(how)}"`);
  return bytes(signXml(encodeFile(REWRITES[how](file)), signingAs('own')));
};
