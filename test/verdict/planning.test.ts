/** What the planning weeks come to (Guide 4.4, 4.5.2, 4.5.3), by facts made by hand. */
import { describe, expect, it } from 'vitest';
import { planning } from '../../harness/verdict/laws/planning.ts';
import { MINUTE, londonTime } from '../../protocol/time.ts';
import { made, said, type Made } from './made.ts';

const on = (day: string, time: string): number => londonTime(day, time) / MINUTE;
type Counts = readonly (readonly [day: string, count: number, distributor?: string])[];
const quantities = (counts: Counts): object => ({ quantities: counts.map(([migrationDay, installations, distributor = 'EDA']) => ({ migrationDay, distributor, installations })) });
const planned = (type: Made['type'], key: string, at: number, ...counts: Counts): Made => ({ type, from: type === 'DMD' || type === 'MIF' ? 'supplier-SUPA' : 'mcc', to: 'mcc', key, at, content: { ...quantities(counts) } });
const told = (name: string) => (...facts: readonly Made[]): string | undefined => said(planning, made(...facts))[name];

describe('Guide 4.5.2, 4.5.3: a commitment', () => {
  const law = told('commitments answer the demands that count');
  const [monday, before] = ['2020-11-09', '2020-11-02'];
  const demand = (count: number, day = '2020-10-12', time = '09:00', week = monday, more: Partial<Made> = {}): Made => ({ ...planned('DMD', `DR_SUPA_E_CB_${week.replaceAll('-', '')}`, on(day, time), [week, count]), ...more });
  const commitment = (count: number, key = 'DC_SUPA_E_CB_20201109', day = monday): Made => planned('MDC', key, on('2020-10-20', '10:00'), [day, count]);
  const wrong = (given: string, due: string): string => `DC_SUPA_E_CB_20201109 commits to ${given}; due of what was demanded in time: ${due}`;
  it('is what was demanded by the Tuesday of T-4 weeks, 10:00', () => {
    expect([law(demand(3), commitment(3)), law(demand(3, '2020-10-13', '10:00'), commitment(3)), law(demand(0), commitment(0)), law(demand(9), demand(3, '2020-10-13', '08:00'), commitment(3))]).toEqual(Array<string>(4).fill('holds'));
    expect(law(demand(3), commitment(4))).toBe(wrong('2020-11-09 EDA: 4', '2020-11-09 EDA: 3'));
    expect(law(demand(9), demand(3, '2020-10-13', '08:00'), commitment(9))).toBe(wrong('2020-11-09 EDA: 9', '2020-11-09 EDA: 3'));
    expect(law(demand(3), commitment(0))).toBe(wrong('nothing', '2020-11-09 EDA: 3'));
  });
  it('is the week before\'s demand where there was none in time', () => {
    const last = demand(2, '2020-10-05', '09:00', before);
    expect([law(last, commitment(2)), law(last, demand(5, '2020-10-13', '10:30'), commitment(2)), law(last, demand(5), commitment(5))]).toEqual(Array<string>(3).fill('holds'));
    expect(law(last, demand(5, '2020-10-13', '10:30'), commitment(5))).toBe(wrong('2020-11-09 EDA: 5', '2020-11-09 EDA: 2'));
    expect([law(demand(5, '2020-10-13', '10:30'), commitment(5)), law(demand(2, '2020-10-06', '10:30', before), commitment(2)), law(commitment(1))]).toEqual(Array<string>(3).fill('DC_SUPA_E_CB_20201109 commits to what nobody demanded in time'));
  });
  it('is a supplier\'s and an SMSO\'s own', () => {
    const other = 'DC_SUPB_E_CB_20201109';
    expect([law(demand(3), commitment(3, other)), law(demand(3), commitment(3, 'DC_SUPA_E_EA_20201109'))]).toEqual([other, 'DC_SUPA_E_EA_20201109'].map((key) => `${key} commits to what nobody demanded in time`));
  });
  it('is a part by demand of a day that more is demanded of than the SMSO can do, and of each distributor\'s', () => {
    const other = (count: number): Made => demand(count, '2020-10-12', '09:00', monday, { key: 'DR_SUPB_E_CB_20201109' });
    expect([law(demand(101), other(50_000), commitment(70)), law(demand(25_000), commitment(25_000)), law(demand(101), other(20_000), commitment(101))]).toEqual(Array<string>(3).fill('holds'));
    expect(law(demand(101), other(50_000), commitment(71))).toBe(wrong('2020-11-09 EDA: 71', '2020-11-09 EDA: 70'));
    expect(law(demand(101), other(50_000), commitment(101))).toBe(wrong('2020-11-09 EDA: 101', '2020-11-09 EDA: 70'));
    const both = planned('DMD', 'DR_SUPA_E_CB_20201109', on('2020-10-12', '09:00'), [monday, 51], [monday, 50, 'EDB'], ['2020-11-10', 9]);
    const given = (eda: number, edb: number): Made => planned('MDC', 'DC_SUPA_E_CB_20201109', on('2020-10-20', '10:00'), [monday, eda], [monday, edb, 'EDB'], ['2020-11-10', 9]);
    expect(law(both, other(50_000), given(35, 35))).toBe('holds');
    expect(law(both, other(50_000), given(36, 34))).toBe(wrong('2020-11-09 EDA: 36, 2020-11-09 EDB: 34, 2020-11-10 EDA: 9', '2020-11-09 EDA: 35, 2020-11-09 EDB: 35, 2020-11-10 EDA: 9'));
  });
  it('that comes after it was due is the demand in full (A-01)', () => {
    const other = demand(50_000, '2020-10-12', '09:00', monday, { key: 'DR_SUPB_E_CB_20201109' });
    const late = (count: number): Made => ({ ...commitment(count), at: on('2020-10-20', '10:01') });
    expect(law(demand(101), other, late(101))).toBe('holds');
    expect(law(demand(101), other, late(70))).toBe(wrong('2020-11-09 EDA: 70', '2020-11-09 EDA: 101'));
    expect(law(other, late(1))).toBe('DC_SUPA_E_CB_20201109 commits to what nobody demanded in time');
  });
  it('is scaled down for what one SMSO is to do, with what is carried over from the week before', () => {
    const elsewhere = demand(50_000, '2020-10-12', '09:00', monday, { key: 'DR_SUPB_E_EA_20201109' });
    const carried = { ...planned('DMD', 'DR_SUPB_E_CB_20201102', on('2020-10-05', '09:00'), [before, 50_000]) };
    expect([law(demand(101), elsewhere, commitment(101)), law(demand(101), carried, commitment(70))]).toEqual(['holds', 'holds']);
    expect(law(demand(101), carried, commitment(101))).toBe(wrong('2020-11-09 EDA: 101', '2020-11-09 EDA: 70'));
  });
  it('may be less where Dormant Installations of the week come first, and says nothing that cannot be read', () => {
    const schedule: Made = { type: 'MS', from: 'mcc', to: 'supplier-SUPA', key: 'MS_SUPA_E_CB_20201109', at: on('2020-10-19', '09:00') };
    const other = demand(50_000, '2020-10-12', '09:00', monday, { key: 'DR_SUPB_E_CB_20201109' });
    expect([law(demand(101), other, schedule, commitment(60)), law(demand(3), { ...commitment(9), unreadable: 'x' }), law(demand(3), { ...commitment(9), key: 'of no week' })]).toEqual(Array<string>(3).fill('holds'));
    expect(law(demand(3), schedule, commitment(2))).toBe(wrong('2020-11-09 EDA: 2', '2020-11-09 EDA: 3'));
    expect(law(demand(101), other, { ...schedule, key: 'MS_SUPA_E_CB_20201116' }, commitment(60))).toBe(wrong('2020-11-09 EDA: 60', '2020-11-09 EDA: 70'));
  });
});

