/** Worlds of one script share what is equal in them (harness/world/rehearsal.ts), and no byte of any run differs for it (law L9). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { Rehearsal, Rehearsals } from '../../harness/world/rehearsal.ts';
import { createWorld, type World, type WorldOptions } from '../../harness/world/world.ts';
import { remember } from '../../protocol/security/memo.ts';

const played = async (world: World): Promise<World> => {
  await world.run();
  await world.close();
  return world;
};
/** Everything that can be seen of a world that has ended. */
const seen = (world: World) => ({
  hash: world.journal.hash(), lines: world.journal.lines(), steps: world.journal.steps, refusals: world.journal.refusals, pending: world.pending(), unstruck: world.unstruck(),
  states: [...world.states()].map((each) => JSON.stringify(each)).sort(),
});
const optionsOf = (row: string): WorldOptions => scenarioFor(row, 'CB').world;

/** Rows of the same estate whose causes strike ever later, by every kind of fault. */
const ROWS = ['guide-7.2.1', '2.3.1-signature-in-time', '2.4.1-outage-in-time', '2.5.9-X5.25-04-corrected', '2.5.7-X5.9-02-in-time', '2.3.2-16.9.2.GT01-na', '2.4.6-X5.10-02', '2.5.4-a', '2.6.7-s1sp-version-resolved', 'A.1-MA109', '2.5.7-X5.9-02-too-late', '2.5.8-X5.9-02-too-late', '2.6.2-timeout-contact-restored', '2.7.7-S1C062195', '2.7.5-C2'];

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await Rehearsal.of(optionsOf('guide-7.2.1'));
}, 60_000);
afterAll(() => remember(0));

describe('law L9: a world that goes on from a rehearsal', () => {
  it.each(ROWS)('%s is the world played from its beginning, to the byte', async (row) => {
    const whole = await played(await createWorld(optionsOf(row)));
    const resumed = await rehearsal.world(optionsOf(row));
    expect(seen(await played(resumed))).toEqual(seen(whole));
  });

  it('has gone further the later its plan changes anything, and nowhere when that is at once', async () => {
    const given = async (row: string): Promise<number> => {
      const world = await rehearsal.world(optionsOf(row));
      await world.close();
      return world.journal.messages.length;
    };
    const [all, planned, reached, commissioned] = [await given('guide-7.2.1'), await given('2.4.6-X5.10-02'), await given('2.6.2-timeout-contact-restored'), await given('2.7.7-S1C062195')];
    expect(planned).toBeGreaterThan(0);
    expect(reached).toBeGreaterThan(planned);
    expect(commissioned).toBeGreaterThan(reached);
    expect(all).toBeGreaterThan(commissioned);
    const [first] = (await played(await createWorld(optionsOf('guide-7.2.1')))).journal.messages;
    const atOnce = await rehearsal.world({ ...optionsOf('guide-7.2.1'), faults: { name: 'at once', faults: [{ kind: 'spoil', on: { type: first!.type, nth: 1 }, how: 'truncated' }] } });
    expect(atOnce.journal.messages).toEqual([]);
    await atOnce.close();
  });

  it('a record that somebody has changed is noticed when its keeper next looks at it', async () => {
    const on = { type: 'MVF', nth: 1 } as const;
    const given = async (table: string, key: string): Promise<number> => {
      const world = await rehearsal.world({ ...optionsOf('guide-7.2.1'), faults: { name: 'changed', faults: [{ kind: 'record', on, afterMinutes: 0, party: 's1sp-CB', table, key, set: {} }] } });
      await world.close();
      return world.journal.messages.length;
    };
    const { messages } = (await played(await createWorld(optionsOf('guide-7.2.1')))).journal;
    const changedAt = messages.findIndex(({ type }) => type === 'MVF');
    const asked = messages.findIndex(({ type }) => type === 'CHF_REQUEST');
    const profile = await given('requestProfiles', 'CHF');
    expect(profile).toBeGreaterThan(changedAt);
    expect(profile).toBeLessThanOrEqual(asked);
    // Without a failure nobody gives back what the vault keeps.
    expect(await given('vault', 'keys')).toBeGreaterThan(asked);
  });

  it('how long people take makes no difference before they are asked', async () => {
    const { faults, ...script } = optionsOf('2.5.7-X5.9-02-too-late');
    const given = async (options: WorldOptions): Promise<number> => {
      const world = await rehearsal.world(options);
      await world.close();
      return world.journal.messages.length;
    };
    const whole = await given(script);
    expect(await given({ ...script, resolutionMinutes: 1 })).toBe(whole);
    const refused = await given({ ...script, ...(faults === undefined ? {} : { faults }) });
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(whole);
    // Here people are asked without any fault: SharePoint is out of reach from the beginning (MEHRS 2.1.2).
    const held: WorldOptions = { ...script, sharePointDown: true };
    const asked = await Rehearsal.of(held);
    const alike = await asked.world(held);
    const sooner = await asked.world({ ...held, resolutionMinutes: 60 });
    expect(sooner.journal.messages.length).toBeLessThan(alike.journal.messages.length);
    await alike.close();
    expect(seen(await played(sooner))).toEqual(seen(await played(await createWorld({ ...held, resolutionMinutes: 60 }))));
  });

  it('answers kept of pure functions change nothing either', async () => {
    const whole = seen(await played(await createWorld(optionsOf('2.5.7-X5.9-02-too-late'))));
    remember(500);
    for (let play = 0; play < 2; play += 1) expect(seen(await played(await createWorld(optionsOf('2.5.7-X5.9-02-too-late'))))).toEqual(whole);
  });

  it('a script is rehearsed once it has been played often; a world somebody plays in never is', async () => {
    const rehearsals = new Rehearsals();
    const given: number[] = [];
    for (let play = 0; play < 5; play += 1) {
      const world = await rehearsals.world(optionsOf('2.7.7-S1C062195'));
      given.push(world.journal.messages.length);
      await world.close();
    }
    expect(given.slice(0, 3)).toEqual([0, 0, 0]);
    expect(given[3]).toBeGreaterThan(0);
    expect(given[4]).toBe(given[3]);
    const inputs: unknown[] = [];
    const watched = await rehearsals.world({ ...optionsOf('2.7.7-S1C062195'), onInput: (input) => void inputs.push(input) });
    expect(watched.journal.messages).toEqual([]);
    await watched.close();
  });
});
