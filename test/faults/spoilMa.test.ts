/** MEHRS 2.3.1: each way a Migration Authorisation can be wrongly signed fails the check of its own, and leaves the records as they were. */
import { describe, expect, it } from 'vitest';
import { spoil } from '../../harness/faults/spoil.ts';
import { DAY } from '../../protocol/time.ts';
import { encodeMaPackage, decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { signDetached, verifyDetached } from '../../protocol/security/detached.ts';
import { createPki } from '../../protocol/security/pki.ts';

const NOW = Date.UTC(2020, 10, 3, 9);
const pki = createPki('spoil', NOW);
const issue = (notAfter = NOW + 365 * DAY) => pki.issue({ name: 'SUPA signing', entityId: '02-5E-00-F0-00-00-00-01', remotePartyRole: 'supplierXmlSigning', usage: 'digitalSignature', notAfter });
const own = issue();
const expired = issue(NOW - DAY);
const csv = new TextEncoder().encode('MPAN\r\n1012345678908\r\n');
const fileName = 'MA_CB_02-5E-00-F0-00-00-00-01_20201103_090000';
const good = encodeMaPackage({ fileName, csv, signature: Buffer.from(signDetached(csv, own)).toString('base64') });

const verified = (body: Uint8Array) => {
  const { csv: content, signature } = decodeMaPackage(body);
  return verifyDetached(content, Buffer.from(signature, 'base64').toString('utf8'), pki.trustStore(), NOW);
};

describe('spoiling a Migration Authorisation', () => {
  it('a good one verifies', () => expect(verified(good).ok).toBe(true));
  it('a damaged signature does not fit, its records being the same', () => {
    const bad = spoil('signature', good);
    expect(verified(bad)).toMatchObject({ ok: false, reason: 'signature' });
    expect(decodeMaPackage(bad).csv).toEqual(decodeMaPackage(good).csv);
    const line = (body: Uint8Array) => JSON.parse(Buffer.from(decodeMaPackage(body).signature, 'base64').toString()) as { signature: string };
    const [made, sound] = [bad, good].map((body) => Buffer.from(line(body).signature, 'base64')) as [Buffer, Buffer];
    expect([made[0]! ^ sound[0]!, made.subarray(1)]).toEqual([1, sound.subarray(1)]);
    expect({ ...line(bad), signature: '' }).toEqual({ ...line(good), signature: '' });
    expect(decodeMaPackage(bad).fileName).toBe(fileName);
  });
  it('one signed with an expired certificate is refused for that', () => {
    const bad = spoil('expired', good, () => expired);
    expect(verified(bad)).toMatchObject({ ok: false, reason: 'expired' });
    expect(decodeMaPackage(bad).fileName).toBe(fileName);
    expect(decodeMaPackage(bad).csv).toEqual(decodeMaPackage(good).csv);
  });
  it('what only befalls XML is told', () => expect(() => spoil('counter', good, () => own)).toThrow());
});
