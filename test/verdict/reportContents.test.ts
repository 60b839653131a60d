/** What Reports 2, 6 and 10 carry, to whom and by when, on facts made by hand (MEHRS A.1, 2.3.2, 2.5.9; 003, 4.6). */
import { describe, expect, it } from 'vitest';
import { reportContents } from '../../harness/verdict/laws/reportContents.ts';
import type { Estate } from '../../protocol/domain.ts';
import { DAY, MINUTE } from '../../protocol/time.ts';
import { made, said, type Made } from './made.ts';
import { ESTATE, SUBJECT } from './script.ts';

const HUB = { installationId: SUBJECT.id };
const [mpan, mprn] = [SUBJECT.mpan, SUBJECT.mprn ?? ''];
const A_DAY = DAY / MINUTE;
const EVERYBODY = ['mcc', 'supplier-SUPA', 'networkOperator-EDA'];
const estateOf = (more: Partial<Estate['installations'][number]>): Estate => ({ ...ESTATE, installations: [{ ...SUBJECT, ...more }] });
const DORMANT = { electricity: { ...SUBJECT.electricity, active: false }, gas: { ...SUBJECT.gas!, active: false } };
const SPLIT = { gas: { ...SUBJECT.gas!, supplier: 'SUPB' } };

const mcf: Made = { type: 'MCF', from: 'rp-CB', to: 'cp', at: 0, content: { installations: [HUB] } };
const failed = (value: string, at = 1, more: Partial<Made> = {}, of: object = HUB): Made => ({
  type: 'SCF', from: 's1sp-CB', to: 'rp-CB', at, content: { header: { migrationSetId: 'S' }, installations: [{ ...of, outcome: 'Failure', failure: { failedStepNumber: value } }] }, ...more,
});
const reports = (report: number, cells: object, to: readonly string[], at = 2): readonly Made[] => to.map((each) => ({ type: 'MRR', from: 'bimi', to: each, at, content: { report, rows: [cells] } }));
/** What is said of reports of this number, up to the end of time or of some minutes. */
const law = (report: '2' | '6' | '10', facts: readonly Made[], more: { readonly estate?: Estate; readonly until?: number } = {}): string | undefined => {
  const { until = Infinity, estate = ESTATE } = more;
  return Object.entries(said(reportContents, made(...facts), { estate, until: until * MINUTE })).find(([name]) => name.startsWith(`Report ${report} `))?.[1];
};
const untold = (value: string, ...to: readonly string[]): string => to.map((each) => `${each} is not told within a day that I0001 failed with ${value}`).join('; ');
const groundless = (report: number, value: string, to = 'mcc', id = 'I0001'): string => `Report ${report} to ${to} tells ${value} of ${id}, which no file does`;

