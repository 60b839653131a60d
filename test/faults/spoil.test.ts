/** What becomes of the bytes: unreadable, badly signed, or wrong and properly signed (MEHRS 2.4.3 to 2.7.5). */
import { describe, expect, it } from 'vitest';
import { SPOILS, type Spoil } from '../../harness/faults/plan.ts';
import { REWRITES, isRewrite } from '../../harness/faults/rewrite.ts';
import { WRONG_CERTIFICATES, isWrongCertificate, spoil, type WrongCertificate } from '../../harness/faults/spoil.ts';
import { isMaPackage } from '../../harness/faults/spoilMa.ts';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import type { Identity } from '../../protocol/security/pki.ts';
import { FILES, OWN, WRONG, bytesOf, fileIn, signatureOn } from './files.ts';

const text = (body: Uint8Array): string => Buffer.from(body).toString();
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const asked: string[] = [];
const signingAs = (as: 'own' | WrongCertificate): Identity => {
  asked.push(as);
  return as === 'own' ? OWN : WRONG[as as keyof typeof WRONG];
};
/** A kind of file it can befall. */
const befalls = (how: Spoil) => FILES[({ credentialsTwice: 'MCF', deviceAbsent: 'MCF', failed: 'MVF', neighbour: 'MGF', stranger: 'SCF' } as const)[how as 'failed'] ?? (/^(device|s1sp|dco)/.test(how) ? 'MEF' : 'MGF')];

describe('a file that is wrong and properly signed', () => {
  it.each(Object.keys(REWRITES) as Spoil[])('%s', (how) => {
    const file = befalls(how);
    const spoilt = spoil(how, bytesOf(file), signingAs);
    if (!isRewrite(how)) throw new Error('no rewriting');
    expect(fileIn(spoilt)).toEqual(REWRITES[how](file));
    expect(fileIn(spoilt)).not.toEqual(file);
    expect([signatureOn(spoilt), asked.at(-1)]).toEqual(['good', 'own']);
  });
  it('needs somebody to sign it', () => expect(() => spoil('counter', bytesOf(FILES.MGF))).toThrow(new Error('nobody to sign it anew')));
});

describe('X5.9-03: a file signed with a certificate that will not do', () => {
  it.each([['revoked', 'revoked'], ['expired', 'expired'], ['notYetValid', 'not-yet-valid'], ['unknownIssuer', 'unknown-certificate']] as const)('%s', (how, reason) => {
    for (const file of Object.values(FILES)) {
      const spoilt = spoil(how, bytesOf(file), signingAs);
      expect([signatureOn(spoilt), asked.at(-1)]).toEqual([reason, how]);
      expect(fileIn(spoilt)).toEqual(file);
    }
  });
  it('these are the spoils that are certificates', () => {
    expect(SPOILS.filter(isWrongCertificate)).toEqual([...WRONG_CERTIFICATES]);
  });
});

describe('a file that cannot be read', () => {
  const good = bytesOf(FILES.MVF);
  it('schema: an unknown element stands first in the Migration Header', () => {
    const spoilt = spoil('schema', good);
    expect(text(spoilt)).toBe(text(good).replace('<MigrationHeader>', '<MigrationHeader><XUnknown/>'));
    expect(text(spoilt)).not.toBe(text(good));
    expect(() => fileIn(spoilt)).toThrow(/XUnknown/);
  });
  it('truncated: the first half of it, however it is signed', () => expect(spoil('truncated', bytes('12345'))).toEqual(bytes('12')));
  it('signature: the first character of the value is another', () => {
    const signed = (value: string): Uint8Array => bytes(`<a><ds:SignatureValue>${value}</ds:SignatureValue></a>`);
    expect(text(spoil('signature', signed('ABC')))).toBe(text(signed('BBC')));
    expect(text(spoil('signature', signed('XBC')))).toBe(text(signed('ABC')));
    expect(() => spoil('signature', bytes('<a>SignatureValue</a>'))).toThrow(new Error('nothing signed to spoil'));
  });
  it('no other way is known', () => {
    expect(() => spoil('burnt' as Spoil, good, signingAs)).toThrow(new Error('no way to spoil a file by "burnt"'));
  });
});

describe('MEHRS 2.7.5: a request to the DSP, which is no migration file', () => {
  const requests = ['<sr:Request xmlns:sr="urn:x" a="1"><sr:Body>b</sr:Body></sr:Request>', '<Request><Body>b</Body></Request>', '<?xml version="1.0"?>\n <Request\n a="1"><Body>b</Body></Request>', '<?xml version="1.0" encoding="UTF-8"?><Request>b</Request>'];
  it.each(requests)('is signed anew, once, with the certificate that will not do: %s', (xml) => {
    const good = signXml(xml, OWN);
    const spoilt = text(spoil('revoked', bytes(good), signingAs));
    expect(spoilt).toBe(signXml(xml, WRONG.revoked));
    expect(spoilt).not.toBe(good);
    expect(spoilt.match(/<(\w+:)?SignatureValue>/g)).toHaveLength(1);
    expect(signatureOn(bytes(spoilt))).toBe('revoked');
  });
  it('loses its signature however that is named', () => {
    const named = signXml(requests[1]!, OWN).replaceAll('ds:', '').replaceAll('xmlns:ds=', 'xmlns=');
    expect(named).toContain('<Signature ');
    expect(text(spoil('revoked', bytes(named), signingAs))).toBe(signXml(requests[1]!, WRONG.revoked));
  });
  it.each(['<Requests>x</Requests>', '<a><Request>x</Request></a>', 'x<Request>x</Request>', '<RequestList/>'])('%s is none, and no file either', (xml) => {
    expect(() => spoil('revoked', bytes(xml), signingAs)).toThrow();
  });
  it('is no file to be rewritten', () => expect(() => spoil('counter', bytes(signXml(requests[1]!, OWN)), signingAs)).toThrow());
});

describe('MEHRS 2.3.1: a Migration Authorisation', () => {
  it('is told by its first byte', () => expect(['{"a":1}', '{', '<a/>', ' {', ''].map((body) => isMaPackage(bytes(body)))).toEqual([true, true, false, false, false]));
});
