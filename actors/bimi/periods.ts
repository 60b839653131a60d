/** The periods that reports are about, and those whose reports SharePoint has held up (Guide 4.2; MEHRS 2.1.2). */
import type { Period } from '../../protocol/reports/report.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { addDays, londonDate, londonTime } from '../../protocol/time.ts';
import { lastBefore, untilMonday, untilNext } from '../shared/clock.ts';

export type PeriodKey = 'sixHourly' | 'day' | 'week';
type Rules = Pick<RuleSet, 'reportHours'>;

const wallClocks = ({ reportHours }: Rules): readonly string[] => Array.from({ length: Math.floor(24 / reportHours) }, (_, index) => `${String(index * reportHours).padStart(2, '0')}:00`);

const UNTIL_END: Readonly<Record<PeriodKey, (now: number, rules: Rules) => number>> = {
  sixHourly: (now, rules) => untilNext(now, ...wallClocks(rules)),
  day: (now) => untilNext(now, '00:00'),
  week: (now) => untilMonday(now),
};

/** Virtual ms until a period ends. */
export const untilEnd = (key: PeriodKey, now: number, rules: Rules): number => UNTIL_END[key](now, rules);

/** The period that ends now. */
export const endingNow = (key: PeriodKey, now: number, rules: Rules): Period => {
  if (key === 'sixHourly') return { from: lastBefore(now, ...wallClocks(rules)), to: now };
  return { from: londonTime(addDays(londonDate(now), key === 'day' ? -1 : -7), '00:00'), to: now };
};

/** A period and all that have ended since, up to now. */
export const sinceThen = (key: PeriodKey, first: Period, now: number, rules: Rules): readonly Period[] => {
  const periods = [first];
  for (let from = first.to, to = from + untilEnd(key, from, rules); to <= now; from = to, to = from + untilEnd(key, from, rules)) periods.push({ from, to });
  return periods;
};
