/** `mehrs run`: a six-week migration cycle, on the emulator's own estate or the user's. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Installation } from '../../protocol/domain.ts';
import { NO_FAULTS } from '../faults/plan.ts';
import { storyOf, timelineOf } from '../reports/timeline.ts';
import type { World } from '../world/world.ts';
import { estateOf, installationCount } from './estate.ts';
import { readFaultFile } from './faultFile.ts';
import { AS_IS, readMaFiles } from './maFiles.ts';
import { processFlags, withWorldFlags, type WorldFlags } from './options.ts';
import { perform, renderClosing, renderOutcomes, renderTimeline } from './perform.ts';
import { referenceFrom } from './reference.ts';
import { paint } from './terminal.ts';
import { whenParentEnds, withTied } from './tied.ts';
import { UsageError } from './usage.ts';

interface RunFlags extends WorldFlags {
  readonly installations: number;
  readonly estate?: string;
  readonly ma?: readonly string[];
  readonly maAsIs?: boolean;
  readonly reference?: string;
  readonly faults?: string;
  readonly tied?: boolean;
}

/** The Installation whose story is told: the first that an Active Supplier has migrated for it, else the first of all. */
const protagonist = ({ options: { estate } }: Pick<World, 'options'>): Installation | undefined =>
  estate.installations.find(({ electricity, gas }) => electricity.active && gas?.active === true) ?? estate.installations[0];

export const registerRun = (program: Command): void => {
  withTied(withWorldFlags(program.command('run')).description('run a six-week migration cycle and leave its folder'))
    .option('--installations <n>', 'how many Installations of the emulator\'s own making', installationCount, 42)
    .option('--estate <file>', 'your own estate, JSON')
    .option('--ma <files...>', 'your own Migration Authorisations, CSV, named MA_<SMSO>_<EUI-64>_<yyyyMMdd>_<HHmmss>')
    .option(AS_IS, 'run Migration Authorisations with bad check digits, impossible dates or repeats too, to see the MAVR refuse them')
    .option('--reference <file>', 'your own Registration Data, EPC, CPL, RP-EPCL and SMI rows, JSON')
    .option('--faults <file>', 'a plan of faults, JSON')
    .action(async (flags: RunFlags) => {
      if (flags.tied === true) whenParentEnds(() => process.exit());
      const estate = estateOf(flags);
      const file = flags.faults === undefined ? undefined : readFaultFile(flags.faults, estate);
      const faults = file?.plan ?? NO_FAULTS;
      if (flags.maAsIs === true && flags.ma === undefined) throw new UsageError(`${AS_IS}: only with --ma`);
      const tell = (oddity: string): void => void process.stderr.write(`mehrs: ${oddity}; it runs, and is the Requesting Party's to answer\n`);
      const authorisations = readMaFiles(flags.ma ?? [], estate, flags.maAsIs === true ? { tell } : {});
      const reference = flags.reference === undefined ? {} : { reference: referenceFrom(flags.reference) };
      const performed = await perform({
        world: { seed: flags.seed, migrationWeek: flags.week, ruleSet: flags.ruleSet, estate, faults, authorisations, ...reference },
        name: !['', NO_FAULTS.name].includes(faults.name.trim()) ? faults.name : flags.estate === undefined ? 'run' : basename(flags.estate).replace(/\.[^.]*$/, ''),
        bus: flags.bus, nats: flags.nats, creds: flags.creds, runs: flags.runs, processes: processFlags(flags), run: flags.runId,
      }).catch((error: unknown) => { throw file === undefined ? error : file.explain(error); });
      const { outcomes, hash, folder, world } = performed;
      const sound = world.undeclared().length === 0 && world.pending().length === 0 && outcomes.every(({ outcome }) => outcome !== 'open');
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify({ id: folder.id, path: folder.path, journalSha256: hash, messages: world.journal.messages.length, outcomes })}\n`);
      } else {
        const hero = protagonist(world);
        const messages = world.journal.inOrder();
        const story = renderTimeline(timelineOf(hero === undefined || estate.installations.length === 1 ? messages : storyOf(messages, hero)));
        process.stdout.write(`${paint('bold', `The story of ${hero?.id}, Group ID ${hero?.groupId}`)}\n\n${story}\n\n${renderOutcomes(outcomes)}\n\n${renderClosing(performed)}\n`);
        if (!sound) process.stdout.write(`${paint('red', 'The run did not come to a sound end: see summary.json (undeclaredDrops, pending, open outcomes).')}\n`);
      }
      process.exitCode = sound ? 0 : 1;
    });
};
