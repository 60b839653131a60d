/** Law L9 over the whole cycle: the same seed gives the same bytes, twice in this process, in a fresh one, and over NATS. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { REPLAY, cycle, runCycle } from './support.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 240_000;

/** The journal of the cycle, made where no other world has ever run. */
const FRESH = `
  const { runCycle } = await import('./test/cycle/support.ts');
  const { world } = await runCycle();
  process.stdout.write(world.journal.hash() + ' ' + world.journal.messages.length);
`;

const server = await testServer('the cycle over NATS');

describe(`L9 (${REPLAY})`, () => {
  it('twice in one process: the same lines, and so the same hash', async () => {
    const [first, second] = [(await cycle()).world.journal, (await runCycle({ run: 'another-name' })).world.journal];
    expect(first.messages.length).toBeGreaterThan(8000);
    expect(second.lines()).toEqual(first.lines());
    expect(second.hash()).toBe(first.hash());
  }, TIMEOUT_MS);

  it('in a fresh process', async () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', FRESH], { cwd: REPOSITORY, encoding: 'utf8', timeout: TIMEOUT_MS });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { journal } = (await cycle()).world;
    expect(stdout).toBe(`${journal.hash()} ${journal.messages.length}`);
  }, TIMEOUT_MS);

  it.skipIf(server === undefined)('over NATS with JetStream', async () => {
    const run = freshRun();
    const { world } = await runCycle({ run, bus: await createNatsBus({ run, servers: server?.url ?? '', durability: 'jetstream' }) });
    expect(world.journal.hash()).toBe((await cycle()).world.journal.hash());
    expect(world.pending()).toEqual([]);
  }, TIMEOUT_MS);
});
