/** `mehrs explore`: every order of messages and every cause, exactly counted. Exit 1 when something is wrong. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { ANSWERS_KEPT, remember } from '../../protocol/security/memo.ts';
import { CONFIGURATIONS, configurationNamed, mayBeTwo, twoOf, type Configuration } from '../explore/configuration.ts';
import { Learned } from '../explore/company.ts';
import { writeCoverageReport } from '../coverage/write.ts';
import { groupsOf, renderExploration, reportOf, type ExplorationReport } from '../explore/report.ts';
import { TROUBLE_MODES, type TroubleMode } from '../explore/trouble.ts';
import { Survey, batchesOf, type SurveyOptions, type SurveyTold } from '../explore/survey.ts';
import { employ, serve } from './crew.ts';
import { playJourneys, type Played } from './journeys.ts';
import { requireFolder } from './output.ts';
import { Progress } from './terminal.ts';
import { UsageError } from './usage.ts';
import { tell, workersOf } from './workers.ts';

interface ExploreFlags {
  readonly group?: string;
  readonly config?: readonly string[];
  readonly faults: string;
  readonly reduction: boolean;
  readonly journeys: boolean;
  readonly untimed?: boolean;
  readonly trouble?: TroubleMode;
  readonly installations: string;
  readonly maxStates?: string;
  readonly report?: string;
  readonly workers?: string;
  /** In a process of the crew. */
  readonly worker?: boolean;
  readonly json?: boolean;
}

/** What a configuration is made of, for who asked for one that is not there. */
const kinds = (['groupId', 'shape', 'commissioner', 'ruleSet'] as const).map((part) => [...new Set(CONFIGURATIONS.map((each) => each[part]))].join(', '));

const configuration = (name: string, before: readonly string[] = []): readonly string[] => {
  if (!CONFIGURATIONS.some((each) => each.name === name)) throw new InvalidArgumentError(`<Group ID>/<shape>/<commissioner>/<rule set> expected, such as ${CONFIGURATIONS.at(-1)?.name}; there are ${kinds.join('; ')} (not every rule set knows every Group ID).`);
  return [...before, name];
};

/** @throws RangeError */
const named = (name: string): Configuration => {
  const found = configurationNamed(name);
  if (found === undefined) throw new RangeError(`no configuration ${name}`);
  return found;
};

/** @throws UsageError when there is none. */
const chosen = ({ group, config, installations }: ExploreFlags): readonly Configuration[] => {
  const found = CONFIGURATIONS.filter(({ name, groupId }) => (config === undefined || config.includes(name)) && (group === undefined || groupId === group));
  if (found.length === 0) throw new UsageError(`--config ${config?.join(' --config ')} is not of Group ID ${group}`);
  if (installations !== '2') return found;
  const active = found.filter(mayBeTwo);
  if (active.length === 0) throw new UsageError('--installations 2: a configuration whose Installation is all Active and has one supplier expected');
  return active.map(twoOf);
};

/** Of the groups that were explored: all, or one. */
const played = async (groups: ReadonlySet<string>, { journeys, report }: ExploreFlags): Promise<Played | undefined> => {
  if (!journeys) return undefined;
  const [group] = groups.size === 1 ? groups : [];
  return playJourneys({ rows: '', bus: 'memory', seed: '7', shuffle: false, follow: '0', ...(group === undefined ? {} : { group }), ...(report === undefined ? {} : { report }) });
};

const optionsOf = ({ faults, reduction, maxStates, untimed, trouble }: ExploreFlags): SurveyOptions =>
  ({ faults: Number(faults), reduce: reduction, untimed: untimed === true, ...(trouble === undefined ? {} : { trouble }), ...(maxStates === undefined ? {} : { maxStates: Number(maxStates) }) });

/** One batch of configurations, each told as soon as it is done. */
interface Told {
  readonly survey: SurveyTold;
  readonly isLast: boolean;
}

/** What a process of the crew does. */
const searchBatch = (flags: ExploreFlags) => async ({ names }: { readonly names: readonly string[] }): Promise<Told> => {
  const learned = new Learned();
  let told: Told | undefined;
  for (const [place, name] of names.entries()) {
    if (told !== undefined) tell(told);
    const survey = new Survey();
    survey.add(named(name), learned, optionsOf(flags));
    told = { survey: survey.told(), isLast: place === names.length - 1 };
  }
  if (told === undefined) throw new RangeError('a batch of no configurations');
  return told;
};

const argumentsOf = ({ faults, reduction, maxStates, untimed, trouble }: ExploreFlags): readonly string[] => [
  'explore', '--worker', '--faults', faults, ...(reduction ? [] : ['--no-reduction']), ...(maxStates === undefined ? [] : ['--max-states', maxStates]), ...(untimed === true ? ['--untimed'] : []), ...(trouble === undefined ? [] : ['--trouble', trouble]),
];

