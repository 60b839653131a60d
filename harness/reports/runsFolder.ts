/** The folder run folders go to: what a user keeps there stays, and a run has its name only once it is whole. */
import { accessSync, constants, existsSync, lstatSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../disk/folder.ts';

const latestOf = (runs: string): string => join(runs, 'latest');

/** `latest` is a link that this program made; anything else of that name is the user's. @throws Error saying so. */
const requireOwnLatest = (runs: string): void => {
  const found = lstatSync(latestOf(runs), { throwIfNoEntry: false });
  if (found !== undefined && !found.isSymbolicLink()) {
    throw new Error(`${latestOf(runs)} is not the link to the last run but something of yours: move it away, or give another folder with --runs`);
  }
};

const UNFINISHED = /^\..+\.partial-(\d+)(?:-before)?$|^\.latest-(\d+)$/;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** What a process that was killed while it wrote has left behind. */
const sweep = (runs: string): void => {
  for (const name of readdirSync(runs)) {
    const [, partial, latest] = UNFINISHED.exec(name) ?? [];
    const pid = Number(partial ?? latest);
    if (Number.isSafeInteger(pid) && pid > 0 && !isAlive(pid)) rmSync(join(runs, name), { recursive: true, force: true });
  }
};

/** Before a run, so that none is computed in vain. @throws Error, also of the file system, when no run folder can be left there. */
export const requireRunsFolder = (runs: string): void => {
  if (statSync(runs, { throwIfNoEntry: false })?.isDirectory() === false) throw new Error('a file, a folder expected');
  makeFolder(runs);
  requireOwnLatest(runs);
  accessSync(runs, constants.W_OK);
  sweep(runs);
};

/**
 * Gives a whole folder its name. A run folder of that name is of the same run and makes way.
 * @throws Error, also of the file system, with what had the name before still there.
 */
export const giveName = (partial: string, path: string): void => {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    renameSync(partial, path);
    return;
  }
  if (!existsSync(join(path, 'journal.ndjson'))) throw new Error(`${path} is there already and is no run folder`);
  const before = `${partial}-before`;
  renameSync(path, before);
  try {
    renameSync(partial, path);
  } catch (error) {
    renameSync(before, path);
    throw error;
  }
  rmSync(before, { recursive: true, force: true });
};

/** Points `latest` at a run, from one moment to the next. @throws Error, also of the file system, with `latest` as it was. */
export const pointLatest = (runs: string, id: string): void => {
  requireOwnLatest(runs);
  const fresh = join(runs, `.latest-${process.pid}`);
  try {
    symlinkSync(id, fresh);
    renameSync(fresh, latestOf(runs));
  } finally {
    rmSync(fresh, { force: true });
  }
};
