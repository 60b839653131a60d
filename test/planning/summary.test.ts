import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import type { Fault } from '../../harness/faults/plan.ts';
import { decodeSummary, encodeSummary, SUMMARY_COLUMNS, type MigrationSummary } from '../../protocol/files/summary.ts';
import { addDays, londonText } from '../../protocol/time.ts';
import { silent } from '../world/planningSeats.ts';
import { firstOf, only, planOf, receivers, runOf, runWorld, sent, HAPPY, type Run } from '../world/support.ts';

const daily = (run: Run, party = 'SUPA'): readonly Omit<MigrationSummary, 'party'>[] =>
  sent(run.messages, 'MSR').map(({ body }) => decodeSummary(body)).filter((each) => each.party === party).map(({ party: _, ...rest }) => rest);
const NOTHING = { recordsReceived: 0, recordsAccepted: 0, recordsRejected: 0, installationsInMcf: 0, completedSuccess: 0, completedFailure: 0, stillOpen: 0 };
const clean = ({ world }: Run): void => {
  expect(world.undeclared()).toEqual([]);
  expect(world.pending()).toEqual([]);
  expect(world.journal.refusals).toEqual([]);
};

describe('MEHRS 2.2.1 Migration Summary Report, from the Requesting Party to the MCC', () => {
  let good: Run;
  beforeAll(async () => {
    good = await runOf(HAPPY);
  });

  it('says what came in of the Party\'s authorisations, on the days with something new and on no other (ruling R2-16)', () => {
    expect(daily(good)).toEqual([
      { ...NOTHING, day: '2020-11-03', recordsReceived: 1, recordsAccepted: 1, stillOpen: 1 },
      { ...NOTHING, day: '2020-11-08', installationsInMcf: 1, stillOpen: 1 },
      { ...NOTHING, day: '2020-11-09', completedSuccess: 1 },
    ]);
    clean(good);
  });

  it('goes from the Requesting Party to the MCC and nobody else, once a day at one London time, and is filed there', () => {
    const reports = sent(good.messages, 'MSR');
    expect(new Set(reports.map(({ from }) => from))).toEqual(new Set(['rp-CB']));
    expect(receivers(reports)).toEqual(['mcc']);
    expect(reports.map((each) => londonText(each.stamp.t))).toEqual(['2020-11-03 23:00', '2020-11-08 23:00', '2020-11-09 23:00']);
    expect(reports.map(({ key }) => key)).toEqual(['MSR_SUPA_CB_20201103', 'MSR_SUPA_CB_20201108', 'MSR_SUPA_CB_20201109']);
    const filed = good.world.journal.steps.filter(({ party, machine, key }) => party === 'mcc' && machine === 'mcc.library' && key.startsWith('MSR_'));
    expect(filed.map(({ key }) => key)).toEqual(reports.map(({ key }) => key));
  });

  it('counts a rejected record, which leaves nothing open (MA017)', async () => {
    const estate = generateEstate({ seed: '7', installations: 1, groups: ['AA'], shape: 'electricity-dormant', paymentMode: 'credit' });
    const { id, electricity } = only(estate.installations);
    const blocked: Fault = { kind: 'record', on: { from: 'mcc', type: 'MS', nth: 1 }, afterMinutes: 0, party: 'rp-IE', table: 'accounts', key: id, set: { blocked: true } };
    const run = await runWorld({ estate, faults: { name: 'MA017', faults: [blocked] } });
    expect(daily(run, electricity.supplier)).toEqual([{ ...NOTHING, day: '2020-11-05', recordsReceived: 1, recordsRejected: 1 }]);
    clean(run);
  });

  it('counts an Installation whose migration fails', async () => {
    const run = await runWorld({ faults: planOf('2.7.5-C4') });
    const counts = daily(run);
    expect(counts.at(-1)).toMatchObject({ completedSuccess: 0, completedFailure: 1, stillOpen: 0 });
    expect(counts.reduce((sum, { installationsInMcf }) => sum + installationsInMcf, 0)).toBe(1);
  });

  it('has one for each of two Active Suppliers, with their own records and the Installation they share', async () => {
    const estate = generateEstate({ seed: '7', installations: 1, groups: ['CB'], shape: 'dual-split-active', paymentMode: 'credit' });
    const { electricity, gas } = only(estate.installations);
    const run = await runWorld({ estate });
    for (const party of [electricity.supplier, gas!.supplier]) {
      expect(daily(run, party)).toEqual([
        { ...NOTHING, day: '2020-11-03', recordsReceived: 1, recordsAccepted: 1, stillOpen: 1 },
        { ...NOTHING, day: '2020-11-08', installationsInMcf: 1, stillOpen: 1 },
        { ...NOTHING, day: '2020-11-09', completedSuccess: 1 },
      ]);
    }
    clean(run);
  });

  it('MA106: a record is counted as rejected on the day the other Active Supplier\'s turns out to be missing (ruling A-12)', async () => {
    const estate = generateEstate({ seed: '7', installations: 1, groups: ['DA'], shape: 'dual-split-active', paymentMode: 'credit' });
    const { electricity, gas } = only(estate.installations);
    const run = await runWorld({ estate, seats: { [`supplier-${gas!.supplier}`]: silent() } });
    expect(daily(run, electricity.supplier)).toEqual([
      { ...NOTHING, day: '2020-11-03', recordsReceived: 1, recordsAccepted: 1, stillOpen: 1 },
      { ...NOTHING, day: '2020-11-05', recordsRejected: 1 },
    ]);
    expect(daily(run, gas!.supplier)).toEqual([]);
    clean(run);
  });

  it('Guide 3.3.3: Dormant Suppliers are deemed to have authorised, so they have one too', async () => {
    const estate = generateEstate({ seed: '7', installations: 1, groups: ['CB'], shape: 'dual-dormant', paymentMode: 'credit' });
    const run = await runWorld({ estate });
    expect(firstOf(daily(run, only(estate.installations).electricity.supplier))).toEqual({ ...NOTHING, day: '2020-11-05', recordsReceived: 1, recordsAccepted: 1, stillOpen: 1 });
    clean(run);
  });
});

