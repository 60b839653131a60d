/** Reading XML from outside (law L3) and holding it to the emulator's schema (ruling R2-01; MEHRS 2.4.3 whole-file checks). */
import { ParseOption, XmlDocument, XmlLibError, XmlXPath, XsdValidator } from 'libxml2-wasm';
import { FileError, type FileErrorCode } from './errors.ts';
import { checkBytes, checkMarkup } from './prescan.ts';
import { FILES_NAMESPACE, MIGRATION_XSD } from './schema.ts';


const OPTIONS: ParseOption = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NOCDATA | ParseOption.XML_PARSE_NO_SYS_CATALOG;

/** libxml2 words its findings for one line each; the first is the cause, the rest follow from it. */
const fromLibrary = (code: FileErrorCode, thrown: unknown): FileError => {
  const detail = thrown instanceof XmlLibError ? thrown.details[0] : undefined;
  const text = (detail?.message ?? (thrown instanceof Error ? thrown.message : String(thrown))).replaceAll(`{${FILES_NAMESPACE}}`, '').trim();
  const expected = /Expected is (?:one of )?\( (.*) \)\.?$/.exec(text)?.[1];
  const line = detail?.line ?? 0;
  return new FileError(code, text, { ...(line > 0 ? { line } : {}), ...(expected === undefined ? {} : { expected }) });
};

/**
 * Parses one document: at most 64 MB, 64 levels, UTF-8, no DTD, no external entity, no network. The caller disposes it.
 * @throws FileError `size`, `encoding`, `doctype`, `depth`, `malformed`.
 */
export const parseXml = (bytes: Uint8Array): XmlDocument => {
  const buffer = checkBytes(bytes);
  checkMarkup(buffer);
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(buffer, { option: OPTIONS });
  } catch (thrown) {
    throw fromLibrary('malformed', thrown);
  }
  if (document.dtd !== null) {
    document.dispose();
    throw new FileError('doctype', 'document type declaration', { expected: 'none' });
  }
  return document;
};

let validator: XsdValidator | undefined;
let instanceAttributes: XmlXPath | undefined;

/** Compiled at the first use and kept: 7 types share one schema. */
const schema = (): XsdValidator => {
  if (validator === undefined) {
    const xsd = XmlDocument.fromString(MIGRATION_XSD);
    try {
      validator = XsdValidator.fromDoc(xsd);
    } finally {
      xsd.dispose();
    }
  }
  return validator;
};

/** @throws FileError `schema` with line and, where libxml2 knows it, the expected element. */
export const validateSchema = (document: XmlDocument): void => {
  // xsi:schemaLocation makes libxml2 look for further schemas and xsi:type swaps types: neither has a place in these files.
  instanceAttributes ??= XmlXPath.compile('boolean(//@*[namespace-uri() = "http://www.w3.org/2001/XMLSchema-instance"])');
  if (document.eval(instanceAttributes) === true) throw new FileError('schema', 'attribute of XMLSchema-instance', { expected: 'none' });
  try {
    schema().validate(document);
  } catch (thrown) {
    throw fromLibrary('schema', thrown);
  }
};
