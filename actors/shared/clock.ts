/** Delays to the next London wall-clock time. */
import { addDays, londonDate, londonTime } from '../../protocol/time.ts';

/** Virtual ms until a London wall-clock time next comes round, never zero. */
export const untilNext = (now: number, ...wallClocks: readonly string[]): number => {
  const today = londonDate(now);
  const candidates = [today, addDays(today, 1)].flatMap((date) => wallClocks.map((wallClock) => londonTime(date, wallClock)));
  return Math.min(...candidates.filter((at) => at > now)) - now;
};