describe('Guide 4.4, 4.5.3: an aggregate', () => {
  const law = told('aggregates are the sums of what counts');
  const forecast = (supplier: string, count: number, day = '2020-10-20', distributor = 'EDA'): Made => planned('MIF', `MIF_${supplier}_E_CB_20201001`, on(day, '23:59'), ['2020-11-09', count, distributor]);
  const published = (...counts: Counts): Made => planned('AGGREGATE_FORECAST', 'AF_20201001', on('2020-10-31', '17:00'), ...counts);
  it('adds up the forecasts of the month that are in by the end of the 20th, each supplier\'s latest', () => {
    expect([
      law(forecast('SUPA', 2), forecast('SUPB', 3), published(['2020-11-09', 5])), law(forecast('SUPA', 2), forecast('SUPB', 3, '2020-10-20', 'EDB'), published(['2020-11-09', 2], ['2020-11-09', 3, 'EDB'])),
      law(forecast('SUPA', 2), forecast('SUPB', 3, '2020-10-21'), published(['2020-11-09', 2])), law(forecast('SUPA', 9, '2020-10-19'), forecast('SUPA', 2), published(['2020-11-09', 2])), law(published()),
    ]).toEqual(Array<string>(5).fill('holds'));
    expect(law(forecast('SUPA', 2), forecast('SUPB', 3, '2020-10-21'), published(['2020-11-09', 5]))).toBe('AF_20201001 tells of 2020-11-09 EDA: 5; what counts comes to 2020-11-09 EDA: 2');
    expect(law(forecast('SUPA', 2), { ...published(['2020-11-09', 2]), key: 'AF_20200901' })).toBe('AF_20200901 tells of 2020-11-09 EDA: 2; what counts comes to nothing');
  });
  it('adds up the week\'s commitments, copies once', () => {
    const given: Made = planned('MDC', 'DC_SUPA_E_CB_20201109', 0, ['2020-11-09', 2]);
    const sum = (count: number): Made => planned('AGGREGATE_COMMITMENT', 'AC_20201109', 9, ['2020-11-09', count]);
    expect([law(given, { ...given, to: 'bimi' }, sum(2)), law(given, { ...given, key: 'DC_SUPA_E_EA_20201109' }, sum(4)), law(given, { ...given, key: 'DC_SUPA_E_CB_20201116' }, sum(2))]).toEqual(Array<string>(3).fill('holds'));
    expect(law(given, sum(3))).toBe('AC_20201109 tells of 2020-11-09 EDA: 3; what counts comes to 2020-11-09 EDA: 2');
  });
});

