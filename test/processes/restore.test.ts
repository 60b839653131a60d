/** H7: a party ended at any step and made again from what it saved is the same party: the journal does not show it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from '../../harness/processes/codec.ts';
import { createWorld, demonstrationEstate, type World } from '../../harness/world/world.ts';
import { HAPPY, planOf, runOf } from '../world/support.ts';

/** JSON has no negative zero, and nothing here does. */
const positiveZero = (number: number): number => (Object.is(number, -0) ? 0 : number);

describe('codec of saved values', () => {
  it('gives back what was kept: bytes, maps, sets, absence, big numbers, marks and the order of keys', () => {
    const leaf = fc.oneof(fc.string(), fc.double().map(positiveZero), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.bigInt(), fc.uint8Array({ maxLength: 20 }));
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.string(), fc.constant('$')), tie('any'), { maxKeys: 4, noNullPrototype: true }),
        fc.array(fc.tuple(fc.string(), tie('any')), { maxLength: 3 }).map((entries) => new Map(entries)), fc.array(fc.string(), { maxLength: 3 }).map((items) => new Set(items))),
    })).any;
    fc.assert(fc.property(value, (given) => {
      expect(decodeValue(encodeValue(given))).toEqual(given);
      expect(encodeValue(decodeValue(encodeValue(given)))).toBe(encodeValue(given));
    }));
  });

  it('refuses what no log can keep', () => {
    expect(() => encodeValue({ at: new URL('nats://x') })).toThrow('a URL cannot be kept');
    expect(() => encodeValue([() => 1])).toThrow('a function cannot be kept');
  });
});

/** Runs a world; after each round the parties named for it are ended and made again. */
const runWithRestarts = async (rowId: string, ended: (round: number, parties: readonly string[]) => readonly string[]): Promise<World> => {
  const world = await createWorld({ estate: demonstrationEstate(), faults: planOf(rowId) });
  const parties = [...new Set([...(await runOf(rowId)).world.states()].map(({ party }) => party))].sort();
  for (let round = 1; await world.round(); round += 1) for (const at of ended(round, parties)) await world.restart(at);
  return world;
};

describe('H7', () => {
  for (const row of [HAPPY, '2.5.7-X5.9-02-too-late', '2.7.5-C4-recovered']) {
    it(`${row}: every party ended and made again every seventh round: the same journal, states and deadlines`, async () => {
      const world = await runWithRestarts(row, (round, parties) => (round % 7 === 0 ? parties : []));
      const { world: plain } = await runOf(row);
      expect(world.journal.hash()).toBe(plain.journal.hash());
      expect([...world.states()]).toEqual([...plain.states()]);
      expect(world.pending()).toEqual(plain.pending());
      expect(world.journal.steps).toEqual(plain.journal.steps);
      await world.close();
    });
  }

  it('at any round, any party, any number of times', async () => {
    const { world: plain } = await runOf(HAPPY);
    const kill = fc.record({ round: fc.integer({ min: 1, max: 400 }), party: fc.nat() });
    await fc.assert(fc.asyncProperty(fc.array(kill, { minLength: 1, maxLength: 12 }), async (kills) => {
      const world = await runWithRestarts(HAPPY, (round, parties) => kills.filter((one) => one.round === round).map(({ party }) => parties[party % parties.length] as string));
      expect(world.journal.hash()).toBe(plain.journal.hash());
      await world.close();
    }), { numRuns: 8 });
  });
});
