/** `mehrs replay '<line>'`: a trace of the explored graph on live actors. Exit 0 when they go the same way, 1 when they part from it. */
import type { Command } from 'commander';
import { replay, type Replayed } from '../explore/replay.ts';
import { traceOf, type Trace } from '../explore/traces.ts';
import { UsageError } from './usage.ts';

const read = (line: string): Trace => {
  try {
    return traceOf(line);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`'${line.slice(0, 60)}${line.length > 60 ? '…' : ''}': ${error.message}`);
    throw error;
  }
};

const text = (replayed: Replayed): string => {
  if (!replayed.same) return `parts at step ${replayed.step}, ${replayed.party}, ${replayed.input}: ${replayed.why}`;
  return [`the same way, ${replayed.steps} steps`, ...replayed.undeclared.map((each) => `undeclared: ${each}`), 'ends with:', ...replayed.states.map((each) => `  ${each}`)].join('\n');
};

export const registerReplay = (program: Command): void => {
  program.command('replay').description('a one-line trace on live actors with real files').argument('<line>', 'as `mehrs explore` prints it').option('--json', 'for machines')
    .action((line: string, { json }: { json?: boolean }) => {
      const replayed = replay(read(line));
      process.stdout.write(`${json === true ? JSON.stringify(replayed) : text(replayed)}\n`);
      process.exitCode = replayed.same ? 0 : 1;
    });
};
