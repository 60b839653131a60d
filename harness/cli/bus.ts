/** The bus a run travels over: in memory, or a NATS server given, found or started. */
import type { Bus } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../bus/memory.ts';
import { createNatsBus } from '../bus/nats.ts';
import { findNatsServer, startNatsServer } from '../bus/server.ts';
import { UsageError } from './usage.ts';

export interface OpenBus {
  readonly bus: Bus;
  readonly description: string;
  close(): Promise<void>;
}

const overNats = async (run: string, url: string, description: string, stop: () => Promise<void>): Promise<OpenBus> => {
  try {
    const bus = await createNatsBus({ run, servers: url, durability: 'jetstream' });
    return { bus, description, close: stop };
  } catch (error) {
    await stop();
    throw new UsageError(`NATS at ${url}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** @throws UsageError when NATS was asked for and cannot be had. */
export const openBus = async (kind: string, run: string, url: string | undefined): Promise<OpenBus> => {
  if (url !== undefined) return overNats(run, url, `NATS at ${url}`, async () => undefined);
  if (kind === 'memory') return { bus: createMemoryBus({ run }), description: 'in memory', close: async () => undefined };
  if (kind !== 'nats') throw new UsageError(`--bus "${kind}": memory or nats expected`);
  const found = findNatsServer();
  if (found.kind === 'none') throw new UsageError('--bus nats: no nats-server found (NATS_URL, NATS_SERVER_BIN, PATH, /usr/sbin); Debian has a package of that name');
  if (found.kind === 'url') return overNats(run, found.url, `NATS at ${found.url}`, async () => undefined);
  const server = await startNatsServer({});
  return overNats(run, server.url, 'NATS, a server of its own', () => server.stop());
};
