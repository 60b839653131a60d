/** The same facts with the server killed ten times on the way: the happy estate, every retry ladder, outages with a backlog, a spoilt file. */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { createWorld } from '../../harness/world/world.ts';
import type { ScriptOptions } from '../../harness/world/staging.ts';
import { scenarioOf, scene } from '../processes/support.ts';
import { LADDERS_AND_OUTAGES } from './rows.ts';

const ROWS = [...LADDERS_AND_OUTAGES, '2.5.7-X5.9-02-too-late'];
const KILLS = 10;

const { play, exits, server } = await scene();

/** In memory: what all others must come to, and in how many rounds. */
const inMemory = async (script: ScriptOptions): Promise<{ readonly hash: string; readonly rounds: number }> => {
  const world = await createWorld(script);
  let rounds = 0;
  while (await world.round()) rounds += 1;
  await world.close();
  return { hash: world.journal.hash(), rounds };
};

const isTheSame = async (script: ScriptOptions): Promise<void> => {
  const { hash, rounds } = await inMemory(script);
  const every = Math.floor(rounds / (KILLS + 2));
  expect(every).toBeGreaterThan(0);
  let [asked, killed, over] = [0, 0, false];
  let restarting = Promise.resolve();
  const kill = async (): Promise<void> => {
    if (over) return;
    killed += 1;
    await server.kill();
    await server.restart();
  };
  const played = await play({
    script,
    onProgress: (_, round) => {
      if (asked >= KILLS || round % every !== 0) return;
      asked += 1;
      restarting = restarting.then(kill);
    },
  });
  over = true;
  await restarting;
  expect({ killed, hash: played.journal.hash(), exits }).toEqual({ killed: KILLS, hash, exits: [] });
};

describe(`L9: the server is killed ${KILLS} times`, () => {
  it('in at least thirty rows, with every ladder and an outage with a backlog', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(30);
    for (const ladder of ['3.1', '3.2', '3.3', '3.4', '3.5', '2.4.1-outage']) expect(ROWS.some((row) => row.startsWith(ladder)), ladder).toBe(true);
  });

  for (const row of ROWS) it(row, () => isTheSame(scenarioOf(row)));

  it('the happy estate of 42 Installations', () => isTheSame({ estate: generateEstate({ seed: '7', installations: 42 }) }));
});
