/**
 * A certification authority for one server and the server's certificate, from real randomness: unlike the test PKI of a
 * world these protect something. The authority's private key is used once and forgotten.
 */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { TAG, write, writeInteger, writeOid } from '../../protocol/security/der.ts';
import { utcText } from '../../protocol/time.ts';

export interface TlsFiles {
  /** PEM, for everybody who connects. */
  readonly authority: string;
  /** PEM, the server's. */
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 825;
const SERIAL_BYTES = 16;
const ECDSA_SHA256 = write(TAG.sequence, writeOid('1.2.840.10045.4.3.2'));
const COMMON_NAME = '2.5.4.3';
const OID = { basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15', extendedKeyUsage: '2.5.29.37', subjectAltName: '2.5.29.17', subjectKeyId: '2.5.29.14', authorityKeyId: '2.5.29.35' };
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const TRUE = write(TAG.boolean, Uint8Array.of(0xff));
const CRITICAL = true;
/** Context tags of a GeneralName (RFC 5280 4.2.1.6). */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

const name = (text: string): Uint8Array => write(TAG.sequence, write(TAG.set, write(TAG.sequence, writeOid(COMMON_NAME), write(TAG.utf8String, Buffer.from(text)))));
const bits = (body: Uint8Array, unused = 0): Uint8Array => write(TAG.bitString, Uint8Array.of(unused), body);
/** RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after. */
const time = (at: number): Uint8Array => {
  const digits = utcText(at).replace(/[-:T]/g, '');
  return digits < '2050' ? write(TAG.utcTime, Buffer.from(digits.slice(2))) : write(TAG.generalizedTime, Buffer.from(digits));
};
const extension = (oid: string, critical: boolean, value: Uint8Array): Uint8Array =>
  write(TAG.sequence, writeOid(oid), ...(critical ? [TRUE] : []), write(TAG.octetString, value));
const spki = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' });
const keyId = (key: KeyObject): Uint8Array => createHash('sha256').update(spki(key)).digest().subarray(0, 20);

interface Certified {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Uint8Array[];
}

const ipBytes = (host: string): Uint8Array => {
  if (!host.includes(':')) return Uint8Array.from(host.split('.'), Number);
  const [head = '', tail] = host.split('::');
  const groups = (text: string): string[] => text.split(':').filter((each) => each !== '');
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail ?? '')];
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
};

const generalName = (host: string): Uint8Array => (isIP(host) === 0 ? write(DNS_NAME, Buffer.from(host)) : write(IP_ADDRESS, ipBytes(host)));

const pem = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${(Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

const AUTHORITY = 'MEHRS emulator transport authority';

/** @param now Unix ms. */
const certify = ({ subject, publicKey, extensions }: Certified, signer: KeyObject, now: number): string => {
  const serial = randomBytes(SERIAL_BYTES);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = write(
    TAG.sequence, write(TAG.version, writeInteger(Uint8Array.of(2))), writeInteger(serial), ECDSA_SHA256, name(AUTHORITY),
    write(TAG.sequence, time(now - DAY_MS), time(now + VALID_DAYS * DAY_MS)), name(subject), spki(publicKey),
    write(TAG.extensions, write(TAG.sequence, ...extensions)),
  );
  return pem(write(TAG.sequence, body, ECDSA_SHA256, bits(sign('sha256', body, signer))));
};

/**
 * @param hosts names and IP addresses the server is reached by.
 * @param now Unix ms.
 */
export const makeTls = (hosts: readonly string[], now: number): TlsFiles => {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subjectKeyId = (key: KeyObject): Uint8Array => extension(OID.subjectKeyId, false, write(TAG.octetString, keyId(key)));
  const authorityKeyId = extension(OID.authorityKeyId, false, write(TAG.sequence, write(TAG.keyIdentifier, keyId(authority.publicKey))));
  return {
    authority: certify({
      subject: AUTHORITY, publicKey: authority.publicKey,
      extensions: [
        extension(OID.basicConstraints, CRITICAL, write(TAG.sequence, TRUE)),
        // keyCertSign: bit 5.
        extension(OID.keyUsage, CRITICAL, bits(Uint8Array.of(0x04), 2)),
        subjectKeyId(authority.publicKey),
      ],
    }, authority.privateKey, now),
    certificate: certify({
      subject: 'MEHRS emulator NATS server', publicKey: server.publicKey,
      extensions: [
        extension(OID.basicConstraints, CRITICAL, write(TAG.sequence)),
        // digitalSignature: bit 0.
        extension(OID.keyUsage, CRITICAL, bits(Uint8Array.of(0x80), 7)),
        extension(OID.extendedKeyUsage, false, write(TAG.sequence, writeOid(SERVER_AUTH))),
        extension(OID.subjectAltName, false, write(TAG.sequence, ...hosts.map(generalName))),
        subjectKeyId(server.publicKey), authorityKeyId,
      ],
    }, authority.privateKey, now),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
};
