/** `mehrs mutants`: how many small changes to machines and parameters the verdict notices (design 5.9). */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { hashOf } from '../ci/sources.ts';
import { ROOT } from '../disk/root.ts';
import { allMutants } from '../mutants/all.ts';
import { EQUIVALENT } from '../mutants/equivalent.ts';
import { GAMES, nameOf } from '../mutants/evidence.ts';
import { hunt, type Fate } from '../mutants/hunt.ts';
import { keepReaches, keptReaches } from '../mutants/reachCache.ts';
import { createWorker, type Played } from '../mutants/worker.ts';
import type { Batch } from '../mutants/schedule.ts';
import { employ, serve } from './crew.ts';
import { leave, requireFile } from './output.ts';
import { Progress, table } from './terminal.ts';
import { UsageError, reason } from './usage.ts';
import { workersOf } from './workers.ts';

const KILLERS = relative(process.cwd(), join(ROOT, 'docs/mutants.json'));

interface Flags {
  readonly json?: boolean;
  readonly every: string;
  readonly workers?: string;
  readonly killers: string;
  readonly most: string;
  readonly known?: boolean;
  readonly rest?: boolean;
  readonly hints?: boolean;
  readonly worker?: boolean;
  readonly only?: string;
}

/** Everything that decides what an unmutated run gets to. */
const DECIDES_REACH = [
  ...['checks', 'files', 'messages', 'mehrs/parameters', 'reports', 'security'].map((name) => `protocol/${name}`), 'machines', 'actors',
  ...['bus', 'estate', 'faults', 'scenarios', 'world', 'mutants/lines.ts', 'mutants/recording.ts'].map((name) => `harness/${name}`),
];

const killersFile = z.record(z.string(), z.array(z.string()));

