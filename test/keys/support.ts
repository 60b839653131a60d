/** A real server configured by `mehrs keys`, and connections to it as anybody. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { afterAll } from 'vitest';
import { findNatsServer, startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
import { configurationIn, connectionOf } from '../../harness/keys/credentials.ts';
import { makeCredentials, type CredentialRequest } from '../../harness/keys/generate.ts';

export interface SecuredServer {
  readonly url: string;
  /** What `mehrs keys` wrote. */
  readonly folder: string;
  readonly server: NatsServer;
}

/** The one place of a test that must know the time: the server and the client check certificates by the machine's clock. */
export const writeCredentials = (request: Omit<CredentialRequest, 'folder' | 'now'>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mehrs-keys-'));
  for (const { name, text } of makeCredentials({ ...request, folder, now: Date.now() })) writeFileSync(join(folder, name), text);
  return folder;
};

/** No server: a failure under CI or `REQUIRE_NATS=1`, otherwise undefined, and the reason printed. */
export const securedServer = async (what: string, request: Omit<CredentialRequest, 'folder' | 'now'>): Promise<SecuredServer | undefined> => {
  const found = findNatsServer();
  if (found.kind !== 'binary') {
    const why = found.kind === 'url' ? 'NATS_URL is set, and that server has not these credentials' : found.reason;
    if (found.kind === 'none' && (process.env.CI || process.env.REQUIRE_NATS === '1')) throw new Error(`${what} must run here but cannot: ${why}`);
    console.warn(`SKIPPED ${what}: ${why}`);
    return undefined;
  }
  const folder = writeCredentials(request);
  const server = await startNatsServer({ binary: found.path, config: configurationIn(folder) });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { url: server.url, folder, server };
};

/** A plain NATS connection with a user's credentials: what an attacker has who stole them, without our bus in between. */
export const connectAs = ({ url, folder }: SecuredServer, name: string, more: ConnectionOptions = {}): Promise<NatsConnection> =>
  connect({ servers: url, reconnect: false, ...connectionOf(folder, name, url).connection, ...more });
