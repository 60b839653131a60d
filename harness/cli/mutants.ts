/** `mehrs mutants`: how many small changes to machines and parameters the verdict notices (design 5.9). */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { remember } from '../../protocol/security/memo.ts';
import { GAMES, allMutants, hunt, tracesOf, type Fate } from '../mutants/hunt.ts';
import { EQUIVALENT } from '../mutants/equivalent.ts';
import { Progress, table } from './terminal.ts';
import { UsageError, reason } from './usage.ts';
import { inPart, partOf, spread, tell, workersOf, type Part } from './workers.ts';

interface Flags {
  readonly json?: boolean;
  readonly every: string;
  readonly part?: string;
  readonly workers?: string;
  readonly killers: string;
  readonly most: string;
}

/** Signatures to keep: the same bytes are signed in every run. */
const SIGNATURES = 200_000;

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
const huntHere = async ({ every, most, killers: path }: Flags, part: Part): Promise<void> => {
  remember(SIGNATURES);
  const killers = killersIn(path);
  const step = count('--every', every, 1);
  const traces = await tracesOf(GAMES);
  for (const mutant of inPart([...allMutants()].filter((_, index) => index % step === 0), part)) {
    const known = killers.get(mutant.id);
    const first = traces.filter(({ row, groupId }) => `${row.id} ${groupId}` === known);
    tell(await hunt(mutant, [...first, ...traces.filter((trace) => !first.includes(trace))], count('--most', most, 1)));
  }
};

/** Every part in a process of its own. */
const huntApart = async (flags: Flags): Promise<readonly Fate[]> => {
  const fates: Fate[] = [];
  const total = Math.ceil([...allMutants()].length / count('--every', flags.every, 1));
  const progress = new Progress();
  await spread(['mutants', '--every', flags.every, '--most', flags.most, '--killers', flags.killers], workersOf(flags.workers), (fate) => {
    fates.push(fate as Fate);
    progress.update(() => `${fates.length} of ${total} mutants, ${fates.filter((each) => each.fate === 'killed').length} killed`);
  });
  progress.done();
  return fates.sort((a, b) => (a.id < b.id ? -1 : 1));
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
    .option('--workers <n>', 'processes; default one a core')
    .option('--part <i/n>', 'only this part, in this process')
    .option('--killers <file>', 'which run killed which mutant: read if there, tried first, written when all were hunted', 'docs/mutants.json')
    .action(async (flags: Flags) => {
      const began = performance.now();
      if (flags.part !== undefined) return huntHere(flags, partOf(flags.part));
      const fates = await huntApart(flags);
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
