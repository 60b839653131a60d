import fc from 'fast-check';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { stripBlanks } from '../../protocol/security/xmlBlanks.ts';
import { signXml, XmlSignatureError } from '../../protocol/security/xmlSignature.ts';
import { cp, documents, reasonOf, s1sp, SAMPLE, verifyText } from './fixtures.ts';
import { ENVELOPED, signWithXmlCrypto, verifyWithXmlCrypto } from './xmlCrypto.ts';

describe('R2-02 signing and verifying a document', () => {
  it('R2-02: any document verifies and names its signer, and xml-crypto agrees', () => {
    fc.assert(fc.property(documents, (xml) => {
      const signed = signXml(xml, cp);
      expect(verifyText(signed)).toEqual({ ok: true, signer: cp.certificate });
      expect(verifyWithXmlCrypto(signed, cp)).toBe(true);
      expect(verifyWithXmlCrypto(signed, s1sp)).toBe(false);
    }), { numRuns: 60 });
  });
  it('L9: same document and signer, same text; another signer, another', () => {
    fc.assert(fc.property(documents, (xml) => {
      expect(signXml(xml, cp)).toBe(signXml(xml, cp));
      expect(signXml(xml, s1sp)).not.toBe(signXml(xml, cp));
    }), { numRuns: 20 });
  });
  it('the signature is the last child of the root, in the form and order DUIS has it', () => {
    const signed = signXml(SAMPLE, cp);
    expect(signed).toMatch(/<\/ds:Signature><\/f:MCF>$/);
    expect([...signed.matchAll(/<(ds:\w+)/g)].map((each) => each[1])).toEqual([
      'ds:Signature', 'ds:SignedInfo', 'ds:CanonicalizationMethod', 'ds:SignatureMethod', 'ds:Reference', 'ds:Transforms', 'ds:Transform', 'ds:Transform',
      'ds:DigestMethod', 'ds:DigestValue', 'ds:SignatureValue', 'ds:KeyInfo', 'ds:X509Data', 'ds:X509IssuerSerial', 'ds:X509IssuerName', 'ds:X509SerialNumber',
    ]);
    expect(signed).not.toMatch(/>\s+</);
  });
  it('bytes verify as text does, and a byte order mark or another declaration does no harm', () => {
    const signed = signXml(SAMPLE, cp);
    expect(reasonOf(verifyText(Buffer.from(signed)))).toBe('ok');
    expect(reasonOf(verifyText(Buffer.from(`\uFEFF${signed}`)))).toBe('ok');
    expect(reasonOf(verifyText(signed.replace(/^<\?xml.*?\?>/, '')))).toBe('ok');
  });
  it('layout that canonical form does not see may change: quotes, blanks in tags, comments, unused namespaces, empty-element tags', () => {
    const signed = signXml(SAMPLE, cp);
    const other = signed.replace('id="CB-1"', "id  = 'CB-1'").replace('<f:Empty/>', '<f:Empty ></f:Empty >').replace('<f:Flag>', '<!-- c --><f:Flag>').replace(' xmlns:x="urn:unused"', ' xmlns:y="urn:y"');
    expect(other).not.toBe(signed);
    expect(reasonOf(verifyText(other))).toBe('ok');
  });
  it('the document given to verify is left as it was', () => {
    const document = XmlDocument.fromString(signXml(SAMPLE, cp));
    const before = document.toString();
    expect(reasonOf(verifyText(before))).not.toBe('');
    expect(document.toString()).toBe(before);
    document.dispose();
  });
  it.each([['an empty root', '<a/>'], ['an empty root with a declaration', '<?xml version="1.0"?>\n<a b="1" />\n'], ['a comment after the root', '<a>1</a><!-- </a>-->'], ['a default namespace', '<a xmlns="urn:a"><b/></a>'], ['the prefix ds for something else', '<ds:a xmlns:ds="urn:a"><ds:b/></ds:a>']])('%s can be signed', (_, xml) => {
    const signed = signXml(xml, cp);
    expect(reasonOf(verifyText(signed))).toBe('ok');
    expect(verifyWithXmlCrypto(signed, cp)).toBe(true);
  });
  it('processing instructions are covered, before the root and within it', () => {
    const signed = signXml('<?p </a>?><a><?q <b>?>1</a>', cp);
    expect(reasonOf(verifyText(signed))).toBe('ok');
    for (const [from, to] of [['<?p ', '<?o '], ['<?q ', '<?r ']] as const) expect(reasonOf(verifyText(signed.replace(from, to)))).toBe('signature');
  });
  it('large documents (several chunks of canonical text) verify', () => {
    const signed = signXml(`<r>${Array.from({ length: 5000 }, (_, index) => `<i n="${index}">é</i>`).join('')}</r>`, cp);
    expect(reasonOf(verifyText(signed))).toBe('ok');
    expect(reasonOf(verifyText(signed.replace('<i n="4999">é', '<i n="4999">è')))).toBe('signature');
  });
  it('what cannot be signed is refused: signed already, a document type, content after the root, not well-formed', () => {
    expect(() => signXml(signXml(SAMPLE, cp), cp)).toThrow(XmlSignatureError);
    expect(() => signXml('<!DOCTYPE a><a>1</a>', cp)).toThrow(XmlSignatureError);
    expect(() => signXml('<a>1</a><?p?>', cp)).toThrow(XmlSignatureError);
    expect(() => signXml('<a>1', cp)).toThrow(/end tag|Premature|tag/i);
  });
});

