/** Work spread over processes of the same program: each is given its part and sends back what it finds, piece by piece. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { UsageError } from './usage.ts';

export interface Part {
  readonly index: number;
  readonly of: number;
}



/** `1/2` is the first of two. @throws UsageError */
export const partOf = (text: string): Part => {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (part === undefined || of === undefined || Number(part) < 1 || Number(part) > Number(of)) throw new UsageError(`--part ${text}: <which>/<of how many> expected, such as 1/2`);
  return { index: Number(part) - 1, of: Number(of) };
};

export const inPart = <T>(items: readonly T[], { index, of }: Part): readonly T[] => items.filter((_, place) => place % of === index);

/** @throws UsageError */
export const workersOf = (text: string | undefined): number => {
  const workers = text === undefined ? availableParallelism() : Number(text);
  if (!Number.isSafeInteger(workers) || workers < 1) throw new UsageError(`--workers ${text}: a whole number from 1 expected`);
  return workers;
};

/** In a worker: hands one finding to whoever spread the work. */
export const tell = (finding: unknown): void => void process.send?.(finding);

/**
 * Runs `mehrs <args> --part i/n` in so many processes. @param heard every finding as it comes.
 * @throws Error when a worker ends otherwise than well.
 */
export const spread = async (args: readonly string[], workers: number, heard: (finding: unknown) => void): Promise<void> => {
  await Promise.all(Array.from({ length: workers }, (_, index) => new Promise<void>((resolve, reject) => {
    const child = fork(process.argv[1] ?? '', [...args, '--part', `${index + 1}/${workers}`], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', heard);
    child.on('error', reject);
    child.on('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`worker ${index + 1} of ${workers} ended with ${signal ?? `exit code ${code}`}`))));
  })));
};
