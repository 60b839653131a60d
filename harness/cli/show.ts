/** `mehrs show <id>`: the body of one message of a run, from its file or its archive. */
import { closeSync, existsSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { IndexEntry } from '../reports/runFolder.ts';
import { UsageError, reason } from './usage.ts';

const FOLDERS = ['archive', 'files', 'alerts', 'requests', 'incidents', 'reports'] as const;
const ID = /^[A-Za-z0-9_-]{1,128}\.[A-Za-z0-9_-]{1,128}\.[1-9]\d{0,15}$/;
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** What stands in an index has been on a disk, or came from somebody else: it names a file beside the index, or nothing. */
const entry: z.ZodType<IndexEntry> = z.object({
  id: z.string().regex(ID, 'expected <from>.<to>.<seq>'),
  file: z.string().regex(/^(?!\.)[A-Za-z0-9._-]{1,255}$/, 'expected the name of a file beside the index'),
  offset: z.int().min(0, 'expected 0 or more'),
  length: z.int().min(0, 'expected 0 or more').max(MAX_BODY_BYTES, `expected at most ${MAX_BODY_BYTES}`),
});

const parseLine = (index: string, line: string, number: number): IndexEntry => {
  const bad = (why: string): UsageError => new UsageError(`${index}: line ${number}: ${why}`);
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw bad('not JSON, expected one entry a line');
  }
  const parsed = entry.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bad(`${issue?.path.join('.') || 'the entry'}: ${issue?.message ?? 'invalid'}`);
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path}: ${reason(error)}`);
  }
};

const find = (run: string, id: string): { readonly folder: string; readonly entry: IndexEntry } => {
  const quoted = JSON.stringify(id);
  for (const folder of FOLDERS) {
    const index = join(run, folder, 'index.ndjson');
    if (!existsSync(index)) continue;
    const lines = read(index).split('\n');
    // Lines that cannot be it are not parsed: an archive's index has a hundred thousand.
    for (const [at, line] of lines.entries()) {
      if (!line.includes(quoted)) continue;
      const found = parseLine(index, line, at + 1);
      if (found.id === id) return { folder, entry: found };
    }
  }
  throw new UsageError(`${run}: no message "${id}"; an id is <from>.<to>.<seq> as in journal.ndjson`);
};

const readBody = (path: string, { offset, length }: IndexEntry): Uint8Array => {
  let handle: number | undefined;
  try {
    // A link may lead anywhere; a run has none.
    const found = lstatSync(path);
    if (!found.isFile()) throw new UsageError('no file of its own');
    if (offset + length > found.size) throw new UsageError(`${found.size} bytes, ${offset + length} expected by its index`);
    handle = openSync(path, 'r');
    const body = new Uint8Array(length);
    if (readSync(handle, body, 0, length, offset) !== length) throw new UsageError('cut short while it was read');
    return body;
  } catch (error) {
    throw new UsageError(`${path}: ${reason(error)}`);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
};

/** The body of a message. @throws UsageError naming the place where a run folder is not as it should be. */
export const bodyOf = (run: string, id: string): Uint8Array => {
  if (!ID.test(id)) throw new UsageError(`"${id.slice(0, 100)}" is no id of a message, expected <from>.<to>.<seq> as in journal.ndjson`);
  if (!existsSync(join(run, 'journal.ndjson'))) throw new UsageError(`${run}: no run folder (journal.ndjson expected in it)`);
  const { folder, entry: found } = find(run, id);
  return readBody(join(run, folder, found.file), found);
};

export const registerShow = (program: Command): void => {
  program.command('show <id>').description('print one message of a run: <from>.<to>.<seq>').option('--run <folder>', 'run folder', 'runs/latest')
    .action((id: string, { run }: { run: string }) => {
      process.stdout.write(bodyOf(run, id));
    });
};
