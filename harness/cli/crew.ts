/** Processes of the same program that are handed one piece of work after the other, until there is none. */
import { fork } from 'node:child_process';
import { endedBadly } from './workers.ts';

/** Much of what they make is soon forgotten: with room for it (MB), it is not copied about. */
const ROOMY = ['--max-semi-space-size=64'];

/**
 * @param next the next piece; undefined when there is none at present. @param isDone whether there will be none any more.
 * @param heard what came of a piece; false when more of the same piece is to come. @throws Error when a process ends otherwise than well.
 */
export const employ = async <Work, Result>(args: readonly string[], workers: number, next: () => Work | undefined, isDone: () => boolean, heard: (result: Result) => void | false): Promise<void> => {
  const idle: (() => void)[] = [];
  await Promise.all(Array.from({ length: workers }, (_, index) => new Promise<void>((resolve, reject) => {
    if (isDone()) return resolve();
    const child = fork(process.argv[1] ?? '', [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [...process.execArgv, ...ROOMY] });
    const give = (): void => {
      const work = next();
      if (work !== undefined) child.send(work as object);
      else if (isDone()) child.disconnect();
      else idle.push(give);
    };
    child.on('message', (result) => {
      try {
        if (heard(result as Result) === false) return;
      } catch (error) {
        return reject(error as Error);
      }
      give();
      for (const waiting of idle.splice(0)) waiting();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(endedBadly(`worker ${index + 1} of ${workers}`, code, signal));
    });
    give();
  })));
};

/** In such a process: does each piece that comes, until no more can. */
export const serve = async <Work>(work: (piece: Work) => Promise<unknown>): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    process.on('message', (piece) => {
      work(piece as Work).then((result) => process.send?.(result as object), reject);
    });
    process.on('disconnect', resolve);
  });
};
