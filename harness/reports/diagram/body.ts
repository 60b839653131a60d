/** Message bodies as a page shows them: each distinct one once, cut where the page's room ends. */
import { createHash } from 'node:crypto';
import { FileError } from '../../../protocol/files/errors.ts';
import { decodeMaPackage } from '../../../protocol/files/maPackage.ts';
import type { Envelope } from '../../../protocol/messages/envelope.ts';
import type { PageBody } from './model.ts';

/** Bytes of one body at most, and of all distinct bodies together. */
export const MAX_BODY_BYTES = 16 * 1024;
export const MAX_EMBEDDED_BYTES = 12 * 1024 * 1024;
const HEX_BYTES = 512;
const LEAST_BYTES = 128;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const CSV_TYPES: readonly string[] = ['MA', 'MAVR', 'MACR', 'MRR', 'MSR', 'UPGRADE_NOTICE'];

const readText = (bytes: Uint8Array): string | undefined => {
  try {
    const text = utf8.decode(bytes);
    return /[\x00-\x08\x0e-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
};

/** What a person wants to read of it: of an MA the CSV inside the package, of everything else the body. */
export const readable = ({ type, body }: Pick<Envelope, 'type' | 'body'>): Uint8Array => {
  if (type !== 'MA') return body;
  try {
    return decodeMaPackage(body).csv;
  } catch (thrown) {
    if (thrown instanceof FileError) return body;
    throw thrown;
  }
};

export const textOf = (message: Pick<Envelope, 'type' | 'body'>): string => readText(readable(message)) ?? '';

const formOf = (text: string, type: string): PageBody['form'] =>
  (/^\s*</.test(text) ? 'xml' : /^\s*[[{]/.test(text) ? 'json' : CSV_TYPES.includes(type) ? 'csv' : 'text');

/** Never in the middle of a character. */
const cut = (bytes: Uint8Array, limit: number): Uint8Array => {
  if (bytes.byteLength <= limit) return bytes;
  let end = limit;
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
};

const hexadecimal = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, HEX_BYTES)).toString('hex').replace(/(..)(?=.)/g, '$1 ');

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const bodyOf = (message: Envelope, hash: string, limit: number): PageBody => {
  const size = message.body.byteLength;
  const source = readable(message);
  const text = readText(source);
  const base = { sha256: hash, size };
  if (source.byteLength === 0) return { ...base, form: 'empty', text: '' };
  if (limit === 0) return { ...base, form: text === undefined ? 'binary' : formOf(text, message.type), text: null };
  if (text === undefined) {
    const shown = Math.min(source.byteLength, limit, HEX_BYTES);
    return { ...base, form: 'binary', text: hexadecimal(source.subarray(0, shown)), ...(shown < source.byteLength ? { cutAt: shown } : {}) };
  }
  const part = cut(source, limit);
  return { ...base, form: formOf(text, message.type), text: utf8.decode(part), ...(part.byteLength < source.byteLength ? { cutAt: part.byteLength } : {}) };
};

export interface Bodies {
  readonly bodies: readonly PageBody[];
  /** Index into `bodies` for each message. */
  readonly indexOf: readonly number[];
}

/** The largest limit, at most that for one, at which all fit together: every body is cut alike. None where too little would be left. */
const fit = (sizes: readonly number[], one: number, all: number): number => {
  const fits = (limit: number): boolean => sizes.reduce((sum, size) => sum + Math.min(size, limit), 0) <= all;
  if (fits(one)) return one;
  let [low, high] = [0, one];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low < LEAST_BYTES ? 0 : low;
};

/** @param one and @param all limits in bytes. A body sent to five receivers is embedded once. */
export const embedBodies = (messages: readonly Envelope[], one = MAX_BODY_BYTES, all = MAX_EMBEDDED_BYTES): Bodies => {
  const known = new Map<string, number>();
  const firsts: { readonly message: Envelope; readonly hash: string }[] = [];
  const indexOf = messages.map((message) => {
    const hash = sha256(message.body);
    // The same bytes under another type may be shown in another form.
    const id = `${hash}/${CSV_TYPES.includes(message.type) ? message.type : ''}`;
    const index = known.get(id) ?? firsts.push({ message, hash }) - 1;
    known.set(id, index);
    return index;
  });
  const limit = fit(firsts.map(({ message }) => message.body.byteLength), one, all);
  return { bodies: firsts.map(({ message, hash }) => bodyOf(message, hash, limit)), indexOf };
};