describe('the CSV of it', () => {
  const count = fc.integer({ min: 0, max: 9_999_999_999 });
  const summary: fc.Arbitrary<MigrationSummary> = fc.record({
    day: fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2018-01-01', days)), party: fc.stringMatching(/^[A-Z0-9]{1,32}$/),
    recordsReceived: count, recordsAccepted: count, recordsRejected: count, installationsInMcf: count, completedSuccess: count, completedFailure: count, stillOpen: count,
  });

  it('reads back as written', () => {
    fc.assert(fc.property(summary, (each) => { expect(decodeSummary(encodeSummary(each))).toEqual(each); }));
  });

  const bytes = (rows: readonly string[]): Uint8Array => new TextEncoder().encode([SUMMARY_COLUMNS.join(','), ...rows, ''].join('\r\n'));
  it.each([
    ['no row', [], 'one row'],
    ['two rows', ['2020-11-09,SUPA,0,0,0,0,0,0,0', '2020-11-09,SUPB,0,0,0,0,0,0,0'], 'one row'],
    ['no date', ['2020-11-31,SUPA,0,0,0,0,0,0,0'], 'YYYY-MM-DD'],
    ['nobody', ['2020-11-09,sup a,0,0,0,0,0,0,0'], 'SEC Party Signifier'],
    ['half a record', ['2020-11-09,SUPA,0.5,0,0,0,0,0,0'], 'whole number'],
    ['a number written twice', ['2020-11-09,SUPA,01,0,0,0,0,0,0'], 'whole number'],
  ])('is refused with %s', (_what, rows, expected) => {
    expect(() => decodeSummary(bytes(rows))).toThrow(expected);
  });
});
