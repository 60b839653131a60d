/** The bus a run travels over: in memory, or a NATS server given, found or started. */
import type { Bus } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../bus/memory.ts';
import { createNatsBus } from '../bus/nats.ts';
import { findNatsServer, startNatsServer, type NatsServer } from '../bus/server.ts';
import { UsageError, reason } from './usage.ts';
import { watched } from './watch.ts';

export interface OpenBus {
  readonly bus: Bus;
  readonly description: string;
  /** Rejects when the bus has fallen silent; a memory bus never does. */
  readonly stalled?: Promise<never>;
  close(): Promise<void>;
}

const overNats = async (run: string, url: string, description: string, stop: () => Promise<void>): Promise<OpenBus> => {
  try {
    const watch = watched(await createNatsBus({ run, servers: url, durability: 'jetstream' }));
    const close = async (): Promise<void> => {
      watch.stop();
      await stop();
    };
    return { bus: watch.bus, description, stalled: watch.stalled, close };
  } catch (error) {
    await stop();
    throw new UsageError(reason(error));
  }
};

const startServer = async (): Promise<NatsServer> => {
  try {
    return await startNatsServer({});
  } catch (error) {
    throw new UsageError(`--bus nats: ${reason(error).trim()}`);
  }
};

/** @throws UsageError when NATS was asked for and cannot be had. */
export const openBus = async (kind: string, run: string, url: string | undefined): Promise<OpenBus> => {
  if (url !== undefined) return overNats(run, url, `NATS at ${url}`, async () => undefined);
  if (kind === 'memory') return { bus: createMemoryBus({ run }), description: 'in memory', close: async () => undefined };
  const found = findNatsServer();
  if (found.kind === 'none') throw new UsageError(`--bus nats: ${found.reason}`);
  if (found.kind === 'url') return overNats(run, found.url, `NATS at ${found.url}`, async () => undefined);
  const server = await startServer();
  return overNats(run, server.url, 'NATS, a server of its own', () => server.stop());
};
