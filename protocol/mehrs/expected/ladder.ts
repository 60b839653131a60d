/**
 * MEHRS 3.1 written out: a short retry is an attempt at 0, 5 and 10 minutes, and one starts every 30 minutes while the
 * 48 hours last (ruling A-06: 288 attempts, the last at 47:40). Minutes from the first attempt.
 */
export const CONNECTIVITY_3_1 = {
  shortRetryMinutes: [0, 5, 10],
  everyMinutes: 30,
  shortRetries: 96,
  attempts: 288,
  lastAttemptMinutes: 47 * 60 + 40,
  timeoutMinutes: 48 * 60,
} as const;

/** Offsets of the first `attempts` attempts, all 288 unless told. */
export const connectivityOffsets = (attempts: number = CONNECTIVITY_3_1.attempts): readonly number[] =>
  Array.from(
    { length: attempts },
    (_, index) => Math.floor(index / 3) * CONNECTIVITY_3_1.everyMinutes + (CONNECTIVITY_3_1.shortRetryMinutes[index % 3] ?? 0),
  );

/** MEHRS 3.5 written out: every two hours, 96 attempts, given up after 192 hours (ruling A-09). Minutes from the first. */
export const WAKE_UP_3_5 = { everyMinutes: 120, attempts: 96, lastAttemptMinutes: 190 * 60, timeoutMinutes: 192 * 60 } as const;

export const wakeUpOffsets = (attempts: number = WAKE_UP_3_5.attempts): readonly number[] =>
  Array.from({ length: attempts }, (_, index) => index * WAKE_UP_3_5.everyMinutes);
