/** Report 6 as a supplier reads it back (MEHRS 2.3.2, 2.4.1). */
import { describe, expect, it } from 'vitest';
import { readOutcomes } from '../../protocol/reports/read.ts';
import { computeReport, encodeReport } from '../../protocol/reports/report.ts';
import type { ReportFact } from '../../protocol/reports/facts.ts';

const installation = { mpan: '1012345678908', mprn: '7654321004', electricitySupplier: 'SUPA', gasSupplier: 'SUPA' };
const maFileName = 'MA_CB_02-5E-00-F0-00-00-00-01_20201103_090000';
const FACTS: readonly ReportFact[] = [
  { kind: 'MAVR', at: 10, maFileName, authorisingParty: 'SUPA', installation, result: 'Rejected', reasonCode: 'MA003' },
  { kind: 'MACR', at: 20, maFileName, authorisingParty: 'SUPA', installation, completionStatus: 'Failure', reasonCode: 'MA113' },
  { kind: 'MACR', at: 30, maFileName, authorisingParty: 'SUPA', installation, completionStatus: 'Failure', reasonCode: '' },
];

describe('readOutcomes', () => {
  it('tells validation and completion failures apart from nothing, with their codes', () => {
    const bytes = encodeReport(computeReport(6, FACTS, { from: 0, to: 100 }, { kind: 'supplier', signifier: 'SUPA' }));
    expect(readOutcomes(bytes).map(({ mpan, mprn, failed, reasonCode }) => [mpan, mprn, failed, reasonCode])).toEqual([
      [installation.mpan, installation.mprn, true, 'MA003'], [installation.mpan, installation.mprn, true, 'MA113'], [installation.mpan, installation.mprn, true, ''],
    ]);
  });
  it('another table is no Report 6', () => expect(() => readOutcomes(new TextEncoder().encode('a,b\r\n1,2\r\n'))).toThrow(/header/));
});
