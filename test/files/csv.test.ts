import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMa, decodeMacr, decodeMavr, encodeMa, encodeMacr, encodeMavr, MA_COLUMNS } from '../../protocol/files/csv.ts';
import { encodeCsv, harmless, MAX_CSV_COLUMNS, MAX_CSV_ROWS } from '../../protocol/files/csvTable.ts';
import { FileError } from '../../protocol/files/errors.ts';
import { MAX_FILE_BYTES } from '../../protocol/files/prescan.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { cell, maRecord, reasonCode, time } from './generators.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const refusal = (run: () => unknown): FileError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};
const none = { serial: '', issuer: '' };
const EMPTY: MaRecord = {
  mpan: '', mprn: '', migrationWeek: '', migrateOn: '', priority: '', toBeCommissionedByDCC: '',
  esmeSupplierCritical: none, esmeSupplierNonCritical: none, gasSupplierCritical: none, gasSupplierNonCritical: none,
  esmeNetworkOperatorCritical: none, esmeNetworkOperatorNonCritical: none, gasNetworkOperatorCritical: none, gasNetworkOperatorNonCritical: none,
  esmeSupplierId: '', gsmeSupplierId: '',
};
const HEADER = MA_COLUMNS.join(',');
const row = (...cells: string[]): string => [...cells, ...Array.from({ length: MA_COLUMNS.length - cells.length }, () => '')].join(',');
const ma = (...lines: string[]): Uint8Array => bytesOf([HEADER, ...lines, ''].join('\r\n'));

