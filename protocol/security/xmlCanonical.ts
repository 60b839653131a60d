/** Canonical bytes of a parsed document, comments left out. One native pass, no callback per node. */
import { XmlC14NMode, type XmlDocument } from 'libxml2-wasm';

export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** @throws Error when the document cannot be canonicalised (an entity reference left standing, for one). */
export const canonicalBytes = (document: XmlDocument, form: 'exclusive' | 'inclusive'): Buffer => {
  const chunks: Buffer[] = [];
  const mode = form === 'exclusive' ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0;
  // The chunk is a view of the library's memory, valid during the call only.
  const write = (chunk: Uint8Array): number => chunks.push(Buffer.from(chunk)) && chunk.length;
  document.canonicalize({ write, close: () => true }, { mode });
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
};
