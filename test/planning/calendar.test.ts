import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import {
  commitmentDueAt, commitmentReportAt, demandCutOffAt, forecastCutOffAt, forecastMonths, forecastReportAt, scheduleNoticeAt, scheduleReplyCutOffAt, workingDaysBefore,
} from '../../protocol/planning/calendar.ts';

const NUMBERS = RULE_SETS['v3.1'];
const utc = (t: number): string => new Date(t).toISOString().slice(0, 16);

describe('Guide Table 5 steps 1-3 in London time', () => {
  // Clocks go back on Sunday 25 October 2020 and forward on Sunday 28 March 2021.
  it.each([
    ['2020-11-09', '2020-10-13T09:00', '2020-10-20T09:00', '2020-10-20T16:00', '2020-11-05T10:00'],
    ['2020-10-19', '2020-09-22T09:00', '2020-09-29T09:00', '2020-09-29T16:00', '2020-10-15T09:00'],
    ['2021-03-22', '2021-02-23T10:00', '2021-03-02T10:00', '2021-03-02T17:00', '2021-03-18T10:00'],
    ['2021-04-05', '2021-03-09T10:00', '2021-03-16T10:00', '2021-03-16T17:00', '2021-04-01T09:00'],
  ])('week of %s: demand by Tuesday 10:00 T-4, commitment Tuesday 10:00 T-3, aggregate 17:00, replies Thursday 10:00 T-1', (week, demand, commitment, report, reply) => {
    expect([demandCutOffAt(week, NUMBERS), commitmentDueAt(week, NUMBERS), commitmentReportAt(week, NUMBERS), scheduleReplyCutOffAt(week, NUMBERS)].map(utc))
      .toEqual([demand, commitment, report, reply]);
  });

  it('4.4: forecasts are in by the end of the 20th, their aggregate by the end of the month', () => {
    expect(utc(forecastCutOffAt('2020-10-01', NUMBERS))).toBe('2020-10-20T23:00');
    expect(utc(forecastReportAt('2020-10-01', NUMBERS))).toBe('2020-10-31T17:00');
    expect(utc(forecastReportAt('2021-02-01', NUMBERS))).toBe('2021-02-28T17:00');
    expect(utc(forecastReportAt('2020-12-01', NUMBERS))).toBe('2020-12-31T17:00');
  });

  it('4.4: one forecast a month', () => {
    expect(forecastMonths('2020-10-05', '2020-11-09', 20)).toEqual(['2020-10-01']);
    expect(forecastMonths('2020-10-20', '2020-11-20', 20)).toEqual(['2020-10-01']);
    expect(forecastMonths('2020-10-21', '2021-01-21', 20)).toEqual(['2020-11-01', '2020-12-01', '2021-01-01']);
  });

  it('3.3.3: 15 working days before a Monday is the Monday three weeks earlier', () => {
    expect(utc(scheduleNoticeAt('2020-11-09', NUMBERS))).toBe('2020-10-19T08:00');
    expect(workingDaysBefore('2020-11-09', 1)).toBe('2020-11-06');
    expect(workingDaysBefore('2020-11-09', 5)).toBe('2020-11-02');
    expect(workingDaysBefore('2020-11-08', 1)).toBe('2020-11-06');
  });
});
