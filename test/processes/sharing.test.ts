/** A party split over workers by the part of its Installations: the same facts, whoever reads them (law L9, transport page). */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { addressesOf } from '../../harness/world/directory.ts';
import { createWorld, type World } from '../../harness/world/world.ts';
import { roleOf } from '../../protocol/domain.ts';
import { testServer } from '../bus/support.ts';
import { splitParty, type Split } from './splitParty.ts';
import { inMemory, scenarioOf, scene } from './support.ts';

const estate = generateEstate({ seed: '7', installations: 12, groups: ['CB'], suppliers: ['SUPA', 'SUPB'] });
const world = await createWorld({ estate });
await world.run();

const isUnsplit = (split: Split, party: string, of: World): void => {
  const bytes = (each: { readonly body: Uint8Array }): object => ({ ...each, body: Buffer.from(each.body).toString('base64') });
  expect(split.sent.map(bytes)).toEqual(of.journal.messages.filter(({ from }) => from === party).map(bytes));
  expect(split.steps).toEqual(of.journal.steps.filter((step) => step.party === party));
  expect(split.refusals).toEqual(of.journal.refusals.filter((refusal) => refusal.party === party));
  expect(split.states.map((state) => ({ party, ...state }))).toEqual([...of.states()].filter((state) => state.party === party));
  expect(split.pending.map((each) => ({ party, ...each }))).toEqual(of.pending().filter((each) => each.party === party));
};

describe('S3 L9: a party split over workers does what it does unsplit', () => {
  for (const party of ['s1sp-CB', 'dco', 'devices', 'csp-CB', 'dsp', 'rp-CB', 'cp', 'supplier-SUPA']) {
    for (const workers of party === 's1sp-CB' ? [1, 2, 3] : [3]) it(`${party}, ${workers}`, async () => isUnsplit(await splitParty(world, party, workers), party, world));
  }

  it('most of what an S1SP reads about one Installation is read by workers, and by each of them', async () => {
    const { sharing } = await splitParty(world, 's1sp-CB', 2);
    const requests = world.journal.messages.filter(({ to, type }) => to === 's1sp-CB' && type === 'COUNTERSIGNED_REQUEST');
    expect(sharing.count.shared).toBeGreaterThan(requests.length / 2);
  });

  for (const row of ['2.5.7-X5.9-02-too-late', '2.7.6-outage', '3.1-middle']) {
    it(`the S1SP in ${row}`, async () => {
      const played = await inMemory(row);
      const party = addressesOf(played.options.estate).find((at) => roleOf(at) === 's1sp') as string;
      isUnsplit(await splitParty(played, party, 2), party, played);
    });
  }
});

describe('S1 S5: what is not one Installation\'s alone is the party\'s own to read', () => {
  it('a number of the whole DSP keeps its answers in one place, after one try', async () => {
    const { sharing } = await splitParty(world, 'dsp', 2);
    expect(sharing.whole.get('COMMISSIONING_REQUEST')).toBe('it changes record lastCounters, which is not one Installation\'s');
    expect(sharing.count.shared).toBe(0);
  });
});

describe('S4 S2: workers that die', () => {
  for (const every of [1, 2, 5]) {
    it(`at every ${every}. share, and are started again, know everything they need`, async () => {
      const split = await splitParty(world, 's1sp-CB', 2, { dies: (share) => share % every === 0 });
      isUnsplit(split, 's1sp-CB', world);
      expect(split.sharing.count.shared).toBeGreaterThan(0);
    });
  }
});

if ((await testServer('a party over processes of workers')) === undefined) {
  describe.skip('workers as processes: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  const { play, fleet, exits } = await scene(2, { s1sp: 2, dco: 1 });

  describe('S3 S4: workers as processes', () => {
    it('come to the journal of the world in one, killed on the way as the party they work for is', async () => {
      const due = new Map([[20, 's1sp-worker-1'], [40, 's1sp'], [60, 's1sp-worker-2'], [80, 'dco-worker-1']]);
      const restarts: Promise<void>[] = [];
      const played = await play({ script: { estate }, onProgress: (_, round) => {
        const name = due.get(round);
        if (name !== undefined) restarts.push(fleet.restart(name));
      } });
      await Promise.all(restarts);
      expect(restarts).toHaveLength(due.size);
      expect(played.journal.hash()).toBe(world.journal.hash());
      expect(played.journal.steps).toEqual(world.journal.steps);
      expect([...played.states()]).toEqual([...world.states()]);
      expect(exits).toEqual([]);
    });

    it('a row in which the S1SP stops a set, and a ladder', async () => {
      for (const row of ['2.5.7-X5.9-02-too-late', '3.1-middle']) {
        expect((await play({ script: scenarioOf(row) })).journal.hash(), row).toBe((await inMemory(row)).journal.hash());
      }
    });
  });
}