/** Which game killed a mutant last time, by mutant; the file has them by game. */
const killersIn = (path: string): ReadonlyMap<string, string> => {
  try {
    return new Map(Object.entries(killersFile.parse(JSON.parse(readFileSync(path, 'utf8')))).flatMap(([game, ids]) => ids.map((id) => [id, game] as const)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new UsageError(`--killers ${path}: ${reason(error)}`);
  }
};

/** Of mutants that were not hunted this time, what was known stays. */
const writeKillers = (path: string, fates: readonly Fate[]): void => {
  const now = new Map(fates.map(({ id, killer }) => [id, killer]));
  const before = killersIn(path);
  const byGame: Record<string, string[]> = {};
  for (const { id } of allMutants()) {
    const killer = now.has(id) ? now.get(id) : before.get(id);
    if (killer !== undefined) (byGame[killer] ??= []).push(id);
  }
  const sorted = Object.entries(byGame).sort(([a], [b]) => (a < b ? -1 : 1)).map(([game, ids]) => [game, ids.sort()]);
  leave(path, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
};

const count = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new UsageError(`${name} ${text}: a whole number from ${least} expected`);
  return value;
};

const huntAll = async (flags: Flags, broken: Map<string, string>): Promise<readonly Fate[]> => {
  const { every, only, most, killers: path, workers, known, rest } = flags;
  const step = count('--every', every, 1);
  const killers = killersIn(path);
  const hash = hashOf(DECIDES_REACH);
  // Another sample for other sources, and the same one for the same.
  const offset = Number.parseInt(hash.slice(0, 8), 16) % step;
  const mutants = [...allMutants()].filter(({ id }, index) => index % step === offset && (only === undefined || id.includes(only)) && (known !== true || killers.has(id)) && (rest !== true || !killers.has(id)));
  if (mutants.length === 0) throw new UsageError(`no mutant to play: ${known === true && killers.size === 0 ? `--killers ${path} knows of none that was killed` : 'none is left by --every, --only, --known and --rest'}`);
  const games = GAMES.map(nameOf);
  const reaches = keptReaches(hash, flags.hints === true);
  const kept = reaches.size;
  const progress = new Progress();
  const fates = await hunt(mutants, {
    killers: new Map([...killers].filter(([, game]) => games.includes(game))), most: count('--most', most, 1),
    games: known === true ? [] : games, reaches,
    run: (next, isDone, told) => employ<Batch, Played>(['mutants', '--worker'], workersOf(workers), next, isDone, told),
    progress: (text) => progress.update(() => text),
    broken: (game, why) => void broken.set(game, why),
  });
  progress.done();
  // What does not pass may be looked at again when it does.
  for (const game of broken.keys()) reaches.delete(game);
  if (reaches.size > kept) keepReaches(hash, reaches);
  return fates;
};

const summaryOf = (fates: readonly Fate[]) => {
  const of = (fate: Fate['fate']): readonly Fate[] => fates.filter((each) => each.fate === fate);
  const ids = new Set(fates.map(({ id }) => id));
  return {
    total: fates.length, killed: of('killed').length,
    equivalent: of('equivalent').map(({ id, by }) => ({ id, reason: by })),
    surviving: [...of('survived'), ...of('untold'), ...of('unreached')].map(({ id, fate, runs, isSilent }) => ({ id, fate, runs, isSilent })),
    /** Reasons for mutants that are no more, that something kills, or that are proven anyhow. */
    staleReasons: Object.keys(EQUIVALENT).filter((id) => ids.has(id) && !of('equivalent').some((each) => each.id === id && each.by === EQUIVALENT[id])),
  };
};

export const registerMutants = (program: Command): void => {
  program.command('mutants').description('small changes to machines and parameters, and whether the verdict notices')
    .option('--json', 'for machines')
    .option('--every <n>', 'only every nth mutant; which ones depends on the sources', '1')
    .option('--only <text>', 'only mutants whose name has this in it')
    .option('--most <runs>', 'runs a mutant is played in before it counts as surviving', '40')
    .option('--workers <n>', 'processes; default one a core')
    .option('--killers <file>', 'which run killed which mutant: read if there, tried first, written anew', KILLERS)
    .addOption(new Option('--known', 'only mutants that were killed last time, to see that they still are: what CI has the time for').conflicts('rest'))
    .option('--rest', 'only mutants that were not killed last time')
    .option('--hints', 'while working: what runs reached before the last changes is good enough to look for killers by')
    .addOption(new Option('--worker', 'plays what the hunt hands it').hideHelp())
    .action(async (flags: Flags) => {
      const began = performance.now();
      if (flags.worker === true) return serve(createWorker());
      if (flags.known !== true) requireFile('--killers', flags.killers);
      const broken = new Map<string, string>();
      const fates = await huntAll(flags, broken);
      if (flags.known !== true) writeKillers(flags.killers, fates);
      const summary = { ...summaryOf(fates), broken: [...broken].map(([game, why]) => ({ game, why })), wallMs: Math.round(performance.now() - began) };
      process.exitCode = summary.surviving.length === 0 && summary.staleReasons.length === 0 && broken.size === 0 ? 0 : 1;
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify(summary)}\n`);
        return;
      }
      const operators = [...new Set(fates.map(({ operator }) => operator))].sort();
      process.stdout.write(`${[
        table([['Operator', 'Mutants', 'Killed', 'Equivalent', 'Survived', 'Untold', 'Unreached'], ...operators.map((operator) => {
          const own = fates.filter((each) => each.operator === operator);
          return [operator, String(own.length), ...(['killed', 'equivalent', 'survived', 'untold', 'unreached'] as const).map((fate) => String(own.filter((each) => each.fate === fate).length))];
        })]),
        '',
        ...summary.surviving.map(({ id, fate, runs, isSilent }) => `${fate}: ${id}${fate !== 'survived' ? '' : ` (${runs} runs${isSilent ? ', no message another' : ''})`}`),
        ...summary.broken.map(({ game, why }) => `does not pass without a mutant: ${game}: ${why}`),
        ...summary.staleReasons.map((id) => `a reason is kept for a mutant that something kills: ${id}`),
        `${summary.total} mutants: ${summary.killed} killed, ${summary.equivalent.length} equivalent, ${summary.surviving.length} surviving; ${summary.wallMs} ms`,
      ].join('\n')}\n`);
    });
};
