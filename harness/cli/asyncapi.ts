/** `mehrs asyncapi`: writes what travels, for machines and for people, or checks that what is written is current. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { asyncApiDocument } from '../asyncapi/document.ts';
import { subjectsPage } from '../asyncapi/subjectsPage.ts';
import { leave } from './output.ts';
import { UsageError, reason } from './usage.ts';

const current = (version: string): Readonly<Record<string, string>> => ({
  'asyncapi.json': `${JSON.stringify(asyncApiDocument(version), null, 1)}\n`,
  'subjects.md': subjectsPage(),
});

const written = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`${path}: ${reason(error)}`);
  }
};

export const registerAsyncApi = (program: Command): void => {
  program.command('asyncapi').description('write the AsyncAPI document and the page of subjects')
    .option('--out <folder>', 'where to', 'docs')
    .option('--check', 'write nothing; fail when what is there is not current')
    .action(({ out, check }: { out: string; check?: boolean }) => {
      const files = Object.entries(current(program.version() ?? '')).map(([name, text]) => ({ path: join(out, name), text }));
      const stale = files.filter(({ path, text }) => written(path) !== text);
      if (check === true) {
        for (const { path } of stale) process.stdout.write(`${path} is not current: run \`mehrs asyncapi\`\n`);
        process.exitCode = stale.length === 0 ? 0 : 1;
        return;
      }
      for (const { path, text } of stale) leave(path, text);
      for (const { path } of files) process.stdout.write(`${path}${stale.some((each) => each.path === path) ? '' : ' is current'}\n`);
    });
};
