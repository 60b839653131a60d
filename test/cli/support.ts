/** The command line as a user has it: a process of its own in a folder of its own, two at a time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import type { GroupId } from '../../protocol/domain.ts';
import { generateEstate } from '../../harness/estate/index.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/mehrs.mjs');
const AT_A_TIME = 2;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  /** Once the process runs. */
  readonly meanwhile?: (child: ChildProcess) => void;
  /** It waits more than it works, and takes nobody's turn. */
  readonly idle?: boolean;
  /** Descriptors in place of the pipes that are read here. */
  readonly stdout?: number;
  readonly stderr?: number;
}

const waiting: (() => void)[] = [];
let free = AT_A_TIME;

const turn = async (): Promise<void> => {
  if (free === 0) await new Promise<void>((next) => waiting.push(next));
  else free -= 1;
};
const done = (): void => {
  const next = waiting.shift();
  if (next === undefined) free += 1;
  else next();
};

/** Runs `mehrs` in a folder to its end. */
export const mehrs = async (cwd: string, args: readonly string[], { env = {}, meanwhile, idle = false, stdout, stderr }: How = {}): Promise<Ended> => {
  if (!idle) await turn();
  try {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env: { ...process.env, NATS_URL: '', ...env }, stdio: ['ignore', stdout ?? 'pipe', stderr ?? 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    meanwhile?.(child);
    return await new Promise<Ended>((resolved, failed) => {
      child.once('error', failed);
      child.once('close', (code, signal) => resolved({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
    });
  } finally {
    if (!idle) done();
  }
};

const folders: string[] = [];

/**
 * For each file's `afterAll`: files share this module (isolate: false) one after the other, so a hook of its own would run for the
 * first of them only; and a worker is ended by a signal, which no exit handler hears of.
 */
export const removeFolders = (): void => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
};

export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mehrs-test-cli-'));
  folders.push(folder);
  return folder;
};

/** A folder where a run was before: `runs/earlier`, and `runs/latest` leads there. */
export const usedFolder = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'runs/earlier'), { recursive: true });
  writeFileSync(join(folder, 'runs/earlier/journal.ndjson'), '');
  symlinkSync('earlier', join(folder, 'runs/latest'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
};

export const estateText = (groupId: GroupId, installations = 1): string =>
  `${JSON.stringify(generateEstate({ seed: '7', installations, groups: [groupId], shape: 'dual-active', paymentMode: 'credit' }), null, 2)}\n`;

/** Nothing of a run is there that was not there before. */
export const expectUntouched = (folder: string): void => {
  expect(readdirSync(join(folder, 'runs')).sort()).toEqual(['earlier', 'latest']);
  expect(readlinkSync(join(folder, 'runs/latest'))).toBe('earlier');
};

/** Bad usage: exit 2, nothing on stdout, one message for people on stderr. */
export const expectRefused = ({ code, signal, stdout, stderr }: Ended, ...says: readonly (string | RegExp)[]): void => {
  for (const each of says) expect(stderr).toMatch(each);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, signal, stdout }).toEqual({ code: 2, signal: null, stdout: '' });
};
