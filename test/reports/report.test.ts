import { describe, expect, it } from 'vitest';
import type { Cof, Scf } from '../../protocol/files/types.ts';
import { DCC, factsOfCof, factsOfMacr, factsOfMavr, factsOfScf, type ReportFact } from '../../protocol/reports/facts.ts';
import type { InstallationIdentity } from '../../protocol/reports/identity.ts';
import { computeReport, encodeReport, migrationDayPeriod, type ReportTable } from '../../protocol/reports/report.ts';
import { ReportError } from '../../protocol/reports/errors.ts';
import { HOUR } from '../../protocol/time.ts';

const MCC = { kind: 'mcc' } as const;
const supplier = (signifier: string) => ({ kind: 'supplier', signifier }) as const;
const ALL = { from: 0, to: 1_000_000_000 };
const split: InstallationIdentity = {
  installationId: 'I1', groupId: 'CB', mpan: '1200012345678', mprn: '1234567', electricitySupplier: 'SUPA', gasSupplier: 'SUPB', electricityDistributor: 'EDA', gasTransporter: 'GTA',
};
const identify = (): InstallationIdentity => split;
const header = { migrationSetId: 'CB-1', groupId: 'CB', requestingPartyId: '70-B3-D5-1F-30-00-A0-08', migrationDay: '2020-11-09', toBeCommissionedByDCC: true } as const;
const control = { sender: '70-B3-D5-1F-30-00-A0-09', counter: 1, generatedAt: 0 };
const cof = (secPartySignifier: string): Cof => ({ type: 'COF', header, control, secPartySignifier, installations: [{ installationId: 'I1', outcome: 'Success' }] });
const scf = (success: boolean, byDcc = true): Scf => ({
  type: 'SCF', control,
  header: byDcc ? header : { ...header, toBeCommissionedByDCC: false, commissioningSupplierId: '70-B3-D5-1F-30-00-A0-0A' },
  installations: [success ? { installationId: 'I1', outcome: 'Success' } : { installationId: 'I1', outcome: 'Failure', failure: { failedStepNumber: '12.9.1.ET01', supportingData: '=cmd()' } }],
});
const cell = (table: ReportTable, name: string, row = 0): string => table.rows[row]![table.columns.findIndex((column) => column.name === name)]!;
const mavr = (result: 'Accepted' | 'Rejected', reasonCode: string) => ({ maFileName: 'MA_1', generatedAt: 0, records: [{ mpan: '1200012345678', mprn: '', result, reasonCode }] });
const macr = (completionStatus: 'Success' | 'Failure', reasonCode: string) => ({ maFileName: 'MA_1', generatedAt: 0, records: [{ mpan: '1200012345678', mprn: '', completionStatus, reasonCode }] });

describe('MRR titles, codes and columns (Guide 4.5.7, 003, MEHRS 2.3.2)', () => {
  it.each([
    [1, 'S1MIG-001', 'Successful Migrations Completed in the Reporting Period', []],
    [2, 'S1MIG-002', 'Migration Failures Occurring in the Reporting Period', ['FailedStepNumber']],
    [6, 'S1MIG-006', 'Migration Authorisation Outcomes for the Previous Migration Day', ['Validation Reason Code', 'Completion Status', 'Completion Reason Code']],
    [10, 'S1MIG-010', 'Migration Authorisation Validation Responses in the Reporting Period', ['Reason Code']],
  ] as const)('report %i is %s', (number, code, title, known) => {
    const table = computeReport(number, [], ALL, MCC);
    expect(table).toMatchObject({ number, code, title, titleProfile: 'known', rows: [] });
    expect(table.columns.filter((column) => column.profile === 'known').map((column) => column.name)).toEqual(known);
  });
});

describe('S1MIG-001 and S1MIG-002', () => {
  it('003, 4.7: a split site with two COFs is one completion, at the first, for both suppliers', () => {
    const facts: ReportFact[] = [...factsOfCof(cof('SUPB'), 2 * HOUR, identify), ...factsOfCof(cof('SUPA'), HOUR, identify)];
    for (const to of [MCC, supplier('SUPA'), supplier('SUPB'), { kind: 'electricityDistributor', signifier: 'EDA' } as const]) {
      const table = computeReport(1, facts, ALL, to);
      expect(table.rows).toHaveLength(1);
      expect(cell(table, 'Completed At')).toBe('1970-01-01T01:00:00Z');
    }
    expect(computeReport(1, facts, ALL, supplier('SUPC')).rows).toEqual([]);
    expect(computeReport(1, facts, { from: 2 * HOUR, to: 3 * HOUR }, MCC).rows).toEqual([]);
  });

  it('A-46: an SCF success completes what the supplier commissions and nothing else', () => {
    expect(computeReport(1, factsOfScf(scf(true), 0, identify), ALL, MCC).rows).toEqual([]);
    expect(computeReport(1, factsOfScf(scf(true, false), 0, identify), ALL, MCC).rows).toHaveLength(1);
  });

  it('A-39: an SCF failure stays in S1MIG-002 when a later SCF supersedes it; the same failure again is not a second one', () => {
    const facts = [...factsOfScf(scf(false), HOUR, identify), ...factsOfScf(scf(false), 2 * HOUR, identify), ...factsOfScf(scf(true, false), 3 * HOUR, identify)];
    const table = computeReport(2, facts, ALL, supplier('SUPA'));
    expect(table.rows).toHaveLength(1);
    expect(cell(table, 'FailedStepNumber')).toBe('12.9.1.ET01');
    expect(computeReport(1, facts, ALL, MCC).rows).toHaveLength(1);
  });

  it('SupportingData that a spreadsheet would run is written as text', () => {
    const csv = new TextDecoder().decode(encodeReport(computeReport(2, factsOfScf(scf(false), 0, identify), ALL, MCC)));
    expect(csv).toContain(",'=cmd()");
  });
});

