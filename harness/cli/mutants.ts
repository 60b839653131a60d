/** `mehrs mutants`: how many small changes to machines and parameters the verdict notices (design 5.9). */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { z } from 'zod';
import { remember } from '../../protocol/security/memo.ts';
import { GAMES, allMutants, hunt, tracesOf, type Fate } from '../mutants/hunt.ts';
import { EQUIVALENT } from '../mutants/equivalent.ts';
import { Progress, table } from './terminal.ts';
import { UsageError, reason } from './usage.ts';

interface Flags {
  readonly json?: boolean;
  readonly every: string;
  readonly part?: string;
  readonly workers: string;
  readonly killers: string;
  readonly most: string;
}

/** Signatures to keep: the same bytes are signed in every run. */
const SIGNATURES = 200_000;
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Which run killed a mutant last time, `<row> <Group ID>` by mutant: it is tried first. */
const killersIn = (path: string): ReadonlyMap<string, string> => {
  try {
    return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new UsageError(`--killers ${path}: ${reason(error)}`);
  }
};

const count = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new UsageError(`${name} ${text}: a whole number from ${least} expected`);
  return value;
};

/** This process's share of the hunt. */
const huntHere = async ({ every, most, killers: path }: Flags, [part, of]: readonly [number, number]): Promise<readonly Fate[]> => {
  remember(SIGNATURES);
  const killers = killersIn(path);
  const step = count('--every', every, 1);
  const mutants = [...allMutants()].filter((_, index) => index % step === 0).filter((_, index) => index % of === part - 1);
  const progress = new Progress();
  const traces = await tracesOf(GAMES, (done) => progress.update(() => `${done} of ${GAMES.length} runs without a mutant`));
  const fates: Fate[] = [];
  for (const mutant of mutants) {
    progress.update(() => `${fates.length} of ${mutants.length} mutants, ${fates.filter(({ fate }) => fate === 'killed').length} killed`);
    const known = killers.get(mutant.id);
    const first = traces.filter(({ row, groupId }) => `${row.id} ${groupId}` === known);
    fates.push(await hunt(mutant, [...first, ...traces.filter((trace) => !first.includes(trace))], count('--most', most, 1)));
  }
  progress.done();
  return fates;
};

const partOf = (text: string): readonly [number, number] => {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (part === undefined || of === undefined || Number(part) < 1 || Number(part) > Number(of)) throw new UsageError(`--part ${text}: <which>/<of how many> expected, such as 1/2`);
  return [Number(part), Number(of)];
};

/** Every part in a process of its own. */
const huntApart = async (flags: Flags, workers: number): Promise<readonly Fate[]> => {
  const program = process.argv[1] ?? '';
  const parts = await Promise.all(Array.from({ length: workers }, async (_, index) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv, program, 'mutants', '--json', '--part', `${index + 1}/${workers}`, '--every', flags.every, '--most', flags.most, '--killers', flags.killers,
    ], { maxBuffer: MOST_OUTPUT_BYTES });
    return (JSON.parse(stdout) as { readonly fates: readonly Fate[] }).fates;
  }));
  return parts.flat();
};

const summaryOf = (fates: readonly Fate[]) => {
  const of = (fate: Fate['fate']): readonly Fate[] => fates.filter((each) => each.fate === fate);
  const ids = new Set(fates.map(({ id }) => id));
  return {
    total: fates.length, killed: of('killed').length,
    equivalent: of('equivalent').map(({ id, by }) => ({ id, reason: by })),
    surviving: [...of('survived'), ...of('unreached')].map(({ id, fate, runs }) => ({ id, fate, runs })),
    /** Reasons for mutants that are no more, or that something kills. */
    staleReasons: Object.keys(EQUIVALENT).filter((id) => ids.has(id) && !of('equivalent').some((each) => each.id === id)),
  };
};

export const registerMutants = (program: Command): void => {
  program.command('mutants').description('small changes to machines and parameters, and whether the verdict notices')
    .option('--json', 'for machines')
    .option('--every <n>', 'only every nth mutant', '1')
    .option('--most <runs>', 'runs a mutant is played in before it counts as surviving', '60')
    .option('--workers <n>', 'processes', String(availableParallelism()))
    .option('--part <i/n>', 'only this part, in this process')
    .option('--killers <file>', 'which run killed which mutant: read if there, tried first, written when all were hunted', 'docs/mutants.json')
    .action(async (flags: Flags) => {
      const began = performance.now();
      const alone = flags.part === undefined ? undefined : partOf(flags.part);
      const fates = alone === undefined ? await huntApart(flags, count('--workers', flags.workers, 1)) : await huntHere(flags, alone);
      if (alone !== undefined) {
        process.stdout.write(`${JSON.stringify({ fates })}\n`);
        return;
      }
      if (flags.every === '1') {
        const killers = Object.fromEntries(fates.filter(({ fate }) => fate === 'killed').map(({ id, by }) => [id, by.split(':', 1)[0]] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
        writeFileSync(flags.killers, `${JSON.stringify(killers, null, 1)}\n`);
      }
      const summary = { ...summaryOf(fates), wallMs: Math.round(performance.now() - began) };
      process.exitCode = summary.surviving.length === 0 && summary.staleReasons.length === 0 ? 0 : 1;
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify(summary)}\n`);
        return;
      }
      const operators = [...new Set(fates.map(({ operator }) => operator))].sort();
      process.stdout.write(`${[
        table([['Operator', 'Mutants', 'Killed', 'Equivalent', 'Survived', 'Unreached'], ...operators.map((operator) => {
          const own = fates.filter((each) => each.operator === operator);
          return [operator, String(own.length), ...(['killed', 'equivalent', 'survived', 'unreached'] as const).map((fate) => String(own.filter((each) => each.fate === fate).length))];
        })]),
        '',
        ...summary.surviving.map(({ id, fate, runs }) => `${fate}: ${id}${fate === 'unreached' ? '' : ` (${runs} runs)`}`),
        ...summary.staleReasons.map((id) => `a reason is kept for a mutant that something kills: ${id}`),
        `${summary.total} mutants: ${summary.killed} killed, ${summary.equivalent.length} equivalent, ${summary.surviving.length} surviving; ${summary.wallMs} ms`,
      ].join('\n')}\n`);
    });
};
