/**
 * The public DUIS 5.4 schema, read from DUIS_DIR (default: ../shared/data/duis where it stands), never part of the repository.
 * Without it the tests that need it skip, and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { bytesOf } from './world.ts';

const directory = process.env['DUIS_DIR'] ?? resolve(import.meta.dirname, '../../../shared/data/duis');
const SCHEMA = 'DUIS_Schema_V5.4.xsd';
export const duisFile = (name: string): string => readFileSync(resolve(directory, name), 'utf8');
export const hasDuis = existsSync(resolve(directory, SCHEMA));
if (!hasDuis) console.log(`skipped: checks against the public DUIS 5.4 schema, because ${directory} does not hold ${SCHEMA}; set DUIS_DIR`);

let validator: XsdValidator | undefined;
const load = (): XsdValidator => {
  xmlRegisterInputProvider(new XmlBufferInputProvider({
    // Its DTD only fixes prefixes; nothing may be fetched for it.
    'xmldsig-core-schema.xsd': bytesOf(duisFile('xmldsig-core-schema.xsd').replace(/<!DOCTYPE[\s\S]*?\]>/, '')),
    'MMC.xsd': bytesOf(duisFile('MMC_Schema_V5.4.xsd')),
  }));
  const xsd = XmlDocument.fromString(duisFile(SCHEMA).replace('MMC Schema V5.4.xsd', 'MMC.xsd'));
  try {
    return XsdValidator.fromDoc(xsd);
  } finally {
    xsd.dispose();
  }
};

/** What libxml2 finds wrong, empty when valid. */
export const duisErrors = (xml: string): string => {
  validator ??= load();
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return '';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    document.dispose();
  }
};
