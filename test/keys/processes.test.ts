/** Issue 6: every party a process with credentials of its own, kept by its log: the facts of one process, also when one is ended and started again. */
import { describe, expect, it } from 'vitest';
import { openAs, openAsParty } from '../../harness/cli/connect.ts';
import { PartyProcess } from '../../harness/processes/partyProcess.ts';
import { play } from '../../harness/processes/play.ts';
import { addressesOf } from '../../harness/world/directory.ts';
import { scriptOf } from '../../harness/world/staging.ts';
import { demonstrationEstate } from '../../harness/world/world.ts';
import { freshRun } from '../bus/support.ts';
import { inMemory, scenarioOf } from '../processes/support.ts';
import { securedServer } from './support.ts';

const ROW = '2.5.7-X5.9-02-too-late';
const parties = addressesOf(demonstrationEstate());
const server = await securedServer('party processes with credentials', { parties, tlsHosts: ['127.0.0.1', 'localhost'] });

/** The connections of `mehrs party --creds`; the processes themselves are what makes `mehrs run --processes --creds` slow, and share this one. */
const stage = async ({ url, folder }: { readonly url: string; readonly folder: string }) => {
  const fleet = freshRun();
  const control = await openAs(url, folder)(fleet, 'core');
  const start = async (name: string): Promise<PartyProcess> => {
    const open = openAsParty(url, folder, name);
    return PartyProcess.start({ name, parties: [name], control: await open(fleet, 'core'), open, onStop: () => undefined });
  };
  const up = new Map(await Promise.all(parties.map(async (name) => [name, await start(name)] as const)));
  const restart = async (name: string): Promise<void> => {
    await up.get(name)?.stop();
    up.set(name, await start(name));
  };
  const stop = async (): Promise<void> => {
    for (const party of up.values()) await party.stop();
    await control.close();
  };
  return { control, restart, stop };
};

describe('party processes with credentials and TLS', () => {
  it.skipIf(server === undefined)('come to the journal in memory, one of them started again on the way', async () => {
    const { url, folder } = server!;
    const { control, restart, stop } = await stage({ url, folder });
    const bus = await openAs(url, folder, { servesMailboxes: true })(freshRun(), 'jetstream');
    let restarted: Promise<void> | undefined;
    const played = await play({
      script: scriptOf(scenarioOf(ROW)), control, bus, durability: 'jetstream', processes: new Map(parties.map((name) => [name, [name]])),
      onProgress: (_, round) => { if (round === 40) restarted = restart('rp-CB'); },
    });
    await restarted;
    expect(restarted).toBeDefined();
    expect(played.journal.hash()).toBe((await inMemory(ROW)).journal.hash());
    await bus.close();
    await stop();
  });

  it.skipIf(server === undefined)('a process without the credentials of its party is told which are missing', () => {
    expect(() => openAsParty(server!.url, server!.folder, 'rp-DA')).toThrow('rp-DA.nk: no credentials of "rp-DA"');
  });
});
