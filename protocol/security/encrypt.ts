/**
 * Encryption of one key half of a MEF to its holder (ruling R2-03), with the algorithms of XML Encryption 1.1:
 * AES-256-GCM content, AES-256 key wrap (RFC 3394), ECDH-ES on P-256 with the concatenation KDF (NIST SP 800-56A).
 * Which fields the KDF binds is emulator profile. Content key, IV and ephemeral key derive from seed, label, recipient and
 * cleartext (law L9): the same cleartext gives the same bytes, another never meets the same key and IV.
 */
import { createCipheriv, createDecipheriv, createECDH, createHash } from 'node:crypto';
import type { Eui64 } from '../domain.ts';
import type { SealedShare } from '../files/types.ts';
import { type Certificate, certificateKey } from './certificate.ts';
import { scalarFrom } from './ecdsa.ts';
import { Memo } from './memo.ts';
import type { Identity } from './pki.ts';
import { derive, labelOf } from './seed.ts';
import { fromBase64 } from './verification.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const POINT_BYTES = 65;
const WRAPPED_BYTES = KEY_BYTES + 8;
const EPHEMERAL_SEED_BYTES = 48;
const WRAP = 'id-aes256-wrap';
const WRAP_IV = Buffer.from('a6a6a6a6a6a6a6a6', 'hex');
const WRAP_ALGORITHM = 'http://www.w3.org/2001/04/xmlenc#kw-aes256';

/** Something could not be sealed, or a share cannot be opened: wrong recipient, wrong key, altered bytes. */
export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}

/** Concatenation KDF, one round: counter, shared secret, then algorithm, ephemeral key and recipient as other information. */
const wrappingKey = (shared: Uint8Array, ephemeral: Uint8Array, recipient: Eui64): Buffer =>
  createHash('sha256').update(Uint8Array.of(0, 0, 0, 1)).update(shared).update(WRAP_ALGORITHM).update(ephemeral).update(recipient).digest();

const pointOf = (certificate: Certificate): Buffer => certificate.publicKey.export({ format: 'der', type: 'spki' }).subarray(-POINT_BYTES);

const AGREED = new Memo<{ readonly own: Buffer; readonly shared: Buffer }>();
/** ECDH with a private key of one's own. @throws whatever node:crypto has against the point. */
const agree = (scalar: Uint8Array, point: Uint8Array): { readonly own: Buffer; readonly shared: Buffer } =>
  AGREED.of(() => `${Buffer.from(scalar).toString('latin1')}${Buffer.from(point).toString('latin1')}`, () => {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(scalar);
    return { own: ecdh.getPublicKey(), shared: ecdh.computeSecret(point) };
  });

/** @throws SealError unless the recipient's certificate is for keyAgreement. */
export const seal = (cleartext: Uint8Array, recipient: Certificate, seed: string, label: string): SealedShare => {
  if (recipient.usage !== 'keyAgreement') throw new SealError(`certificate of ${recipient.entityId} is for ${recipient.usage}`);
  const about = labelOf('seal', label, certificateKey(recipient), createHash('sha256').update(cleartext).digest('hex'));
  const material = derive(seed, about, KEY_BYTES + IV_BYTES + EPHEMERAL_SEED_BYTES);
  const contentKey = material.subarray(0, KEY_BYTES);
  const iv = material.subarray(KEY_BYTES, KEY_BYTES + IV_BYTES);
  const { own: ephemeral, shared } = agree(scalarFrom(material.subarray(KEY_BYTES + IV_BYTES)), pointOf(recipient));
  const wrap = createCipheriv(WRAP, wrappingKey(shared, ephemeral, recipient.entityId), WRAP_IV);
  const content = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(recipient.entityId));
  const ciphertext = Buffer.concat([content.update(cleartext), content.final()]);
  return {
    recipient: recipient.entityId,
    ephemeralKey: ephemeral.toString('base64'),
    wrappedKey: Buffer.concat([wrap.update(contentKey), wrap.final()]).toString('base64'),
    cipherValue: Buffer.concat([iv, ciphertext, content.getAuthTag()]).toString('base64'),
  };
};

/** @throws SealError when the share is not this recipient's, or not what was sealed. */
export const open = (share: SealedShare, recipient: Identity): Uint8Array => {
  const { entityId } = recipient.certificate;
  if (share.recipient !== entityId) throw new SealError(`sealed for ${share.recipient}, not for ${entityId}`);
  const ephemeral = fromBase64(share.ephemeralKey);
  const wrapped = fromBase64(share.wrappedKey);
  const sealed = fromBase64(share.cipherValue);
  if (ephemeral?.length !== POINT_BYTES || wrapped?.length !== WRAPPED_BYTES || sealed === undefined || sealed.length < IV_BYTES + TAG_BYTES) {
    throw new SealError('malformed share');
  }
  try {
    const unwrap = createDecipheriv(WRAP, wrappingKey(agree(recipient.scalar, ephemeral).shared, ephemeral, entityId), WRAP_IV);
    const contentKey = Buffer.concat([unwrap.update(wrapped), unwrap.final()]);
    const content = createDecipheriv('aes-256-gcm', contentKey, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    content.setAAD(Buffer.from(entityId)).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([content.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), content.final()]);
  } catch {
    throw new SealError('share does not open: another key, or altered bytes');
  }
};
