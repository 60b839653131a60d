/** `mehrs up` as a user has it: everything comes up, plays a world whoever is killed, and nothing is left (issue 6). */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../harness/world/world.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { emptyFolder, expectRefused, mehrs, removeFolders, usedFolder } from './support.ts';

const SLOW_MS = 120_000;
const PROGRAM = resolve(import.meta.dirname, '../../bin/mehrs.mjs');
afterAll(removeFolders);

interface Up {
  readonly child: ChildProcess;
  /** Waits until it has printed this, and gives what was found. */
  seen(what: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

/** In a process group of its own, as a terminal has it. */
const up = (folder: string, args: readonly string[]): Up => {
  const child = spawn(process.execPath, [PROGRAM, 'up', ...args], { cwd: folder, env: { ...process.env, NATS_URL: '' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  const waiting: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    for (const wake of waiting.splice(0)) wake();
  });
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const seen = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = what.exec(said);
      if (found !== null) return found;
      await Promise.race([new Promise<void>((wake) => waiting.push(wake)), ended.then(() => { throw new Error(`ended before ${String(what)}:\n${said}`); })]);
    }
  };
  return { child, seen, ended };
};

/** Processes whose command line has this, zombies left out. */
const alive = (mark: string): readonly string[] =>
  execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(mark) && !line.startsWith('Z') && !line.includes('ps -eo'));

if ((await testServer('mehrs up')) === undefined) {
  describe.skip('mehrs up: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  describe.concurrent('mehrs up', () => {
    it('plays its first world to the journal of one process though coordinator and party are killed; `mehrs down` leaves nothing', { timeout: SLOW_MS }, async () => {
      const [folder, fleet] = [emptyFolder(), freshRun()];
      const { child, seen, ended } = up(folder, ['--fleet', fleet, '--processes', '2', '--installations', '1']);
      const [, store = ''] = await seen(/is up over NATS, a server of its own \((nats:[^)]+)\)/);
      const [, coordinator = ''] = await seen(/coordinator +world +(\d+)/);
      process.kill(Number(coordinator), 'SIGKILL');
      await seen(/the coordinator has ended \(SIGKILL\); it is started again and takes run first-\S+ over/);
      const [, party = ''] = await seen(/^dsp +dsp[^\n]*? (\d+) +/m);
      process.kill(Number(party), 'SIGKILL');
      await seen(/process dsp has ended \(SIGKILL\); it is started again/);
      const [, hash = ''] = await seen(/has ended soundly: \d+ messages, journal ([0-9a-f]{12})/);
      const world = await createWorld();
      await world.run();
      expect(hash).toBe(world.journal.hash().slice(0, 12));
      const run = await mehrs(folder, ['run', '--fleet', fleet, '--installations', '1', '--json']);
      expect(JSON.parse(run.stdout)).toMatchObject({ journalSha256: world.journal.hash() });
      expectRefused(await mehrs(folder, ['up', '--fleet', fleet, '--nats', store]), `fleet "${fleet}" is up already on ${store}`);
      expect((await mehrs(folder, ['down', '--fleet', fleet])).stdout).toBe(`Fleet ${fleet} is going down.\n`);
      expect(await ended).toBe(0);
      expect(alive(fleet)).toEqual([]);
      expect(alive(join('mehrs-nats-')).filter((line) => line.includes(` -p ${new URL(store).port}`))).toEqual([]);
      expect(child.exitCode).toBe(0);
      expectRefused(await mehrs(folder, ['down', '--fleet', fleet]), `fleet "${fleet}" is not up: start it with \`mehrs up\``);
    });

    it('does not begin with a world that cannot be', { timeout: SLOW_MS }, async () => {
      const folder = usedFolder({ 'faults.json': '{"name":"x","faults":[{"kind":"nonsense"}]}' });
      expectRefused(await mehrs(folder, ['up', '--fleet', freshRun(), '--faults', 'faults.json']), /faults\.json.*\n.*line 1: faults\[0\]\.kind: /);
      expectRefused(await mehrs(folder, ['up', '--fleet', freshRun(), '--estate', 'none.json']), 'none.json: no such file or folder');
    });

    it('ended by Ctrl-C in the middle of its world leaves nothing', { timeout: SLOW_MS }, async () => {
      const [folder, fleet] = [emptyFolder(), freshRun()];
      const { child, seen, ended } = up(folder, ['--fleet', fleet, '--processes', '2', '--split', 's1sp=1', '--installations', '30']);
      await seen(/s1sp-worker-1 +worker of s1sp/);
      await seen(/first-\S+ at \d{4}-/);
      process.kill(-(child.pid as number), 'SIGINT');
      expect(await ended).toBe(0);
      expect(alive(fleet)).toEqual([]);
    });
  });
}
