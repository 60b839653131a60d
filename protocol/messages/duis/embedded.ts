/**
 * A signed element inside another message: the S1SP's alert in a DCC alert, its response in a Service Response. It declares its
 * own namespaces, so what is taken out verifies as it did before it was put in (see `security/xmlSignature.ts`).
 */
import { DuisFormatError } from './format.ts';
import type { XmlTree } from './tree.ts';

/** The element without its XML declaration. @throws DuisFormatError when it is another element. */
export const embeddable = (xml: string, name: string): string => {
  const bare = xml.replace(/^\uFEFF?\s*<\?xml[^?]*\?>\s*/, '').trimEnd();
  if (!new RegExp(`^<(?:[\\w.-]+:)?${name}[\\s>]`).test(bare)) throw new DuisFormatError(`expected ${name}`);
  return bare;
};

/** The element as a document of its own. */
export const extracted = (element: XmlTree): string => element.toXml();
