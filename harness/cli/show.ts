/** `mehrs show <id>`: the body of one message of a run, from its file or its archive. */
import { closeSync, existsSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { IndexEntry } from '../reports/runFolder.ts';
import { UsageError, reason } from './usage.ts';

const FOLDERS = ['archive', 'files', 'alerts', 'requests', 'incidents', 'reports', 'notices'] as const;
const ID = /^[A-Za-z0-9_-]{1,128}\.[A-Za-z0-9_-]{1,128}\.[1-9]\d{0,15}$/;
const EXPECTED = 'expected <from>.<to>.<seq>, as rp-CB.dco.1; the diagram and the run\'s index.ndjson files have them';
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

/** Every index of a run, line by line. */
function* indexLines(run: string): Iterable<{ readonly folder: string; readonly index: string; readonly line: string; readonly number: number }> {
  for (const folder of FOLDERS) {
    const index = join(run, folder, 'index.ndjson');
    if (!existsSync(index)) continue;
    for (const [at, line] of read(index).split('\n').entries()) if (line !== '') yield { folder, index, line, number: at + 1 };
  }
}

/** What there is of a message that is not: up to which number, or to whom else, or who else there is. */
const near = (run: string, id: string): string => {
  const [from = '', to = ''] = id.split('.');
  const sent = new Map<string, Map<string, number>>();
  for (const { index, line, number } of indexLines(run)) {
    const [sender = '', receiver = '', seq = ''] = parseLine(index, line, number).id.split('.');
    const own = sent.get(sender) ?? new Map<string, number>();
    sent.set(sender, own.set(receiver, Math.max(own.get(receiver) ?? 0, Number(seq))));
  }
  const names = (all: Iterable<string>): string => [...all].sort().join(', ');
  const own = sent.get(from);
  const last = own?.get(to);
  if (own === undefined) return `"${from}" has sent nothing, ${names(sent.keys())} have`;
  return last === undefined ? `${from} has sent "${to}" nothing, but ${names(own.keys())}` : `${from} has sent ${to} 1 to ${last}`;
};

const find = (run: string, id: string): { readonly folder: string; readonly entry: IndexEntry } => {
  const quoted = JSON.stringify(id);
  for (const { folder, index, line, number } of indexLines(run)) {
    // Lines that cannot be it are not parsed: an archive's index has a hundred thousand.
    if (!line.includes(quoted)) continue;
    const found = parseLine(index, line, number);
    if (found.id === id) return { folder, entry: found };
  }
  throw new UsageError(`${run}: no message "${id}": ${near(run, id)}`);
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
  if (!ID.test(id)) throw new UsageError(`"${id.slice(0, 100)}" is no id of a message, ${EXPECTED}`);
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
