/** `mehrs journeys`: every catalogue row for every Group ID by live actors with real files, judged, and what of the machines that covers. */
import { Option, type Command } from 'commander';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { findNatsServer, startNatsServer } from '../bus/server.ts';
import { Decoder } from '../coverage/dictionary.ts';
import { keepResult, sourcesHash } from '../coverage/kept.ts';
import { journeyCoverage, type Travelled } from '../coverage/travelled.ts';
import { resultOf, type JourneysResult } from '../coverage/result.ts';
import type { Sketch } from '../coverage/model.ts';
import { writeCoverageReport } from '../coverage/write.ts';
import { playable } from '../journeys/journeys.ts';
import { AT_ONCE, plansOf, travelPart, type JourneySummary, type JourneysFlags, type Told } from './journeysPart.ts';
import { seedText } from './options.ts';
import { requireFile, requireFolder } from './output.ts';
import { Progress, table } from './terminal.ts';
import { UsageError, reason } from './usage.ts';
import { handOut, workersOf } from './workers.ts';

interface Server {
  readonly url: string | undefined;
  stop(): Promise<void>;
}

/** @throws UsageError when NATS was asked for and cannot be had. */
const serverFor = async ({ bus, nats }: JourneysFlags): Promise<Server> => {
  if (bus === 'memory' || nats !== undefined) return { url: nats, stop: async () => undefined };
  const found = findNatsServer();
  if (found.kind === 'none') throw new UsageError(`--bus nats: ${found.reason}`);
  if (found.kind === 'url') return { url: found.url, stop: async () => undefined };
  try {
    return await startNatsServer();
  } catch (error) {
    throw new UsageError(`--bus nats: ${reason(error).trim()}`);
  }
};

const argumentsOf = ({ group, rows, bus, core, seed, shuffle, follow, report }: JourneysFlags, url: string | undefined): readonly string[] => [
  'journeys', '--bus', bus, '--seed', seed, '--follow', follow, ...(rows === '' ? [] : ['--rows', rows]), ...(group === undefined ? [] : ['--group', group]),
  ...(url === undefined ? [] : ['--nats', url]), ...(core === true ? ['--core'] : []), ...(shuffle ? [] : ['--no-shuffle']), ...(report === undefined ? [] : ['--sketch']),
];

/** `<row> <Group ID>` of everything that is to be played. */
const rowsOf = ({ group, rows }: JourneysFlags): readonly string[] =>
  playable(new Set(group === undefined ? GROUP_IDS : [group])).filter(([row]) => row.startsWith(rows)).map(([row, of]) => `${row} ${of}`);

const travelAll = async (flags: JourneysFlags): Promise<{ readonly summaries: readonly JourneySummary[]; readonly travelled: readonly Travelled[]; readonly sketches: Readonly<Record<string, Sketch>> }> => {
  const plans = plansOf(flags).length;
  if (plans === 0) throw new UsageError(`no row or excursion begins with "${flags.rows}"${flags.group === undefined ? '' : ` and is about Group ID ${flags.group}`}`);
  const [things, pairs] = [new Map<number, Decoder>(), new Map<number, Decoder>()];
  const decoder = (of: Map<number, Decoder>, worker: number): Decoder => of.get(worker) ?? of.set(worker, new Decoder()).get(worker) as Decoder;
  const summaries: JourneySummary[] = [];
  const travelled: Travelled[] = [];
  const sketches: Record<string, Sketch> = {};
  const progress = new Progress();
  const server = await serverFor(flags);
  try {
    await handOut(argumentsOf(flags, server.url), workersOf(flags.workers), plans, (finding) => {
      const { worker, summary, ...met } = finding as Told;
      summaries.push(summary);
      if (met.sketch !== undefined) sketches[summary.name] = met.sketch;
      travelled.push({ ...summary, things: decoder(things, worker).decode(met.things), pairs: decoder(pairs, worker).decode(met.pairs) });
      progress.update(() => `${summaries.length} of ${plans}  ${summary.name}  ${summaries.filter(({ passed }) => !passed).length} failed`);
    }, 2 * AT_ONCE[flags.bus === 'memory' ? 'memory' : 'nats']);
  } finally {
    progress.done();
    await server.stop();
  }
  return { summaries: summaries.sort((a, b) => (a.name < b.name ? -1 : 1)), travelled, sketches };
};

export interface Played {
  readonly result: JourneysResult;
  readonly sketches: Readonly<Record<string, Sketch>>;
  /** Transition pairs that journeys which passed took. */
  readonly pairs: ReadonlySet<string>;
}

