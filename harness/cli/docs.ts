/** `mehrs docs`: writes the documents that are made from data, or checks that they are what the data make. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { DOCUMENTS } from '../documents/index.ts';
import { leave } from './output.ts';
import { UsageError, reason } from './usage.ts';

interface Flags {
  readonly check?: boolean;
  readonly folder: string;
}

const stale = ({ path, make }: (typeof DOCUMENTS)[number], folder: string): boolean => {
  const at = join(folder, path);
  try {
    return !existsSync(at) || readFileSync(at, 'utf8') !== make();
  } catch (error) {
    throw new UsageError(`${at}: ${reason(error)}`);
  }
};

export const registerDocs = (program: Command): void => {
  program.command('docs').description('write the documents made from data; with --check, exit 1 when one is not what the data make')
    .option('--check', 'write nothing').option('--folder <folder>', 'where they stand', 'docs')
    .action(({ check, folder }: Flags) => {
      const old = DOCUMENTS.filter((each) => stale(each, folder));
      if (check === true) {
        process.exitCode = old.length === 0 ? 0 : 1;
        process.stdout.write(old.length === 0 ? `${DOCUMENTS.length} document(s) up to date\n` : `${old.map(({ path }) => `${join(folder, path)} is not what the data make`).join('\n')}\nrun \`mehrs docs\`\n`);
        return;
      }
      for (const { path, make } of old) leave(join(folder, path), make());
      process.stdout.write(old.length === 0 ? 'nothing to write\n' : `${old.map(({ path }) => `wrote ${join(folder, path)}`).join('\n')}\n`);
    });
};
