import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicPoint, scalarFrom, signEcdsa, verifyEcdsa } from '../../protocol/security/ecdsa.ts';
import { cp, s1sp } from './fixtures.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex');
const message = fc.uint8Array({ maxLength: 200 });
const scalar = fc.uint8Array({ minLength: 48, maxLength: 48 }).map(scalarFrom);

describe('L9 deterministic ECDSA', () => {
  const key = { scalar: fromHex('C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721') };
  it.each([
    ['sample', 'EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716', 'F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8'],
    ['test', 'F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367', '019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083'],
  ])('RFC 6979 A.2.5 P-256 SHA-256, message "%s"', (text, r, s) => {
    expect(hex(signEcdsa(Buffer.from(text), key))).toBe(r + s);
  });
  it('L9: equals @noble/curves for any message and key, which also verifies it', () => {
    fc.assert(fc.property(message, scalar, (bytes, secret) => {
      const ours = signEcdsa(bytes, { scalar: secret });
      expect(hex(ours)).toBe(hex(p256.sign(bytes, secret, { lowS: false })));
      expect(p256.verify(ours, bytes, publicPoint(secret), { lowS: false })).toBe(true);
    }), { numRuns: 60 });
  });
  it('publicPoint equals @noble/curves', () => {
    fc.assert(fc.property(scalar, (secret) => {
      expect(hex(publicPoint(secret))).toBe(hex(p256.getPublicKey(secret, false)));
    }), { numRuns: 30 });
  });
  it('scalarFrom: always a valid secret key, even at the edges', () => {
    for (const fill of [0, 0xff]) expect(p256.utils.isValidSecretKey(scalarFrom(new Uint8Array(48).fill(fill)))).toBe(true);
  });
});

describe('verifyEcdsa', () => {
  it('accepts what was signed, and nothing with one bit of message or signature changed', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.nat(511), (bytes, at, bit) => {
      const signature = signEcdsa(bytes, cp);
      expect(verifyEcdsa(bytes, signature, cp.certificate.publicKey)).toBe(true);
      const otherBytes = Uint8Array.from(bytes);
      otherBytes[at % bytes.length]! ^= 1 << (bit % 8);
      expect(verifyEcdsa(otherBytes, signature, cp.certificate.publicKey)).toBe(false);
      const otherSignature = Uint8Array.from(signature);
      otherSignature[bit >> 3]! ^= 1 << (bit % 8);
      expect(verifyEcdsa(bytes, otherSignature, cp.certificate.publicKey)).toBe(false);
    }), { numRuns: 60 });
  });
  it('is false, not an exception, for another key and for malformed values', () => {
    const bytes = Buffer.from('x');
    const signature = signEcdsa(bytes, cp);
    expect(verifyEcdsa(bytes, signature, s1sp.certificate.publicKey)).toBe(false);
    for (const bad of [new Uint8Array(0), new Uint8Array(64), new Uint8Array(64).fill(0xff), signature.subarray(1), Buffer.concat([signature, signature])]) {
      expect(verifyEcdsa(bytes, bad, cp.certificate.publicKey)).toBe(false);
    }
  });
});