describe('R2-02 xml-crypto signs, ours verifies', () => {
  it.each([['ds', undefined], ['', undefined], ['sig', undefined], ['ds', [ENVELOPED]], ['', [ENVELOPED]]] as const)('prefix "%s", transforms %s', (prefix, transforms) => {
    fc.assert(fc.property(documents, (xml) => {
      const signed = signWithXmlCrypto(stripBlanks(xml), cp, { prefix, ...(transforms === undefined ? {} : { transforms }) });
      expect(verifyText(signed)).toEqual({ ok: true, signer: cp.certificate });
      expect(reasonOf(verifyText(signed.replace('<f:Root ', '<f:Root at="" ')))).toBe('signature');
    }), { numRuns: 25 });
  });
  it('the root declares the signature namespace without using it, as the DUIS templates do', () => {
    const root = '<a xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns="urn:a"><b>1</b></a>';
    for (const transforms of [undefined, [ENVELOPED]]) {
      const signed = signWithXmlCrypto(root, cp, transforms === undefined ? {} : { transforms });
      expect(reasonOf(verifyText(signed))).toBe('ok');
      expect(reasonOf(verifyText(signed.replace('<b>1', '<b>2')))).toBe('signature');
    }
    expect(reasonOf(verifyText(signXml(root, cp)))).toBe('ok');
  });
  it('a pretty-printed document and signature, values broken over lines', () => {
    const signed = signWithXmlCrypto(SAMPLE, cp);
    const spread = signed.replace(/(<ds:KeyInfo>)/, '\n  $1\n  ').replace(/(<ds:SignatureValue>.{20})/, '$1\n');
    expect(reasonOf(verifyText(spread))).toBe('ok');
  });
});

describe('R2-02 a signed document inside another (Countersigned Service Request)', () => {
  const inner = signXml('<s:Request xmlns:s="urn:s"><s:ID>1</s:ID></s:Request>', cp);
  const outer = signXml(`<c:Countersigned xmlns:c="urn:c" xmlns="urn:d"><c:Counter>7</c:Counter>${inner}</c:Countersigned>`, s1sp);
  const innerText = (xml: string): string => {
    const document = XmlDocument.fromString(xml);
    try {
      return (document.get('//s:Request', { s: 'urn:s' }) as XmlElement).toString({ format: false });
    } finally {
      document.dispose();
    }
  };
  it('R2-02: both signatures verify, each naming its signer', () => {
    expect(verifyText(outer)).toEqual({ ok: true, signer: s1sp.certificate });
    expect(verifyText(innerText(outer))).toEqual({ ok: true, signer: cp.certificate });
  });
  it('a change inside breaks both, a change outside only the outer one', () => {
    const inside = outer.replace('<s:ID>1', '<s:ID>2');
    const outside = outer.replace('<c:Counter>7', '<c:Counter>8');
    expect([verifyText(inside), verifyText(innerText(inside))].map(reasonOf)).toEqual(['signature', 'signature']);
    expect([verifyText(outside), verifyText(innerText(outside))].map(reasonOf)).toEqual(['signature', 'ok']);
  });
});

describe('stripBlanks', () => {
  it.each([
    ['<a> <b/> </a>', '<a><b/></a>'], ['<a>\n<b>x</b>\n</a>', '<a><b>x</b></a>'], ['<a> </a>', '<a> </a>'], ['<a><b> </b> </a>', '<a><b> </b></a>'],
    ['<a> x </a>', '<a> x </a>'], ['<a x="> <"/>', '<a x="> <"/>'], ['<a><![CDATA[> <]]></a>', '<a><![CDATA[> <]]></a>'], ['<a> <![CDATA[x]]> </a>', '<a> <![CDATA[x]]> </a>'],
    ['<a><!-- > < --> <b/></a>', '<a><!-- > < --><b/></a>'], ['<?x?> <a/>', '<?x?><a/>'], ["<a b='>'> <c/></a>", "<a b='>'><c/></a>"],
  ])('%s', (xml, stripped) => {
    expect(stripBlanks(xml)).toBe(stripped);
    expect(stripBlanks(stripped)).toBe(stripped);
  });
});
