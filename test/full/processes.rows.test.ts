/** The same facts to the hash, whatever plays them: more than sixty rows of the catalogue through one set of processes, by run id, in every way there is. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { PROVOKED_ROWS } from '../../harness/scenarios/scenario.ts';
import { createWorld } from '../../harness/world/world.ts';
import { freshRun } from '../bus/support.ts';
import { ACK_TIMEOUT_MS, inMemory, scenarioOf, scene } from '../processes/support.ts';

const sectionOf = (row: string): string => row.split('-', 1)[0] as string;
const firstOfSections = new Set(PROVOKED_ROWS.filter((row, at) => PROVOKED_ROWS.findIndex((each) => sectionOf(each) === sectionOf(row)) === at));
/** Every retry ladder, outages with a backlog, several Migration Weeks, a revoked certificate, the good paths; and a row of every section. */
const ALWAYS = /^(3\.|guide-|2\.4\.1-outage|2\.6\.8-outage-in-time|2\.7\.6-outage|2\.7\.4-outage-midway|2\.6\.5-resubmitted|2\.4\.6-X5\.10-18)/;
const ROWS = PROVOKED_ROWS.filter((row) => ALWAYS.test(row) || firstOfSections.has(row));
/** Played with the server killed ten times on the way. */
const KILLED = ['guide-7.2.1', '3.1-last'];
const SERVER_KILLS = 10;

const { play, exits, server } = await scene();
/** All roles apart, in the same server. */
const apart = await scene(13);

const inOneProcess = async (row: string, durability: 'core' | 'jetstream'): Promise<string> => {
  const run = freshRun();
  const world = await createWorld({ ...scenarioOf(row), run, bus: await createNatsBus({ run, servers: server.url, durability, ackTimeoutMs: ACK_TIMEOUT_MS }) });
  await world.run();
  await world.close();
  return world.journal.hash();
};

const killedOnTheWay = async (row: string): Promise<string> => {
  const killed: Promise<void>[] = [];
  const played = await apart.play({
    script: scenarioOf(row),
    onProgress: (_, round) => {
      if (killed.length < SERVER_KILLS && round % 12 === 0) killed.push((killed.at(-1) ?? Promise.resolve()).then(() => apart.server.kill()).then(() => apart.server.restart()));
    },
  });
  await Promise.all(killed);
  expect(killed).toHaveLength(SERVER_KILLS);
  return played.journal.hash();
};

const WAYS: Readonly<Record<string, (row: string) => Promise<string>>> = {
  'one, core': (row) => inOneProcess(row, 'core'),
  'one, JetStream': (row) => inOneProcess(row, 'jetstream'),
  'eight, core': async (row) => (await play({ script: scenarioOf(row), durability: 'core' })).journal.hash(),
  'eight, JetStream': async (row) => (await play({ script: scenarioOf(row), durability: 'jetstream' })).journal.hash(),
  'thirteen, JetStream': async (row) => (await apart.play({ script: scenarioOf(row), durability: 'jetstream' })).journal.hash(),
};

const table: string[] = [];
afterAll(() => { process.stdout.write(`${['Row'.padEnd(34), 'memory', ...Object.keys(WAYS)].join('  ')}\n${table.join('\n')}\n`); });

describe(`${ROWS.length} rows in every way of running`, () => {
  it('are at least thirty, with every ladder and an outage with a backlog', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(30);
    for (const ladder of ['3.1', '3.2', '3.3', '3.4', '3.5', '2.4.1-outage']) expect(ROWS.some((row) => row.startsWith(ladder)), ladder).toBe(true);
  });

  for (const row of ROWS) {
    it(`L9: ${row}`, async () => {
      const hash = (await inMemory(row)).journal.hash();
      const ways = KILLED.includes(row) ? { ...WAYS, [`server killed ${SERVER_KILLS} times`]: killedOnTheWay } : WAYS;
      const found: Record<string, string> = {};
      for (const [way, hashOf] of Object.entries(ways)) found[way] = await hashOf(row);
      table.push([row.padEnd(34), hash.slice(0, 12), ...Object.entries(found).map(([way, each]) => (way in WAYS ? each.slice(0, 12) : `${way} ${each.slice(0, 12)}`))].join('  '));
      expect(found).toEqual(Object.fromEntries(Object.keys(ways).map((way) => [way, hash])));
      expect([...exits, ...apart.exits]).toEqual([]);
    });
  }
});
