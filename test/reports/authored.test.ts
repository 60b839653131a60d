import { describe, expect, it } from 'vitest';
import type { Mcf, MigrationHeader, Mvf, Scf } from '../../protocol/files/types.ts';
import { previousWeeks } from '../../protocol/reports/commitment.ts';
import { factsOfMa, type CommitmentFact } from '../../protocol/reports/demandFacts.ts';
import { DCC, factsOfCof, factsOfMacr, factsOfMavr, factsOfScf, type ReportFact } from '../../protocol/reports/facts.ts';
import type { InstallationIdentity } from '../../protocol/reports/identity.ts';
import { factsOfProgress } from '../../protocol/reports/progressFacts.ts';
import { computeReport, isEntitled, isStanding, REPORT_NUMBERS, type Recipient, type ReportNumber } from '../../protocol/reports/report.ts';
import { ReportError } from '../../protocol/reports/errors.ts';
import { HOUR, londonTime } from '../../protocol/time.ts';

const MCC: Recipient = { kind: 'mcc' };
const SUPA: Recipient = { kind: 'supplier', signifier: 'SUPA' };
const END = 100 * HOUR;
const home: InstallationIdentity = { installationId: 'I1', groupId: 'CB', mpan: '1200012345678', electricitySupplier: 'SUPA', electricityDistributor: 'EDA' };
const identify = (): InstallationIdentity => home;
const header: MigrationHeader = { migrationSetId: 'CB-1', groupId: 'CB', requestingPartyId: '70-B3-D5-1F-30-00-A0-08', migrationDay: '2020-11-09', toBeCommissionedByDCC: true };
const control = (counter: number) => ({ sender: header.requestingPartyId, counter, generatedAt: 0 });
const failure = { failedStepNumber: 'X5.10-03', supportingData: '' };

const mcf = (at: number, counter = 1) => factsOfProgress({ type: 'MCF', header, control: control(counter), installations: [{ installationId: 'I1' }] } as unknown as Mcf, at, identify);
const mvf = (at: number, failed = false) => factsOfProgress({ type: 'MVF', header, control: control(1), installations: [{ installationId: 'I1', ...(failed ? { failure } : {}) }] } as Mvf, at, identify);
const scf = (at: number, outcome: 'Success' | 'Failure' = 'Success', rollbackRequired = false) => factsOfScf({
  type: 'SCF', header, control: control(1), installations: [outcome === 'Success' ? { installationId: 'I1', outcome } : { installationId: 'I1', outcome, failure, rollbackRequired }],
} satisfies Scf, at, identify);
const cof = (at: number, outcome: 'Success' | 'Failure') => factsOfCof({
  type: 'COF', header, control: control(1), secPartySignifier: 'SUPA', installations: [{ installationId: 'I1', outcome, ...(outcome === 'Failure' ? { failure } : {}) }],
}, at, identify);
const macr = (at: number, reasonCode: string) => factsOfMacr({ maFileName: 'MA_1', generatedAt: 0, records: [{ mpan: home.mpan ?? '', mprn: '', completionStatus: 'Failure', reasonCode }] }, 'SUPA', at, identify);

const rows = (number: ReportNumber, facts: readonly ReportFact[], to = END, recipient: Recipient = MCC, from = 0): Record<string, string>[] => {
  const table = computeReport(number, facts, { from, to }, recipient);
  return table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at] as string])));
};

