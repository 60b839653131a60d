/** Files that are there whole or as they were: what a command leaves for others. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../reports/runsFolder.ts';

/** Folders that lead to it are made. @throws Error of the file system, with what was there before still there. */
export const writeWhole = (path: string, text: string): void => {
  makeFolder(dirname(path));
  const partial = `${path}.partial-${process.pid}`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
};
