/** The same facts to the hash, whatever plays them: one process in memory, or eight over core NATS and over JetStream. */
import { describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { canonical } from '../../harness/world/journal.ts';
import { freshRun, replayed, testServer } from '../bus/support.ts';
import { inMemory, scenarioOf, scene } from './support.ts';

const server = await testServer('parties as processes');
/** Nothing wrong; a spoilt file and its copies; a record changed and put right; a system down with a backlog; a ladder. The long list: `test/full/processes.rows.test.ts`. */
const ROWS = ['guide-7.2.1', '2.5.7-X5.9-02-too-late', '2.7.5-C4-recovered', '2.4.1-outage-within-week', '3.4.1-attempt-3'];

if (server === undefined) {
  describe.skip('parties as processes: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  const { play, exits, server: { url } } = await scene();

  describe('L9 W3: eight processes are the world in one', () => {
    for (const [durability, kept] of [['core', false], ['jetstream', true]] as const) {
      for (const row of ROWS) {
        it(`${durability}: ${row}`, async () => {
          const world = await inMemory(row);
          const run = freshRun();
          const played = await play({ run, script: scenarioOf(row), durability, kept });
          expect(played.journal.hash()).toBe(world.journal.hash());
          expect(played.journal.steps).toEqual(world.journal.steps);
          expect([...played.states()]).toEqual([...world.states()]);
          expect(played.pending()).toEqual(world.pending());
          expect(played.unstruck()).toEqual(world.unstruck());
          expect(exits).toEqual([]);
          if (durability !== 'jetstream') return;
          // What the processes say they sent is what the stream has.
          const bus = await createNatsBus({ run, servers: url, durability });
          const stored = (await replayed(bus)).sort(canonical);
          expect(stored.map((each) => `${each.from} ${each.to} ${each.seq} ${Buffer.from(each.body).toString('base64')}`))
            .toEqual(played.journal.inOrder().map((each) => `${each.from} ${each.to} ${each.seq} ${Buffer.from(each.body).toString('base64')}`));
          await bus.close();
        });
      }
    }
  });
}
