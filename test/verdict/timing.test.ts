/** The times of an expectation, at their boundaries: a second either way is transport (rulings; calendar times are Europe/London). */
import { describe, expect, it } from 'vitest';
import type { Fact, Sight } from '../../harness/verdict/facts.ts';
import { TOLERANCE_MS, bounds, wrongTime, type TimeContext } from '../../harness/verdict/timing.ts';
import type { Timing } from '../../protocol/mehrs/expected/expectation.ts';
import { MINUTE, londonTime } from '../../protocol/time.ts';

const T = londonTime('2020-11-10', '00:00');
const at = (t: number, migrationDay?: string): Sight => ({ fact: { stamp: { t, n: 0 } } as Fact, content: migrationDay === undefined ? {} : { header: { migrationDay } } });
const context: TimeContext = { at: ({ of }) => (of === 'seen' ? T : undefined), migrationDay: '2020-11-11' };
const after = (more: object, of = 'seen') => ({ kind: 'after' as const, from: { of }, ...more });
const calendar = (anchor: 'migrationDay' | 'migrationWeek', relation: 'at' | 'notBefore' | 'notAfter', dayOffset = 0) => ({ kind: 'calendar' as const, anchor, relation, dayOffset, wallClock: '10:00' });

describe('what is allowed', () => {
  it('is so many minutes after something, with or without an end', () => {
    expect(bounds(after({ atLeast: 2, atMost: 5 }), context, '')).toEqual({ from: T + 2 * MINUTE, to: T + 5 * MINUTE });
    expect(bounds(after({ atMost: 5 }), context, '')).toEqual({ from: -Infinity, to: T + 5 * MINUTE });
    expect(bounds(after({ atLeast: 2 }), context, '')).toEqual({ from: T + 2 * MINUTE, to: Infinity });
    expect(bounds(after({ atLeast: 2 }, 'nothing'), context, '')).toBeUndefined();
  });
  it('is a time of the Migration Day: the file\'s own, or the Installation\'s', () => {
    const day = londonTime('2020-11-11', '10:00');
    expect(bounds(calendar('migrationDay', 'at'), context, '')).toEqual({ from: day, to: day });
    expect(bounds(calendar('migrationDay', 'notAfter', -1), context, '2020-11-13')).toEqual({ from: -Infinity, to: londonTime('2020-11-12', '10:00') });
    expect(bounds(calendar('migrationDay', 'notBefore'), context, '')).toEqual({ from: day, to: Infinity });
    expect(bounds(calendar('migrationDay', 'at'), { ...context, migrationDay: undefined }, '')).toBeUndefined();
  });
  it('is a time of the Monday of the authorisation\'s week, whatever the file\'s own day', () => {
    const monday = londonTime('2020-11-09', '10:00');
    expect(bounds(calendar('migrationWeek', 'at'), context, '2020-11-20')).toEqual({ from: monday, to: monday });
    expect(bounds(calendar('migrationWeek', 'at', 7), { ...context, migrationDay: '2020-11-09' }, '')).toEqual({ from: londonTime('2020-11-16', '10:00'), to: londonTime('2020-11-16', '10:00') });
    expect(bounds(calendar('migrationWeek', 'at'), { ...context, migrationDay: undefined }, '2020-11-20')).toBeUndefined();
  });
});

describe('what is wrong with a time', () => {
  const wrong = (timing: Timing, ...seen: readonly Sight[]): string | undefined => wrongTime(timing, seen, context);
  it('a second early or late is transport, more is not', () => {
    const window = after({ atLeast: 2, atMost: 5 });
    for (const t of [T + 2 * MINUTE - TOLERANCE_MS, T + 3 * MINUTE, T + 5 * MINUTE + TOLERANCE_MS]) expect(wrong(window, at(t))).toBeUndefined();
    expect(wrong(window, at(T + 3 * MINUTE), at(T + 2 * MINUTE - TOLERANCE_MS - 1))).toBe('2020-11-10 00:01, allowed 2020-11-10 00:02 to 2020-11-10 00:05');
    expect(wrong(window, at(T + 5 * MINUTE + TOLERANCE_MS + 1))).toBe('2020-11-10 00:05, allowed 2020-11-10 00:02 to 2020-11-10 00:05');
    expect(wrong(after({ atLeast: 2 }), at(T))).toBe('2020-11-10 00:00, allowed 2020-11-10 00:02 to …');
    expect(wrong(after({ atMost: 2 }), at(T + 3 * MINUTE))).toBe('2020-11-10 00:03, allowed … to 2020-11-10 00:02');
  });
  it('is measured for each file by its own Migration Day', () => {
    expect(wrong(calendar('migrationDay', 'at'), at(londonTime('2020-11-13', '10:00'), '2020-11-13'))).toBeUndefined();
    expect(wrong(calendar('migrationDay', 'at'), at(londonTime('2020-11-13', '10:00')))).toBe('2020-11-13 10:00, allowed 2020-11-11 10:00 to 2020-11-11 10:00');
  });
  it('cannot be told with nothing to measure from', () => {
    expect(wrong(after({ atMost: 1 }, 'nothing'), at(T))).toBe('missing');
    expect(wrong(after({ atMost: 1 }, 'nothing'))).toBeUndefined();
  });
  it('of a ladder of attempts: each so long after the first, copies counting once, and none more', () => {
    const ladder: Timing = { kind: 'ladder', offsets: [0, 10, 20] };
    expect(wrong(ladder, at(T), at(T), at(T + 10 * MINUTE + TOLERANCE_MS), at(T + 20 * MINUTE - TOLERANCE_MS))).toBeUndefined();
    expect(wrong(ladder, at(T), at(T + 11 * MINUTE))).toBe('attempt 2 came 11 min after the first, 10 expected');
    expect(wrong(ladder, at(T), at(T + 10 * MINUTE - TOLERANCE_MS - 1000))).toBe(`attempt 2 came ${10 - 2 / 60} min after the first, 10 expected`);
    expect(wrong(ladder, at(T), at(T + 10 * MINUTE), at(T + 20 * MINUTE), at(T + 30 * MINUTE))).toBe('attempt 4 came 30 min after the first, none expected');
    expect(wrong(ladder)).toBeUndefined();
  });
});
