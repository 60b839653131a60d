/**
 * `mehrs <verb>`: exit 0 pass, 1 fail, 2 could not tell or bad usage; a signal ends it as it ends any process (130 SIGINT, 143 SIGTERM).
 * Results on stdout, everything else on stderr.
 */
import { Command, CommanderError } from 'commander';
import { Interrupted } from './signals.ts';
import { guardOutput } from './terminal.ts';
import { UsageError } from './usage.ts';
import { registerAsyncApi } from './asyncapi.ts';
import { registerCatalogue } from './catalogue.ts';
import { registerCited } from './cited.ts';
import { registerDocs } from './docs.ts';
import { registerEstate, registerMa } from './estate.ts';
import { registerExplore } from './explore.ts';
import { registerKeys } from './keys.ts';
import { registerMutants } from './mutants.ts';
import { registerParty } from './party.ts';
import { registerJourneys } from './journeys.ts';
import { registerPlay } from './play.ts';
import { registerReference } from './reference.ts';
import { registerReplay } from './replay.ts';
import { registerRun } from './run.ts';
import { registerShow } from './show.ts';
import { registerSpin } from './spin.ts';
import { registerTabulate } from './tabulate.ts';
import { registerUp } from './up.ts';
import { registerWatch } from './follow.ts';

/** How long what is still open may keep a process that has failed. */
const LINGER_MS = 300;

const program = new Command('mehrs')
  .description('The GB SMETS1 migration, emulated: every party an actor, every error path of the MEHRS playable.')
  .version('0.1.0')
  .exitOverride()
  .showHelpAfterError('See `mehrs --help`, `mehrs <verb> --help`.');

registerRun(program);
registerPlay(program);
registerMutants(program);
registerEstate(program);
registerMa(program);
registerReference(program);
registerKeys(program);
registerAsyncApi(program);
registerShow(program);
registerCatalogue(program);
registerCited(program);
registerDocs(program);
registerTabulate(program);
registerExplore(program);
registerReplay(program);
registerJourneys(program);
registerSpin(program);
registerParty(program);
registerUp(program);
registerWatch(program);

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

guardOutput(report);
process.on('uncaughtException', (error) => {
  report(error);
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  report(error);
}
