/**
 * Reading DUIS-shaped messages from bytes: parsed once, the document gone again afterwards. What the bytes say depends on
 * nothing but the bytes, so a process that asks for it keeps the answers (`security/memo.ts`).
 */
import type { XmlDocument } from 'libxml2-wasm';
import { parseXml } from '../../files/xml.ts';
import { Memo, nameOfBytes } from '../../security/memo.ts';
import type { TrustStore } from '../../security/trust.ts';
import type { Verification } from '../../security/verification.ts';
import { examineXml, verifyExamined, type Examined } from '../../security/xmlSignature.ts';

/** A signed message: what its signature is worth, and what it says, which is looked at only by who asks. */
interface Signed<T> {
  /** @param at virtual ms. */
  verify(trust: TrustStore, at: number): Verification;
  /** @throws DuisFormatError when it is not the message that was expected. */
  content(): T;
}

const withDocument = <R>(bytes: Uint8Array, use: (document: XmlDocument) => R): R => {
  const document = parseXml(bytes);
  try {
    return use(document);
  } finally {
    document.dispose();
  }
};

/** Reads messages without looking at signatures. @throws FileError, or what `decode` throws. */
export const reader = <T extends object>(decode: (document: XmlDocument) => T): ((bytes: Uint8Array) => T) => {
  const memo = new Memo<T>();
  return (bytes) => memo.of(() => nameOfBytes(bytes), () => withDocument(bytes, decode));
};

/** Reads signed messages. The reader throws FileError when the bytes are no XML. */
export const signedReader = <T extends object>(decode: (document: XmlDocument) => T): ((bytes: Uint8Array) => Signed<T>) => {
  const memo = new Memo<{ readonly examined: Examined; readonly content: T | Error }>();
  const tried = (document: XmlDocument): T | Error => {
    try {
      return decode(document);
    } catch (thrown) {
      return thrown as Error;
    }
  };
  return (bytes) => {
    const { examined, content } = memo.of(() => nameOfBytes(bytes), () => withDocument(bytes, (document) => ({ examined: examineXml(document), content: tried(document) })));
    return {
      verify: (trust, at) => verifyExamined(examined, trust, at),
      content: () => {
        if (content instanceof Error) throw content;
        return content;
      },
    };
  };
};
