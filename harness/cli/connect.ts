/** How coordinators and party processes of the command line connect to NATS. */
import type { Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../bus/nats.ts';
import { connectionOf } from '../keys/credentials.ts';
import { COORDINATOR } from '../keys/rights.ts';
import { UsageError } from './usage.ts';

/** Time enough for a server to restart before what was sent counts as lost, ms. */
const ACK_TIMEOUT_MS = 60_000;
/** Processes that come up together on a busy machine take their time over a handshake. */
const CONNECT_TIMEOUT_MS = 30_000;

export type OpenRun = (run: string, durability: 'jetstream' | 'core') => Promise<Bus>;

/** Copies of a stream that outlive the loss of a server; more than three gain nothing here. */
const MOST_REPLICAS = 3;

/** Several servers, comma-separated, are one cluster: what is stored is stored on each of them, up to three. */
export const clusterOf = (urls: string): { readonly servers: readonly string[]; readonly replicas: number } => {
  const servers = urls.split(',').map((url) => url.trim()).filter((url) => url !== '');
  if (servers.length === 0) throw new UsageError(`--nats ${JSON.stringify(urls)}: the address of a NATS server expected, such as nats://localhost:4222`);
  return { servers, replicas: Math.min(MOST_REPLICAS, servers.length) };
};

const open = (url: string, secured: Partial<Parameters<typeof createNatsBus>[0]>): OpenRun => (run, durability) => createNatsBus({
  ...secured, run, ...clusterOf(url), durability, ackTimeoutMs: ACK_TIMEOUT_MS, connection: { ...secured.connection, timeout: CONNECT_TIMEOUT_MS },
});

/** @throws BusError `identity` without the coordinator's credentials in the folder. */
export const openAs = (url: string, creds: string | undefined, more: { readonly servesMailboxes?: boolean } = {}): OpenRun =>
  open(url, creds === undefined ? {} : { ...connectionOf(creds, COORDINATOR, clusterOf(url).servers), ...more });

/** @throws BusError `identity` without the party's credentials in the folder. */
export const openAsParty = (url: string, creds: string | undefined, party: string): OpenRun =>
  open(url, creds === undefined ? {} : { ...connectionOf(creds, party, clusterOf(url).servers), party });
