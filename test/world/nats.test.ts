/** W3, law L9: the memory bus and a real NATS server, with and without JetStream, carry the same world to the same hash. */
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { HAPPY, planOf, runOf, runWorld } from './support.ts';

const server = await testServer('worlds over NATS');
const ROWS = [HAPPY, '2.5.7-X5.9-02-too-late', '2.7.5-C4-recovered'];

if (server === undefined) {
  describe.skip('worlds over NATS: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  describe('a world over NATS is the world in memory', () => {
    for (const durability of ['jetstream', 'core'] as const) {
      for (const row of ROWS) {
        it(`${durability}: ${row}`, async () => {
          const run = freshRun();
          const bus = await createNatsBus({ run, servers: server.url, durability });
          const { world } = await runWorld({ run, bus, faults: planOf(row) });
          expect(world.journal.messages.length).toBeGreaterThan(150);
          expect(world.journal.hash()).toBe((await runOf(row)).world.journal.hash());
          expect(world.pending()).toEqual([]);
        });
      }
    }
  });
}
