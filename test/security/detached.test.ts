import { verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signDetached, verifyDetached } from '../../protocol/security/detached.ts';
import { createPki } from '../../protocol/security/pki.ts';
import { DAY } from '../../protocol/time.ts';
import { AT, cp, pki, reasonOf, request, s1sp, s1spKeys, trust } from './fixtures.ts';

const file = Buffer.from('MPAN,MPRN\n1200000000008,\n');
const check = (bytes: Uint8Array, signature: string, at = AT): string => reasonOf(verifyDetached(bytes, signature, trust, at));

describe('R2-09 detached signatures (MEHRS 2.3.1)', () => {
  it('R2-09: any bytes verify and name their signer; one changed byte does not', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, mask) => {
      const signature = signDetached(bytes, cp);
      expect(verifyDetached(bytes, signature, trust, AT)).toEqual({ ok: true, signer: cp.certificate });
      const changed = Uint8Array.from(bytes);
      changed[at % bytes.length]! ^= mask;
      expect(check(changed, signature)).toBe('signature');
    }), { numRuns: 40 });
  });
  it('L9: same bytes and signer, same text; the value is plain ECDSA that node:crypto verifies', () => {
    expect(signDetached(file, cp)).toBe(signDetached(file, cp));
    expect(signDetached(file, s1sp)).not.toBe(signDetached(file, cp));
    const { signature } = JSON.parse(signDetached(file, cp)) as { signature: string };
    expect(verify('sha256', file, { key: cp.certificate.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'))).toBe(true);
  });
  it('no text is signature-missing; text of another form is signature', () => {
    for (const blank of ['', ' \n']) expect(check(file, blank)).toBe('signature-missing');
    const good = JSON.parse(signDetached(file, cp)) as Record<string, unknown>;
    const bad = ['{', '[]', 'null', '1', '"x"', { ...good, extra: 1 }, { ...good, serial: 1 }, { issuer: 'a', serial: '1' }, { ...good, signature: '' }, { ...good, signature: '*' }, { ...good, signature: `${String(good['signature'])}AAAA` }];
    for (const each of bad) expect(check(file, typeof each === 'string' ? each : JSON.stringify(each))).toBe('signature');
  });
  it('R2-04: unknown certificate, another\'s certificate, a key agreement certificate', () => {
    const good = JSON.parse(signDetached(file, cp)) as Record<string, string>;
    expect(check(file, JSON.stringify({ ...good, serial: '1' }))).toBe('unknown-certificate');
    expect(check(file, JSON.stringify({ ...good, issuer: 'CN=Other, OU=07' }))).toBe('unknown-certificate');
    expect(check(file, JSON.stringify({ ...good, serial: s1sp.certificate.serial }))).toBe('signature');
    expect(check(file, signDetached(file, s1spKeys))).toBe('signature');
  });
  it('R2-04: not yet valid, expired, revoked, foreign chain; but a forged value is always signature', () => {
    const timed = pki.issue(request({ name: 'Detached', notBefore: AT, notAfter: AT + DAY }));
    const foreign = createPki('foreign detached', AT).issue(request());
    pki.publish(foreign.certificate);
    const revoked = pki.issue(request({ name: 'Revoked detached' }));
    pki.revoke(revoked.certificate);
    expect(check(file, signDetached(file, timed), AT - 1)).toBe('not-yet-valid');
    expect(check(file, signDetached(file, timed), AT + DAY + 1)).toBe('expired');
    expect(check(file, signDetached(file, foreign))).toBe('chain');
    expect(check(file, signDetached(file, revoked))).toBe('revoked');
    for (const each of [timed, foreign, revoked]) expect(check(Buffer.from('other'), signDetached(file, each), AT - 1)).toBe('signature');
  });
});
