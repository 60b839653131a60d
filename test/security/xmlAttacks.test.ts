import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { XmlParseError } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { createPki } from '../../protocol/security/pki.ts';
import { signEcdsa } from '../../protocol/security/ecdsa.ts';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import { DAY } from '../../protocol/time.ts';
import { AT, cp, detailOf, pki, reasonOf, request, s1sp, s1spKeys, SAMPLE, verifyText } from './fixtures.ts';
import { ENVELOPED, EXCLUSIVE, signWithXmlCrypto } from './xmlCrypto.ts';

const PLAIN = '<f:MCF xmlns:f="urn:test:files"><f:A id="a">one</f:A><f:B id="b">two</f:B></f:MCF>';
const signed = signXml(PLAIN, cp);
const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)![0];
const between = (name: string): string => new RegExp(`<ds:${name}>([^<]*)<`).exec(signed)![1]!;
/** Makes the SignatureValue fit whatever SignedInfo now says: an attacker who is a legitimate signer. */
const resign = (xml: string): string => {
  const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(xml)![0].replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">');
  return xml.replace(/(<ds:SignatureValue>)[^<]*/, `$1${Buffer.from(signEcdsa(Buffer.from(info), cp)).toString('base64')}`);
};
const flipFirst = (base64: string): string => (base64.startsWith('A') ? `B${base64.slice(1)}` : `A${base64.slice(1)}`);

describe('R2-04 every byte counts', () => {
  it('R2-04: changing any one byte of a signed document breaks it (refused, or no longer well-formed)', () => {
    const bytes = Buffer.from(signXml(SAMPLE, cp).replace(/^<\?xml.*?\?>/, '').replace(' xmlns:x="urn:unused"', ''));
    const outcomes: Record<string, number> = {};
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      // A letter for a letter, so that many changes stay well-formed.
      changed[at] = changed[at] === 0x71 ? 0x72 : 0x71;
      let outcome: string;
      try {
        outcome = reasonOf(verifyText(changed));
      } catch (error) {
        expect(error).toBeInstanceOf(XmlParseError);
        outcome = 'malformed';
      }
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      expect(outcome, `byte ${at}: ${bytes.subarray(Math.max(0, at - 20), at + 20).toString()}`).not.toBe('ok');
    }
    expect(Object.keys(outcomes).sort()).toEqual(['malformed', 'signature', 'signature-missing', 'unknown-certificate']);
  });
  it('R2-04: any bit of the content flipped never verifies', () => {
    const bytes = Buffer.from(signed);
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1 << bit;
      let verified = false;
      try {
        verified = verifyText(changed).ok;
      } catch (error) {
        expect(error).toBeInstanceOf(XmlParseError);
      }
      // Between two attributes and at the end of a tag one blank is as good as another.
      const blank = bytes[at] === 0x20 && [0x09, 0x0a, 0x0d].includes(changed[at]!);
      if (!blank) expect(verified).toBe(false);
    }), { numRuns: 400 });
  });
  it.each([
    ['content', 'one</f:A>', 'onE</f:A>'], ['an attribute', 'id="a"', 'id="c"'], ['an element added', '<f:B ', '<f:C/><f:B '], ['text added', '<f:B ', 'x<f:B '],
    ['elements swapped', /(<f:A.*A>)(<f:B.*B>)/, '$2$1'], ['an element taken away', /<f:B.*B>/, ''], ['an attribute added', '<f:MCF ', '<f:MCF x="1" '],
    ['another namespace', 'urn:test:files', 'urn:test:other'], ['text after the signature', '</ds:Signature>', '</ds:Signature>x'], ['blanks after it', '</ds:Signature>', '</ds:Signature> '],
    ['a processing instruction', '<f:B ', '<?p?><f:B '],
  ])('tampering: %s', (_, from, to) => {
    const changed = signed.replace(from, to);
    expect(changed).not.toBe(signed);
    expect(reasonOf(verifyText(changed))).toBe('signature');
  });
});