describe('Guide 4.5.3: the room of which the Requesting Party is told', () => {
  const law = told('room is what was committed to');
  const [day, later] = ['2020-11-09', '2020-11-10'];
  const committed = (supplier: string, at: string, ...counts: Counts): Made => planned('MDC', `DC_${supplier}_E_CB_20201109`, on('2020-10-20', at), ...counts);
  const room = (of: Readonly<Record<string, number>>, key = 'MSC_DCC_E_CB_20201109', more: Partial<Made> = {}): Made =>
    ({ type: 'MS_CAPACITY', from: 'mcc', to: 'rp-CB', key, at: on('2020-10-20', '17:00'), content: { capacity: Object.entries(of).map(([supplier, installations]) => ({ supplier, installations })) }, ...more });
  it('is what each supplier was committed to, all days and distributors together', () => {
    const both = [committed('SUPA', '10:00', [day, 2], [later, 3], [day, 4, 'EDB']), committed('SUPB', '10:00', [day, 1])];
    expect([law(...both, room({ SUPA: 9, SUPB: 1 })), law(...both, room({ SUPA: 8 })), law(...both, room({ SUPB: 2 })), law(room({ SUPC: 0 })), law(room({ SUPC: 1 }))])
      .toEqual(['holds', 'MSC_DCC_E_CB_20201109 gives SUPA room for 8, 9 were committed to', 'MSC_DCC_E_CB_20201109 gives SUPB room for 2, 1 were committed to', 'holds', 'MSC_DCC_E_CB_20201109 gives SUPC room for 1, 0 were committed to']);
  });
  it('of this week and SMSO, by then, the latest', () => {
    const one = committed('SUPA', '10:00', [day, 2]);
    expect([law(one, { ...one, key: 'DC_SUPA_E_EA_20201109', content: { ...quantities([[day, 5]]) } }, room({ SUPA: 2 })), law(one, { ...one, key: 'DC_SUPA_E_CB_20201116' }, room({ SUPA: 2 }))]).toEqual(['holds', 'holds']);
    expect([law(one, committed('SUPA', '18:00', [day, 5]), room({ SUPA: 2 })), law(one, committed('SUPA', '16:00', [day, 5]), room({ SUPA: 5 })), law(one, room({ SUPA: 3 }, undefined, { unreadable: 'why' }))]).toEqual(['holds', 'holds', 'holds']);
  });
});
