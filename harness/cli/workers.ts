/** Work spread over processes of the same program: each is given its part and sends back what it finds, piece by piece. */
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { UsageError } from './usage.ts';

interface Part {
  readonly index: number;
  readonly of: number;
}

/** Neighbours, for work that gains by what was done just before. */
const inSlice = <T>(items: readonly T[], { index, of }: Part): readonly T[] => items.slice(Math.floor((index * items.length) / of), Math.floor(((index + 1) * items.length) / of));

/** @throws UsageError */
export const workersOf = (text: string | undefined): number => {
  const workers = text === undefined ? availableParallelism() : Number(text);
  if (!Number.isSafeInteger(workers) || workers < 1) throw new UsageError(`--workers ${text}: a whole number from 1 expected`);
  return workers;
};

/** In a worker: hands one finding to whoever spread the work. */
export const tell = (finding: unknown): void => void process.send?.(finding);

const USAGE = 2;

/** One that could not use what it was given has told why. */
export const endedBadly = (name: string, code: number | null, signal: NodeJS.Signals | null): Error =>
  (code === USAGE ? new UsageError(`${name} could not go on`) : new Error(`${name} ended with ${signal ?? `exit code ${code}`}`));

const begun = (args: readonly string[], name: string, heard: (finding: unknown, child: ChildProcess) => void): { readonly child: ChildProcess; readonly ended: Promise<void> } => {
  const child = fork(process.argv[1] ?? '', [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('message', (finding) => heard(finding, child));
  return { child, ended: new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => (code === 0 ? resolve() : reject(endedBadly(name, code, signal))));
  }) };
};

/** Given to a worker beforehand, so that it waits for nobody: one that does several pieces at once wants more. */
const AHEAD = 2;

/**
 * Runs `mehrs <args> --asked` in so many processes and has each piece, a place in a list they all know, done by one: each goes through
 * its own slice, and who has come to its end takes from the end of the longest that is left. @param heard every finding, one a piece.
 * @throws Error when a worker ends otherwise than well.
 */
export const handOut = async (args: readonly string[], workers: number, pieces: number, heard: (finding: unknown) => void, beforehand = AHEAD): Promise<void> => {
  const all = Array.from({ length: pieces }, (_, place) => place);
  const left = Array.from({ length: workers }, (_, index) => [...inSlice(all, { index, of: workers })]);
  const next = (own: number[] = []): number | undefined => own.shift() ?? left.reduce((longest, each) => (each.length > longest.length ? each : longest), own).pop();
  await Promise.all(left.map((own, index) => {
    let isTold = false;
    const give = (child: ChildProcess): void => {
      if (isTold) return;
      const piece = next(own);
      isTold = piece === undefined;
      child.send({ piece });
    };
    const { child, ended } = begun([...args, '--asked'], `worker ${index + 1} of ${workers}`, (finding, of) => {
      heard(finding);
      give(of);
    });
    for (let ahead = 0; ahead < beforehand; ahead += 1) give(child);
    return ended;
  }));
};

/** In a worker of `handOut`: the pieces it is given, until there are no more. */
export async function* asked(): AsyncGenerator<number> {
  const given: (number | undefined)[] = [];
  let wake = (): void => undefined;
  const hear = ({ piece }: { readonly piece?: number }): void => {
    given.push(piece);
    wake();
  };
  process.on('message', hear);
  for (;;) {
    if (given.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
    const piece = given.shift();
    if (piece === undefined) break;
    yield piece;
  }
  // With nobody to listen to, the process ends once all it has told is on its way.
  process.off('message', hear);
}
