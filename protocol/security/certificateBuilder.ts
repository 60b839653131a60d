/** Writes the DER of a test certificate: X.509 v3, ECDSA P-256 with SHA-256, the profile `certificate.ts` reads. */
import type { Eui64 } from '../domain.ts';
import { utcText } from '../time.ts';
import { type CertificateUsage, OID, organisationalUnitOf, type RemotePartyRole, USAGE_BIT } from './certificate.ts';
import { TAG, write, writeInteger, writeOid } from './der.ts';
import { signEcdsa } from './ecdsa.ts';

export interface NameFields {
  readonly commonName: string;
  readonly remotePartyRole: RemotePartyRole;
  readonly entityId?: Eui64;
}

export interface CertificateFields {
  /** Unsigned, big-endian. */
  readonly serial: Uint8Array;
  readonly issuer: NameFields;
  readonly subject: NameFields;
  /** Virtual ms; written to the second. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly usage: CertificateUsage;
  /** Uncompressed P-256 point, 65 bytes. */
  readonly point: Uint8Array;
  /** Key identifier of the issuer's key, 20 bytes. */
  readonly authorityKeyId: Uint8Array;
}

const EC_P256 = write(TAG.sequence, writeOid('1.2.840.10045.2.1'), writeOid('1.2.840.10045.3.1.7'));
const ECDSA_SHA256 = write(TAG.sequence, writeOid('1.2.840.10045.4.3.2'));
const V3 = write(TAG.version, writeInteger(Uint8Array.of(2)));
const TRUE = write(TAG.boolean, Uint8Array.of(0xff));
const BASIC_CONSTRAINTS = writeOid('2.5.29.19');
const AUTHORITY_KEY_ID = writeOid('2.5.29.35');
const UTC_TIME_ENDS = '2050';
/** The longest common name X.520 allows. */
const COMMON_NAME_LIMIT = 64;

const text = (value: string): Uint8Array => write(TAG.utf8String, Buffer.from(value));
const bitString = (body: Uint8Array, unusedBits = 0): Uint8Array => write(TAG.bitString, Uint8Array.of(unusedBits), body);
const attribute = (oid: string, value: Uint8Array): Uint8Array => write(TAG.set, write(TAG.sequence, writeOid(oid), value));

/** A Name whose RFC 4514 text starts with the common name, so in DER the common name comes last. @throws RangeError */
const nameDer = (name: NameFields): Uint8Array => {
  if (!/^[\w .()/:-]+$/.test(name.commonName) || name.commonName.length > COMMON_NAME_LIMIT) throw new RangeError(`unfit common name '${name.commonName}'`);
  return write(
    TAG.sequence,
    ...(name.entityId === undefined ? [] : [attribute(OID.uniqueIdentifier, bitString(Buffer.from(name.entityId.replaceAll('-', ''), 'hex')))]),
    attribute(OID.organisationalUnit, text(organisationalUnitOf(name.remotePartyRole))),
    attribute(OID.commonName, text(name.commonName)),
  );
};

/** RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after. */
const time = (t: number): Uint8Array => {
  const digits = utcText(t).replace(/[-:T]/g, '');
  return digits < UTC_TIME_ENDS ? write(TAG.utcTime, Buffer.from(digits.slice(2))) : write(TAG.generalizedTime, Buffer.from(digits));
};

const extension = (oid: Uint8Array, critical: boolean, value: Uint8Array): Uint8Array =>
  write(TAG.sequence, oid, ...(critical ? [TRUE] : []), write(TAG.octetString, value));

const extensions = (fields: CertificateFields): Uint8Array => {
  const bit = USAGE_BIT[fields.usage];
  return write(TAG.extensions, write(
    TAG.sequence,
    extension(writeOid(OID.keyUsage), true, bitString(Uint8Array.of(0x80 >> bit), 7 - bit)),
    ...(fields.usage === 'certSign' ? [extension(BASIC_CONSTRAINTS, true, write(TAG.sequence, TRUE))] : []),
    extension(AUTHORITY_KEY_ID, false, write(TAG.sequence, write(TAG.keyIdentifier, fields.authorityKeyId))),
  ));
};

/**
 * A signed certificate. Same fields and signer, same bytes.
 * @param issuer the issuer's P-256 scalar. @throws RangeError for a name that would need escaping in an X509IssuerName.
 */
export const buildCertificate = (fields: CertificateFields, issuer: { readonly scalar: Uint8Array }): Uint8Array => {
  const toBeSigned = write(
    TAG.sequence,
    V3,
    writeInteger(fields.serial),
    ECDSA_SHA256,
    nameDer(fields.issuer),
    write(TAG.sequence, time(fields.notBefore), time(fields.notAfter)),
    nameDer(fields.subject),
    write(TAG.sequence, EC_P256, bitString(fields.point)),
    extensions(fields),
  );
  const signature = signEcdsa(toBeSigned, issuer);
  const pair = write(TAG.sequence, writeInteger(signature.subarray(0, 32)), writeInteger(signature.subarray(32)));
  return write(TAG.sequence, toBeSigned, ECDSA_SHA256, bitString(pair));
};