describe('Report 2 (MEHRS A.1)', () => {
  const two = (value: string, to: readonly string[] = EVERYBODY, at = 2, more: object = {}): readonly Made[] => reports(2, { MPAN: mpan, FailedStepNumber: value, ...more }, to, at);
  const STEP = '12.9.1.ET01';
  it.each<[string, readonly Made[], string]>([
    ['tells a failure of the Commissionable File', [mcf, failed(STEP), ...two(STEP)], 'holds'], ['and of the Commissioning File', [mcf, failed(STEP, 1, { type: 'COF' }), ...two(STEP)], 'holds'], ['to everybody', [mcf, failed(STEP)], untold(STEP, ...EVERYBODY)],
    ['to each', [mcf, failed(STEP), ...two(STEP, ['mcc', 'networkOperator-EDA'])], untold(STEP, 'supplier-SUPA')], ['another step', [mcf, failed(STEP), ...two('X5.24', ['mcc']), ...two(STEP)], groundless(2, 'X5.24')],
    ['before it is known', [mcf, ...two(STEP, ['mcc'], 1), failed(STEP, 2), ...two(STEP, EVERYBODY, 3)], groundless(2, STEP)],
    ['no step at all', [mcf, failed(STEP), ...two(STEP), ...reports(2, { MPAN: mpan, FailedStepNumber: '' }, ['mcc'])], groundless(2, 'nothing')],
    ['of no home that is known', [mcf, failed(STEP), ...two(STEP), ...reports(2, { MPAN: 'another', FailedStepNumber: STEP }, ['mcc'])], 'holds'],
    ['a success tells nothing', [mcf, failed(STEP, 1, { content: { installations: [{ ...HUB, outcome: 'Success' }] } })], 'holds'],
    ['a file that nobody can read tells nothing', [mcf, failed(STEP, 1, { unreadable: 'x' })], 'holds'], ['another file tells nothing', [mcf, failed(STEP, 1, { type: 'MVF' })], 'holds'], ['a home that nobody knows', [mcf, failed(STEP, 1, {}, { installationId: 'I0009' })], 'holds'],
    ['2.5.9: nothing of a home that no Common File has named', [failed(STEP)], 'holds'], ['nor one that names it later', [failed(STEP, 0), { ...mcf, at: 1 }], 'holds'], ['nor one that names another', [{ ...mcf, content: { installations: [{ installationId: 'I0002' }] } }, failed(STEP)], 'holds'],
    ['nor another file that does', [{ ...mcf, type: 'MVF' }, failed(STEP)], 'holds'],
    ['with no reason code', [mcf, failed(STEP), ...two(STEP, EVERYBODY, 2, { x: 'MA115' })], EVERYBODY.map((to) => `Report 2 to ${to}: it has the reason code MA115`).join('; ')],
    ['with what is no reason code', [mcf, failed(STEP), ...two(STEP, EVERYBODY, 2, { x: 'MA000' })], 'holds'],
    ['a home that is not known has no group and no code', [mcf, failed(STEP), ...two(STEP), ...reports(2, { MPAN: 'another', FailedStepNumber: STEP, x: 'MA115' }, ['mcc'])], 'holds'],
  ])('%s', (_what, facts, says) => expect(law('2', facts)).toBe(says));
  it('tells it within a day, where the day is over by the horizon', () => {
    expect([law('2', [mcf, failed(STEP)], { until: A_DAY }), law('2', [mcf, failed(STEP)], { until: A_DAY + 1 })]).toEqual(['holds', untold(STEP, ...EVERYBODY)]);
    expect([law('2', [mcf, failed(STEP), ...two(STEP, EVERYBODY, A_DAY + 1)]), law('2', [mcf, failed(STEP), ...two(STEP, EVERYBODY, A_DAY + 2)])]).toEqual(['holds', untold(STEP, ...EVERYBODY)]);
  });
  it('a file made anew says again what the first said (2.6.7, 2.7.2): one failure all the same', () => {
    const again = (more: Partial<Made> = {}, value = STEP): Made => failed(value, A_DAY * 3, { body: 'made anew', ...more });
    expect([law('2', [mcf, failed(STEP), ...two(STEP), again()]), law('2', [mcf, failed(STEP), ...two(STEP), again({ to: 'bimi' })])]).toEqual(['holds', 'holds']);
    const other = { content: { header: { migrationSetId: 'T' }, installations: [{ ...HUB, outcome: 'Failure', failure: { failedStepNumber: STEP } }] } };
    expect([law('2', [mcf, failed(STEP), ...two(STEP), again(other)]), law('2', [mcf, failed(STEP), ...two(STEP), again({ type: 'COF' })]), law('2', [mcf, failed(STEP), ...two(STEP), again({}, 'X5.24')])])
      .toEqual([untold(STEP, ...EVERYBODY), untold(STEP, ...EVERYBODY), untold('X5.24', ...EVERYBODY)]);
  });
  it('goes to the suppliers of both fuels, once where they are one', () => {
    expect(law('2', [mcf, failed(STEP), ...two(STEP)], { estate: estateOf(SPLIT) })).toBe(untold(STEP, 'supplier-SUPB'));
    const { gas: _gas, ...single } = SUBJECT;
    expect(law('2', [mcf, failed(STEP), ...two(STEP)], { estate: { ...ESTATE, installations: [single] } })).toBe('holds');
  });
});

