/** `mehrs explore`: every order of messages and every cause, exactly counted. Exit 1 when something is wrong. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { CONFIGURATIONS, type Configuration } from '../explore/configuration.ts';
import { Learned } from '../explore/company.ts';
import { CoverageLog } from '../explore/coverage.ts';
import { PHASES, explore } from '../explore/explore.ts';
import { journey, playable } from '../explore/journeys.ts';
import { configurationReport, groupsOf, noteCoverage, renderExploration, reportOf, type ConfigurationReport, type ExplorationReport } from '../explore/report.ts';
import { findingsOf, type Found } from '../explore/findings.ts';
import { Progress } from './terminal.ts';

interface ExploreFlags {
  readonly group?: string;
  readonly config?: string;
  readonly faults: string;
  readonly reduction: boolean;
  readonly journeys: boolean;
  readonly json?: boolean;
}

const configuration = (name: string): string => {
  if (!CONFIGURATIONS.some((each) => each.name === name)) throw new InvalidArgumentError(`one of ${CONFIGURATIONS.map((each) => each.name).join(', ')} expected.`);
  return name;
};

const chosen = ({ group, config }: ExploreFlags): readonly Configuration[] =>
  CONFIGURATIONS.filter(({ name, groupId }) => (config === undefined || name === config) && (group === undefined || groupId === group));

const run = async (configurations: readonly Configuration[], { reduction, journeys, faults }: ExploreFlags): Promise<ExplorationReport> => {
  const startedAt = performance.now();
  const progress = new Progress();
  const learned = new Learned();
  const log = new CoverageLog();
  const each: ConfigurationReport[] = [];
  const found: Found[] = [];
  for (const [index, one] of configurations.entries()) {
    const searched = PHASES.map((phase) => explore(one, {
      learned, phase, faults: Number(faults), reduce: reduction, onProgress: (states) => progress.update(() => `${index + 1} of ${configurations.length}  ${one.name} ${phase}  ${states} states`),
    }));
    for (const explored of searched) {
      noteCoverage(explored, log);
      found.push(...findingsOf(explored));
    }
    each.push(configurationReport(searched));
  }
  const groups = groupsOf(configurations.map(({ name }) => name));
  const hit = new Set<string>();
  for (const [row, groupId] of journeys ? playable(groups) : []) {
    progress.update(() => `journey ${row} ${groupId}`);
    const { verdict } = await journey(row, groupId);
    if (verdict.result === 'pass') hit.add(`${row} ${groupId}`);
  }
  progress.done();
  return reportOf(each, found, log, hit, groups, performance.now() - startedAt);
};

export const registerExplore = (program: Command): void => {
  program.command('explore').description('every order of messages and every cause, exactly counted')
    .addOption(new Option('--group <id>', 'one Group ID').choices([...GROUP_IDS]))
    .option('--config <name>', '<Group ID>/<shape>/<commissioner>/<rule set>', configuration)
    .addOption(new Option('--faults <n>', 'causes in one attempt, at most').choices(['0', '1', '2', '3']).default('1'))
    .option('--no-reduction', 'every order, though many come to the same')
    .option('--no-journeys', 'leave the catalogue rows out')
    .option('--json', 'for machines')
    .action(async (flags: ExploreFlags) => {
      const report = await run(chosen(flags), flags);
      process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : `${renderExploration(report)}\n`);
      process.exitCode = report.undeclaredDrops.length + report.violations.length === 0 ? 0 : 1;
    });
};
