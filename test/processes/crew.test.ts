/** Who is away and who is only slow: R2 asks for every party, and a party that has much to load is not dead. */
import { describe, expect, it } from 'vitest';
import type { Bus } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { Crew } from '../../harness/processes/crew.ts';
import { PartyProcess } from '../../harness/processes/partyProcess.ts';
import { scriptOf } from '../../harness/world/staging.ts';

const AWAY_MS = 100;

/** A DCO that says hello and has not come to the end of loading before `loaded` is called. */
const slowParty = async () => {
  const [control, bus] = [createMemoryBus({ run: 'fleet' }), createMemoryBus({ run: 'r' })];
  let loaded = (): void => undefined;
  const loading = new Promise<Bus>((resolve) => { loaded = () => resolve(bus); });
  const party = await PartyProcess.start({ name: 'dco', parties: ['dco'], control, open: () => loading, onStop: () => undefined });
  const waited: number[] = [];
  let onWaiting = (_sinceMs: number): void => undefined;
  const crew = new Crew(control, bus, new Map([['dco', ['dco']]]), {
    script: scriptOf({}), durability: 'jetstream', kept: false, snapshotSteps: 64, epoch: 0, awayMs: AWAY_MS, joinMs: 20,
    onWaiting: (waiting) => {
      if (waiting === undefined) return;
      waited.push(waiting.sinceMs);
      onWaiting(waiting.sinceMs);
    },
  });
  return { crew, party, loaded: () => loaded(), waited, whileWaiting: (work: typeof onWaiting): void => { onWaiting = work; } };
};

describe('R2: a process that says hello', () => {
  it('is waited for longer than one that is away, and goes on when it has loaded', async () => {
    const { crew, party, loaded, waited, whileWaiting } = await slowParty();
    whileWaiting((sinceMs) => { if (sinceMs > 2 * AWAY_MS) loaded(); });
    expect((await crew.join()).flatMap(({ reports }) => reports).map(({ party: name }) => name)).toEqual(['dco']);
    expect(Math.max(...waited)).toBeGreaterThan(2 * AWAY_MS);
    await party.stop();
  });

  it('and never comes to an end is named, with what it holds up', async () => {
    const { crew, waited } = await slowParty();
    await expect(crew.join()).rejects.toThrow(/^process dco is there, but holds up dco: to\.dco\.join did not answer within 20 ms$/);
    expect(Math.max(...waited)).toBeGreaterThan(9 * AWAY_MS);
  });

  it('no more is away', async () => {
    const { crew, party, waited, whileWaiting } = await slowParty();
    whileWaiting(() => void party.stop());
    await expect(crew.join()).rejects.toThrow(/^process dco stays away and holds up dco: process dco does not answer|^process dco stays away and holds up dco: .*closed/);
    expect(Math.max(...waited)).toBeLessThan(9 * AWAY_MS);
  });
});
