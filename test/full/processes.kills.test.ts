/** Sixty kills of parties, twenty of the server and some of the coordinator in one run of at least 20,000 messages, under virtual time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../protocol/security/seed.ts';
import { forgetUp, noteUp } from '../../harness/cli/processes.ts';
import { generateEstate } from '../../harness/estate/index.ts';
import { createWorld } from '../../harness/world/world.ts';
import { freshRun } from '../bus/support.ts';
import { scene } from '../processes/support.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/mehrs.mjs', import.meta.url));
const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);
const INSTALLATIONS = number('KILL_INSTALLATIONS', 165);
const PARTY_KILLS = number('KILL_PARTIES', 60);
const SERVER_KILLS = number('KILL_SERVERS', 20);
const COORDINATOR_KILLS = number('KILL_COORDINATORS', 5);
const PAUSE_MS = 350;

const folder = mkdtempSync(join(tmpdir(), 'mehrs-kills-'));
const { fleet, server, control, exits } = await scene();
const run = freshRun();
afterAll(() => {
  forgetUp(control.run);
  rmSync(folder, { recursive: true, force: true });
});

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', (code) => resolve(code)));

describe('kill -9', () => {
  it(`${PARTY_KILLS} times parties, ${SERVER_KILLS} times the server, ${COORDINATOR_KILLS} times the coordinator: 0 lost, 0 doubled, the same facts`, async () => {
    const estate = generateEstate({ seed: '7', installations: INSTALLATIONS });
    const world = await createWorld({ seed: '7', estate });
    await world.run();
    writeFileSync(join(folder, 'estate.json'), JSON.stringify(estate));
    noteUp(control.run, { url: server.url, casts: [...fleet.processes].map(([name, parties]) => ({ name, parties: [...parties] })) });

    const coordinate = () => {
      const child = spawn(process.execPath, [PROGRAM, 'run', '--fleet', control.run, '--run-id', run, '--seed', '7', '--estate', join(folder, 'estate.json'), '--runs', join(folder, 'runs'), '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
      const said = { out: '', err: '' };
      child.stdout.on('data', (data: Buffer) => { said.out += data.toString(); });
      child.stderr.on('data', (data: Buffer) => { said.err += data.toString(); });
      return { child, said, ended: ended(child) };
    };

    const random = seededRandom('kills', 'full');
    const kinds = random.shuffle([
      ...Array.from({ length: PARTY_KILLS }, () => 'party' as const), ...Array.from({ length: SERVER_KILLS }, () => 'server' as const), ...Array.from({ length: COORDINATOR_KILLS }, () => 'coordinator' as const),
    ]);
    const names = [...fleet.processes.keys()];
    const killed = { party: 0, server: 0, coordinator: 0 };
    let coordinator = coordinate();
    let over = false;
    void coordinator.ended.then(() => { over = true; });
    for (const kind of kinds) {
      await new Promise((wake) => setTimeout(wake, PAUSE_MS + random.int(PAUSE_MS)));
      if (over) break;
      if (kind === 'party') await fleet.restart(random.pick(names));
      else if (kind === 'server') {
        await server.kill();
        await server.restart();
      } else {
        coordinator.child.kill('SIGKILL');
        await coordinator.ended;
        over = false;
        coordinator = coordinate();
        void coordinator.ended.then(() => { over = true; });
      }
      killed[kind] += 1;
    }
    const code = await coordinator.ended;
    const summary = coordinator.said.out === '' ? {} : JSON.parse(coordinator.said.out) as { journalSha256?: string; messages?: number; path?: string };
    console.log(JSON.stringify({ killed, code, messages: summary.messages, expected: world.journal.messages.length, hash: summary.journalSha256 }), coordinator.said.err);
    expect(coordinator.said.err).toBe('');
    expect(exits).toEqual([]);
    const ids = readFileSync(join(summary.path ?? '', 'journal.ndjson'), 'utf8').trim().split('\n').map((line) => {
      const { from, to, seq } = JSON.parse(line) as { from: string; to: string; seq: number };
      return `${from} ${to} ${seq}`;
    });
    const expected = world.journal.messages.map(({ from, to, seq }) => `${from} ${to} ${seq}`);
    const lost = expected.filter((id) => !new Set(ids).has(id)).length;
    expect({ lost, doubled: ids.length - new Set(ids).size, hash: summary.journalSha256 }).toEqual({ lost: 0, doubled: 0, hash: world.journal.hash() });
    expect(killed).toEqual({ party: PARTY_KILLS, server: SERVER_KILLS, coordinator: COORDINATOR_KILLS });
    if (INSTALLATIONS >= 165) expect(ids.length).toBeGreaterThanOrEqual(20_000);
  });
});