describe('R2-09, Guide 4.5.5 Migration Authorisation', () => {
  it('what is encoded decodes to the same records, and encodes to the same bytes (L9)', () => {
    fc.assert(fc.property(fc.array(maRecord, { minLength: 1, maxLength: 8 }), (records) => {
      const bytes = encodeMa(records);
      expect(decodeMa(bytes)).toStrictEqual(records);
      expect(encodeMa(decodeMa(bytes))).toEqual(bytes);
    }), { numRuns: 200 });
  });

  it('names a column for every field, certificate ids by serial number and issuer name (MA016)', () => {
    expect(MA_COLUMNS).toHaveLength(24);
    expect(new Set(MA_COLUMNS).size).toBe(24);
    expect(textOf(encodeMa([{ ...EMPTY, mpan: '1', gasSupplierCritical: { serial: '2', issuer: 'CN="A", O=B' } }])).split('\r\n')[1])
      .toBe('1,,,,,,,,,,2,"CN=""A"", O=B",,,,,,,,,,,,');
  });

  it('takes empty cells, a byte order mark, bare line feeds and a missing last line end', () => {
    const records = [{ ...EMPTY, mpan: '1200012345678' }];
    expect(decodeMa(ma(row('1200012345678')))).toStrictEqual(records);
    expect(decodeMa(ma(row('')))).toStrictEqual([EMPTY]);
    expect(decodeMa(bytesOf(`\uFEFF${HEADER}\n${row('1200012345678')}`))).toStrictEqual(records);
  });

  it('refuses another header, by column', () => {
    expect(refusal(() => decodeMa(bytesOf(`${HEADER.replace('MPRN', 'Mprn')}\r\n${row('')}`)))).toMatchObject({ code: 'csv', line: 1, column: 'MPRN', expected: 'MPRN' });
    expect(refusal(() => decodeMa(bytesOf(`${HEADER},Extra\r\n${row('')},`)))).toMatchObject({ code: 'csv', line: 1, expected: '24 cells' });
    expect(refusal(() => decodeMa(bytesOf(HEADER.replace(',GSMESupplierId', ''))))).toMatchObject({ line: 1, column: 'GSMESupplierId' });
    expect(refusal(() => decodeMa(bytesOf('')))).toMatchObject({ code: 'csv', line: 1 });
  });

  it('refuses a row of another length, an unclosed quote, a stray quote and a file without records, by line', () => {
    expect(refusal(() => decodeMa(ma(row(''), 'a,b')))).toMatchObject({ code: 'csv', line: 3, expected: '24 cells' });
    expect(refusal(() => decodeMa(ma(row(''), '', row(''))))).toMatchObject({ code: 'csv', line: 3 });
    expect(refusal(() => decodeMa(ma(row(''), row('"a'))))).toMatchObject({ code: 'csv' });
    expect(refusal(() => decodeMa(ma(row(''), row('a"b'))))).toMatchObject({ code: 'csv', line: 3 });
    expect(refusal(() => decodeMa(ma()))).toMatchObject({ code: 'csv', expected: 'at least one record' });
    expect(refusal(() => encodeMa([]))).toMatchObject({ expected: 'at least one record' });
  });

  it.each(['=1+1', '+44', '-1', '@SUM(A1)', '\t=1'])('refuses the formula %j, reading and writing', (formula) => {
    expect(refusal(() => decodeMa(ma(row(''), row('1', `"${formula}"`))))).toMatchObject({ code: 'formula', line: 3, column: 'MPRN' });
    expect(refusal(() => encodeMa([{ ...EMPTY, mprn: formula }]))).toMatchObject({ code: 'formula', line: 2, column: 'MPRN' });
  });

  it('refuses bad UTF-8, NUL, line breaks, control characters and lone surrogates', () => {
    expect(refusal(() => decodeMa(new Uint8Array([0x4d, 0xff])))).toMatchObject({ code: 'encoding' });
    expect(refusal(() => decodeMa(ma(row('\u0000'))))).toMatchObject({ code: 'encoding', line: 2 });
    expect(refusal(() => decodeMa(ma(row('a\u0007'))))).toMatchObject({ code: 'csv', line: 2, column: 'MPAN' });
    expect(refusal(() => encodeMa([{ ...EMPTY, mpan: 'a\nb' }]))).toMatchObject({ code: 'csv', column: 'MPAN' });
    expect(refusal(() => decodeMa(ma(row('"a\r\nb"'))))).toMatchObject({ code: 'csv', column: 'MPAN' });
    expect(refusal(() => encodeMa([{ ...EMPTY, mpan: '\uD800' }]))).toMatchObject({ code: 'csv', column: 'MPAN' });
  });

  it('refuses more than 1,000 columns, 100,000 rows, 4,096 characters in a cell or 64 MB', () => {
    expect(refusal(() => decodeMa(bytesOf(','.repeat(MAX_CSV_COLUMNS))))).toMatchObject({ code: 'limit', line: 1 });
    expect(refusal(() => decodeMa(bytesOf(`${HEADER}\n${row('')}\n${','.repeat(1_000_000)}`)))).toMatchObject({ code: 'limit', line: 3 });
    expect(refusal(() => decodeMa(bytesOf(`${HEADER}\n${'\n'.repeat(MAX_CSV_ROWS + 1)}`)))).toMatchObject({ code: 'limit' });
    expect(refusal(() => decodeMa(ma(row('a'.repeat(4097)))))).toMatchObject({ code: 'limit', line: 2, column: 'MPAN' });
    expect(refusal(() => decodeMa(ma(row('a'.repeat(1_000_000)))))).toMatchObject({ code: 'csv' });
    expect(refusal(() => decodeMa(new Uint8Array(MAX_FILE_BYTES + 1)))).toMatchObject({ code: 'size' });
    expect(refusal(() => encodeCsv(['A'], Array.from({ length: MAX_CSV_ROWS + 1 }, () => ['a'])))).toMatchObject({ code: 'limit' });
  });

  it('takes exactly 100,000 rows', () => {
    const rows = Array.from({ length: MAX_CSV_ROWS }, () => row('1'));
    expect(decodeMa(ma(...rows))).toHaveLength(MAX_CSV_ROWS);
  });

  it('foreign text is made harmless, and what is harmless is let be', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
      expect(() => encodeCsv(['A'], [[harmless(text)]])).not.toThrow();
    }));
    fc.assert(fc.property(cell, (text) => {
      expect(harmless(text)).toBe(text);
    }));
    expect(harmless('=1\u0000')).toBe("'=1 ");
  });
});

