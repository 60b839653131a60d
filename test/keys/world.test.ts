/** Issue 6: a whole world in which every party connects with credentials of its own and may speak only as itself. */
import { describe, expect, it } from 'vitest';
import { createSecuredBus } from '../../harness/keys/securedBus.ts';
import { addressesOf } from '../../harness/world/directory.ts';
import { demonstrationEstate } from '../../harness/world/world.ts';
import { freshRun } from '../bus/support.ts';
import { HAPPY, planOf, runOf, runWorld } from '../world/support.ts';
import { securedServer } from './support.ts';

const parties = addressesOf(demonstrationEstate());
const pinned = freshRun();
const servers = {
  'any run': await securedServer('worlds with credentials', { parties }),
  'TLS, one run': await securedServer('worlds with credentials and TLS', { parties, runs: [pinned], tlsHosts: ['127.0.0.1', 'localhost'] }),
};

const rows: readonly (readonly [keyof typeof servers, string, number | undefined])[] = [
  ['any run', HAPPY, undefined],
  ['any run', '2.5.7-X5.9-02-too-late', undefined],
  // Nearly every body then goes through the file store.
  ['any run', '2.7.5-C4-recovered', 64],
  ['TLS, one run', HAPPY, undefined],
];

describe('a world of parties with credentials is the world in memory', () => {
  for (const [kind, row, inlineLimitBytes] of rows) {
    const server = servers[kind];
    it.skipIf(server === undefined)(`${kind}${inlineLimitBytes === undefined ? '' : `, bodies over ${inlineLimitBytes} bytes filed`}: ${row}`, async () => {
      const run = kind === 'any run' ? freshRun() : pinned;
      const { folder, url } = server!;
      const bus = await createSecuredBus({ folder, url, run, ...(inlineLimitBytes === undefined ? {} : { inlineLimitBytes }) });
      const { world } = await runWorld({ run, bus, faults: planOf(row) });
      expect(world.journal.messages.length).toBeGreaterThan(150);
      expect(world.journal.hash()).toBe((await runOf(row)).world.journal.hash());
    });
  }
});
