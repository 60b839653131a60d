/** Where results go: a folder that cannot be written, a disk that is full, a reader that leaves, Ctrl-C (issue 3). */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { DOCUMENTS } from '../../harness/documents/index.ts';
import { GOOD_PATHS } from '../../protocol/mehrs/expected/catalogue.ts';
import { bodyOf } from '../../harness/cli/show.ts';
import { generateEstate } from '../../harness/estate/index.ts';
import { messageId, writeRunFolder } from '../../harness/reports/runFolder.ts';
import { requireRunsFolder } from '../../harness/reports/runsFolder.ts';
import { createWorld, demonstrationEstate } from '../../harness/world/world.ts';
import { emptyFolder, estateText, expectRefused, expectUntouched, mehrs, removeFolders, usedFolder } from './support.ts';

const SLOW_MS = 60_000;
afterAll(removeFolders);
const ESTATE = estateText('CB');
/** Writing its folder takes long enough to be met in the act. */
const MANY = estateText('CB', 40);

const LINUX = process.platform === 'linux';

/** A file system of 64 kB, where this user may mount one. */
const tinyDisk = (folder: string): boolean => LINUX && spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
const unmount = (folder: string): void => void spawnSync('/bin/umount', [folder]);

const mountable = ((): boolean => {
  const folder = emptyFolder();
  const mounted = tinyDisk(folder);
  if (mounted) unmount(folder);
  else console.warn('SKIPPED the full disk: this user may not mount a tmpfs');
  return mounted;
})();

describe.concurrent('the folder for run folders', () => {
  const run = (folder: string, runs: string) => mehrs(folder, ['run', '--estate', 'estate.json', '--runs', runs]);

  it('is a file, lies below a file, is no place to write: told before anything runs', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE, 'plain': 'mine' });
    expect(() => requireRunsFolder(join(folder, 'plain'))).toThrow('a file, a folder expected');
    expectRefused(await run(folder, 'plain/below'), 'mehrs: --runs plain/below: a file where a folder is expected');
    if (LINUX) expectRefused(await run(folder, '/proc/below'), 'mehrs: --runs /proc/below: no such file or folder');
    expect(readFileSync(join(folder, 'plain'), 'utf8')).toBe('mine');
    expectUntouched(folder);
  });

  it('holds something of the user\'s by the name of latest: it stays', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    mkdirSync(join(folder, 'own/latest'), { recursive: true });
    writeFileSync(join(folder, 'own/latest/notes.txt'), 'mine');
    expectRefused(await run(folder, 'own'), /--runs own: own\/latest is not the link to the last run but something of yours: move it away, or give another folder/);
    expect([readdirSync(join(folder, 'own')), readFileSync(join(folder, 'own/latest/notes.txt'), 'utf8')]).toEqual([['latest'], 'mine']);
    expectUntouched(folder);
  });

  it('holds what a process that was killed while it wrote left behind: the next run takes it away, and nothing else', () => {
    const folder = emptyFolder();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    for (const name of [`.cycle-seed7-abc.partial-${dead}`, `.cycle-seed7-abc.partial-${process.pid}`, '.mine', 'cycle-seed7-abc']) mkdirSync(join(folder, name));
    symlinkSync('cycle-seed7-abc', join(folder, `.latest-${dead}`));
    requireRunsFolder(folder);
    expect(readdirSync(folder).sort()).toEqual([`.cycle-seed7-abc.partial-${process.pid}`, '.mine', 'cycle-seed7-abc']);
  });

  it.skipIf(!mountable)('is on a disk that fills up: nothing half-written', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    mkdirSync(join(folder, 'disk'));
    expect(tinyDisk(join(folder, 'disk'))).toBe(true);
    try {
      expectRefused(await run(folder, 'disk'), 'mehrs: --runs disk: no run folder is left: no space left on the device');
      expect(readdirSync(join(folder, 'disk'))).toEqual([]);
    } finally {
      unmount(join(folder, 'disk'));
    }
  });

  it('gets a whole run beside an earlier one, and once more in its own place', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE });
    const first = await run(folder, 'runs');
    expect([first.code, first.stderr]).toEqual([0, '']);
    const [name] = readdirSync(join(folder, 'runs')).filter((each) => each.startsWith('estate-'));
    expect(readFileSync(join(folder, 'runs/latest/journal.ndjson'))).toEqual(readFileSync(join(folder, `runs/${name}/journal.ndjson`)));
    expect((await run(folder, 'runs')).code).toBe(0);
    expect(readdirSync(join(folder, 'runs')).sort()).toEqual(['earlier', name, 'latest'].sort());
  });
});

