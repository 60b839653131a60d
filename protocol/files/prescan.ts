/**
 * A look at the raw bytes before any XML parser sees them: size, encoding, DOCTYPE and depth (law L3: bytes may come from
 * anybody). One pass, no recursion, no allocation. It need not be a parser: where markup is broken it stops and lets
 * libxml2 say so, whose own limits (256 levels, no network) still stand behind it.
 */
import { isUtf8 } from 'node:buffer';
import { FileError } from './errors.ts';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_XML_DEPTH = 64;

const [LT, GT, SLASH, BANG, QUERY, DOUBLE, SINGLE] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x22, 0x27];

/** 1-based line of a byte offset. */
const lineAt = (bytes: Uint8Array, offset: number): number => {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) line++;
  return line;
};

/** Bytes as a Buffer over the same memory. @throws FileError `size`, `encoding`. */
export const checkBytes = (bytes: Uint8Array): Buffer => {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    throw new FileError('size', `file of ${bytes.byteLength} bytes`, { expected: `at most ${MAX_FILE_BYTES} bytes` });
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nul = buffer.indexOf(0);
  if (nul >= 0) throw new FileError('encoding', 'NUL byte', { line: lineAt(buffer, nul), expected: 'UTF-8 text' });
  if (!isUtf8(buffer)) throw new FileError('encoding', 'bytes that are not UTF-8', { expected: 'UTF-8 text' });
  return buffer;
};

/** Offset after the `>` that ends the tag at `from`, quotes respected, or -1. */
const endOfTag = (buffer: Buffer, from: number): number => {
  for (let i = from; i < buffer.length; i++) {
    const byte = buffer[i]!;
    if (byte === GT) return i + 1;
    if (byte === DOUBLE || byte === SINGLE) {
      i = buffer.indexOf(byte, i + 1);
      if (i < 0) return -1;
    }
  }
  return -1;
};
const after = (buffer: Buffer, mark: string, from: number): number => {
  const found = buffer.indexOf(mark, from, 'latin1');
  return found < 0 ? -1 : found + mark.length;
};

/** @throws FileError `encoding` when declared other than UTF-8, `doctype`, `depth`. */
export const checkMarkup = (buffer: Buffer): void => {
  const declaration = /^(?:\uFEFF)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(buffer.toString('utf8', 0, 200));
  if (declaration !== null && declaration[1]!.toUpperCase() !== 'UTF-8') {
    throw new FileError('encoding', `encoding ${declaration[1]} declared`, { line: 1, expected: 'UTF-8' });
  }
  let depth = 0;
  let at = buffer.indexOf(LT);
  while (at >= 0) {
    const next = buffer[at + 1];
    let end: number;
    if (next === BANG) {
      if (buffer.toString('latin1', at, at + 4) === '<!--') end = after(buffer, '-->', at + 4);
      else if (buffer.toString('latin1', at, at + 9) === '<![CDATA[') end = after(buffer, ']]>', at + 9);
      else throw new FileError('doctype', 'document type declaration', { line: lineAt(buffer, at), expected: 'none' });
    } else if (next === QUERY) {
      end = after(buffer, '?>', at + 2);
    } else {
      end = endOfTag(buffer, at + 1);
      if (next === SLASH) depth--;
      else if (end < 0 || buffer[end - 2] !== SLASH) depth++;
      if (depth > MAX_XML_DEPTH) {
        throw new FileError('depth', 'elements nested too deeply', { line: lineAt(buffer, at), expected: `at most ${MAX_XML_DEPTH} levels` });
      }
    }
    if (end < 0) return;
    at = buffer.indexOf(LT, end);
  }
};
