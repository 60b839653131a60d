/** The same facts with the server killed ten times on the way: the happy estate, and the longest of the ladders, an outage, a spoilt file. */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { createWorld } from '../../harness/world/world.ts';
import type { ScriptOptions } from '../../harness/world/staging.ts';
import { inMemory, scenarioOf, scene } from '../processes/support.ts';

const ROWS = ['guide-7.2.1', '3.1-last', '3.2-last', '3.3.1-delivered-late', '3.4.1-attempt-3', '3.5-last', '2.4.1-outage-within-week', '2.5.7-X5.9-02-too-late'];
const KILLS = 10;
const EVERY_ROUNDS = 12;

const { play, exits, server } = await scene();

/** @returns the journal's hash. */
const killed = async (script: ScriptOptions, every: number): Promise<string> => {
  let restarts = 0;
  let restarting = Promise.resolve();
  const played = await play({
    script,
    onProgress: (_, round) => {
      if (restarts >= KILLS || round % every !== 0) return;
      restarts += 1;
      restarting = restarting.then(() => server.kill()).then(() => server.restart());
    },
  });
  await restarting;
  expect(restarts).toBe(KILLS);
  expect(exits).toEqual([]);
  return played.journal.hash();
};

describe(`L9: the server is killed ${KILLS} times`, () => {
  for (const row of ROWS) {
    it(row, async () => { expect(await killed(scenarioOf(row), EVERY_ROUNDS)).toBe((await inMemory(row)).journal.hash()); });
  }

  it('the happy estate of 42 Installations', async () => {
    const estate = generateEstate({ seed: '7', installations: 42 });
    const world = await createWorld({ estate });
    await world.run();
    expect(await killed({ estate }, 2 * EVERY_ROUNDS)).toBe(world.journal.hash());
  });
});
