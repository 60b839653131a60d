/**
 * Enveloped XML signatures (ruling R2-02). What is relied on:
 *  S1 the signature is the last child of the root element and the only Signature among the root's children;
 *  S2 it covers everything else in the document except comments; a document type declaration is refused, since canonical
 *     form leaves it out;
 *  S3 it has exactly the form of `xmlSignatureForm.ts`;
 *  S4 digest and signature value are judged before the certificate is.
 * In canonical text `<` is always markup, so the signature can be cut out of the bytes: one native pass, no filtering per node.
 *
 * A signed document may stand inside another, as in a countersigned request: signatures deeper than the root's children
 * are content to the outer one. The inner document is verified by parsing its own text again, taken with
 * `element.toString({ format: false })`; it must declare its namespaces itself, as anything `signXml` made does.
 */
import { createHash } from 'node:crypto';
import { XmlDocument } from 'libxml2-wasm';
import { signEcdsa } from './ecdsa.ts';
import { Memo } from './memo.ts';
import type { Identity } from './pki.ts';
import type { TrustStore } from './trust.ts';
import { refused, type Verification, verifyClaim } from './verification.ts';
import { canonicalBytes } from './xmlCanonical.ts';
import { DSIG, oddity, readSignature, signatureText, signedInfoText, type SignatureFields } from './xmlSignatureForm.ts';
import { stripBlanks } from './xmlBlanks.ts';

/** What was given to sign cannot be signed: already signed, or with a document type or content after the root. */
export class XmlSignatureError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XmlSignatureError';
  }
}

const SIGNED = new Memo<string>();

const END_TAG = /<\/[^<>\s]*[^<>\s?-]\s*>\s*$/;
const SPACE = 0x20;

const signaturesOfRoot = (document: XmlDocument): number => document.find('/*/ds:Signature', { ds: DSIG }).length;

interface Cut { readonly start: number; readonly end: number }

/** Where the Signature lies that closes the root element of a canonical document; undefined when the root ends with something else. */
const findSignature = (canonical: Buffer): Cut | undefined => {
  const rootEnd = canonical.lastIndexOf('</');
  if (!/^<\/[^<>?]+>$/.test(canonical.toString('utf8', rootEnd))) return undefined;
  let end = rootEnd;
  while (end > 0 && canonical[end - 1]! <= SPACE) end -= 1;
  const prefix = /^<\/((?:[A-Za-z_][\w.-]*:)?)Signature>$/.exec(canonical.toString('utf8', canonical.lastIndexOf('</', end - 1), end))?.[1];
  if (prefix === undefined) return undefined;
  // Inclusive canonical form leaves the start tag bare where the root has declared the namespace already.
  const start = Math.max(...[' ', '>'].map((after) => canonical.lastIndexOf(`<${prefix}Signature${after}`, end)));
  return start < 0 ? undefined : { start, end };
};

const digestWithout = (canonical: Buffer, cut: Cut): Buffer =>
  createHash('sha256').update(canonical.subarray(0, cut.start)).update(canonical.subarray(cut.end)).digest();

/**
 * Signs a document: blanks between its elements are taken out and a Signature is added as the root's last child.
 * Same document and signer, same text. @returns the signed XML, to be sent as UTF-8.
 * @throws XmlSignatureError, or libxml2's XmlParseError when the text is not well-formed.
 */
export const signXml = (xml: string, signer: Identity): string => SIGNED.of(
  () => `${createHash('sha256').update(xml).digest('base64')}${Buffer.from(signer.scalar).toString('latin1')}${signer.certificate.serial} ${signer.certificate.issuer}`,
  () => signAnew(xml, signer),
);

const signAnew = (xml: string, signer: Identity): string => {
  const source = stripBlanks(xml);
  const document = XmlDocument.fromString(source);
  let canonical: Buffer;
  try {
    if (document.dtd !== null) throw new XmlSignatureError('a document type declaration cannot be signed');
    canonical = canonicalBytes(document, 'exclusive');
    if (canonical.includes(DSIG) && signaturesOfRoot(document) > 0) throw new XmlSignatureError('already signed');
  } finally {
    document.dispose();
  }
  // A root written `<a/>` has no end tag to put the signature before; its canonical form has.
  const text = END_TAG.test(source) ? source : canonical.toString('utf8');
  const at = text.search(END_TAG);
  if (at < 0) throw new XmlSignatureError('content after the root element');
  const signedInfo = signedInfoText(createHash('sha256').update(canonical).digest('base64'));
  const value = Buffer.from(signEcdsa(Buffer.from(signedInfo), signer)).toString('base64');
  const { issuer, serial } = signer.certificate;
  return `${text.slice(0, at)}${signatureText(signedInfo, value, issuer, serial)}${text.slice(at).trimEnd()}`;
};

/** A root without any Signature is unsigned, whatever lies deeper in it; otherwise the signature is at fault. */
const refusedForm = (document: XmlDocument, detail: string): Verification =>
  signaturesOfRoot(document) === 0 ? refused('signature-missing', `no Signature in ${document.root.name}`) : refused('signature', detail);

/** What a document shows of its signature before anybody's keys are asked: it depends on nothing but the bytes. */
export type Examined = { readonly claim: SignatureFields } | { readonly refusal: Verification };

/** Form, place and digest of the signature of a parsed document, which is left as it is and stays the caller's to dispose. */
export const examineXml = (document: XmlDocument): Examined => {
  const refuse = (detail: string): Examined => ({ refusal: refused('signature', detail) });
  if (document.dtd !== null) return refuse('document type declaration');
  let canonical: Buffer;
  try {
    canonical = canonicalBytes(document, 'exclusive');
  } catch (cause) {
    return refuse(`no canonical form: ${(cause as Error).message}`);
  }
  const cut = findSignature(canonical);
  if (cut === undefined) return { refusal: refusedForm(document, 'Signature is not the last thing in the document') };
  if (canonical.subarray(0, cut.start).includes(DSIG) && signaturesOfRoot(document) > 1) return refuse('more than one Signature');
  const text = canonical.toString('utf8', cut.start, cut.end);
  const claim = readSignature(text);
  if (claim === undefined) return { refusal: refusedForm(document, oddity(text)) };
  let digest = digestWithout(canonical, cut);
  if (!claim.exclusive) {
    const inclusive = canonicalBytes(document, 'inclusive');
    const place = findSignature(inclusive);
    if (place === undefined) return refuse('Signature not found in inclusive canonical form');
    digest = digestWithout(inclusive, place);
  }
  return digest.toString('base64') === claim.digest ? { claim } : refuse('digest differs: the content is not what was signed');
};

/** What an examined signature is worth to who trusts these certificates. @param at virtual ms at which the certificate must hold. */
export const verifyExamined = (examined: Examined, trust: TrustStore, at: number): Verification =>
  ('refusal' in examined ? examined.refusal : verifyClaim(Buffer.from(examined.claim.signedInfo), examined.claim, trust, at));

/** Verifies the signature of a parsed document, which stays the caller's to dispose. @param at virtual ms at which the certificate must hold. @public */
export const verifyXml = (document: XmlDocument, trust: TrustStore, at: number): Verification => verifyExamined(examineXml(document), trust, at);
