import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFile, openFile } from '../../protocol/files/decode.ts';
import { encodeFile, encodeHeader, sameHeader } from '../../protocol/files/encode.ts';
import type { MigrationFile } from '../../protocol/files/types.ts';
import { readUtc, writeUtc } from '../../protocol/files/utc.ts';
import { FILES, header, time } from './generators.ts';

const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const types = Object.keys(FILES) as MigrationFile['type'][];

describe('R2-01 migration files', () => {
  it.each(types)('%s: what is encoded decodes to the same file', (type) => {
    fc.assert(fc.property(FILES[type], (file) => {
      expect(decodeFile(bytesOf(encodeFile(file)))).toStrictEqual(file);
    }), { numRuns: 150 });
  });

  it.each(types)('L9 %s: a decoded file encodes to the same bytes, header included', (type) => {
    fc.assert(fc.property(FILES[type], (file) => {
      const xml = encodeFile(file);
      expect(encodeFile(decodeFile(bytesOf(xml)))).toBe(xml);
      expect(xml).toContain(`>${encodeHeader(file.header)}<`);
    }), { numRuns: 50 });
  });

  it.each(types)('%s: encoding is already canonical and free of white space between elements', (type) => {
    fc.assert(fc.property(FILES[type], (file) => {
      const xml = encodeFile(file);
      const opened = openFile(bytesOf(xml));
      try {
        expect(opened.document.canonicalizeToString()).toBe(xml);
      } finally {
        opened.dispose();
      }
    }), { numRuns: 50 });
  });

  it('MEHRS 2.7.2: headers are the same exactly when every field is', () => {
    fc.assert(fc.property(header, header, (a, b) => {
      expect(sameHeader(a, { ...a })).toBe(true);
      expect(sameHeader(a, b)).toBe(JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort()));
      expect(sameHeader(a, { ...a, migrationSetId: `${a.migrationSetId}x` })).toBe(false);
    }));
  });

  it('times are written as UTC seconds and read back, leap days included', () => {
    fc.assert(fc.property(time, (t) => {
      expect(writeUtc(t)).toBe(new Date(t).toISOString().replace('.000', ''));
      expect(readUtc(writeUtc(t))).toBe(t);
      expect(writeUtc(t + 999)).toBe(writeUtc(t));
    }), { numRuns: 1000 });
    expect(writeUtc(Date.UTC(2020, 1, 29, 23, 59, 59))).toBe('2020-02-29T23:59:59Z');
    for (const t of [-1, Number.NaN, 253_402_300_800_000]) expect(() => writeUtc(t)).toThrow(RangeError);
  });
});
