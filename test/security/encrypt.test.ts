import { createDecipheriv, createHash, diffieHellman, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SealedShare } from '../../protocol/files/types.ts';
import { open, seal, SealError } from '../../protocol/security/encrypt.ts';
import { dcoKeys, pki, request, s1sp, s1spKeys } from './fixtures.ts';

const half = fc.uint8Array({ minLength: 32, maxLength: 32 });
const FIELDS = ['recipient', 'ephemeralKey', 'wrappedKey', 'cipherValue'] as const;
const flip = (base64: string, bit: number): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit % 8);
  return bytes.toString('base64');
};

describe('R2-03 sealed shares', () => {
  it('R2-03: the recipient opens any share, of any size', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), fc.string(), (cleartext, seed, label) => {
      expect(Buffer.from(open(seal(cleartext, dcoKeys.certificate, seed, label), dcoKeys))).toEqual(Buffer.from(cleartext));
    }), { numRuns: 40 });
  });
  it('L7: nobody else opens it, even under the recipient\'s name', () => {
    const later = pki.issue(request({ name: 'DCO', entityId: dcoKeys.certificate.entityId, remotePartyRole: 'dcoXmlSigning', usage: 'keyAgreement', label: 'next' }));
    fc.assert(fc.property(half, fc.string(), (cleartext, seed) => {
      const share = seal(cleartext, dcoKeys.certificate, seed, 'l');
      expect(() => open(share, s1spKeys)).toThrow(SealError);
      expect(() => open({ ...share, recipient: s1spKeys.certificate.entityId }, s1spKeys)).toThrow(SealError);
      expect(() => open(share, later)).toThrow(SealError);
    }), { numRuns: 20 });
  });
  it('R2-03: one bit changed in any part is refused, and so is base64 nobody would write', () => {
    fc.assert(fc.property(half, fc.constantFrom('ephemeralKey', 'wrappedKey', 'cipherValue'), fc.nat(100_000), (cleartext, field, bit) => {
      const share = seal(cleartext, dcoKeys.certificate, 's', 'l');
      expect(() => open({ ...share, [field]: flip(share[field as keyof SealedShare], bit) }, dcoKeys)).toThrow(SealError);
    }), { numRuns: 60 });
    const share = seal(new Uint8Array(32), dcoKeys.certificate, 's', 'l');
    for (const field of FIELDS) {
      for (const bad of ['', `${share[field]} `, share[field].slice(0, -4), `!${share[field]}`]) {
        expect(() => open({ ...share, [field]: bad }, dcoKeys), `${field} '${bad}'`).toThrow(SealError);
      }
    }
  });
  it('L9: same inputs, same bytes; another seed, label, recipient or cleartext shares neither key, IV nor ephemeral key', () => {
    const base = seal(new Uint8Array(32), dcoKeys.certificate, 's', 'l');
    expect(seal(new Uint8Array(32), dcoKeys.certificate, 's', 'l')).toEqual(base);
    const others = [
      seal(new Uint8Array(32), dcoKeys.certificate, 't', 'l'), seal(new Uint8Array(32), dcoKeys.certificate, 's', 'm'),
      seal(new Uint8Array(32), s1spKeys.certificate, 's', 'l'), seal(new Uint8Array(32).fill(1), dcoKeys.certificate, 's', 'l'),
    ];
    for (const field of ['ephemeralKey', 'wrappedKey'] as const) expect(new Set([base, ...others].map((each) => each[field])).size).toBe(5);
    expect(new Set([base, ...others].map((each) => each.cipherValue.slice(0, 16))).size).toBe(5);
  });
  it('is refused for a certificate that is not for keyAgreement', () => {
    expect(() => seal(new Uint8Array(32), s1sp.certificate, 's', 'l')).toThrow(SealError);
  });
  it('R2-03: opens step by step with node:crypto as the standards have it (ECDH-ES, concatenation KDF, AES-256-KW, AES-256-GCM)', () => {
    const share = seal(Buffer.from('a secret half'), dcoKeys.certificate, 's', 'l');
    const ephemeral = Buffer.from(share.ephemeralKey, 'base64');
    const [x, y] = [ephemeral.subarray(1, 33), ephemeral.subarray(33)].map((each) => each.toString('base64url'));
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x!, y: y! } });
    const shared = diffieHellman({ privateKey: dcoKeys.privateKey, publicKey });
    const information = Buffer.concat([Buffer.from('http://www.w3.org/2001/04/xmlenc#kw-aes256'), ephemeral, Buffer.from(share.recipient)]);
    const key = createHash('sha256').update(Buffer.from([0, 0, 0, 1])).update(shared).update(information).digest();
    const unwrap = createDecipheriv('aes256-wrap', key, Buffer.alloc(8, 0xa6));
    const contentKey = Buffer.concat([unwrap.update(Buffer.from(share.wrappedKey, 'base64')), unwrap.final()]);
    const value = Buffer.from(share.cipherValue, 'base64');
    const content = createDecipheriv('aes-256-gcm', contentKey, value.subarray(0, 12)).setAAD(Buffer.from(share.recipient)).setAuthTag(value.subarray(-16));
    expect(Buffer.concat([content.update(value.subarray(12, -16)), content.final()]).toString()).toBe('a secret half');
  });
});