describe('S1MIG-006 and S1MIG-010', () => {
  it('A-45: a rejection fills Validation Reason Code only, a failed completion the other two', () => {
    const facts = [...factsOfMavr(mavr('Rejected', 'MA007'), 'SUPA', 0, identify), ...factsOfMacr(macr('Failure', 'MA115'), 'SUPA', 1, identify)];
    const table = computeReport(6, facts, ALL, MCC);
    expect(['Validation Reason Code', 'Completion Status', 'Completion Reason Code'].map((name) => cell(table, name))).toEqual(['MA007', '', '']);
    expect(['Validation Reason Code', 'Completion Status', 'Completion Reason Code'].map((name) => cell(table, name, 1))).toEqual(['', 'Failure', 'MA115']);
  });

  it('MA007: the answer goes to the supplier that asked, not to the one that supplies', () => {
    const facts = factsOfMavr(mavr('Rejected', 'MA007'), 'SUPX', 0, identify);
    for (const number of [6, 10] as const) {
      expect(computeReport(number, facts, ALL, supplier('SUPX')).rows).toHaveLength(1);
      expect(computeReport(number, facts, ALL, supplier('SUPA')).rows).toEqual([]);
    }
  });

  it('A-58: a rejected MA of DCC is told to the Responsible Suppliers in S1MIG-006 and in no S1MIG-010', () => {
    const facts = factsOfMavr(mavr('Rejected', 'MA012'), DCC, 0, () => split);
    expect(computeReport(6, facts, ALL, supplier('SUPB')).rows).toHaveLength(1);
    expect(computeReport(10, facts, ALL, MCC).rows).toEqual([]);
  });

  it('003, 4.4: a MACR that says Success does not count, the COF does', () => {
    expect(computeReport(6, factsOfMacr(macr('Success', ''), 'SUPA', 0, identify), ALL, MCC).rows).toEqual([]);
    expect(cell(computeReport(6, factsOfCof(cof('SUPA'), 0, identify), ALL, MCC), 'Completion Status')).toBe('Success');
  });

  it('003, 4.6: one reason code, no list and no FailedStepNumber but those of DA\'s 16.9', () => {
    const six = (code: string) => () => computeReport(6, factsOfMacr(macr('Failure', code), 'SUPA', 0, identify), ALL, MCC);
    for (const code of ['MA115,MA116', '12.9.1.ET01', '16.10.1.GT04', 'X5.10-03']) expect(six(code), code).toThrow(ReportError);
    for (const code of ['MA115', '16.9.2.GT01', '16.9.1.ET01.5', '']) expect(six(code), code).not.toThrow();
  });
});

describe('entitlement and periods', () => {
  it('Guide 5.3: an Electricity Distributor does not get reports 6 and 10', () => {
    for (const number of [6, 10] as const) expect(() => computeReport(number, [], ALL, { kind: 'electricityDistributor', signifier: 'EDA' })).toThrow(ReportError);
  });
  it('refuses a period that ends before it begins', () => {
    expect(() => computeReport(1, [], { from: 1, to: 0 }, MCC)).toThrow(ReportError);
    expect(() => computeReport(1, [], { from: Number.NaN, to: 0 }, MCC)).toThrow(ReportError);
  });
  it('a Migration Day is a London day: 24, 25 and 23 hours', () => {
    const hours = (day: string) => { const { from, to } = migrationDayPeriod(day); return (to - from) / HOUR; };
    expect([hours('2020-11-09'), hours('2020-10-25'), hours('2021-03-28')]).toEqual([24, 25, 23]);
  });
  it('a row at the end of a period belongs to the next', () => {
    const facts = factsOfCof(cof('SUPA'), HOUR, identify);
    expect(computeReport(1, facts, { from: 0, to: HOUR }, MCC).rows).toHaveLength(0);
    expect(computeReport(1, facts, { from: HOUR, to: 2 * HOUR }, MCC).rows).toHaveLength(1);
  });
});
