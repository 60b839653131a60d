import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signXml } from '../../protocol/security/xmlSignature.ts';
import { cp, reasonOf, verifyText } from './fixtures.ts';
import { ENVELOPED, signWithXmlCrypto, verifyWithXmlCrypto } from './xmlCrypto.ts';

const folder = join(process.env['DUIS_DIR'] ?? '', 'templates');
const present = process.env['DUIS_DIR'] !== undefined && existsSync(folder);
if (!present) console.log('skipping the DUIS templates: DUIS_DIR does not name a folder that holds templates/');
const templates = present ? readdirSync(folder) : [];

describe.skipIf(!present)('R2-02 signatures over DUIS requests (needs DUIS_DIR)', () => {
  it('finds templates', () => {
    expect(templates.length).toBeGreaterThan(0);
  });
  it.each(templates)('R2-02: %s, signed here or by xml-crypto in the form of the template, verifies on both sides', (file) => {
    const template = readFileSync(join(folder, file), 'utf8');
    expect(verifyText(template).ok).toBe(false);
    const unsigned = template.replace(/<ds:Signature[^]*<\/ds:Signature>/, '');
    const ours = signXml(unsigned, cp);
    const theirs = signWithXmlCrypto(unsigned, cp, { transforms: [ENVELOPED] });
    expect([verifyText(ours), verifyText(theirs)].map(reasonOf)).toEqual(['ok', 'ok']);
    expect([verifyWithXmlCrypto(ours, cp), verifyWithXmlCrypto(theirs, cp)]).toEqual([true, true]);
  });
});
