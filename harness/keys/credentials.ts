/** Reads what `mehrs keys` wrote: how one user connects. A party needs only its own seed file, and the authority's with TLS. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { nkeyAuthenticator, type TlsOptions } from '@nats-io/transport-node';
import type { Address } from '../../protocol/domain.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import type { LinkOptions } from '../bus/link.ts';
import { AUTHORITY_FILE, CONFIGURATION_FILE, seedFileOf } from './generate.ts';
import { COORDINATOR, PARTY_API_PREFIX, inboxPrefixOf } from './rights.ts';

/** @throws BusError `identity` naming the file that is missing or no seed. */
const seedOf = (folder: string, name: Address): Uint8Array => {
  const path = join(folder, seedFileOf(name));
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new BusError('identity', `${path}: ${absent ? `no credentials of "${name}"; \`mehrs keys\` makes them for the parties of an estate` : (error as Error).message}`);
  }
  if (!/^SU[A-Z2-7]{56}$/.test(text)) throw new BusError('identity', `${path}: not the seed of a user nkey`);
  return new TextEncoder().encode(text);
};

/**
 * What the client (3.3.1) passes on to Node's TLS, whatever its types say. It names no host where the server's URL has an
 * IP address, and Node then takes a certificate for `localhost`; so the hosts of the URLs are checked here.
 */
const tlsFor = (authority: string, servers: readonly string[]): TlsOptions => {
  const hosts = servers.map((url) => new URL(url.includes('://') ? url : `nats://${url}`).hostname.replace(/^\[|\]$/g, ''));
  const check = (_: string, certificate: PeerCertificate): Error | undefined => {
    const failures = hosts.map((host) => checkServerIdentity(host, certificate));
    return failures.includes(undefined) ? undefined : failures[0];
  };
  return { ca: readFileSync(authority, 'utf8'), ...{ checkServerIdentity: check } };
};

/**
 * Options of `createNatsBus` that connect as this user.
 * @param servers URLs it connects to. @throws BusError `identity`.
 */
export const connectionOf = (folder: string, name: Address, servers: string | readonly string[]): Pick<LinkOptions, 'servers' | 'apiPrefix' | 'connection'> => {
  const authority = join(folder, AUTHORITY_FILE);
  const urls = typeof servers === 'string' ? [servers] : servers;
  return {
    servers,
    ...(name === COORDINATOR ? {} : { apiPrefix: PARTY_API_PREFIX }),
    connection: {
      name, authenticator: nkeyAuthenticator(seedOf(folder, name)), inboxPrefix: inboxPrefixOf(name),
      ...(existsSync(authority) ? { tls: tlsFor(authority, urls) } : {}),
    },
  };
};

/** Text of the server's configuration. @throws BusError `identity` when there is none. */
export const configurationIn = (folder: string): string => {
  const path = join(folder, CONFIGURATION_FILE);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BusError('identity', `${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file; `mehrs keys` writes one' : (error as Error).message}`);
  }
};
