/** What a Migration Summary Report says still stands, by facts made by hand (MEHRS 2.2.1). */
import { expect, it } from 'vitest';
import { standing } from '../../harness/verdict/laws/standing.ts';
import { made, only, type Made } from './made.ts';
import { SUBJECT } from './script.ts';

const both = { mpan: SUBJECT.mpan, mprn: SUBJECT.mprn };
const ma = (week: string, key = week): Made => ({ type: 'MA', from: 'mcc', to: 'rp-CB', key, content: { fileName: `file ${key}`, rows: [{ ...both, migrationWeek: week }] } });
const mavr = (key: string, result = 'Accepted', row: object = both): Made => ({ type: 'MAVR', from: 'rp-CB', to: 'mcc', key, content: { rows: [{ ...row, result }] } });
const macr = (key: string, completionStatus: string): Made => ({ type: 'MACR', from: 'rp-CB', to: 'mcc', key: `file ${key}`, content: { rows: [{ ...both, completionStatus }] } });
const msr = (stillOpen: number, more: Partial<Made> = {}, party = 'SUPA'): Made => ({ type: 'MSR', from: 'rp-CB', to: 'mcc', content: { rows: [{ party, stillOpen }] }, ...more });
const law = (...facts: readonly Made[]): string => only(standing, made(...facts));
const wrong = (said: number, do_: string): string => `rp-CB says that ${said} authorisations of SUPA stand: ${do_} do`;
const [first, second] = ['2020-11-09', '2020-11-16'];

it('an authorisation stands once it is accepted, and until it is completed', () => {
  const accepted = [ma(first), mavr(first)];
  expect([law(msr(0)), law(...accepted, msr(1)), law(...accepted, macr(first, 'Success'), msr(0)), law(...accepted, msr(1), macr(first, 'Success'), msr(0))]).toEqual(Array<string>(4).fill('holds'));
  expect([law(msr(1)), law(...accepted, msr(0)), law(...accepted, msr(2)), law(...accepted, macr(first, 'Success'), msr(1))]).toEqual([wrong(1, '0'), wrong(0, '1'), wrong(2, '1'), wrong(1, '0')]);
});

it('one that has failed may stand for another attempt, or not', () => {
  const failed = [ma(first), mavr(first), macr(first, 'Failure')];
  expect([law(...failed, msr(0)), law(...failed, msr(1)), law(...failed, macr(first, 'Success'), msr(0))]).toEqual(Array<string>(3).fill('holds'));
  expect([law(...failed, msr(2)), law(...failed, macr(first, 'Success'), msr(1))]).toEqual([wrong(2, '0 to 1'), wrong(1, '0')]);
});

it('weeks are counted apart, records of one home and week together', () => {
  expect(law(ma(first), mavr(first), ma(second), mavr(second), msr(2))).toBe('holds');
  const twice: Made = { ...mavr(first), content: { rows: [{ ...both, result: 'Accepted' }, { ...both, result: 'Rejected' }] } };
  expect(law(ma(first), twice, msr(1))).toBe('holds');
  expect(law(ma(first), mavr(first), ma(first, 'again'), mavr('again'), msr(1))).toBe('holds');
  expect(law(ma(first), mavr(first), macr(first, 'Success'), ma(first, 'again'), mavr('again'), msr(1))).toBe('holds');
  expect(law(ma(first), mavr(first), mavr(first), msr(2))).toBe(wrong(2, '1'));
});

it('a rejected one does not stand, nor one that is rejected after all (MA106)', () => {
  expect([law(ma(first), mavr(first, 'Rejected'), msr(0)), law(ma(first), mavr(first), mavr(first, 'Rejected'), msr(0))]).toEqual(['holds', 'holds']);
  expect(law(ma(first), mavr(first), ma(first, 'again'), mavr('again', 'Rejected'), msr(1))).toBe('holds');
  expect([law(ma(first), mavr(first, 'Rejected'), msr(1)), law(ma(first), mavr(first), mavr(first, 'Rejected'), msr(1))]).toEqual([wrong(1, '0'), wrong(1, '0')]);
});

it('it is of the Party that authorised, and of the Requesting Party that says so; what cannot be read says nothing', () => {
  expect([law(ma(first), mavr(first), msr(0, {}, 'SUPB')), law(ma(first), mavr(first), msr(0, { from: 'rp-EA' })), law(ma(first), mavr(first), msr(0, { unreadable: 'x' })), law(ma(first), { ...mavr(first), unreadable: 'x' }, msr(0)), law({ ...ma(first), unreadable: 'x' }, mavr(first), msr(0))]).toEqual(Array<string>(5).fill('holds'));
  expect(law(ma(first), mavr(first, 'Accepted', { mpan: 'another', mprn: '' }), msr(0))).toBe('holds');
  expect(law(ma(first), mavr(first), msr(1, {}, 'SUPB'))).toBe('rp-CB says that 1 authorisations of SUPB stand: 0 do');
});
