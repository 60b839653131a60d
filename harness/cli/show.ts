/** `mehrs show <id>`: the body of one message of a run, from its file or its archive. */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import type { IndexEntry } from '../reports/runFolder.ts';
import { UsageError } from './usage.ts';

const FOLDERS = ['archive', 'files', 'alerts', 'requests', 'incidents', 'reports'] as const;

const find = (run: string, id: string): { readonly folder: string; readonly entry: IndexEntry } => {
  for (const folder of FOLDERS) {
    const index = join(run, folder, 'index.ndjson');
    if (!existsSync(index)) continue;
    const entry = readFileSync(index, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as IndexEntry).find((each) => each.id === id);
    if (entry !== undefined) return { folder, entry };
  }
  throw new UsageError(`${run}: no message "${id}"; an id is <from>.<to>.<seq> as in journal.ndjson`);
};

const readBody = (path: string, { offset, length }: IndexEntry): Uint8Array => {
  const handle = openSync(path, 'r');
  try {
    const body = new Uint8Array(length);
    if (readSync(handle, body, 0, length, offset) !== length) throw new UsageError(`${path}: shorter than its index says`);
    return body;
  } finally {
    closeSync(handle);
  }
};

export const registerShow = (program: Command): void => {
  program.command('show <id>').description('print one message of a run: <from>.<to>.<seq>').option('--run <folder>', 'run folder', 'runs/latest')
    .action((id: string, { run }: { run: string }) => {
      if (!existsSync(join(run, 'journal.ndjson'))) throw new UsageError(`${run}: no run folder (journal.ndjson expected in it)`);
      const { folder, entry } = find(run, id);
      // The index is read back from disk, so its file name is not trusted to stay inside the folder.
      process.stdout.write(readBody(join(run, folder, basename(entry.file)), entry));
    });
};
