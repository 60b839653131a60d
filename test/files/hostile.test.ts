import { describe, expect, it } from 'vitest';
import { decodeFile, openFile } from '../../protocol/files/decode.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import { FileError, type FileErrorCode } from '../../protocol/files/errors.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { MAX_FILE_BYTES, MAX_XML_DEPTH } from '../../protocol/files/prescan.ts';
import type { Scf } from '../../protocol/files/types.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const refusal = (bytes: Uint8Array | string): FileError => {
  try {
    parseXml(typeof bytes === 'string' ? bytesOf(bytes) : bytes).dispose();
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};
const nested = (levels: number): string => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
const accepted = (xml: string): void => parseXml(bytesOf(xml)).dispose();

const scf: Scf = {
  type: 'SCF',
  header: { migrationSetId: 'S1', groupId: 'CB', requestingPartyId: '70-B3-D5-1F-30-00-A0-08', migrationDay: '2020-11-09', toBeCommissionedByDCC: true },
  control: { sender: '70-B3-D5-1F-30-00-A0-09', counter: 1, generatedAt: 0 },
  installations: [{ installationId: 'I1', outcome: 'Failure', failure: { failedStepNumber: '12.9.1.ET01', supportingData: 'a & b' }, rollbackRequired: true }],
};
const xml = encodeFile(scf);
const decode = (text: string) => decodeFile(bytesOf(text));

