/**
 * The one form of XML-DSig the migration uses (ruling R2-02; the style of DUIS): enveloped, exclusive C14N, ECDSA-SHA256,
 * SHA-256, one Reference to the whole document, X509IssuerSerial. It is matched as canonical text, where quoting,
 * attribute order and namespace declarations have a single spelling, so whatever is not expected cannot match.
 */
import { EXCLUSIVE_C14N } from './xmlCanonical.ts';

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXPECTED: readonly string[] = [EXCLUSIVE_C14N, ENVELOPED, ECDSA_SHA256, SHA256];

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const unescapeText = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const empty = (name: string, algorithm: string): string => `<ds:${name} Algorithm="${algorithm}"></ds:${name}>`;

/** Canonical SignedInfo as a document of its own, which is what is signed. @param digest base64 */
export const signedInfoText = (digest: string): string =>
  `<ds:SignedInfo xmlns:ds="${DSIG}">${empty('CanonicalizationMethod', EXCLUSIVE_C14N)}${empty('SignatureMethod', ECDSA_SHA256)}`
  + `<ds:Reference URI=""><ds:Transforms>${empty('Transform', ENVELOPED)}${empty('Transform', EXCLUSIVE_C14N)}</ds:Transforms>`
  + `${empty('DigestMethod', SHA256)}<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;

/** The Signature element. @param value base64 */
export const signatureText = (signedInfo: string, value: string, issuer: string, serial: string): string =>
  `<ds:Signature xmlns:ds="${DSIG}">${signedInfo.replace(` xmlns:ds="${DSIG}"`, '')}<ds:SignatureValue>${value}</ds:SignatureValue>`
  + `<ds:KeyInfo><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>${escapeText(issuer)}</ds:X509IssuerName>`
  + `<ds:X509SerialNumber>${serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></ds:KeyInfo></ds:Signature>`;

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const node = (name: string, content: string): string => `<\\1${name}>\\s*${content}\\s*</\\1${name}>`;
const method = (name: string, algorithm: string): string => `<\\1${name} Algorithm="${quote(algorithm)}"></\\1${name}>`;
const value = (name: string, group: string, characters: string): string => `<\\1${name}>(?<${group}>${characters})</\\1${name}>`;
const BASE64 = '[A-Za-z0-9+/=\\s]*';

const SIGNATURE = new RegExp([
  `^<((?:[A-Za-z_][\\w.-]*:)?)Signature xmlns(?<declared>(?::[\\w.-]+)?)="${quote(DSIG)}">`,
  `(?<signedInfo>${node('SignedInfo', [
    method('CanonicalizationMethod', EXCLUSIVE_C14N),
    method('SignatureMethod', ECDSA_SHA256),
    `<\\1Reference URI="">`,
    node('Transforms', `${method('Transform', ENVELOPED)}\\s*(?<exclusive>${method('Transform', EXCLUSIVE_C14N)})?`),
    method('DigestMethod', SHA256),
    value('DigestValue', 'digest', BASE64),
    `</\\1Reference>`,
  ].join('\\s*'))})`,
  value('SignatureValue', 'signature', BASE64),
  node('KeyInfo', node('X509Data', node('X509IssuerSerial',
    `${value('X509IssuerName', 'issuer', '[^<>]*')}\\s*${value('X509SerialNumber', 'serial', '\\s*(?:0|[1-9][0-9]*)\\s*')}`))),
  `</\\1Signature>$`,
].join('\\s*'));

export interface SignatureFields {
  /** Canonical SignedInfo as signed. */
  readonly signedInfo: string;
  readonly digest: string;
  readonly signature: string;
  readonly issuer: string;
  readonly serial: string;
  /** Whether the digest is over exclusive C14N. Without that transform, as in the DUIS templates, XML-DSig prescribes inclusive C14N 1.0. */
  readonly exclusive: boolean;
}

/** Reads a Signature element as it stands in the exclusive canonical form of its document; undefined when it is of another form. */
export const readSignature = (canonical: string): SignatureFields | undefined => {
  const found = SIGNATURE.exec(canonical);
  const groups = found?.groups;
  if (groups === undefined) return undefined;
  // Exclusive canonical form declares a prefix only where it is used, so the declaration found is that of the element's own prefix.
  const opening = `<${found![1]!}SignedInfo`;
  return {
    signedInfo: `${opening} xmlns${groups['declared']}="${DSIG}"${groups['signedInfo']!.slice(opening.length)}`,
    digest: groups['digest']!.replace(/\s/g, ''),
    signature: groups['signature']!,
    issuer: unescapeText(groups['issuer']!),
    serial: groups['serial']!.trim(),
    exclusive: groups['exclusive'] !== undefined,
  };
};

/** For people: what is odd about a signature that `readSignature` refuses. */
export const oddity = (canonical: string): string => {
  const algorithm = [...canonical.matchAll(/ Algorithm="([^"]*)"/g)].map((each) => each[1]!).find((each) => !EXPECTED.includes(each));
  if (algorithm !== undefined) return `unexpected algorithm ${algorithm}`;
  const uri = / URI="([^"]+)"/.exec(canonical)?.[1];
  return uri === undefined ? 'Signature is not of the expected form' : `Reference to '${uri}', expected the whole document`;
};
