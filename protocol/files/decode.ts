/** Reads migration files from bytes: parse once, hold to the schema, decode; the caller verifies the signature on the same document. */
import { XmlElement, type XmlDocument } from 'libxml2-wasm';
import { assertConsistent } from './consistency.ts';
import { Cursor } from './cursor.ts';
import { FileError } from './errors.ts';
import { LAYOUT_OF_ROOT } from './layout.ts';
import { FILES_NAMESPACE, XMLDSIG_NAMESPACE } from './schema.ts';
import type { MigrationFile } from './types.ts';
import { parseXml, validateSchema } from './xml.ts';

export interface OpenedFile {
  /** The parsed document the file was read from; lives until `dispose`. */
  readonly document: XmlDocument;
  readonly file: MigrationFile;
  dispose(): void;
  [Symbol.dispose](): void;
}

/** The schema lets any xmldsig element end the root; only a Signature may, lest its like-named siblings be read as content. */
const assertSignatureOnly = (root: XmlElement): void => {
  let last = root.lastChild;
  while (last !== null && !(last instanceof XmlElement)) last = last.prev;
  if (last !== null && last.namespaceUri === XMLDSIG_NAMESPACE && last.name !== 'Signature') {
    throw new FileError('schema', `element ${last.name} of xmldsig ends the file`, { line: last.line, expected: 'Signature' });
  }
};

const read = (document: XmlDocument): MigrationFile => {
  const root = document.root;
  const layout = root.namespaceUri === FILES_NAMESPACE ? LAYOUT_OF_ROOT.get(root.name) : undefined;
  if (layout === undefined) {
    throw new FileError('unknown-root', `root element ${root.name} of namespace "${root.namespaceUri}"`, {
      line: root.line, expected: `one of ${[...LAYOUT_OF_ROOT.keys()].join(', ')} of ${FILES_NAMESPACE}`,
    });
  }
  validateSchema(document);
  assertSignatureOnly(root);
  const cursor = new Cursor(root.toString({ format: false }));
  cursor.enter();
  const file = layout.shape.read(cursor);
  assertConsistent(file);
  return file;
};

/** @throws FileError for anything that is not one of the seven files of the schema. Nothing is left open then. */
export const openFile = (bytes: Uint8Array): OpenedFile => {
  const document = parseXml(bytes);
  const dispose = (): void => document.dispose();
  try {
    return { document, file: read(document), dispose, [Symbol.dispose]: dispose };
  } catch (thrown) {
    dispose();
    throw thrown;
  }
};

/** Decodes without looking at the signature. @throws FileError as `openFile`. */
export const decodeFile = (bytes: Uint8Array): MigrationFile => {
  const opened = openFile(bytes);
  opened.dispose();
  return opened.file;
};
