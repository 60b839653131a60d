/** The little of DER (X.690) that a certificate needs: one reader, one writer. Lengths are bytes. */

export const TAG = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, utf8String: 0x0c, sequence: 0x30, set: 0x31,
  utcTime: 0x17, generalizedTime: 0x18, version: 0xa0, extensions: 0xa3, keyIdentifier: 0x80,
} as const;

export class DerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DerError';
  }
}

export interface Tlv {
  readonly tag: number;
  readonly body: Uint8Array;
  /** Header and body. */
  readonly whole: Uint8Array;
}

/** Reads one element at an offset. @throws DerError when the bytes do not hold one. */
const readAt = (bytes: Uint8Array, offset: number): Tlv => {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw new DerError('DER: truncated header');
  let length = first;
  let start = offset + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 3) throw new DerError('DER: unsupported length');
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[start + index] ?? 0);
    start += count;
  }
  if (start + length > bytes.length) throw new DerError('DER: truncated body');
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(offset, start + length) };
};

/** Reads the elements that fill `bytes` exactly. @throws DerError */
export const readAll = (bytes: Uint8Array): Tlv[] => {
  const found: Tlv[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const next = readAt(bytes, offset);
    found.push(next);
    offset += next.whole.length;
  }
  return found;
};

/** The only element of `bytes`, with the tag expected. @throws DerError */
export const readOne = (bytes: Uint8Array, tag: number): Tlv => expectTag(readAll(bytes), 0, tag, 1);

/** @throws DerError unless element `index` has the tag (and, if given, there are `count` elements). */
export const expectTag = (elements: readonly Tlv[], index: number, tag: number, count?: number): Tlv => {
  const element = elements[index];
  if (element === undefined || element.tag !== tag || (count !== undefined && elements.length !== count)) {
    throw new DerError(`DER: expected tag 0x${tag.toString(16)} at position ${index}`);
  }
  return element;
};

const lengthBytes = (length: number): number[] => {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
};

export const write = (tag: number, ...bodies: readonly Uint8Array[]): Uint8Array => {
  const length = bodies.reduce((sum, body) => sum + body.length, 0);
  if (length > 0xffff) throw new DerError('DER: body too long');
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(length)), ...bodies]);
};

export const writeOid = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const body = [first * 40 + second];
  for (const arc of rest) {
    const septets = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) septets.unshift((left & 0x7f) | 0x80);
    body.push(...septets);
  }
  return write(TAG.oid, Uint8Array.from(body));
};

/** A non-negative INTEGER: minimal, with a leading zero where the top bit is set. */
export const writeInteger = (magnitude: Uint8Array): Uint8Array => {
  const start = magnitude.findIndex((byte) => byte !== 0);
  const minimal = start < 0 ? Uint8Array.of(0) : magnitude.subarray(start);
  return write(TAG.integer, minimal[0]! >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), minimal);
};
