/** Ruling A-17: MA101 is for an authorisation whose Migration Week has ended, by facts made by hand. */
import { expect, it } from 'vitest';
import { expiry } from '../../harness/verdict/laws/expiry.ts';
import { MINUTE, londonTime } from '../../protocol/time.ts';
import { made, only, type Made } from './made.ts';
import { SUBJECT } from './script.ts';

const on = (day: string, time: string): number => londonTime(day, time) / MINUTE;
const row = { mpan: SUBJECT.mpan, mprn: SUBJECT.mprn };
const ma = (fileName: string, migrationWeek: string, more: object = {}): Made => ({ type: 'MA', from: 'mcc', to: 'rp-CB', content: { fileName, rows: [{ ...row, migrationWeek, ...more }] } });
const macr = (key: string, at: number, reasonCode = 'MA101'): Made => ({ type: 'MACR', from: 'rp-CB', to: 'mcc', key, at, content: { rows: [{ ...row, completionStatus: 'Failure', reasonCode }] } });
const law = (...facts: readonly Made[]): string => only(expiry, made(...facts));
const WRONG = 'rp-CB says MA101 before the Migration Week has ended';

it('an authorisation expires at the end of the Sunday of its Migration Week, and not before', () => {
  expect(law(ma('F', '2020-11-09'), macr('F', on('2020-11-16', '00:00')))).toBe('holds');
  expect(law(ma('F', '2020-11-09'), macr('F', on('2020-11-15', '23:59')))).toBe(WRONG);
  expect(law(ma('F', '2020-11-09'), macr('F', on('2020-11-10', '23:00')))).toBe(WRONG);
});

it('which is that of the file it is told about, and of no other code', () => {
  expect(law(ma('F', '2020-11-02'), ma('G', '2020-11-09'), macr('F', on('2020-11-10', '23:00')))).toBe('holds');
  expect(law(ma('F', '2020-11-02'), ma('G', '2020-11-09'), macr('G', on('2020-11-10', '23:00')))).toBe(WRONG);
  expect(law(ma('F', '2020-11-09'), macr('F', on('2020-11-10', '23:00'), 'MA115'))).toBe('holds');
  expect(law(ma('F', 'someday'), macr('F', on('2020-11-10', '23:00')))).toBe('holds');
  expect(law(ma('F', '2020-11-09', { mpan: 'another', mprn: '' }), macr('F', on('2020-11-10', '23:00')))).toBe('holds');
});
