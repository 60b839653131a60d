/** xml-crypto as an independent signer and verifier: it shares no code with ours but node:crypto. */
import { type BinaryLike, createPublicKey, type KeyLike, type KeyObject, sign, verify } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { Identity } from '../../protocol/security/pki.ts';

const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

class EcdsaSha256 {
  getSignature(signedInfo: BinaryLike, privateKey: KeyLike): string {
    return sign('sha256', Buffer.from(signedInfo as string), { key: privateKey as KeyObject, dsaEncoding: 'ieee-p1363' }).toString('base64');
  }
  verifySignature(material: string, key: KeyLike, value: string): boolean {
    return verify('sha256', Buffer.from(material), { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64'));
  }
  getAlgorithmName(): string {
    return ECDSA_SHA256;
  }
}

const withEcdsa = (signed: SignedXml): SignedXml => {
  signed.SignatureAlgorithms[ECDSA_SHA256] = EcdsaSha256 as never;
  return signed;
};

export interface SignOptions {
  readonly prefix?: string;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  readonly digestAlgorithm?: string;
  readonly reference?: { readonly xpath: string; readonly uri?: string };
  readonly location?: { readonly reference: string; readonly action: 'append' | 'prepend' | 'before' | 'after' };
  readonly inclusivePrefixes?: string[];
}

/** Signs the whole document as DUIS would, or as the options say. */
export const signWithXmlCrypto = (xml: string, signer: Identity, options: SignOptions = {}): string => {
  const { prefix = 'ds', transforms = [ENVELOPED, EXCLUSIVE], reference, location } = options;
  const point = prefix === '' ? '' : `${prefix}:`;
  const { issuer, serial } = signer.certificate;
  const signed = withEcdsa(new SignedXml({
    privateKey: signer.privateKey.export({ format: 'pem', type: 'pkcs8' }),
    signatureAlgorithm: ECDSA_SHA256,
    canonicalizationAlgorithm: options.canonicalization ?? EXCLUSIVE,
    getKeyInfoContent: () => `<${point}X509Data><${point}X509IssuerSerial><${point}X509IssuerName>${issuer}</${point}X509IssuerName><${point}X509SerialNumber>${serial}</${point}X509SerialNumber></${point}X509IssuerSerial></${point}X509Data>`,
  }));
  signed.addReference({
    xpath: reference?.xpath ?? '/*', digestAlgorithm: options.digestAlgorithm ?? SHA256, transforms, isEmptyUri: reference?.uri === undefined,
    ...(reference?.uri === undefined ? {} : { uri: reference.uri }), inclusiveNamespacesPrefixList: options.inclusivePrefixes ?? [],
  });
  signed.computeSignature(xml, { ...(prefix === '' ? {} : { prefix }), ...(location === undefined ? {} : { location }) });
  return signed.getSignedXml();
};

/** Whether xml-crypto accepts the (last) Signature of a document under the signer's public key. */
export const verifyWithXmlCrypto = (xml: string, signer: Identity): boolean => {
  const signed = withEcdsa(new SignedXml({ publicCert: signer.certificate.publicKey.export({ format: 'pem', type: 'spki' }), getCertFromKeyInfo: () => null }));
  const signatures = xml.match(/<(ds:)?Signature xmlns[^]*?<\/(ds:)?Signature>/g)!;
  signed.loadSignature(signatures.at(-1)!);
  try {
    return signed.checkSignature(xml);
  } catch {
    return false;
  }
};
