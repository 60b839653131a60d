/** The same facts to the hash, whatever plays them: more than sixty rows of the catalogue through one set of processes, by run id, in every way there is. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { generateEstate } from '../../harness/estate/index.ts';
import type { ScriptOptions } from '../../harness/world/staging.ts';
import { createWorld, type World } from '../../harness/world/world.ts';
import { freshRun } from '../bus/support.ts';
import { ACK_TIMEOUT_MS, scenarioOf, scene } from '../processes/support.ts';
import { ROWS } from './rows.ts';

const { play, exits, server } = await scene();
/** All roles apart, in the same server. */
const apart = await scene(13);

/** Round by round, with a turn for the others between them: a world would keep this process, which coordinates theirs, to itself. */
const playedOut = async (world: World): Promise<string> => {
  while (await world.round()) await new Promise<void>((turn) => setImmediate(turn));
  await world.close();
  return world.journal.hash();
};

const inOneProcess = async (script: ScriptOptions, durability: 'core' | 'jetstream'): Promise<string> => {
  const run = freshRun();
  return playedOut(await createWorld({ ...script, run, bus: await createNatsBus({ run, servers: server.url, durability, ackTimeoutMs: ACK_TIMEOUT_MS, callTimeoutMs: ACK_TIMEOUT_MS }) }));
};

const WAYS: Readonly<Record<string, (script: ScriptOptions) => Promise<string>>> = {
  'one, core': (script) => inOneProcess(script, 'core'),
  'one, JetStream': (script) => inOneProcess(script, 'jetstream'),
  'eight, core': async (script) => (await play({ script, durability: 'core' })).journal.hash(),
  'eight, JetStream': async (script) => (await play({ script, durability: 'jetstream' })).journal.hash(),
  'thirteen, JetStream': async (script) => (await apart.play({ script, durability: 'jetstream' })).journal.hash(),
};

const table: string[] = [];
afterAll(() => { process.stdout.write(`${['Row'.padEnd(34), 'memory', ...Object.keys(WAYS)].join('  ')}\n${table.join('\n')}\n`); });

describe(`${ROWS.length} rows in every way of running`, () => {
  it('are at least thirty, with every ladder and an outage with a backlog', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(30);
    for (const ladder of ['3.1', '3.2', '3.3', '3.4', '3.5', '2.4.1-outage']) expect(ROWS.some((row) => row.startsWith(ladder)), ladder).toBe(true);
  });

  for (const [name, script] of [['the happy estate of 42 Installations', { estate: generateEstate({ seed: '7', installations: 42 }) }], ...ROWS.map((row) => [row, scenarioOf(row)] as const)] as const) {
    // Several at once through the same processes: a round is mostly waiting for somebody's turn.
    it.concurrent(`L9: ${name}`, async () => {
      const hash = await playedOut(await createWorld(script));
      const found: Record<string, string> = {};
      for (const [way, hashOf] of Object.entries(WAYS)) found[way] = await hashOf(script);
      table.push([name.padEnd(34), ...[hash, ...Object.values(found)].map((each) => each.slice(0, 12))].join('  '));
      expect(found).toEqual(Object.fromEntries(Object.keys(WAYS).map((way) => [way, hash])));
      expect([...exits, ...apart.exits]).toEqual([]);
    });
  }
});
