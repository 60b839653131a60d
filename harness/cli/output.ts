/** What a command leaves, and where: looked at before anything is worked out in vain. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from '../disk/whole.ts';
import { makeFolder } from '../disk/folder.ts';
import { UsageError, reason } from './usage.ts';

/** Makes it where it is not there. @param option that names it. @throws UsageError when nothing can be left there. */
export const requireFolder = (option: string, folder: string): void => {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new Error('a file, a folder expected');
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(`${option} ${folder}: ${reason(error)}`);
  }
};

/** @param option that names it. @throws UsageError when no file of that name can be left. */
export const requireFile = (option: string, path: string): void => {
  requireFolder(option, dirname(path));
  if (path === '' || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw new UsageError(`${option} ${path}: a folder, a file expected`);
};

/** Whole, or not at all. @throws UsageError naming it. */
export const leave = (path: string, text: string): void => {
  try {
    writeWhole(path, text);
  } catch (error) {
    throw new UsageError(`${path}: ${reason(error)}`);
  }
};
