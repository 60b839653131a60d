/** Parties of a test PKI and documents to sign, shared by the tests of this folder. */
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { createPki, type Identity, type IssueRequest } from '../../protocol/security/pki.ts';
import type { TrustStore } from '../../protocol/security/trust.ts';
import type { Verification } from '../../protocol/security/verification.ts';
import { verifyXml } from '../../protocol/security/xmlSignature.ts';
import { londonTime } from '../../protocol/time.ts';

/** Virtual time the test worlds begin at. */
export const AT = londonTime('2020-11-09', '00:00');
export const pki = createPki('security tests', AT);
export const trust = pki.trustStore();

export const request = (over: Partial<IssueRequest> = {}): IssueRequest => ({
  name: 'Commissioning Party', entityId: '90-B3-D5-1F-30-00-00-01', remotePartyRole: 'commissioningPartyXmlSigning', usage: 'digitalSignature', ...over,
});
export const cp: Identity = pki.issue(request());
export const s1sp: Identity = pki.issue(request({ name: 'S1SP CB', entityId: '90-B3-D5-1F-30-00-00-02', remotePartyRole: 's1spXmlSigning' }));
export const s1spKeys: Identity = pki.issue(request({ name: 'S1SP CB', entityId: '90-B3-D5-1F-30-00-00-02', remotePartyRole: 's1spXmlSigning', usage: 'keyAgreement' }));
export const dcoKeys: Identity = pki.issue(request({ name: 'DCO', entityId: '90-B3-D5-1F-30-00-00-03', remotePartyRole: 'dcoXmlSigning', usage: 'keyAgreement' }));

/** Parses, verifies, disposes. */
export const verifyText = (xml: string | Uint8Array, store: TrustStore = trust, at: number = AT): Verification => {
  const document = typeof xml === 'string' ? XmlDocument.fromString(xml) : XmlDocument.fromBuffer(xml);
  try {
    return verifyXml(document, store, at);
  } finally {
    document.dispose();
  }
};

export const reasonOf = (verification: Verification): string => (verification.ok ? 'ok' : verification.reason);
export const detailOf = (verification: Verification): string => (verification.ok ? '' : verification.detail);

export const SAMPLE = '<?xml version="1.0" encoding="UTF-8"?>\n<f:MCF xmlns:f="urn:test:files" xmlns:x="urn:unused">\n  <f:Header id="CB-1">Ümlaut &amp; <f:Flag>True</f:Flag></f:Header>\n  <f:Empty/>\n</f:MCF>\n';

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .-&<>"\'éß€😀\t\n\r'.match(/./gsu)!), maxLength: 12 });
const escaped = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\r/g, '&#13;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
const name = fc.constantFrom('A', 'B', 'Device', 'Signature', 'f:A', 'f:Group.ID', 'g:C');

/**
 * Well-formed documents over two prefixes and a default namespace, with attributes, text beyond ASCII, comments, CDATA, empty and nested elements.
 * No processing instructions: xml-crypto drops them, against Canonical XML 1.0 section 1.1.
 */
export const documents: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
  element: fc.tuple(name, fc.option(text, { nil: undefined }), fc.boolean(), fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text.map(escaped),
    text.map((value) => `<![CDATA[${value.replace(/\]\]>/g, '')}]]>`),
    fc.constant('<!-- note -->'),
    fc.array(tie('element'), { maxLength: 4 }).map((all) => all.join('')),
  )).map(([tag, attribute, declares, content]) =>
    `<${tag}${attribute === undefined ? '' : ` at="${escaped(attribute)}" f:at="1"`}${declares ? ' xmlns="urn:inner" xmlns:h="urn:h"' : ''}>${content}</${tag}>`),
})).element.map((inner) => `<f:Root xmlns:f="urn:f" xmlns:g="urn:g" xmlns:unused="urn:u">${inner}</f:Root>`);
