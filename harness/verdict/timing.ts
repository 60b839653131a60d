/** Holds observed times to an expectation's. Under a second is transport, not a rule: the documents count minutes. */
import type { Reference, Timing } from '../../protocol/mehrs/expected/expectation.ts';
import { MINUTE, addDays, dayOfWeek, londonText, londonTime } from '../../protocol/time.ts';
import { textAt } from './fields.ts';
import type { Sight } from './facts.ts';

export const TOLERANCE_MS = 1_000;

export interface TimeContext {
  /** Time in virtual ms of the message meant. */
  readonly at: (reference: Reference) => number | undefined;
  /** Migration Day, `YYYY-MM-DD`, of the Installation's first MCF. */
  readonly migrationDay: string | undefined;
}

/** The first and last moment allowed; `undefined` when what it is measured from was not seen. */
export const bounds = (timing: Exclude<Timing, { kind: 'ladder' }>, context: TimeContext, own: string): { from: number; to: number } | undefined => {
  if (timing.kind === 'after') {
    const start = context.at(timing.from);
    if (start === undefined) return undefined;
    return {
      from: timing.atLeast === undefined ? -Infinity : start + timing.atLeast * MINUTE,
      to: timing.atMost === undefined ? Infinity : start + timing.atMost * MINUTE,
    };
  }
  // A new set has its own Migration Day, but the week stays that of the authorisation.
  const day = own === '' || timing.anchor === 'migrationWeek' ? context.migrationDay : own;
  if (day === undefined) return undefined;
  const anchor = timing.anchor === 'migrationDay' ? day : addDays(day, 1 - dayOfWeek(day));
  const moment = londonTime(addDays(anchor, timing.dayOffset), timing.wallClock);
  return { from: timing.relation === 'notAfter' ? -Infinity : moment, to: timing.relation === 'notBefore' ? Infinity : moment };
};

const inside = (t: number, { from, to }: { from: number; to: number }): boolean => t >= from - TOLERANCE_MS && t <= to + TOLERANCE_MS;
const shown = (t: number): string => (Number.isFinite(t) ? londonText(t) : '…');

const ladder = (seen: readonly number[], offsets: readonly number[]): string | undefined => {
  const start = seen[0] ?? 0;
  const wrong = seen.findIndex((t, index) => Math.abs(t - start - (offsets[index] ?? Infinity) * MINUTE) > TOLERANCE_MS);
  if (wrong === -1) return undefined;
  return `attempt ${wrong + 1} came ${((seen[wrong] ?? 0) - start) / MINUTE} min after the first, ${offsets[wrong] ?? 'none'} expected`;
};

/** What is wrong with the times of these messages; `missing` when there is nothing to measure from. */
export const wrongTime = (timing: Timing, seen: readonly Sight[], context: TimeContext): string | 'missing' | undefined => {
  if (timing.kind === 'ladder') return ladder([...new Set(seen.map((each) => each.fact.stamp.t))], timing.offsets);
  for (const { fact, content } of seen) {
    const allowed = bounds(timing, context, textAt(content, 'header.migrationDay'));
    if (allowed === undefined) return 'missing';
    if (!inside(fact.stamp.t, allowed)) return `${londonText(fact.stamp.t)}, allowed ${shown(allowed.from)} to ${shown(allowed.to)}`;
  }
  return undefined;
};
