/** Headers written as bytes are what the client would write, and read as the client would read them. */
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageHeaders, onceMessageHeaders, rawHeaders, readHeaders, tryStamp, type WithHeaders } from '../../harness/bus/headers.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
/** As the client asks them for their bytes. */
const sent = (hdrs: MsgHdrs): Uint8Array => (hdrs as MsgHdrs & { encode(): Uint8Array }).encode();
const clients = (fields: Readonly<Record<string, string>>): string => {
  const made = headers();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return text(sent(made));
};
/** Arrived and not read yet, as the client keeps it; its own reader is asked only when ours leaves it to it. */
const arrived = (bytes: string, read: () => MsgHdrs | undefined): WithHeaders => {
  const all = new TextEncoder().encode(`${bytes}body`);
  return Object.defineProperty({ _msg: { hdr: all.length - 4 }, _rdata: all }, 'headers', { get: read }) as WithHeaders;
};

const t = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: 1_500_000_000_000, max: 1_700_000_000_000 }), fc.constantFrom(0, -1, 1, 9_999_999, 10_000_000, 10_000_001, 2 ** 53 - 1));
const n = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.maxSafeNat());

describe('headers of a message', () => {
  it('any stamp is written as the client writes it, and read back the same', () => {
    fc.assert(fc.property(t, n, (stampT, stampN) => {
      const stamp = { t: stampT, n: stampN };
      const bytes = text(messageHeaders(stamp, undefined));
      expect(bytes).toBe(clients({ 'Mehrs-Stamp': `${stampT} ${stampN}` }));
      const read = headers();
      read.set('Mehrs-Stamp', `${stampT} ${stampN}`);
      expect(readHeaders('s', arrived(bytes, () => read))).toEqual({ stamp });
      expect(text(onceMessageHeaders(stamp))).toBe(clients({ 'Nats-Expected-Last-Subject-Sequence': '0', 'Mehrs-Stamp': `${stampT} ${stampN}` }));
    }));
  });

  it('are sent as the bytes they are', () => {
    const raw = rawHeaders();
    raw.bytes = onceMessageHeaders({ t: 1, n: 2 });
    expect(sent(raw)).toBe(raw.bytes);
  });

  it('a plain stamp is read without the client, anything else by it', () => {
    const never = (): never => { throw new Error('asked the client'); };
    expect(tryStamp(arrived('NATS/1.0\r\nMehrs-Stamp: 1604912400000 1\r\n\r\n', never))).toEqual({ t: 1_604_912_400_000, n: 1 });
    for (const other of ['NATS/1.0\r\nMehrs-Stamp: 1604912400000  1\r\n\r\n', 'NATS/1.0\r\nMehrs-Stamp: 1\r\n\r\n', 'NATS/1.0\r\nMehrs-Stamp: 1 \r\n\r\n', 'NATS/1.0\r\nMehrs-Stamp:  1\r\n\r\n', 'NATS/1.0\r\nMehrs-Stamp: 1 1\r\nX: y\r\n\r\n',
      'NATS/1.0\r\nMehrs-Stamp: 1.5 1\r\n\r\n', 'NATS/1.0\r\nMehrs-Stamp: 12345678901234567 1\r\n\r\n', 'A', '']) {
      let asked = 0;
      const message = arrived(other, () => { asked += 1; return undefined; });
      expect([tryStamp(message), asked]).toEqual([undefined, 1]);
      expect(() => readHeaders('s', message)).toThrow(/s has no stamp/);
    }
  });
});