describe('who gets what, and under which name', () => {
  it('000, Guide 5.3: an Electricity Distributor gets 1, 2 and 3', () => {
    expect(REPORT_NUMBERS.filter((number) => isEntitled(number, 'electricityDistributor'))).toEqual([1, 2, 3]);
  });
  it('Guide Table 7: the MCC gets all ten', () => {
    expect(REPORT_NUMBERS.filter((number) => isEntitled(number, 'mcc'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
  it('S1MIG-007 counts other suppliers\' Installations, so no supplier gets it', () => {
    expect(() => computeReport(7, [], { from: 0, to: 1 }, SUPA)).toThrow(ReportError);
  });
  it('R2-10: 3, 4, 5, 7 and 9 are marked as the emulator\'s own, and every column of theirs too', () => {
    for (const number of [3, 4, 5, 7, 9] as const) {
      const table = computeReport(number, [], { from: 0, to: 1 }, MCC);
      expect(table.titleProfile).toBe('emulator');
      expect(table.columns.filter(({ profile }) => profile === 'known'), table.code).toEqual([]);
    }
  });
  it('what stands and what happened', () => {
    expect(REPORT_NUMBERS.filter(isStanding)).toEqual([3, 7, 8, 9]);
  });
});

describe('S1MIG-003: in progress when the period ends', () => {
  it('from the MCF on, with the furthest file, until the COF', () => {
    const facts = [...mcf(1 * HOUR), ...mvf(2 * HOUR), ...scf(3 * HOUR), ...cof(4 * HOUR, 'Success')];
    expect([1, 2, 3, 4, 5].map((hours) => rows(3, facts, hours * HOUR).map((row) => row['Last File']))).toEqual([[], ['MCF'], ['MVF'], ['SCF'], []]);
    expect(rows(3, facts, 4 * HOUR)[0]).toMatchObject({ 'In Progress Since': '1970-01-01T01:00:00Z', 'Last File At': '1970-01-01T03:00:00Z', Installation: 'I1' });
  });
  it('comes again while it stands, however long ago it began', () => {
    expect(rows(3, mcf(HOUR), 90 * HOUR, MCC, 84 * HOUR)).toHaveLength(1);
  });
  it('a supplier sees its own, an Electricity Distributor those on its network', () => {
    const seen = (recipient: Recipient): number => rows(3, mcf(HOUR), END, recipient).length;
    expect([SUPA, { kind: 'supplier', signifier: 'SUPB' }, { kind: 'electricityDistributor', signifier: 'EDA' }, { kind: 'electricityDistributor', signifier: 'EDB' }].map((each) => seen(each as Recipient))).toEqual([1, 0, 1, 0]);
  });
  it.each([['MVF', mvf(2 * HOUR, true)], ['SCF', scf(2 * HOUR, 'Failure')], ['COF', cof(2 * HOUR, 'Failure')], ['MACR', macr(2 * HOUR, 'MA115')]] as const)('a failure in the %s ends it; a new MCF begins it again', (_, facts) => {
    expect(rows(3, [...mcf(HOUR), ...facts])).toEqual([]);
    expect(rows(3, [...mcf(HOUR), ...facts, ...mcf(3 * HOUR, 2)])).toHaveLength(1);
  });
});

describe('S1MIG-004 and S1MIG-005', () => {
  it('Guide Table 5 step 17: only failures whose control had moved', () => {
    expect(rows(4, [...scf(1, 'Failure', true)])).toHaveLength(1);
    expect(rows(4, [...scf(1, 'Failure', false), ...scf(2)])).toEqual([]);
  });
  it('MEHRS 2.4.6: entries that the MVF marks, with the check that failed', () => {
    expect(rows(5, [...mvf(1), ...mvf(2, true)])).toMatchObject([{ FailedStepNumber: 'X5.10-03', Installation: 'I1' }]);
  });
});

describe('S1MIG-009: awaiting another attempt', () => {
  it('after a failed attempt, with the number of MCFs so far; not once a new MCF has taken it up', () => {
    const facts = [...mcf(HOUR), ...scf(2 * HOUR, 'Failure'), ...mcf(3 * HOUR, 2), ...scf(4 * HOUR, 'Failure')];
    expect(rows(9, facts, 3 * HOUR)).toMatchObject([{ 'Migration Common Files': '1', File: 'SCF', FailedStepNumber: 'X5.10-03' }]);
    expect(rows(9, facts, 4 * HOUR)).toEqual([]);
    expect(rows(9, facts, 5 * HOUR)).toMatchObject([{ 'Migration Common Files': '2' }]);
  });
  it('the same MCF received again is not another attempt', () => {
    expect(rows(9, [...mcf(1), ...mcf(2), ...scf(3, 'Failure')])).toMatchObject([{ 'Migration Common Files': '1' }]);
  });
  it('with the reason code where only a MACR tells of it', () => {
    expect(rows(9, [...mcf(1), ...macr(2, 'MA116')])).toMatchObject([{ File: 'MACR', FailedStepNumber: '', 'Completion Reason Code': 'MA116' }]);
  });
  it('MEHRS 2.7.5: a failed COF leads to no other attempt', () => {
    expect(rows(9, [...mcf(1), ...scf(2), ...cof(3, 'Failure')])).toEqual([]);
  });
});

describe('S1MIG-008 (MEHRS 2.2.1)', () => {
  const monday = londonTime('2020-11-16', '00:00');
  const commitment = (given: Partial<CommitmentFact> = {}): CommitmentFact =>
    ({ kind: 'MDC', at: 1, authorisingParty: 'SUPA', migrationWeek: '2020-11-09', day: '2020-11-09', distributor: 'EDA', committed: 20, ...given });
  const authorised = (mpans: readonly string[], week = '2020-11-09', party = 'SUPA', name = 'MA_1') =>
    factsOfMa(name, mpans.map((mpan) => ({ mpan, mprn: '', migrationWeek: week })) as unknown as Parameters<typeof factsOfMa>[1], party, 2);
  const answered = (mpan: string, result: 'Accepted' | 'Rejected') =>
    factsOfMavr({ maFileName: 'MA_1', generatedAt: 0, records: [{ mpan, mprn: '', result, reasonCode: result === 'Accepted' ? '' : 'MA007' }] }, 'SUPA', 3, () => ({ ...home, mpan }));
  const report = (facts: readonly ReportFact[], recipient: Recipient = MCC, to = monday) => rows(8, facts, to, recipient, to - 7 * 24 * HOUR);
  const COMMITTED = 'DCC Migration Commitment';
  const RECEIVED = 'Migration Authorisations Received';

  it('covers the four Migration Weeks that have ended, across a clock change', () => {
    expect(previousWeeks(monday)).toEqual(['2020-10-19', '2020-10-26', '2020-11-02', '2020-11-09']);
    expect(previousWeeks(londonTime('2020-10-28', '12:00'))).toEqual(['2020-09-28', '2020-10-05', '2020-10-12', '2020-10-19']);
    const facts = ['2020-10-12', '2020-10-19', '2020-11-16'].flatMap((migrationWeek) => [commitment({ migrationWeek })]);
    expect(report(facts).map((row) => row['Migration Week'])).toEqual(['2020-10-19']);
  });
  it('adds days and Electricity Distributors; a commitment made again replaces the first', () => {
    const facts = [commitment(), commitment({ day: '2020-11-10' }), commitment({ distributor: 'EDB', committed: 5 }), commitment({ at: 2, committed: 12 })];
    expect(report(facts)).toMatchObject([{ 'Authorising Party': 'SUPA', [COMMITTED]: '37', [RECEIVED]: '0' }]);
    expect(report([...facts].reverse())).toEqual(report(facts));
  });
  it('counts records received and what the Requesting Party said of them', () => {
    const facts = [commitment(), ...authorised(['1', '2', '3']), ...answered('1', 'Accepted'), ...answered('2', 'Rejected')];
    expect(report(facts)).toMatchObject([{ [COMMITTED]: '20', [RECEIVED]: '3', Accepted: '1', Rejected: '1' }]);
  });
  it('a file received twice was received once; a week that is no Migration Week is in none', () => {
    expect(report([...authorised(['1', '2']), ...authorised(['1', '2']), ...authorised(['3'], '2020-11-10')])).toMatchObject([{ [RECEIVED]: '2' }]);
  });
  it('Guide 4.5.3: where DCC sent no commitment the cell is empty, which is not zero', () => {
    expect(report(authorised(['1']))).toMatchObject([{ [COMMITTED]: '' }]);
    expect(report([commitment({ committed: 0 })])).toMatchObject([{ [COMMITTED]: '0', [RECEIVED]: '0' }]);
  });
  it('each Authorising Party sees its own, the MCC all, DCC\'s included', () => {
    const facts = [commitment(), commitment({ authorisingParty: 'SUPB' }), ...authorised(['1'], '2020-11-09', DCC, 'MA_2')];
    expect(report(facts).map((row) => row['Authorising Party'])).toEqual(['DCC', 'SUPA', 'SUPB']);
    expect(report(facts, SUPA).map((row) => row['Authorising Party'])).toEqual(['SUPA']);
  });
});