describe('Report 6 (MEHRS 2.3.2; 003, 4.6)', () => {
  const response = (type: 'MAVR' | 'MACR', row: object, at = 1, more: Partial<Made> = {}): Made => ({ type, from: 'rp-CB', to: 'mcc', at, content: { rows: [{ mpan, mprn, ...row }] }, ...more });
  const rejected = (reasonCode: string, at = 1, row: object = {}): Made => response('MAVR', { result: 'Rejected', reasonCode, ...row }, at);
  const completed = (reasonCode: string, at = 1, row: object = {}): Made => response('MACR', { completionStatus: 'Failure', reasonCode, ...row }, at);
  const six = (cells: object, to: readonly string[] = ['mcc', 'supplier-SUPA'], at = 2): readonly Made[] => reports(6, { MPAN: mpan, ...cells }, to, at);
  const validation = (code: string, to?: readonly string[], at?: number) => six({ 'Validation Reason Code': code }, to, at);
  const completion = (code: string, to?: readonly string[], at?: number) => six({ 'Completion Status': 'Failure', 'Completion Reason Code': code }, to, at);
  it.each<[string, readonly Made[], string]>([
    ['tells a rejection', [rejected('MA003'), ...validation('MA003')], 'holds'], ['to the MCC alone', [rejected('MA003'), ...validation('MA003', ['mcc'])], 'holds'], ['at least', [rejected('MA003'), ...validation('MA003', ['supplier-SUPA'])], untold('MA003', 'mcc')],
    ['that has been made', [...validation('MA003', ['mcc'])], groundless(6, 'MA003')], ['not an acceptance', [response('MAVR', { result: 'Accepted', reasonCode: 'MA003' }), ...validation('MA003', ['mcc'])], groundless(6, 'MA003')],
    ['a rejection is no completion', [rejected('MA003'), ...validation('MA003'), ...completion('MA003', ['mcc'])], groundless(6, 'MA003')], ['a completion no rejection', [completed('MA115'), ...completion('MA115'), ...validation('MA115', ['mcc'])], groundless(6, 'MA115')],
    ['tells a failed completion', [completed('MA115'), ...completion('MA115')], 'holds'], ['to the MCC and the supplier', [completed('MA115')], untold('MA115', 'mcc', 'supplier-SUPA')], ['with its code', [completed('MA115'), ...completion('MA101')], `${groundless(6, 'MA101')}; ${groundless(6, 'MA101', 'supplier-SUPA')}; ${untold('MA115', 'mcc', 'supplier-SUPA')}`],
    ['with none where there is none', [completed('')], untold('no code', 'mcc', 'supplier-SUPA')], ['not a success', [response('MACR', { completionStatus: 'Success', reasonCode: '' })], 'holds'], ['a success tells no code', [...six({ 'Completion Status': 'Success', 'Completion Reason Code': 'MA115' }, ['mcc'])], 'holds'],
    ['2.3.2: never both in one row', [rejected('MA003'), ...six({ 'Validation Reason Code': 'MA003', 'Completion Status': 'Success' }, ['mcc'])], 'Report 6 to mcc: one row is about validation and completion'],
    ['no FailedStepNumber', [mcf, failed('12.9.1.ET01'), ...reports(2, { MPAN: mpan, FailedStepNumber: '12.9.1.ET01' }, EVERYBODY), ...six({ x: '12.9.1.ET01' }, ['mcc'])], 'Report 6 to mcc: it has the FailedStepNumber 12.9.1.ET01'],
    ['a code that a file has for a step is a code all the same', [mcf, failed('MA115'), ...six({ x: 'MA115' }, ['mcc'])], 'holds'],
    ['but a code of nobody is none', [mcf, failed('MA115'), ...reports(6, { MPAN: 'another', x: 'MA115' }, ['mcc'])], 'Report 6 to mcc: it has the FailedStepNumber MA115'],
    ['of a home that is known', [response('MAVR', { mpan: 'another', mprn: 'x', result: 'Rejected', reasonCode: 'MA003' })], 'holds'], ['of a file that can be read', [{ ...rejected('MA003'), unreadable: 'x' }], 'holds'],
  ])('%s', (_what, facts, says) => expect(law('6', facts)).toBe(says));
  it('to the supplier of the MPxN that the record names', () => {
    const to = (row: object): string | undefined => law('6', [completed('MA115', 1, row), ...completion('MA115', ['mcc'])], { estate: estateOf(SPLIT) });
    expect([to({}), to({ mprn: '' }), to({ mpan: '' })]).toEqual([untold('MA115', 'supplier-SUPA', 'supplier-SUPB'), untold('MA115', 'supplier-SUPA'), untold('MA115', 'supplier-SUPB')]);
  });
  it('a copy for somebody else is no second response', () => {
    const copy = { ...completed('MA115', A_DAY * 3), to: 'bimi' };
    expect([law('6', [completed('MA115'), ...completion('MA115'), copy]), law('6', [completed('MA115'), ...completion('MA115'), { ...copy, body: 'other' }])]).toEqual(['holds', untold('MA115', 'mcc', 'supplier-SUPA')]);
  });
});

