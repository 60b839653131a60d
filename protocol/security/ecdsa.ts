/**
 * ECDSA on P-256 with SHA-256 whose nonce is RFC 6979's, so that the same message and key give the same 64 bytes (law L9).
 * node:crypto only signs with random nonces, so the point k·G is taken from its ECDH (which is fast) and the rest is
 * modular arithmetic. Not constant-time: the keys are test keys.
 */
import { createECDH, createHash, createHmac, verify, type KeyObject } from 'node:crypto';
import { Memo } from './memo.ts';

/** Order of the P-256 group (FIPS 186-4, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;
export const SIGNATURE_BYTES = 64;
const CURVE = 'prime256v1';

const toBigInt = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(SCALAR_BYTES * 2, '0'), 'hex');

/** Inverse modulo the group order by the extended Euclidean algorithm. */
const invert = (value: bigint): bigint => {
  let [high, low] = [ORDER, value];
  let [before, after] = [0n, 1n];
  while (low !== 0n) {
    const quotient = high / low;
    [high, low] = [low, high - quotient * low];
    [before, after] = [after, before - quotient * after];
  }
  return before < 0n ? before + ORDER : before;
};

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/** The candidate nonces of RFC 6979 section 3.2, in order; the first that is in range and usable counts. */
function* nonces(scalar: Uint8Array, hash: Uint8Array): Generator<Buffer> {
  const reduced = toBytes(toBigInt(hash) % ORDER);
  let value: Buffer = Buffer.alloc(SCALAR_BYTES, 1);
  let key: Buffer = Buffer.alloc(SCALAR_BYTES, 0);
  for (const mark of [0, 1]) {
    key = hmac(key, value, Uint8Array.of(mark), scalar, reduced);
    value = hmac(key, value);
  }
  for (;;) {
    value = hmac(key, value);
    yield value;
    key = hmac(key, value, Uint8Array.of(0));
    value = hmac(key, value);
  }
}

/** The public point of a scalar: 65 bytes, uncompressed. @throws Error when the scalar is not in 1 .. order - 1. */
export const publicPoint = (scalar: Uint8Array): Uint8Array => {
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(scalar);
  return ecdh.getPublicKey();
};

/** Brings 40 or more uniform bytes into 1 .. order - 1 with negligible bias (FIPS 186-4, B.4.1). */
export const scalarFrom = (bytes: Uint8Array): Uint8Array => toBytes((toBigInt(bytes) % (ORDER - 1n)) + 1n);

/**
 * Signs SHA-256(message). @param signer its P-256 scalar, 32 bytes.
 * @returns 64 bytes: r then s, as XML-DSig has it. s is not forced into the lower half (RFC 6979 does not).
 */
export const signEcdsa = (message: Uint8Array, signer: { readonly scalar: Uint8Array }): Uint8Array => {
  const hash = createHash('sha256').update(message).digest();
  return SIGNED.of(() => `${hash.toString('latin1')}${Buffer.from(signer.scalar).toString('latin1')}`, () => signHash(hash, signer));
};

/** `jwk` costs as much as verifying: asked for once per key. */
const NAMES = new WeakMap<KeyObject, string>();
const nameOf = (key: KeyObject): string => {
  let name = NAMES.get(key);
  if (name === undefined) NAMES.set(key, (name = key.export({ format: 'der', type: 'spki' }).toString('latin1')));
  return name;
};

const SIGNED = new Memo<Uint8Array>();
const VERIFIED = new Memo<boolean>();

const signHash = (hash: Buffer, signer: { readonly scalar: Uint8Array }): Uint8Array => {
  const secret = toBigInt(signer.scalar);
  for (const nonce of nonces(signer.scalar, hash)) {
    const k = toBigInt(nonce);
    if (k === 0n || k >= ORDER) continue;
    const r = toBigInt(publicPoint(nonce).subarray(1, 1 + SCALAR_BYTES)) % ORDER;
    const s = (invert(k) * ((toBigInt(hash) + r * secret) % ORDER)) % ORDER;
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r), toBytes(s)], SIGNATURE_BYTES);
  }
  throw new Error('signEcdsa: the nonce stream never ends');
};

/** Plain node:crypto. False for anything that is not a valid 64-byte r and s, never an exception. */
export const verifyEcdsa = (message: Uint8Array, signature: Uint8Array, publicKey: KeyObject): boolean =>
  signature.length === SIGNATURE_BYTES && VERIFIED.of(
    () => `${createHash('sha256').update(message).digest('base64')}${Buffer.from(signature).toString('latin1')}${nameOf(publicKey)}`,
    () => verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
  );
