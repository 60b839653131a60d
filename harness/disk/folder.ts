/** Folders that a command leaves things in. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * A folder with all that leads to it. Step by step: Node 20 asked for `recursive` below /proc never returns.
 * @throws Error of the file system.
 */
export const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  const parent = dirname(resolve(path));
  if (!existsSync(parent)) makeFolder(parent);
  mkdirSync(path);
};
