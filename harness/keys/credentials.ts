/** Reads what `mehrs keys` wrote: how one user connects. A party needs only its own seed file, and the authority's with TLS. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nkeyAuthenticator } from '@nats-io/transport-node';
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

/** Options of `createNatsBus` that connect as this user. @throws BusError `identity`. */
export const connectionOf = (folder: string, name: Address): Pick<LinkOptions, 'apiPrefix' | 'connection'> => {
  const authority = join(folder, AUTHORITY_FILE);
  return {
    ...(name === COORDINATOR ? {} : { apiPrefix: PARTY_API_PREFIX }),
    connection: {
      name, authenticator: nkeyAuthenticator(seedOf(folder, name)), inboxPrefix: inboxPrefixOf(name),
      ...(existsSync(authority) ? { tls: { ca: readFileSync(authority, 'utf8') } } : {}),
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