describe.concurrent('standard output', () => {
  it('whose reader has seen enough (`mehrs estate | head -1`)', { timeout: SLOW_MS }, async () => {
    const { code, stderr } = await mehrs(emptyFolder(), ['estate', '--installations', '3000'], {
      meanwhile: ({ stdout }: ChildProcess) => stdout?.once('data', () => stdout.destroy()),
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk', { timeout: SLOW_MS }, async () => {
    const full = openSync('/dev/full', 'w');
    try {
      expectRefused(await mehrs(emptyFolder(), ['codes'], { stdout: full }), 'mehrs: standard output: no space left on the device');
    } finally {
      closeSync(full);
    }
  });
  it.skipIf(!existsSync('/dev/full'))('of errors on a full disk: there is nowhere left to tell it, and the process ends', { timeout: SLOW_MS }, async () => {
    const full = openSync('/dev/full', 'w');
    try {
      expect((await mehrs(emptyFolder(), ['nosuch'], { stderr: full })).code).toBe(2);
    } finally {
      closeSync(full);
    }
  });
});

describe.concurrent('what a command is to leave where nothing can be left: told before anything is worked out', () => {
  const place = (): string => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'afile'), '');
    return folder;
  };
  it.each<[string, readonly string[], string]>([
    ['a report of journeys', ['journeys', '--rows', '3.1-last', '--report', 'afile'], '--report afile: a file, a folder expected'],
    ['a report of an exploration', ['explore', '--config', 'CB/dual-active/cp/v3.1', '--report', 'afile'], '--report afile: a file, a folder expected'],
    ['a result', ['journeys', '--rows', '3.1-last', '--result', 'afile/result.json'], '--result afile: a file, a folder expected'],
    ['killers of mutants', ['mutants', '--killers', '/proc/nosuch/k.json'], '--killers /proc/nosuch: '],
    ['documents', ['docs', '--folder', 'afile'], 'afile/catalogue.md: '],
    ['documents below /proc, where Node 20 makes no folders and never says so', ['docs', '--folder', '/proc/nosuch'], '/proc/nosuch/catalogue.md: '],
    ['credentials there', ['keys', '--installations', '1', '--out', '/proc/nosuch'], '/proc/nosuch: '],
  ])('%s', { timeout: SLOW_MS }, async (_what, args, says) => expectRefused(await mehrs(place(), args), says));
});

describe.concurrent('mutants that are not there', () => {
  it.each<[string, readonly string[], string]>([
    ['for want of what killed them last time', ['--known', '--killers', '/tmp/nosuch.json'], '--killers /tmp/nosuch.json knows of none that was killed'],
    ['by any such name', ['--only', 'nosuchmutant', '--killers', '/tmp/nosuch.json'], 'no mutant to play'],
    ['known and not known', ['--known', '--rest'], "option '--known' cannot be used with option '--rest'"],
  ])('%s', { timeout: SLOW_MS }, async (_what, args, says) => expectRefused(await mehrs(resolve(import.meta.dirname, '../..'), ['mutants', ...args]), says));
});

/** Calls back once, when a name that matches comes up in a folder. */
const onceThere = (folder: string, name: RegExp, then: () => void): void => {
  let seen = false;
  const watcher = watch(folder, (_event, found) => {
    if (seen || found === null || !name.test(found)) return;
    seen = true;
    watcher.close();
    then();
  });
};

describe.concurrent('mehrs catalogue', () => {
  it('prints error paths, of the three kinds there are, and names the good paths apart', { timeout: SLOW_MS }, async () => {
    const rows = JSON.parse((await mehrs(emptyFolder(), ['catalogue', '--json'])).stdout) as readonly { readonly id: string; readonly kind: string }[];
    expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(['failure', 'not-applicable', 'recovery']);
    const [last = '', empty] = (await mehrs(emptyFolder(), ['catalogue'])).stdout.trimEnd().split('\n').reverse();
    expect(last).toBe(`${rows.length} error paths. Beside them ${GOOD_PATHS.length} good paths of the Guide are played and judged alike: ${GOOD_PATHS.map(({ id }) => id).join(', ')}.`);
    expect(empty).toBe('');
    const document = DOCUMENTS.find(({ path }) => path === 'catalogue.md')?.make() ?? '';
    expect(document.match(/^### /gm)).toHaveLength(rows.length + GOOD_PATHS.length);
    expect(document.indexOf('### guide-7.2.1:')).toBeGreaterThan(document.indexOf('## Good paths'));
  });
});

describe.concurrent('a signal', () => {
  it('SIGINT while the run folder is written: what was written is taken away, then it ends as a shell says, 130', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': MANY });
    const ended = await mehrs(folder, ['run', '--estate', 'estate.json'], {
      meanwhile: (child) => onceThere(join(folder, 'runs'), /partial/, () => child.kill('SIGINT')),
    });
    expect(ended).toEqual({ code: null, signal: 'SIGINT', stdout: '', stderr: 'mehrs: SIGINT: stopped; no run folder is left\n' });
    expectUntouched(folder);
  });

  it('SIGTERM while the world runs: at once, 143', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': MANY });
    // The last thing before the world begins is to make sure of this folder.
    const ended = await mehrs(folder, ['run', '--estate', 'estate.json', '--runs', 'others'], {
      meanwhile: (child) => onceThere(folder, /^others$/, () => child.kill('SIGTERM')),
    });
    expect(ended).toEqual({ code: null, signal: 'SIGTERM', stdout: '', stderr: '' });
    expect(readdirSync(join(folder, 'others'))).toEqual([]);
    expectUntouched(folder);
  });
});