/** All configurations, side by side where there are several batches; the same numbers however many processes there are. */
const surveyOf = async (configurations: readonly Configuration[], flags: ExploreFlags, progress: Progress): Promise<Survey> => {
  const batches = batchesOf(configurations);
  const survey = new Survey();
  const [only] = batches.length === 1 ? batches : [];
  if (only !== undefined) {
    const learned = new Learned();
    for (const [place, one] of only.entries()) survey.add(one, learned, optionsOf(flags), (phase, states) => progress.update(() => `${place + 1} of ${only.length}  ${one.name} ${phase}  ${states} states`));
    return survey;
  }
  const waiting = [...batches].sort((a, b) => b.length - a.length);
  const told = new Map<string, SurveyTold>();
  await employ<{ readonly names: readonly string[] }, Told>(
    argumentsOf(flags), Math.min(workersOf(flags.workers), batches.length),
    () => {
      const batch = waiting.shift();
      return batch && { names: batch.map(({ name }) => name) };
    },
    () => waiting.length === 0,
    ({ survey: one, isLast }) => {
      told.set(one.each[0]?.name ?? '', one);
      progress.update(() => `${told.size} of ${configurations.length} configurations  ${one.each[0]?.name}  ${one.each[0]?.states} states`);
      if (!isLast) return false;
    },
  );
  for (const { name } of batches.flat()) survey.absorb(told.get(name) as SurveyTold);
  return survey;
};

const run = async (configurations: readonly Configuration[], flags: ExploreFlags): Promise<{ readonly report: ExplorationReport; readonly played: Played | undefined }> => {
  const startedAt = performance.now();
  const progress = new Progress();
  const { each, found, log, untimed, trouble, together } = await surveyOf(configurations, flags, progress);
  progress.done();
  const groups = groupsOf(configurations.map(({ name }) => name));
  const hit = await played(groups, flags);
  const reached = { rows: new Set(hit?.result.each.filter(({ passed }) => passed).flatMap(({ rows, groupId }) => rows.map((row) => `${row} ${groupId}`))), pairs: hit?.pairs ?? new Set<string>(), ...(hit?.result.whole === true ? { missed: hit.result.unreached } : {}) };
  return { report: reportOf(each, { found, untimedOnly: untimed.only, ...(flags.untimed === true ? { untimed: untimed.summary } : {}), ...(flags.trouble === undefined ? {} : { trouble }), ...(together.length === 0 ? {} : { together }) }, log, reached, groups, performance.now() - startedAt), played: hit };
};

const wholeNumber = (value: string): string => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('a whole number from 1 expected.');
  return value;
};

export const registerExplore = (program: Command): void => {
  program.command('explore').description('every order of messages and every cause, exactly counted')
    .addOption(new Option('--group <id>', 'one Group ID').choices([...GROUP_IDS]))
    .option('--config <name>', '<Group ID>/<shape>/<commissioner>/<rule set>; may be repeated', configuration)
    .addOption(new Option('--faults <n>', 'causes in one attempt, at most').choices(['0', '1', '2', '3']).default('1'))
    .option('--untimed', 'search without the clock, too: timers may fire whenever they run, each once; tells what only the clock forbids')
    .addOption(new Option('--trouble <kind>', 'one message is lost, comes twice or is overtaken by a later one, without causes; or a party comes back from its store; no journeys').choices([...TROUBLE_MODES]).conflicts('untimed').implies({ journeys: false }))
    .addOption(new Option('--installations <n>', 'so many in one file, all Active; a cause at a time, about the first').choices(['1', '2']).default('1').conflicts('untimed'))
    .option('--max-states <n>', 'no search goes beyond so many states; default 250000', wholeNumber)
    .option('--no-reduction', 'every order, though many come to the same')
    .option('--no-journeys', 'leave the catalogue rows out')
    .option('--report <folder>', 'leave an HTML report, coverage.json and junit.xml there')
    .option('--workers <n>', 'processes; default one a core')
    .addOption(new Option('--worker', 'searches what it is handed').hideHelp())
    .option('--json', 'for machines')
    .action(async (flags: ExploreFlags) => {
      // Much of what parties sign and read is the same in many states.
      remember(ANSWERS_KEPT);
      if (flags.worker === true) return serve(searchBatch(flags));
      if (flags.report !== undefined) requireFolder('--report', flags.report);
      const { report, played: journeys } = await run(chosen(flags), flags);
      if (flags.report !== undefined) writeCoverageReport({ exploration: report, ...(journeys === undefined ? {} : { journeys: journeys.result, sketches: journeys.sketches }) }, flags.report);
      process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : `${renderExploration(report)}\n`);
      process.exitCode = report.undeclaredDrops.length + report.violations.length === 0 ? 0 : 1;
    });
};
