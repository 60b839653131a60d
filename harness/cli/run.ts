/** `mehrs run`: a migration from Migration Authorisation to Commissioning Outcome File. */
import type { Command } from 'commander';
import { EstateError, loadEstate } from '../estate/index.ts';
import { NO_FAULTS, parseFaultPlan } from '../faults/plan.ts';
import { demonstrationEstate } from '../world/world.ts';
import { withWorldFlags, type WorldFlags } from './options.ts';
import { perform, renderClosing, renderOutcomes, renderTimeline } from './perform.ts';
import { paint } from './terminal.ts';
import { UsageError, readInput, readJson } from './usage.ts';

interface RunFlags extends WorldFlags {
  readonly estate?: string;
  readonly faults?: string;
}

const estateOf = ({ estate, seed }: RunFlags) => {
  if (estate === undefined) return demonstrationEstate(seed);
  try {
    return loadEstate(readInput(estate));
  } catch (error) {
    if (error instanceof EstateError) throw new UsageError(`${estate}: ${error.message}`);
    throw error;
  }
};

const faultsOf = ({ faults }: RunFlags) => {
  if (faults === undefined) return NO_FAULTS;
  try {
    return parseFaultPlan(readJson(faults));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${faults}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

export const registerRun = (program: Command): void => {
  withWorldFlags(program.command('run').description('run a migration and leave its folder'))
    .option('--estate <file>', 'your own estate, JSON')
    .option('--faults <file>', 'a plan of faults, JSON')
    .action(async (flags: RunFlags) => {
      const estate = estateOf(flags);
      const faults = faultsOf(flags);
      const performed = await perform({
        world: { seed: flags.seed, migrationWeek: flags.week, ruleSet: flags.ruleSet, estate, faults }, name: faults.name === 'none' ? 'run' : faults.name,
        bus: flags.bus, nats: flags.nats, runs: flags.runs,
      });
      const { outcomes, hash, folder, world, timeline } = performed;
      const sound = world.undeclared().length === 0 && world.pending().length === 0 && outcomes.every(({ outcome }) => outcome !== 'open');
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify({ id: folder.id, path: folder.path, journalSha256: hash, messages: world.journal.messages.length, outcomes })}\n`);
      } else {
        process.stdout.write(`${renderTimeline(timeline)}\n\n${renderOutcomes(outcomes)}\n\n${renderClosing(performed)}\n`);
        if (!sound) process.stdout.write(`${paint('red', 'The run did not come to a sound end: see summary.json (undeclaredDrops, pending, open outcomes).')}\n`);
      }
      process.exitCode = sound ? 0 : 1;
    });
};
