/** The bus a run travels over: in memory, or a NATS server given, found or started, with or without credentials. */
import type { Bus } from '../../actors/runtime/ports.ts';
import { claimRun } from '../bus/claim.ts';
import { createMemoryBus } from '../bus/memory.ts';
import { createNatsBus } from '../bus/nats.ts';
import { findNatsServer, startNatsServer, type NatsServer } from '../bus/server.ts';
import { configurationIn } from '../keys/credentials.ts';
import { createSecuredBus } from '../keys/securedBus.ts';
import { clusterOf } from './connect.ts';
import { UsageError, reason } from './usage.ts';
import { watched } from './watch.ts';

export interface OpenBus {
  readonly bus: Bus;
  readonly description: string;
  /** Rejects when the bus has fallen silent; a memory bus never does. */
  readonly stalled?: Promise<never>;
  close(): Promise<void>;
}

export interface BusChoice {
  readonly kind: string;
  readonly run: string;
  readonly url: string | undefined;
  /** Folder that `mehrs keys` wrote: every party connects as itself. */
  readonly creds: string | undefined;
}

const overNats = async ({ run, creds }: BusChoice, url: string, where: string, stop: () => Promise<void>): Promise<OpenBus> => {
  try {
    const bus = await (creds === undefined ? createNatsBus({ run, ...clusterOf(url), durability: 'jetstream' }) : createSecuredBus({ folder: creds, run, url }));
    await claimRun(bus, `process ${process.pid}`).catch(async (error: unknown) => {
      await bus.close();
      throw error;
    });
    const watch = watched(bus);
    const close = async (): Promise<void> => {
      watch.stop();
      await stop();
    };
    return { bus: watch.bus, description: creds === undefined ? where : `${where}, every party with credentials of its own`, stalled: watch.stalled, close };
  } catch (error) {
    await stop();
    throw new UsageError(reason(error));
  }
};

const startServer = async (creds: string | undefined): Promise<NatsServer> => {
  try {
    return await startNatsServer(creds === undefined ? {} : { config: configurationIn(creds) });
  } catch (error) {
    throw new UsageError(`--bus nats: ${reason(error).trim()}`);
  }
};

/** @throws UsageError when NATS was asked for and cannot be had. */
export const openBus = async (choice: BusChoice): Promise<OpenBus> => {
  const { kind, run, url, creds } = choice;
  if (url !== undefined) return overNats(choice, url, `NATS at ${url}`, async () => undefined);
  if (kind === 'memory' && creds === undefined) return { bus: createMemoryBus({ run }), description: 'in memory', close: async () => undefined };
  const found = findNatsServer();
  if (found.kind === 'none') throw new UsageError(`--bus nats: ${found.reason}`);
  if (found.kind === 'url') return overNats(choice, found.url, `NATS at ${found.url}`, async () => undefined);
  const server = await startServer(creds);
  return overNats(choice, server.url, 'NATS, a server of its own', () => server.stop());
};
