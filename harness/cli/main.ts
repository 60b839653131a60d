/** `mehrs <verb>`: exit 0 pass, 1 fail, 2 could not tell or bad usage. Results on stdout, everything else on stderr. */
import { Command, CommanderError } from 'commander';
import { UsageError } from './usage.ts';
import { registerCatalogue } from './catalogue.ts';
import { registerEstate, registerMa } from './estate.ts';
import { registerPlay } from './play.ts';
import { registerReference } from './reference.ts';
import { registerRun } from './run.ts';
import { registerShow } from './show.ts';
import { registerTabulate } from './tabulate.ts';

const program = new Command('mehrs')
  .description('The GB SMETS1 migration, emulated: every party an actor, every error path of the MEHRS playable.')
  .version('0.1.0')
  .exitOverride()
  .showHelpAfterError();

registerRun(program);
registerPlay(program);
registerEstate(program);
registerMa(program);
registerReference(program);
registerShow(program);
registerCatalogue(program);
registerTabulate(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError || error instanceof RangeError) {
    process.stderr.write(`mehrs: ${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`mehrs: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  }
}
