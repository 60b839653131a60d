/**
 * X.509 certificates as the migration uses them: Remote Party Role in the subject's OU, EUI-64 in its uniqueIdentifier
 * (2.5.4.45), P-256 keys (ruling R2-02; Table 5.5 by MEHRS 2.7.5). Which role may sign what is decided elsewhere.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { CertificateId, Eui64 } from '../domain.ts';
import { DerError, expectTag, readAll, readOne, TAG, writeOid, type Tlv } from './der.ts';

export const REMOTE_PARTY_ROLES = [
  'root', 'issuingAuthority', 'commissioningPartyXmlSigning', 'requestingPartyXmlSigning', 's1spXmlSigning', 'dcoXmlSigning',
  'mcfvfXmlSigning', 'supplierXmlSigning', 'dspXmlSigning', 'supplier', 'networkOperator',
] as const;
export type RemotePartyRole = (typeof REMOTE_PARTY_ROLES)[number];

/** Public role codes, two hex digits. The other roles have none in any public text, so their OU is the name itself (emulator profile). */
const ROLE_CODE: Partial<Record<RemotePartyRole, string>> = {
  root: '00', supplier: '02', networkOperator: '03', issuingAuthority: '07', dspXmlSigning: '89',
};
export const organisationalUnitOf = (role: RemotePartyRole): string => ROLE_CODE[role] ?? role;
const ROLE_OF_UNIT: ReadonlyMap<string, RemotePartyRole> = new Map(REMOTE_PARTY_ROLES.map((role) => [organisationalUnitOf(role), role]));

export type CertificateUsage = 'digitalSignature' | 'keyAgreement' | 'certSign';
/** Position of each usage in the KeyUsage bit string (RFC 5280 4.2.1.3). */
export const USAGE_BIT: Readonly<Record<CertificateUsage, number>> = { digitalSignature: 0, keyAgreement: 4, certSign: 5 };

export interface Certificate {
  readonly der: Uint8Array;
  /** Decimal serial number. */
  readonly serial: string;
  /** X509IssuerName, e.g. `CN=MEHRS EMULATOR TEST Issuing Authority, OU=07`. */
  readonly issuer: string;
  readonly subjectName: string;
  /** `00-00-00-00-00-00-00-00` when the subject carries no uniqueIdentifier, as with the root and the issuing authority. */
  readonly entityId: Eui64;
  readonly remotePartyRole: RemotePartyRole;
  readonly usage: CertificateUsage;
  /** Virtual ms, first and last valid moment, to the second. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
}

/** What is wrong with bytes that should be a certificate. */
export class CertificateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CertificateError';
  }
}

/** One key per certificate. Blanks around the commas of the issuer name do not matter, as between parties that print it differently. */
export const certificateKey = (id: CertificateId): string => `${id.serial}|${id.issuer.replace(/ *, */g, ', ').trim()}`;

export const OID = { commonName: '2.5.4.3', organisationalUnit: '2.5.4.11', uniqueIdentifier: '2.5.4.45', keyUsage: '2.5.29.15' } as const;
const NO_ENTITY: Eui64 = '00-00-00-00-00-00-00-00';
const EUI_BYTES = 8;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const OID_HEX: ReadonlyMap<string, keyof typeof OID> = new Map(
  (Object.keys(OID) as (keyof typeof OID)[]).map((name) => [hex(readOne(writeOid(OID[name]), TAG.oid).body), name]),
);

interface Subject { text: string; unit?: string; entityId: Eui64 }

/** Attributes of a Name in the order RFC 4514 prints them: last first. */
const readName = (name: Tlv): Subject => {
  const printed: string[] = [];
  const subject: Subject = { text: '', entityId: NO_ENTITY };
  for (const set of readAll(name.body)) {
    const pair = readAll(readOne(set.body, TAG.sequence).body);
    const value = pair[1];
    const attribute = OID_HEX.get(hex(expectTag(pair, 0, TAG.oid, 2).body));
    if (value === undefined || attribute === undefined || attribute === 'keyUsage') throw new DerError('name with an unknown attribute');
    if (attribute === 'uniqueIdentifier') {
      if (value.tag !== TAG.bitString || value.body.length !== 1 + EUI_BYTES) throw new DerError('uniqueIdentifier is not an EUI-64');
      subject.entityId = hex(value.body.subarray(1)).toUpperCase().match(/../g)!.join('-');
      printed.unshift(`2.5.4.45=#${hex(value.whole)}`);
    } else {
      const text = Buffer.from(value.body).toString('utf8');
      if (attribute === 'organisationalUnit') subject.unit = text;
      printed.unshift(`${attribute === 'commonName' ? 'CN' : 'OU'}=${text}`);
    }
  }
  subject.text = printed.join(', ');
  return subject;
};