describe('L3 bytes from anybody', () => {
  it.each<[string, FileErrorCode, string | Uint8Array]>([
    ['billion laughs', 'doctype', `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}"><!ENTITY c "${'&b;'.repeat(10)}">]><l>&c;</l>`],
    ['an external entity', 'doctype', '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    ['an external DTD', 'doctype', '<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>'],
    ['a DOCTYPE behind a comment', 'doctype', '<!-- > --><!DOCTYPE r><r/>'],
    ['an undeclared entity', 'malformed', '<r>&x;</r>'],
    ['10,000 levels', 'depth', nested(10_000)],
    ['a million levels never closed', 'depth', '<a>'.repeat(1_000_000)],
    ['a thousand levels in tags with quoted brackets', 'depth', '<a b=">/>" c=\'/>\'>'.repeat(1000)],
    ['NUL', 'encoding', '<r>\u0000</r>'],
    ['bytes that are not UTF-8', 'encoding', new Uint8Array([0x3c, 0x72, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x72, 0x3e])],
    ['an overlong encoding of <', 'encoding', new Uint8Array([0xc0, 0xbc, 0x72, 0x2f, 0x3e])],
    ['UTF-16', 'encoding', new Uint8Array(Buffer.from('\uFEFF<r/>', 'utf16le'))],
    ['another encoding declared', 'encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><r/>'],
    ['UTF-7 declared in single quotes', 'encoding', '<?xml version="1.0" encoding = \'UTF-7\'?><r/>'],
    ['nothing', 'malformed', ''],
    ['white space', 'malformed', ' \n '],
    ['two roots', 'malformed', '<a/><b/>'],
    ['an attribute twice', 'malformed', '<a b="" b=""/>'],
    ['an undeclared prefix', 'malformed', '<x:a/>'],
    ['a forbidden character', 'malformed', '<a>&#1;</a>'],
    ['an unclosed comment', 'malformed', '<a><!-- </a>'],
    ['an unclosed attribute', 'malformed', '<a b="></a>'],
  ])('refuses %s', (_, code, content) => {
    expect(refusal(content).code).toBe(code);
  });

  it('refuses 2 GB before it reads a byte of it', () => {
    expect(refusal(new Uint8Array(2 ** 31))).toMatchObject({ code: 'size', expected: `at most ${MAX_FILE_BYTES} bytes` });
    expect(refusal(new Uint8Array(MAX_FILE_BYTES + 1)).code).toBe('size');
    expect(refusal(new Uint8Array(MAX_FILE_BYTES)).code).toBe('encoding');
  });

  it(`accepts ${MAX_XML_DEPTH} levels and not one more`, () => {
    accepted(nested(MAX_XML_DEPTH));
    accepted(`<a>${'<b/><c></c>'.repeat(1000)}</a>`);
    expect(refusal(`\n${nested(MAX_XML_DEPTH + 1)}`)).toMatchObject({ code: 'depth', line: 2 });
  });

  it('is not taken in by markup in comments, CDATA and instructions', () => {
    accepted(`<a><!-- <!DOCTYPE x> ${'<b>'.repeat(100)} --><![CDATA[<!DOCTYPE x>${'<b>'.repeat(100)}]]><?p <!DOCTYPE ${'<b>'.repeat(100)}?></a>`);
  });

  it('refuses every truncation of a file', () => {
    for (let length = 0; length < xml.length; length++) {
      expect(() => decode(xml.slice(0, length)), `${length} bytes`).toThrow(FileError);
    }
    expect(decode(xml)).toStrictEqual(scf);
  });

  it('refuses what XML cannot carry when it writes', () => {
    for (const text of ['\u0000', '\u0008', '\uFFFE', '\uD800', 'x\uDC00']) {
      const file: Scf = { ...scf, installations: [{ ...scf.installations[0]!, failure: { failedStepNumber: 'X1', supportingData: text } }] };
      expect(() => encodeFile(file), JSON.stringify(text)).toThrow(expect.objectContaining({ code: 'encoding' }));
    }
  });
});

describe('R2-01 the same file in other clothes', () => {
  const dressed = (from: string | RegExp, to: string): string => {
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    return changed;
  };
  it.each<[string, string]>([
    ['a declaration and a byte order mark', `\uFEFF<?xml version="1.0" encoding="utf-8"?>${xml}`],
    ['white space between elements', dressed(/></g, '>\n  <').replace(/<SupportingData>\n {2}/, '<SupportingData>')],
    ['white space that the types do not count', dressed(/(<(?:MigrationDay|Counter|GeneratedAt)>)([^<]*)/g, '$1\n $2 ')],
    ['a prefix', xml.replace(' xmlns=', ' xmlns:m=').replace(/<(\/?)(?=[A-Za-z])/g, '<$1m:')],
    ['CDATA', dressed('a &amp; b', '<![CDATA[a & b]]>')],
    ['a comment in text', dressed('a &amp; b', 'a <!-- <x> -->&amp; b')],
    ['an instruction in text', dressed('a &amp; b', 'a <?x </SupportingData> ?>&#38; b')],
    ['comments between elements', dressed('<MigrationHeader>', '<!-- </a> --><MigrationHeader><?x y?>')],
    ['namespaces with quotes and escapes in their names', dressed('<MigrationHeader>', '<MigrationHeader xmlns:q="urn:\'/" xmlns:p="urn:&amp;&#47;">')],
    ['a signature', dressed(/<\/S1SPCommissioningFile>$/, '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><SMETS1Installation/></ds:Signature></S1SPCommissioningFile>')],
  ])('decodes with %s', (_, text) => {
    expect(decode(text)).toStrictEqual(scf);
  });

  it('refuses anything but a Signature of xmldsig at the end, and anything after it', () => {
    const end = '</S1SPCommissioningFile>';
    const ds = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
    const smuggled = xml.replace(end, `<ds:SMETS1Installation ${ds}><InstallationId>I2</InstallationId></ds:SMETS1Installation>${end}`);
    expect(() => decode(smuggled)).toThrow(expect.objectContaining({ code: 'schema' }));
    for (const tail of [`<ds:Signature ${ds}/><ds:Signature ${ds}/>`, `<ds:Signature ${ds}/><SMETS1Installation/>`, '<Signature/>']) {
      expect(() => decode(xml.replace(end, tail + end))).toThrow(expect.objectContaining({ code: 'schema' }));
    }
  });

  it('gives the document to verify and disposes it once', () => {
    const opened = openFile(bytesOf(xml));
    expect(opened.document.root.name).toBe('S1SPCommissioningFile');
    opened.dispose();
    opened[Symbol.dispose]();
    expect(opened.file).toStrictEqual(scf);
  });
});
