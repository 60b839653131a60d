/** The moments of the six-week cycle in London business time (Guide Table 5 steps 1-4, 3.3.3, 4.4, 4.5). Virtual ms. */
import type { RuleSet } from '../mehrs/parameters/ruleSets.ts';
import { addDays, dayOfWeek, londonTime, type LocalDate } from '../time.ts';

type Numbers = Pick<RuleSet,
  'demandDaysBefore' | 'demandCutOff' | 'commitmentDaysBefore' | 'commitmentDue' | 'commitmentReportAt' | 'forecastDay' | 'forecastReportAt'
  | 'upgradeNoticeWorkingDays' | 'upgradeNoticeAt' | 'upgradeDaysBefore' | 'scheduleNoticeWorkingDays' | 'scheduleNoticeAt' | 'scheduleReplyDaysBefore' | 'scheduleReplyCutOff'>;

/** First of a date's month. */
const monthOf = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;

const nextMonth = (month: LocalDate): LocalDate => monthOf(addDays(month, 31));

/** Tuesday of T-4 weeks: a Daily Migration Demand received up to then counts (Guide 4.5.2). */
export const demandCutOffAt = (migrationWeek: LocalDate, { demandDaysBefore, demandCutOff }: Numbers): number =>
  londonTime(addDays(migrationWeek, -demandDaysBefore), demandCutOff);

/** Tuesday of T-3 weeks: commitments are due; whoever has none then is met in full (Guide 4.5.3). */
export const commitmentDueAt = (migrationWeek: LocalDate, { commitmentDaysBefore, commitmentDue }: Numbers): number =>
  londonTime(addDays(migrationWeek, -commitmentDaysBefore), commitmentDue);

/** The same day: the aggregate of all commitments (Guide 4.5.3). */
export const commitmentReportAt = (migrationWeek: LocalDate, { commitmentDaysBefore, commitmentReportAt: wallClock }: Numbers): number =>
  londonTime(addDays(migrationWeek, -commitmentDaysBefore), wallClock);

/** End of the 20th: a forecast received before it is in the month's aggregate (Guide 4.4). @param month its first day. */
export const forecastCutOffAt = (month: LocalDate, { forecastDay }: Numbers): number => londonTime(addDays(month, forecastDay), '00:00');

/** Last day of the month: the aggregate of the month's forecasts (Guide 4.4; the hour is emulator profile). @param month its first day. */
export const forecastReportAt = (month: LocalDate, { forecastReportAt: wallClock }: Numbers): number => londonTime(addDays(nextMonth(month), -1), wallClock);

/** Firsts of the months of which a day of the month lies from one date up to, not including, another. */
export const forecastMonths = (from: LocalDate, to: LocalDate, dayOfMonth: number): readonly LocalDate[] => {
  const months: LocalDate[] = [];
  for (let month = monthOf(from); month < to; month = nextMonth(month)) {
    const due = addDays(month, dayOfMonth - 1);
    if (due >= from && due < to) months.push(month);
  }
  return months;
};

/** So many Mondays to Fridays earlier. Bank holidays count as working days: the emulator has no calendar of them. */
export const workingDaysBefore = (date: LocalDate, days: number): LocalDate => {
  let at = date;
  for (let left = days; left > 0;) {
    at = addDays(at, -1);
    if (dayOfWeek(at) <= 5) left -= 1;
  }
  return at;
};

/** First day on which the Dormant Installations of a week may be upgraded (emulator profile). */
export const upgradeEarliestOn = (migrationWeek: LocalDate, { upgradeDaysBefore }: Numbers): LocalDate => addDays(migrationWeek, -upgradeDaysBefore);

/** Notices of upgrades go to Dormant Suppliers (Guide 3.3.2; the hour is emulator profile). */
export const upgradeNoticeAt = (migrationWeek: LocalDate, numbers: Numbers): number =>
  londonTime(workingDaysBefore(upgradeEarliestOn(migrationWeek, numbers), numbers.upgradeNoticeWorkingDays), numbers.upgradeNoticeAt);

/** Migration Schedules go to Dormant Suppliers (Guide 3.3.3; the hour is emulator profile). */
export const scheduleNoticeAt = (migrationWeek: LocalDate, { scheduleNoticeWorkingDays, scheduleNoticeAt: wallClock }: Numbers): number =>
  londonTime(workingDaysBefore(migrationWeek, scheduleNoticeWorkingDays), wallClock);

/** Thursday before the week: credentials returned up to then are used (Guide 3.3.3; the hour is that of the MA cut-off). */
export const scheduleReplyCutOffAt = (migrationWeek: LocalDate, { scheduleReplyDaysBefore, scheduleReplyCutOff }: Numbers): number =>
  londonTime(addDays(migrationWeek, -scheduleReplyDaysBefore), scheduleReplyCutOff);