describe('Report 10 (MEHRS 2.3.2)', () => {
  const response = (result: string, reasonCode: string, at = 1): Made => ({ type: 'MAVR', from: 'rp-CB', to: 'mcc', at, content: { rows: [{ mpan, mprn, result, reasonCode }] } });
  const ten = (code: string, to: readonly string[] = ['mcc'], more: object = {}): readonly Made[] => reports(10, { MPAN: mpan, 'Reason Code': code, ...more }, to);
  it.each<[string, readonly Made[], string, Estate?]>([
    ['tells an acceptance', [response('Accepted', ''), ...ten('')], 'holds'], ['and a rejection', [response('Rejected', 'MA003'), ...ten('MA003')], 'holds'], ['always', [response('Accepted', '')], untold('no code', 'mcc')], ['with its code', [response('Accepted', ''), ...ten('MA003')], `${groundless(10, 'MA003')}; ${untold('no code', 'mcc')}`],
    ['of an Active Installation', [response('Accepted', '')], 'holds', estateOf(DORMANT)], ['and of no Dormant one', [response('Accepted', ''), ...ten('')], `Report 10 to mcc: I0001 is Dormant; ${groundless(10, 'nothing')}`, estateOf(DORMANT)],
    ['Active by its electricity', [response('Accepted', ''), ...ten('')], 'holds', estateOf({ gas: DORMANT.gas })], ['Active by its gas', [response('Accepted', ''), ...ten('')], 'holds', estateOf({ electricity: DORMANT.electricity })],
    ['no FailedStepNumber', [mcf, failed('12.9.1.ET01'), response('Accepted', ''), ...ten('', ['mcc'], { x: '12.9.1.ET01' })], 'Report 10 to mcc: it has the FailedStepNumber 12.9.1.ET01'],
    ['no completion', [{ ...response('Accepted', ''), type: 'MACR' }, ...ten('')], groundless(10, 'nothing')],
  ])('%s', (_what, facts, says, estate) => expect(law('10', facts, estate === undefined ? {} : { estate })).toBe(says));
  it('a Dormant electricity supply alone is Dormant', () => {
    const { gas: _gas, ...single } = SUBJECT;
    expect(law('10', [response('Accepted', '')], { estate: { ...ESTATE, installations: [{ ...single, electricity: DORMANT.electricity }] } })).toBe('holds');
  });
});
