/** A whole run over a connection that breaks again and again: the same facts, nothing lost, nothing doubled. */
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { castsFor } from '../../harness/processes/casts.ts';
import { Fleet } from '../../harness/processes/fleet.ts';
import { play } from '../../harness/processes/play.ts';
import { scriptOf } from '../../harness/world/staging.ts';
import { createWorld } from '../../harness/world/world.ts';
import { flappingWay } from '../bus/flapping.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { ACK_TIMEOUT_MS, inMemory, scenarioOf } from './support.ts';

const server = await testServer('a run over a bad network');
const ROW = '2.5.7-X5.9-02-too-late';
const EVERY_ROUNDS = 15;

if (server === undefined) {
  describe.skip('a run over a bad network: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  const connection = { reconnectTimeWait: 5 };

  describe('L9: a connection that breaks every few rounds', () => {
    it('of a world in one process', async () => {
      const way = await flappingWay(server.url);
      const run = freshRun();
      const bus = await createNatsBus({ run, servers: way.url, durability: 'jetstream', ackTimeoutMs: ACK_TIMEOUT_MS, connection });
      const world = await createWorld({ ...scenarioOf(ROW), run, bus });
      for (let round = 1; await world.round(); round += 1) if (round % EVERY_ROUNDS === 0) way.break();
      await world.close();
      expect(way.broken()).toBeGreaterThan(5);
      expect(world.journal.hash()).toBe((await inMemory(ROW)).journal.hash());
      way.close();
    });

    it('of every party process and of the coordinator', async () => {
      const way = await flappingWay(server.url);
      const [run, name] = [freshRun(), freshRun()];
      const exits: string[] = [];
      const fleet = await Fleet.start({ url: way.url, fleet: name, casts: castsFor(3), onExit: (each, how) => exits.push(`${each}: ${how}`) });
      try {
        const control = await createNatsBus({ run: name, servers: way.url, durability: 'core', connection });
        const bus = await createNatsBus({ run, servers: way.url, durability: 'jetstream', ackTimeoutMs: ACK_TIMEOUT_MS, connection });
        const played = await play({
          script: scriptOf(scenarioOf(ROW)), control, bus, processes: fleet.processes, durability: 'jetstream', onProgress: (_, round) => { if (round % EVERY_ROUNDS === 0) way.break(); },
        });
        await Promise.all([control.close(), bus.close()]);
        expect(way.broken()).toBeGreaterThan(5);
        expect(played.journal.hash()).toBe((await inMemory(ROW)).journal.hash());
        expect(exits).toEqual([]);
      } finally {
        await fleet.stop();
        way.close();
      }
    });
  });
}
