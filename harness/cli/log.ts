/** What the emulator has to say beside its results: structured, on stderr, quiet unless something is wrong (MEHRS_LOG=info shows more). */
import { pino } from 'pino';

export const log = pino({ name: 'mehrs', level: process.env['MEHRS_LOG'] ?? 'warn', base: null }, pino.destination({ dest: 2, sync: true }));
