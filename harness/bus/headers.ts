/**
 * What a message says beside subject and body: its stamp, and the file that holds a large body. Written and read as bytes
 * where the client (3.3.1) lets us, since its own class of headers costs more than sending and receiving do.
 */
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { Stamp } from '../../protocol/time.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import { DIGITS_LIMIT, digitsOf, LARGE, writeLarge, writeNumber } from './digits.ts';

const STAMP = 'Mehrs-Stamp';
const FILE = 'Mehrs-File';
const LENGTH = 'Mehrs-Length';
const SHA256 = /^[0-9a-f]{64}$/;
const BEGINNING = 'NATS/1.0\r\n';
/** The subject must not have been stored before. */
const ONCE = 'Nats-Expected-Last-Subject-Sequence: 0\r\n';

/** A body that travels through the file store. */
export interface Filed {
  readonly sha256: string;
  readonly length: number;
}

export interface MessageHeaders {
  readonly stamp: Stamp;
  readonly file?: Filed;
}

const encoder = new TextEncoder();
const [SPACE, MINUS, ZERO, NINE, CR] = [32, 45, 48, 57, 13];

/** Headers to send that are bytes already: all that the client asks of them is `encode`, while it publishes. */
export const rawHeaders = (): MsgHdrs & { bytes: Uint8Array } => Object.assign(headers(), {
  bytes: new Uint8Array(0),
  encode(): Uint8Array { return this.bytes; },
});

const written = (fields: string): Uint8Array => encoder.encode(`${BEGINNING}${fields}\r\n`);

const fieldsOf = ({ t, n }: Stamp, file: Filed | undefined): string =>
  (file === undefined ? `${STAMP}: ${t} ${n}\r\n` : `${STAMP}: ${t} ${n}\r\n${FILE}: ${file.sha256}\r\n${LENGTH}: ${file.length}\r\n`);

const PLAIN = encoder.encode(`${BEGINNING}${STAMP}: `);
const PLAIN_END = encoder.encode('\r\n\r\n');

/** Whether a stamp can be written without making text of it: most can, not one of the years before 1970. */
export const isPlain = ({ t, n }: Stamp): boolean => t >= LARGE && n < DIGITS_LIMIT;

/** Bytes of headers with a plain stamp and nothing else. */
export const plainLength = ({ t, n }: Stamp): number => PLAIN.length + digitsOf(t) + 1 + digitsOf(n) + PLAIN_END.length;

/** Writes them. @returns where the next byte goes. */
export const writePlain = (bytes: Uint8Array, start: number, { t, n }: Stamp): number => {
  bytes.set(PLAIN, start);
  let at = writeLarge(bytes, start + PLAIN.length, t);
  bytes[at] = SPACE;
  at = writeNumber(bytes, at + 1, n);
  bytes.set(PLAIN_END, at);
  return at + PLAIN_END.length;
};

export const messageHeaders = (stamp: Stamp, file: Filed | undefined): Uint8Array => written(fieldsOf(stamp, file));

/** Of a message whose subject may be stored once only. */
export const onceMessageHeaders = (stamp: Stamp, file?: Filed): Uint8Array => written(ONCE + fieldsOf(stamp, file));

/** Of a chunk of a file of `length` bytes, stored once. */
export const chunkHeaders = (length: number): Uint8Array => written(`${ONCE}${LENGTH}: ${length}\r\n`);

/** The client's message, of core NATS or JetStream, as far as its headers go; reading them throws where they are none. */
export interface WithHeaders {
  readonly headers?: MsgHdrs | undefined;
}

/** Where client 3.3.1 keeps headers that were not read yet; should it keep them elsewhere one day, it reads them itself. */
interface Unread {
  readonly _msg?: { readonly hdr?: number };
  readonly _rdata?: Uint8Array;
}

/** A number of more digits is for the client's reader. */
const DIGITS = 15;

/** The stamp of headers that hold nothing else, as most do; undefined for all others. */
const plainStamp = ({ _msg, _rdata }: Unread): Stamp | undefined => {
  const end = (_msg?.hdr ?? -1) - 4;
  if (_rdata === undefined || end <= PLAIN.length) return undefined;
  for (let at = 0; at < PLAIN.length; at += 1) if (_rdata[at] !== PLAIN[at]) return undefined;
  let at: number = PLAIN.length;
  const negative = _rdata[at] === MINUS;
  if (negative) at += 1;
  let [t, n] = [0, 0];
  const first = at;
  for (; at < end && _rdata[at] !== SPACE; at += 1) {
    const digit = _rdata[at] as number;
    if (digit < ZERO || digit > NINE) return undefined;
    t = t * 10 + digit - ZERO;
  }
  const second = at + 1;
  for (at = second; at < end; at += 1) {
    const digit = _rdata[at] as number;
    if (digit < ZERO || digit > NINE) return undefined;
    n = n * 10 + digit - ZERO;
  }
  const [tDigits, nDigits] = [second - 1 - first, end - second];
  if (_rdata[end] !== CR || tDigits < 1 || tDigits > DIGITS || nDigits < 1 || nDigits > DIGITS || (negative && t === 0)) return undefined;
  return { t: negative ? -t : t, n };
};

const headersOf = (message: WithHeaders): MsgHdrs | undefined => {
  try {
    return message.headers;
  } catch {
    return undefined;
  }
};

const stampIn = (hdrs: MsgHdrs | undefined): Stamp | undefined => {
  const [, t, n] = /^(-?\d{1,16}) (\d{1,16})$/.exec(hdrs?.get(STAMP) ?? '') ?? [];
  const stamp = { t: Number(t), n: Number(n) };
  return t !== undefined && Number.isSafeInteger(stamp.t) && Number.isSafeInteger(stamp.n) ? stamp : undefined;
};

/** @returns undefined unless the headers have a stamp of whole virtual milliseconds and a micro-step. */
export const tryStamp = (message: WithHeaders): Stamp | undefined => plainStamp(message as Unread) ?? stampIn(headersOf(message));

/** Whether the body travels through the file store. */
export const isFiled = (message: WithHeaders): boolean => Boolean(headersOf(message)?.get(FILE));

/** @throws BusError `corrupt` for headers that are none, have no stamp, or name a file that can be none. */
export const readHeaders = (subject: string, message: WithHeaders): MessageHeaders => {
  const plain = plainStamp(message as Unread);
  if (plain !== undefined) return { stamp: plain };
  let hdrs: MsgHdrs | undefined;
  try {
    hdrs = message.headers;
  } catch (error) {
    throw new BusError('corrupt', `${subject} has no headers but ${(error as Error).message}`);
  }
  const stamp = stampIn(hdrs);
  if (stamp === undefined) throw new BusError('corrupt', `${subject} has no stamp`);
  const file = fileIn(subject, hdrs);
  return file === undefined ? { stamp } : { stamp, file };
};

/** @throws BusError `corrupt`. */
export const fileIn = (subject: string, hdrs: MsgHdrs | undefined): Filed | undefined => {
  const sha256 = hdrs?.get(FILE);
  if (!sha256) return undefined;
  if (!SHA256.test(sha256)) throw new BusError('corrupt', `${subject} names no file in ${FILE}`);
  const length = lengthIn(hdrs);
  if (length === undefined) throw new BusError('corrupt', `${subject} has no length of the file it names`);
  return { sha256, length };
};

/** A length in bytes that a sender announces: it may be anything. */
export const lengthIn = (hdrs: MsgHdrs | undefined): number | undefined => {
  const text = hdrs?.get(LENGTH) ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
};
