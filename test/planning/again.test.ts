/** What a supplier authorises once more (MEHRS 2.3.2 to 2.6, 4.2; rulings ): what Report 6 tells it has failed, of its own Active meters. */
import { describe, expect, it } from 'vitest';
import { readDecision, readReport } from '../../actors/supplier/again.ts';
import { authorisable, type Plan, type SupplierPlanningTables } from '../../actors/supplier/planning.ts';
import type { Context } from '../../actors/runtime/party.ts';
import { Store } from '../../actors/runtime/store.ts';
import { encodeCsv } from '../../protocol/files/csvTable.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { AUTHORISATION_OUTCOMES } from '../../protocol/reports/authorisations.ts';
import { OUTCOMES_REPORT } from '../../protocol/reports/read.ts';

const [MPAN, MPRN] = ['1200000000001', '7400000001'];
const [PLAN, WEEK] = ['CB-2020-11-16', '2020-11-16'];
const COLUMNS = AUTHORISATION_OUTCOMES.columns.map(({ name, profile }) => (profile === 'known' ? name : `X ${name}`));

type Line = Readonly<Record<string, string>>;
const failure = (code: string): Line => ({ 'X MPAN': MPAN, 'X MPRN': MPRN, 'Completion Status': 'Failure', 'Completion Reason Code': code });
const rejection = (code: string): Line => ({ 'X MPAN': MPAN, 'X MPRN': MPRN, 'Validation Reason Code': code });
const success: Line = { 'X MPAN': MPAN, 'X MPRN': MPRN, 'Completion Status': 'Success' };
const ELECTRICITY_ONLY = { 'X MPRN': '' };

interface Given {
  readonly meters?: Readonly<Record<string, boolean>>;
  readonly faulty?: readonly string[];
}

/** A supplier with a reserve for a week: of its meters those behind which another's is Dormant are marked so. */
const supplier = ({ meters = { [MPAN]: false, [MPRN]: false }, faulty = [] }: Given = {}): Context<SupplierPlanningTables> => {
  const record = { mpan: MPAN, mprn: MPRN } as MaRecord;
  const plan = { records: [record], reserve: true, window: 'open', migrationWeek: WEEK } as unknown as Plan;
  const store = new Store<SupplierPlanningTables>([
    ['meters', new Map(Object.entries(meters).map(([mpxn, besideDormant]) => [mpxn, { besideDormant }]))], ['faulty', new Map(faulty.map((mpxn) => [mpxn, true]))], ['plans', new Map([[PLAN, plan]])],
  ]);
  return { store } as Context<SupplierPlanningTables>;
};
const report = (context: Context<SupplierPlanningTables>, lines: readonly Line[], key = OUTCOMES_REPORT): void =>
  readReport({ key, body: encodeCsv(COLUMNS, lines.map((line) => COLUMNS.map((name) => line[name] ?? ''))) }, context);
const again = ({ store }: Context<SupplierPlanningTables>): readonly string[] => [...store.entries('again')].map(([mpxn]) => mpxn);
const told = (given: Given, ...lines: readonly Line[]): readonly string[] => {
  const context = supplier(given);
  report(context, lines);
  return again(context);
};