/** Plays them all, in processes of their own, and draws them together. */
export const playJourneys = async (flags: JourneysFlags): Promise<Played> => {
  const startedAt = performance.now();
  const { summaries, travelled, sketches } = await travelAll(flags);
  const coverage = journeyCoverage(travelled);
  const result = resultOf(rowsOf(flags), summaries, coverage, { bus: flags.bus, wallMs: Math.round(performance.now() - startedAt), whole: flags.group === undefined && flags.rows === '' });
  return { result, sketches, pairs: coverage.pairs };
};

const percent = ({ hit, total }: { hit: number; total: number }): string => `${hit} of ${total}${total === 0 ? '' : ` (${((100 * hit) / total).toFixed(1)} %)`}`;
const LISTED = 60;
const listed = (title: string, lines: readonly string[]): readonly string[] =>
  (lines.length === 0 ? [] : ['', `${title}: ${lines.length}`, ...lines.slice(0, LISTED).map((line) => `  ${line}`), ...(lines.length > LISTED ? [`  and ${lines.length - LISTED} more`] : [])]);

const text = (result: JourneysResult): string => {
  const { catalogue, coverage, each } = result;
  const failed = each.filter(({ passed }) => !passed);
  return [
    table([
      ['journeys', `${result.passed} of ${result.journeys} passed, over the ${result.bus} bus, ${result.wallMs} ms`],
      ['shuffled', String(result.shuffled)],
      ['held against the explored graph', String(result.followed)],
      ['catalogue rows', `${catalogue.hit} of ${catalogue.rows}, a row once for each Group ID`],
      ['states', percent(coverage.states)],
      ['transitions', percent(coverage.transitions)],
      ['guard outcomes', percent(coverage.guardOutcomes)],
      ['cells', percent(coverage.cells)],
      ['transition pairs', percent(coverage.transitionPairs)],
      ['journeys that cover as much', String(result.covering.length)],
    ]),
    ...listed('failed', failed.map(({ name, failures }) => `${name}: ${failures[0] ?? ''}`)),
    ...listed('rows without a journey', catalogue.missing),
    ...listed('not reached, without a reason', result.unreached.filter(({ reason: why }) => why === undefined).map(({ thing }) => thing)),
    ...listed('not reached, with a reason', result.unreached.flatMap(({ thing, reason: why }) => (why === undefined ? [] : [`${thing}: ${why}`]))),
    ...listed('reasons that are needed no more', result.staleReasons),
  ].join('\n');
};

export const registerJourneys = (program: Command): void => {
  program.command('journeys').description('every row by live actors with real files, judged, and what of the machines that covers')
    .addOption(new Option('--group <id>', 'one Group ID').choices([...GROUP_IDS]))
    .option('--rows <prefix>', 'rows and excursions whose name begins so', '')
    .addOption(new Option('--bus <kind>', 'how messages travel').choices(['memory', 'nats']).default('memory'))
    .option('--nats <url>', 'a NATS server to use')
    .option('--core', 'over core NATS, which keeps nothing')
    .option('--seed <text>', 'draws the tenth that is shuffled, and its orders', seedText, '7')
    .option('--no-shuffle', 'every party reads its mailbox in the usual order')
    .addOption(new Option('--follow <n>', 'hold every nth journey against the explored graph; 0: none').argParser((value: string) => {
      if (!/^\d{1,6}$/.test(value)) throw new UsageError(`--follow ${value}: a whole number expected`);
      return value;
    }).default('0'))
    .option('--workers <n>', 'processes; default one a core')
    .addOption(new Option('--asked').hideHelp())
    .option('--result <file>', 'keep the result here, with a hash of the sources it is of')
    .option('--report <folder>', 'leave an HTML report, coverage.json and junit.xml there')
    .addOption(new Option('--sketch', 'tell how each journey went').hideHelp())
    .option('--json', 'for machines')
    .action(async (flags: JourneysFlags) => {
      if (flags.asked === true) return travelPart(flags);
      if (flags.report !== undefined) requireFolder('--report', flags.report);
      if (flags.result !== undefined) requireFile('--result', flags.result);
      const sources = sourcesHash();
      const { result, sketches } = await playJourneys(flags);
      if (flags.result !== undefined) keepResult(result, sources, flags.result);
      if (flags.report !== undefined) writeCoverageReport({ journeys: result, sketches }, flags.report);
      process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : `${text(result)}\n`);
      process.exitCode = result.holds ? 0 : 1;
    });
};