describe.concurrent('mehrs show', () => {
  const entry = { id: 'mcc.rp-CB.1', file: '00001_x.csv', offset: 0, length: 4 };
  const runWith = (index: object): string => {
    const folder = emptyFolder();
    const run = join(folder, 'run');
    mkdirSync(join(run, 'files'), { recursive: true });
    writeFileSync(join(folder, 'secret.csv'), 'secret');
    writeFileSync(join(run, 'journal.ndjson'), '');
    writeFileSync(join(run, 'files/00001_x.csv'), 'body');
    symlinkSync(join(folder, 'secret.csv'), join(run, 'files/link.csv'));
    writeFileSync(join(run, 'files/index.ndjson'), `${JSON.stringify({ ...entry, id: 'a.b.1' })}\n${JSON.stringify({ ...entry, ...index })}\n`);
    return run;
  };

  it('refuses an entry that leads outside', { timeout: SLOW_MS }, async () => expectRefused(
    await mehrs(emptyFolder(), ['show', entry.id, '--run', runWith({ file: '../../secret.csv' })]),
    /run\/files\/index\.ndjson: line 2: file: expected the name of a file beside the index/));
  it('refuses an id with path characters', { timeout: SLOW_MS }, async () => expectRefused(
    await mehrs(emptyFolder(), ['show', '../../secret.csv', '--run', runWith({})]), /"\.\.\/\.\.\/secret\.csv" is no id of a message, expected <from>\.<to>\.<seq>/));
  it('prints a body and nothing else', () => expect(Buffer.from(bodyOf(runWith({}), entry.id)).toString()).toBe('body'));
  it.each([
    ['rp-CB.mcc.1', 'no message "rp-CB.mcc.1": "rp-CB" has sent nothing, a, mcc have'],
    ['mcc.a.1', 'no message "mcc.a.1": mcc has sent "a" nothing, but rp-CB'],
    ['mcc.rp-CB.9', 'no message "mcc.rp-CB.9": mcc has sent rp-CB 1 to 1'],
    ['mcc.rp-CB', '"mcc.rp-CB" is no id of a message, expected <from>.<to>.<seq>, as rp-CB.dco.1'],
  ])('of %s tells what there is instead', (id, says) => expect(() => bodyOf(runWith({}), id)).toThrow(says));

  it.each([['of one Installation', 1, ['alerts', 'files', 'incidents', 'notices', 'reports', 'requests']], ['above a hundred', 101, ['archive', 'reports']]] as const)(
    'finds every message of a run %s, and no message else', { timeout: SLOW_MS }, async (_what, installations, kept) => {
      const world = await createWorld({ estate: demonstrationEstate('7') });
      await world.run();
      const { journal } = world;
      const estate = generateEstate({ seed: '7', installations });
      const { path } = await writeRunFolder(join(emptyFolder(), 'runs'), 'run', { journal, states: () => world.states(), options: { ...world.options, estate } }, {});
      expect(readdirSync(path, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => name).sort()).toEqual(kept);
      for (const message of journal.messages) expect(Buffer.compare(bodyOf(path, messageId(message)), message.body)).toBe(0);
      expect(() => bodyOf(path, 'rp-CB.dco.99')).toThrow('no message "rp-CB.dco.99": rp-CB has sent dco 1 to 2');
      expect(readdirSync(join(path, 'reports')).filter((name) => name.endsWith('.csv')).length).toBeGreaterThan(5);
      await world.close();
    });

  it.each<[string, object, RegExp]>([
    ['that is a link', { file: 'link.csv' }, /run\/files\/link\.csv: no file of its own/],
    ['that is longer than its file', { length: 5 }, /00001_x\.csv: 4 bytes, 5 expected by its index/],
    ['that begins before its file', { offset: -1 }, /index\.ndjson: line 2: offset: expected 0 or more/],
    ['of another message', { id: 'mcc.rp-CB.2' }, /no message "mcc\.rp-CB\.1": mcc has sent rp-CB 1 to 2$/],
  ])('refuses an entry %s', (_what, index, says) => expect(() => bodyOf(runWith(index), entry.id)).toThrow(says));
});
