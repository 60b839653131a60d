/** A Migration Authorisation as it travels: file name, CSV and detached signature in one JSON document (R2-09, emulator profile). */
import { FileError } from './errors.ts';
import { parseMaFileName } from './maFileName.ts';
import { checkBytes } from './prescan.ts';
import type { MaPackage } from './types.ts';

const MAX_SIGNATURE_CHARACTERS = 65_536;
const KEYS = ['csv', 'fileName', 'signature'];

/** Canonical Base64 only, found by writing it again: a pattern over megabytes overflows the regular expression engine. */
const fromBase64 = (text: unknown): Buffer | undefined => {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** @throws FileError `name`, `package`. */
export const encodeMaPackage = ({ fileName, csv, signature }: MaPackage): Uint8Array => {
  parseMaFileName(fileName);
  assertSignature(signature);
  const bytes = Buffer.from(csv.buffer, csv.byteOffset, csv.byteLength);
  return new TextEncoder().encode(JSON.stringify({ fileName, csv: bytes.toString('base64'), signature }));
};

/** Opens the package; the signature is the caller's to verify, the CSV to decode. @throws FileError `size`, `encoding`, `package`, `name`. */
export const decodeMaPackage = (bytes: Uint8Array): MaPackage => {
  const text = checkBytes(bytes).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FileError('package', 'MA package is not JSON', { expected: 'a JSON object' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).sort().join() !== KEYS.join()) {
    throw new FileError('package', 'MA package of another shape', { expected: 'exactly fileName, csv and signature' });
  }
  const { fileName, csv, signature } = value as Record<string, unknown>;
  if (typeof fileName !== 'string') throw new FileError('package', 'fileName is no text', { expected: 'a file name' });
  parseMaFileName(fileName);
  const content = fromBase64(csv);
  if (content === undefined) throw new FileError('package', 'csv is not Base64', { expected: 'Base64' });
  assertSignature(signature);
  return { fileName, csv: new Uint8Array(content), signature };
};

function assertSignature(signature: unknown): asserts signature is string {
  if (typeof signature !== 'string' || signature.length > MAX_SIGNATURE_CHARACTERS || fromBase64(signature) === undefined) {
    throw new FileError('package', 'signature is not Base64', { expected: `Base64 of at most ${MAX_SIGNATURE_CHARACTERS} characters` });
  }
}
