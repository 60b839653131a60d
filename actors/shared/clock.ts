/** Delays to the next London wall-clock time. */
import { addDays, dayOfWeek, londonDate, londonTime } from '../../protocol/time.ts';

/** Virtual ms until a London wall-clock time next comes round, never zero. */
export const untilNext = (now: number, ...wallClocks: readonly string[]): number => {
  const today = londonDate(now);
  const candidates = [today, addDays(today, 1)].flatMap((date) => wallClocks.map((wallClock) => londonTime(date, wallClock)));
  return Math.min(...candidates.filter((at) => at > now)) - now;
};

/** Virtual ms at which a London wall-clock time last came round before now: a slot of hours is longer or shorter where clocks change. */
export const lastBefore = (now: number, ...wallClocks: readonly string[]): number => {
  const today = londonDate(now);
  const candidates = [addDays(today, -1), today].flatMap((date) => wallClocks.map((wallClock) => londonTime(date, wallClock)));
  return Math.max(...candidates.filter((at) => at < now));
};

/** Virtual ms until Monday 00:00 in London next comes round, when a Migration Week begins and another has ended; never zero. */
export const untilMonday = (now: number): number => {
  const today = londonDate(now);
  return londonTime(addDays(today, 8 - dayOfWeek(today)), '00:00') - now;
};