describe('R2-02 signature wrapping and other forms', () => {
  it('no signature, or only one that is not a child of the root, is signature-missing', () => {
    for (const xml of [PLAIN, `<Evil>${signed}</Evil>`, `<Evil>${signed}<f:A xmlns:f="urn:test:files">other</f:A></Evil>`, PLAIN.replace('two', signature), signed.replace('xmldsig#">', 'xmldsigX">'), PLAIN.replace('two', `two<ds:Signature/>`).replace('<f:MCF ', '<f:MCF xmlns:ds="urn:x" ')]) {
      expect(reasonOf(verifyText(xml)), xml).toBe('signature-missing');
    }
  });
  it('a wrapped original beside forged content, its signature copied to the root, is refused', () => {
    const forged = PLAIN.replace('one', 'forged').replace('</f:MCF>', `<f:Wrap>${PLAIN}</f:Wrap>${signature}</f:MCF>`);
    expect(reasonOf(verifyText(forged))).toBe('signature');
  });
  it('two signatures are refused, whichever is genuine and wherever they stand', () => {
    for (const xml of [signed.replace('</f:MCF>', `${signature}</f:MCF>`), signed.replace('<f:A ', `${signature}<f:A `), signed.replace('</f:MCF>', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></f:MCF>'), signed.replace('<f:A ', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><f:A ')]) {
      expect(reasonOf(verifyText(xml)), xml).toBe('signature');
    }
    const second = signWithXmlCrypto(signed, s1sp);
    expect(verifyText(second)).toMatchObject({ ok: false, reason: 'signature', detail: 'more than one Signature' });
  });
  it('a signature that is not the last child is refused, even one that is genuine by XML-DSig', () => {
    for (const action of ['prepend', 'after'] as const) {
      const xml = signWithXmlCrypto(PLAIN, cp, { location: { reference: action === 'after' ? '/*/*[1]' : '/*', action } });
      expect(verifyText(xml)).toMatchObject({ ok: false, reason: 'signature', detail: 'Signature is not the last thing in the document' });
    }
    expect(reasonOf(verifyText(`${signed}<?p </f:MCF>?>`))).toBe('signature');
  });
  it('a lookalike signature inside a processing instruction, comment or CDATA section is not taken for one', () => {
    const fake = signature.replace(/<ds:SignatureValue>./, '<ds:SignatureValue>A');
    for (const cover of [`<?p ${fake}?>`, `<![CDATA[${fake}]]>`, `<!--${fake}-->`]) {
      expect(reasonOf(verifyText(PLAIN.replace('</f:MCF>', `${cover}</f:MCF>`)))).toBe('signature-missing');
      const genuine = signXml(PLAIN.replace('</f:MCF>', `${cover}</f:MCF>`), cp);
      expect(reasonOf(verifyText(genuine))).toBe('ok');
      expect(reasonOf(verifyText(signed.replace('</ds:KeyInfo>', `</ds:KeyInfo>${cover.replace(/^<!--.*$/, '<?p?>')}`)))).toBe('signature');
    }
  });
  it('a sound signature that stands in a processing instruction after the root signs nothing', () => {
    const around = `${PLAIN}\n<?p </f:MCF>?>`;
    const digest = createHash('sha256').update(around).digest('base64');
    const sound = resign(signature.replace(between('DigestValue'), digest));
    expect(reasonOf(verifyText(around.replace('<?p ', `<?p ${sound}`)))).toBe('signature-missing');
  });
  it('a Reference to part of the document is refused', () => {
    const part = signWithXmlCrypto(PLAIN.replaceAll('id=', 'Id='), cp, { reference: { xpath: "//*[@Id='a']", uri: '#a' }, transforms: [EXCLUSIVE] });
    expect(reasonOf(verifyText(part))).toBe('signature');
    const empty = resign(signed.replace('<ds:Reference URI="">', '<ds:Reference URI="#a">'));
    expect(verifyText(empty)).toMatchObject({ reason: 'signature', detail: "Reference to '#a', expected the whole document" });
    for (const reference of ['<ds:Reference>', '<ds:Reference Id="r" URI="">', '<ds:Reference Type="t" URI="">']) {
      expect(reasonOf(verifyText(resign(signed.replace('<ds:Reference URI="">', reference))))).toBe('signature');
    }
  });
  it('two References are refused', () => {
    const reference = /<ds:Reference .*<\/ds:Reference>/.exec(signed)![0];
    expect(reasonOf(verifyText(resign(signed.replace(reference, reference + reference))))).toBe('signature');
  });
  it.each([
    ['other transform', 'http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xpath-19991116'],
    ['other canonicalisation', `CanonicalizationMethod Algorithm="${EXCLUSIVE}"`, 'CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"'],
    ['canonicalisation with comments', `CanonicalizationMethod Algorithm="${EXCLUSIVE}"`, `CanonicalizationMethod Algorithm="${EXCLUSIVE}WithComments"`],
    ['other signature method', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'],
    ['other digest', 'http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'],
  ])('%s, duly signed, is refused and named', (_, from, to) => {
    const changed = resign(signed.replace(from, to));
    expect(changed).not.toBe(signed);
    expect(reasonOf(verifyText(changed))).toBe('signature');
    expect(detailOf(verifyText(changed))).toContain(/"(.*)"/.exec(to)?.[1] ?? to);
  });
  it('more transforms, none, or parameters to them are refused though xml-crypto signed them soundly', () => {
    for (const transforms of [[ENVELOPED, EXCLUSIVE, EXCLUSIVE], [EXCLUSIVE, ENVELOPED]]) {
      expect(reasonOf(verifyText(signWithXmlCrypto(PLAIN, cp, { transforms })))).toBe('signature');
    }
    expect(reasonOf(verifyText(signWithXmlCrypto(PLAIN, cp, { inclusivePrefixes: ['f'] })))).toBe('signature');
  });
  it('a digest or SignedInfo of another document is refused', () => {
    const other = signXml(PLAIN.replace('one', 'three'), cp);
    const value = (name: string, xml: string): string => new RegExp(`<ds:${name}>[^<]*`).exec(xml)![0];
    expect(reasonOf(verifyText(signed.replace(value('DigestValue', signed), value('DigestValue', other))))).toBe('signature');
    expect(reasonOf(verifyText(signed.replace(value('SignatureValue', signed), value('SignatureValue', other))))).toBe('signature');
    expect(reasonOf(verifyText(signed.replace(signature, /<ds:Signature .*<\/ds:Signature>/.exec(other)![0])))).toBe('signature');
    for (const name of ['DigestValue', 'SignatureValue']) {
      expect(reasonOf(verifyText(signed.replace(between(name), flipFirst(between(name)))))).toBe('signature');
      expect(reasonOf(verifyText(signed.replace(between(name), '')))).toBe('signature');
      expect(reasonOf(verifyText(signed.replace(between(name), `${between(name)}=`)))).toBe('signature');
    }
  });
  it('a document type declaration is refused: it could change what the signed text means', () => {
    expect(reasonOf(verifyText(`<!DOCTYPE f:MCF>${signed}`))).toBe('signature');
    expect(reasonOf(verifyText(`<!DOCTYPE f:MCF [<!ENTITY e "one"><!ATTLIST f:A x CDATA "1">]>${signed.replace('>one<', '>&e;<')}`))).toBe('signature');
  });
  it('a prefix rebound inside the signature is refused', () => {
    for (const [from, to] of [['<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="urn:x">'], ['<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">', '<ds:Signature xmlns:ds="urn:x" xmlns="http://www.w3.org/2000/09/xmldsig#">']] as const) {
      expect(verifyText(signed.replace(from, to)).ok).toBe(false);
    }
  });
});

describe('R2-04 the certificate, after the signature', () => {
  const withSerial = (serial: string): string => signed.replace(/(<ds:X509SerialNumber>)[^<]*/, `$1${serial}`);
  const foreign = createPki('foreign xml', AT).issue(request());
  const revoked = pki.issue(request({ name: 'Revoked xml' }));
  pki.revoke(revoked.certificate);
  it('unknown-certificate: another serial or issuer; signature: somebody else\'s', () => {
    expect(reasonOf(verifyText(withSerial('1')))).toBe('unknown-certificate');
    expect(reasonOf(verifyText(signed.replace('CN=MEHRS', 'CN=NEHRS')))).toBe('unknown-certificate');
    expect(reasonOf(verifyText(signXml(PLAIN, foreign)))).toBe('unknown-certificate');
    expect(reasonOf(verifyText(withSerial(s1sp.certificate.serial)))).toBe('signature');
    expect(reasonOf(verifyText(withSerial(`0${cp.certificate.serial}`)))).toBe('signature');
    expect(reasonOf(verifyText(signed.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '')))).toBe('signature');
  });
  it('not-yet-valid, expired, revoked, and chain once the foreign certificate is published', () => {
    const timed = signXml(PLAIN, pki.issue(request({ name: 'Timed xml', notBefore: AT, notAfter: AT + DAY })));
    const at = (t: number): string => reasonOf(verifyText(timed, undefined, t));
    expect([AT - 1, AT, AT + DAY, AT + DAY + 1].map(at)).toEqual(['not-yet-valid', 'ok', 'ok', 'expired']);
    expect(reasonOf(verifyText(signXml(PLAIN, revoked)))).toBe('revoked');
    const world = createPki('publishing xml', AT);
    world.publish(foreign.certificate);
    expect(reasonOf(verifyText(signXml(PLAIN, foreign), world.trustStore()))).toBe('chain');
  });
  it('a forged document is reported as signature whatever is wrong with the certificate', () => {
    for (const xml of [signXml(PLAIN, revoked), signXml(PLAIN, foreign), withSerial('1')]) expect(reasonOf(verifyText(xml.replace('one', 'two')))).toBe('signature');
    expect(reasonOf(verifyText(signed.replace('one', 'two'), undefined, AT + 100 * 365 * DAY))).toBe('signature');
  });
  it('a certificate that is not for signing is refused', () => {
    expect(verifyText(signXml(PLAIN, s1spKeys))).toMatchObject({ ok: false, reason: 'signature' });
  });
});
