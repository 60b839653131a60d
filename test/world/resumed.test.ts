/** A world goes on from a rehearsal on whatever bus it travels: all its messages are on that bus, under its own run, and nothing else differs (law L9). */
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { Rehearsals } from '../../harness/world/rehearsal.ts';

const PLAYS = 6;

const envelopesOn = async (bus: Bus): Promise<readonly Envelope[]> => {
  const all: Envelope[] = [];
  for await (const each of bus.replay()) all.push(each);
  return all;
};

describe('law L9: worlds of one script after each other, each on a bus of its own', () => {
  it('have all their messages on it, and end alike, whether they went on from a rehearsal or not', async () => {
    const { world: options } = scenarioFor('2.7.7-S1C062195', 'CB');
    const rehearsals = new Rehearsals();
    const plays: { readonly begun: number; readonly hash: string; readonly on: number; readonly runs: readonly string[] }[] = [];
    for (let play = 1; play <= PLAYS; play += 1) {
      const run = `play-${play}`;
      const bus = createMemoryBus({ run });
      const world = await rehearsals.world({ ...options, run, bus });
      const begun = (await envelopesOn(bus)).length;
      expect(world.journal.messages).toHaveLength(begun);
      await world.run();
      const on = await envelopesOn(bus);
      plays.push({ begun, hash: world.journal.hash(), on: on.length, runs: [...new Set([...on, ...world.journal.messages].map((each) => each.run))] });
      await world.close();
    }
    const [first] = plays;
    expect(plays.map(({ hash, on, runs }) => [hash, on, runs])).toEqual(plays.map((_, play) => [first?.hash, first?.on, [`play-${play + 1}`]]));
    expect(plays.map(({ begun }) => begun > 0)).toEqual([false, false, false, true, true, true]);
  });
});
