/** What the emulator has to say beside its results: structured, on stderr, quiet unless something is wrong (MEHRS_LOG=info shows more). */
import { pino } from 'pino';

const DEFAULT_LEVEL = 'warn';
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const asked = process.env['MEHRS_LOG'] ?? DEFAULT_LEVEL;
const stderr = pino.destination({ dest: 2, sync: true });
// Whoever closed stderr does not want to read of it.
stderr.on('error', () => undefined);

export const log = pino({ name: 'mehrs', level: LEVELS.includes(asked) ? asked : DEFAULT_LEVEL, base: null }, stderr);