const readTime = (time: Tlv | undefined): number => {
  const text = time === undefined ? '' : Buffer.from(time.body).toString('latin1');
  const digits = time?.tag === TAG.utcTime ? (text < '5' ? `20${text}` : `19${text}`) : text;
  if (!/^\d{14}Z$/.test(digits)) throw new DerError('validity is not a UTC time');
  return Temporal.Instant.from(digits.replace(/^(\d{4})(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')).epochMilliseconds;
};

const readUsage = (extensions: Tlv): CertificateUsage => {
  for (const extension of readAll(readOne(extensions.body, TAG.sequence).body)) {
    const parts = readAll(extension.body);
    if (OID_HEX.get(hex(expectTag(parts, 0, TAG.oid).body)) !== 'keyUsage') continue;
    const bits = readOne(expectTag(parts, parts.length - 1, TAG.octetString).body, TAG.bitString).body;
    const usage = (Object.keys(USAGE_BIT) as CertificateUsage[]).find((each) => ((bits[1] ?? 0) & (0x80 >> USAGE_BIT[each])) !== 0);
    if (usage !== undefined) return usage;
  }
  throw new DerError('no known key usage');
};

/** The signed part, and the signature, of a certificate. @throws DerError */
export const certificateParts = (der: Uint8Array): { readonly toBeSigned: Uint8Array; readonly fields: readonly Tlv[]; readonly signature: Uint8Array } => {
  const outer = readAll(readOne(der, TAG.sequence).body);
  const toBeSigned = expectTag(outer, 0, TAG.sequence, 3);
  return { toBeSigned: toBeSigned.whole, fields: readAll(toBeSigned.body), signature: expectTag(outer, 2, TAG.bitString).body.subarray(1) };
};

/** Certificates read before, by their bytes: reading is pure, and the same few hundred come again and again. */
const KNOWN = new Map<string, Certificate>();
const MAX_KNOWN = 4096;

/** Reads a certificate without judging it. @throws CertificateError when the bytes are not one of the profile above. */
export const parseCertificate = (der: Uint8Array): Certificate => {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('latin1');
  const known = KNOWN.get(bytes);
  if (known !== undefined) return known;
  const certificate = readCertificate(Uint8Array.from(der));
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(bytes, certificate);
  return certificate;
};

const readCertificate = (der: Uint8Array): Certificate => {
  try {
    const { fields } = certificateParts(der);
    const serial = expectTag(fields, 1, TAG.integer).body;
    const validity = readAll(expectTag(fields, 4, TAG.sequence).body);
    const subject = readName(expectTag(fields, 5, TAG.sequence));
    const remotePartyRole = ROLE_OF_UNIT.get(subject.unit ?? '');
    if (remotePartyRole === undefined) throw new DerError(`unknown Remote Party Role in OU '${subject.unit ?? ''}'`);
    return {
      der,
      serial: BigInt(`0x${hex(serial)}`).toString(),
      issuer: readName(expectTag(fields, 3, TAG.sequence)).text,
      subjectName: subject.text,
      entityId: subject.entityId,
      remotePartyRole,
      usage: readUsage(expectTag(fields, 7, TAG.extensions)),
      notBefore: readTime(validity[0]),
      notAfter: readTime(validity[1]),
      publicKey: createPublicKey({ key: Buffer.from(expectTag(fields, 6, TAG.sequence).whole), format: 'der', type: 'spki' }),
    };
  } catch (cause) {
    throw new CertificateError(`not a certificate of this PKI: ${(cause as Error).message}`);
  }
};
