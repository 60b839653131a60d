/**
 * Time as the rules see it: virtual milliseconds since the Unix epoch, read as Europe/London business time.
 * No clock here; whoever needs "now" is given it.
 */
import { Temporal } from 'temporal-polyfill';

/** Virtual time of a message or step: milliseconds and a micro-step, so that an instant message still comes after its cause. */
export interface Stamp {
  readonly t: number;
  readonly n: number;
}

export const compareStamps = (a: Stamp, b: Stamp): number => a.t - b.t || a.n - b.n;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const LONDON = 'Europe/London';

/** A London calendar date, `YYYY-MM-DD`. */
export type LocalDate = string;

/** Answers kept of one pure function: reading and reckoning dates costs more than most of what asks for them, and always the same are asked for. */
const MOST_KEPT = 10_000;
const kept = <T>(answers: Map<string | number, T>, name: string | number, work: () => T): T => {
  let answer = answers.get(name);
  if (answer === undefined) {
    if (answers.size >= MOST_KEPT) answers.clear();
    answers.set(name, (answer = work()));
  }
  return answer;
};
const LONDON_TIMES = new Map<string | number, number>();
const LONDON_DATES = new Map<string | number, LocalDate>();
const DAYS_ADDED = new Map<string | number, LocalDate>();
const UTC_TEXTS = new Map<string | number, string>();
const LONDON_TEXTS = new Map<string | number, string>();

/** Virtual ms of a London wall-clock time (`HH:MM`) on a date; a time skipped in March moves forward, a doubled one in October is the first. */
export const londonTime = (date: LocalDate, wallClock: string): number => kept(LONDON_TIMES, `${date}T${wallClock}`, () =>
  Temporal.PlainDateTime.from(`${date}T${wallClock}`).toZonedDateTime(LONDON, { disambiguation: 'compatible' }).epochMilliseconds);

export const londonDate = (t: number): LocalDate => kept(LONDON_DATES, t, () =>
  Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(LONDON).toPlainDate().toString());

export const addDays = (date: LocalDate, days: number): LocalDate => kept(DAYS_ADDED, `${date} ${days}`, () => Temporal.PlainDate.from(date).add({ days }).toString());

/** 1 = Monday … 7 = Sunday. */
export const dayOfWeek = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek;

export const isLocalDate = (text: string): boolean => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
};

/** `2020-11-09 00:05` in London, for people. */
export const londonText = (t: number): string => kept(LONDON_TEXTS, t, () => {
  const at = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(LONDON);
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
});

/** `2020-11-09T00:05:00Z`, for files. */
export const utcText = (t: number): string => kept(UTC_TEXTS, t, () => Temporal.Instant.fromEpochMilliseconds(t).toString({ smallestUnit: "second" }));
