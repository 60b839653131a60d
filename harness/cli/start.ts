/**
 * Starts the program with some or all of its verbs: exit 0 pass, 1 fail, 2 could not tell or bad usage; a signal ends it as
 * it ends any process (130 SIGINT, 143 SIGTERM).
 */
import { Command, CommanderError } from 'commander';
import { Interrupted } from './signals.ts';
import { guardOutput } from './terminal.ts';
import { UsageError } from './usage.ts';

/** How long what is still open may keep a process that has failed. */
const LINGER_MS = 300;

const report = (error: unknown): void => {
  if (error instanceof Interrupted) {
    process.stderr.write(`mehrs: ${error.message}; no run folder is left\n`);
    process.kill(process.pid, error.signal);
    return;
  }
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  // What a user can mend is told in a line; anything else is a defect, and its stack is what helps.
  const text = error instanceof UsageError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`mehrs: ${text}\n`);
  process.exitCode = 2;
  // A server that never answers keeps its connection, and with it this process.
  setTimeout(() => process.exit(), LINGER_MS).unref();
};

export const start = (...verbs: readonly ((program: Command) => void)[]): void => {
  const program = new Command('mehrs')
    .description('The GB SMETS1 migration, emulated: every party an actor, every error path of the MEHRS playable.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('See `mehrs --help`, `mehrs <verb> --help`.');
  for (const register of verbs) register(program);
  guardOutput(report);
  process.on('uncaughtException', (error) => {
    report(error);
    process.exit();
  });
  program.parseAsync().catch(report);
};
