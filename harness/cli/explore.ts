/** `mehrs explore`: every order of messages and every cause, exactly counted. Exit 1 when something is wrong. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { CONFIGURATIONS, type Configuration } from '../explore/configuration.ts';
import { Learned } from '../explore/company.ts';
import { CoverageLog } from '../explore/coverage.ts';
import { writeCoverageReport } from '../coverage/write.ts';
import { PHASES, explore } from '../explore/explore.ts';
import { configurationReport, groupsOf, noteCoverage, renderExploration, reportOf, type ConfigurationReport, type ExplorationReport } from '../explore/report.ts';
import { findingsOf, type Found } from '../explore/findings.ts';
import { UntimedLog } from '../explore/untimed.ts';
import { playJourneys, type Played } from './journeys.ts';
import { Progress } from './terminal.ts';
import { UsageError } from './usage.ts';

interface ExploreFlags {
  readonly group?: string;
  readonly config?: string;
  readonly faults: string;
  readonly reduction: boolean;
  readonly journeys: boolean;
  readonly untimed?: boolean;
  readonly maxStates?: string;
  readonly report?: string;
  readonly json?: boolean;
}

const configuration = (name: string): string => {
  if (!CONFIGURATIONS.some((each) => each.name === name)) throw new InvalidArgumentError(`one of ${CONFIGURATIONS.map((each) => each.name).join(', ')} expected.`);
  return name;
};

/** @throws UsageError when there is none. */
const chosen = ({ group, config }: ExploreFlags): readonly Configuration[] => {
  const found = CONFIGURATIONS.filter(({ name, groupId }) => (config === undefined || name === config) && (group === undefined || groupId === group));
  if (found.length === 0) throw new UsageError(`--config ${config} is not of Group ID ${group}`);
  return found;
};

/** Of the groups that were explored: all, or one. */
const played = async (groups: ReadonlySet<string>, { journeys, report }: ExploreFlags): Promise<Played | undefined> => {
  if (!journeys) return undefined;
  const [group] = groups.size === 1 ? groups : [];
  return playJourneys({ rows: '', bus: 'memory', seed: '7', shuffle: false, follow: '0', ...(group === undefined ? {} : { group }), ...(report === undefined ? {} : { report }) });
};

const run = async (configurations: readonly Configuration[], flags: ExploreFlags): Promise<{ readonly report: ExplorationReport; readonly played: Played | undefined }> => {
  const startedAt = performance.now();
  const progress = new Progress();
  const learned = new Learned();
  const log = new CoverageLog();
  const untimed = new UntimedLog(log);
  const each: ConfigurationReport[] = [];
  const found: Found[] = [];
  const { reduction, faults, maxStates } = flags;
  for (const [index, one] of configurations.entries()) {
    const told = (phase: string) => (states: number): void => progress.update(() => `${index + 1} of ${configurations.length}  ${one.name} ${phase}  ${states} states`);
    const how = { learned, faults: Number(faults), reduce: reduction, ...(maxStates === undefined ? {} : { maxStates: Number(maxStates) }) };
    const searched = PHASES.map((phase) => explore(one, { ...how, phase, onProgress: told(phase) }));
    const own = searched.flatMap((explored) => {
      noteCoverage(explored, log);
      return findingsOf(explored);
    });
    found.push(...own);
    each.push(configurationReport(searched));
    if (flags.untimed === true) untimed.note(explore(one, { ...how, untimed: true, onProgress: told('untimed') }), own);
  }
  progress.done();
  const groups = groupsOf(configurations.map(({ name }) => name));
  const hit = await played(groups, flags);
  const reached = { rows: new Set(hit?.result.each.filter(({ passed }) => passed).flatMap(({ rows, groupId }) => rows.map((row) => `${row} ${groupId}`))), pairs: hit?.pairs ?? new Set<string>() };
  return { report: reportOf(each, { found, untimedOnly: untimed.only, ...(flags.untimed === true ? { untimed: untimed.summary } : {}) }, log, reached, groups, performance.now() - startedAt), played: hit };
};

const wholeNumber = (value: string): string => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('a whole number from 1 expected.');
  return value;
};

export const registerExplore = (program: Command): void => {
  program.command('explore').description('every order of messages and every cause, exactly counted')
    .addOption(new Option('--group <id>', 'one Group ID').choices([...GROUP_IDS]))
    .option('--config <name>', '<Group ID>/<shape>/<commissioner>/<rule set>', configuration)
    .addOption(new Option('--faults <n>', 'causes in one attempt, at most').choices(['0', '1', '2', '3']).default('1'))
    .option('--untimed', 'search without the clock, too: timers may fire whenever they run, each once; tells what only the clock forbids')
    .option('--max-states <n>', 'no search goes beyond so many states; default 250000', wholeNumber)
    .option('--no-reduction', 'every order, though many come to the same')
    .option('--no-journeys', 'leave the catalogue rows out')
    .option('--report <folder>', 'leave an HTML report, coverage.json and junit.xml there')
    .option('--json', 'for machines')
    .action(async (flags: ExploreFlags) => {
      const { report, played: journeys } = await run(chosen(flags), flags);
      if (flags.report !== undefined) writeCoverageReport({ exploration: report, ...(journeys === undefined ? {} : { journeys: journeys.result, sketches: journeys.sketches }) }, flags.report);
      process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : `${renderExploration(report)}\n`);
      process.exitCode = report.undeclaredDrops.length + report.violations.length === 0 ? 0 : 1;
    });
};