describe('MEHRS 2.3.2, 2.4.1 responses to a Migration Authorisation', () => {
  const mavr = fc.record({
    maFileName: cell, generatedAt: time,
    records: fc.array(fc.oneof(
      fc.record({ mpan: cell, mprn: cell, result: fc.constant('Accepted' as const), reasonCode: fc.constant('') }),
      fc.record({ mpan: cell, mprn: cell, result: fc.constant('Rejected' as const), reasonCode }),
    ), { minLength: 1, maxLength: 6 }),
  }).map((each) => structuredClone(each));
  const macr = fc.record({
    maFileName: cell, generatedAt: time,
    records: fc.array(fc.oneof(
      fc.record({ mpan: cell, mprn: cell, completionStatus: fc.constant('Success' as const), reasonCode: fc.constant('') }),
      fc.record({ mpan: cell, mprn: cell, completionStatus: fc.constant('Failure' as const), reasonCode: fc.oneof(fc.constant(''), reasonCode) }),
    ), { minLength: 1, maxLength: 6 }),
  }).map((each) => structuredClone(each));

  it('MAVR: what is encoded decodes to the same', () => {
    fc.assert(fc.property(mavr, (file) => { expect(decodeMavr(encodeMavr(file))).toStrictEqual(file); }));
  });
  it('MACR: what is encoded decodes to the same, an empty reason of a failure included (A-41)', () => {
    fc.assert(fc.property(macr, (file) => { expect(decodeMacr(encodeMacr(file))).toStrictEqual(file); }));
  });

  const one = (line: string): Uint8Array => bytesOf(`MAFileName,GeneratedAt,MPAN,MPRN,ValidationResult,ValidationReasonCode\n${line}\n`);
  it.each<[string, string, string]>([
    ['two codes', 'n,2020-11-09T00:00:00Z,1,,Rejected,"MA001,MA002"', 'ValidationReasonCode'],
    ['no code for a rejection', 'n,2020-11-09T00:00:00Z,1,,Rejected,', 'ValidationReasonCode'],
    ['a code for an acceptance', 'n,2020-11-09T00:00:00Z,1,,Accepted,MA001', 'ValidationReasonCode'],
    ['a FailedStepNumber for a reason code (003, 4.6)', 'n,2020-11-09T00:00:00Z,1,,Rejected,12.9.1.ET01', 'ValidationReasonCode'],
    ['another result', 'n,2020-11-09T00:00:00Z,1,,In Progress,', 'ValidationResult'],
    ['a result named like a property of every object', 'n,2020-11-09T00:00:00Z,1,,constructor,', 'ValidationResult'],
    ['a time that does not exist', 'n,2020-02-30T00:00:00Z,1,,Accepted,', 'GeneratedAt'],
    ['another MA further down', 'n,2020-11-09T00:00:00Z,1,,Accepted,\nm,2020-11-09T00:00:00Z,2,,Accepted,', 'MAFileName'],
    ['another time further down', 'n,2020-11-09T00:00:00Z,1,,Accepted,\nn,2020-11-09T00:00:01Z,2,,Accepted,', 'GeneratedAt'],
  ])('refuses %s', (_, lines, column) => {
    expect(refusal(() => decodeMavr(one(lines)))).toMatchObject({ code: 'csv', line: lines.split('\n').length + 1, column });
  });

  it('asserts the same when it writes', () => {
    const file = { maFileName: 'n', generatedAt: 0 };
    expect(refusal(() => encodeMavr({ ...file, records: [{ mpan: '1', mprn: '', result: 'Rejected', reasonCode: '' }] }))).toMatchObject({ line: 2, column: 'ValidationReasonCode' });
    expect(refusal(() => encodeMacr({ ...file, records: [{ mpan: '1', mprn: '', completionStatus: 'Failure', reasonCode: '12.9.1.ET01' }] }))).toMatchObject({ column: 'CompletionReasonCode' });
    expect(refusal(() => encodeMacr({ ...file, records: [] }))).toMatchObject({ expected: 'at least one record' });
  });
});
