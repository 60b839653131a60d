/** Files that are there whole or as they were: what a command leaves for others. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './folder.ts';

/** Folders that lead to it are made. @param mode who may read it; default as files are made. @throws Error of the file system, with what was there before still there. */
export const writeWhole = (path: string, text: string, mode?: number): void => {
  makeFolder(dirname(path));
  const partial = `${path}.partial-${process.pid}`;
  try {
    writeFileSync(partial, text, { mode });
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
};