describe('Report 6: what has failed is authorised again', () => {
  it.each([['a completion that failed', failure('MA115')], ['a failure without a code (A-41)', failure('')], ['a rejected authorisation', rejection('MA003')]])('%s: both meters, when they are its own', (_what, line) => expect(told({}, line)).toEqual([MPAN, MPRN]));
  it('a meter of electricity alone', () => expect(told({}, { ...failure('MA115'), ...ELECTRICITY_ONLY })).toEqual([MPAN]));
  it.each(['MA121', 'MA122'])('MEHRS 2.6.6: after %s it considers a replacement and authorises nothing', (code) => expect(told({}, failure(code))).toEqual([]));
  it('after a replacement is considered the lines below are read all the same', () => expect(told({}, { ...failure('MA121'), ...ELECTRICITY_ONLY }, failure('MA115'))).toEqual([MPAN, MPRN]));
  it('what has gone well is not', () => expect(told({}, success)).toEqual([]));
  it("another's meter is not", () => expect(told({ meters: { [MPAN]: false } }, failure('MA115'))).toEqual([MPAN]));
  it("MEHRS 4.2: nor its own behind which another supplier's is Dormant, until the Migration Control Centre decides", () => expect(told({ meters: { [MPAN]: true, [MPRN]: false } }, failure('MA115'))).toEqual([MPRN]));
  it('ruling A-43: nor one behind which the SMSO takes a device for faulty', () => expect(told({ faulty: [MPRN] }, failure('MA115'))).toEqual([MPAN]));
  it('MEHRS 2.5.9: what has been migrated all the same, in a new Common File, is authorised no more', () => {
    const context = supplier();
    report(context, [success]);
    report(context, [failure('MA115')]);
    expect(again(context)).toEqual([]);
    expect([...context.store.entries('migrated')].map(([mpxn]) => mpxn)).toEqual([MPAN, MPRN]);
  });
  it('no meter without a number is taken for migrated', () => {
    const context = supplier();
    report(context, [{ ...success, ...ELECTRICITY_ONLY }]);
    expect([...context.store.entries('migrated')].map(([mpxn]) => mpxn)).toEqual([MPAN]);
  });
  it('other reports tell nothing of it', () => {
    const context = supplier();
    report(context, [failure('MA115')], 'S1MIG-001');
    expect(again(context)).toEqual([]);
  });
});

describe('MEHRS 4.2: an Installation with a Dormant Meter waits for what the Migration Control Centre finds', () => {
  const decided = (decision: 'rescheduled' | 'notRescheduled', migrationWeek: string | undefined, given: Given = { meters: { [MPAN]: true } }) => {
    const context = supplier(given);
    readDecision({ decision, mpxns: [MPAN, MPRN], ...(migrationWeek === undefined ? {} : { migrationWeek }) } as unknown as Parameters<typeof readDecision>[0], context);
    return context;
  };
  it('a week: its own meters of it are authorised for that week, and not before', () => {
    const context = decided('rescheduled', WEEK);
    expect([...context.store.entries('again')]).toEqual([[MPAN, { plan: '', from: WEEK }]]);
    expect(authorisable(PLAN, context)).toHaveLength(1);
    expect(authorisable(PLAN, decided('rescheduled', '2020-11-23'))).toEqual([]);
  });
  it('none: nothing is authorised', () => expect([...decided('notRescheduled', WEEK).store.entries('again')]).toEqual([]));
});

describe('a reserve is a file of what has to be authorised again', () => {
  it('in the first week there is, and in no further one', () => {
    const context = supplier();
    expect(authorisable(PLAN, context)).toEqual([]);
    report(context, [failure('MA115')]);
    expect(authorisable(PLAN, context)).toHaveLength(1);
    expect([...context.store.entries('again')]).toEqual([[MPAN, { plan: PLAN }], [MPRN, { plan: PLAN }]]);
    context.store.put('plans', 'CB-2020-11-23', { ...context.store.need('plans', PLAN), migrationWeek: '2020-11-23' });
    expect([authorisable('CB-2020-11-23', context), authorisable(PLAN, context)].map(({ length }) => length)).toEqual([0, 1]);
  });
  it('whatever has gone well since', () => {
    const context = supplier();
    report(context, [failure('MA115'), success]);
    expect(authorisable(PLAN, context)).toEqual([]);
  });
  it('one meter of two is enough', () => {
    const context = supplier({ meters: { [MPRN]: false } });
    report(context, [failure('MA115')]);
    expect(authorisable(PLAN, context)).toHaveLength(1);
    expect(again(context)).toEqual([MPRN, MPAN]);
  });
});
