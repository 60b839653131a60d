/**
 * Credentials of a world's users: one nkey each, from real randomness, never from a world's seed (a seed is printed on
 * every run; these protect the bus). The server's configuration holds public keys only.
 */
import { nkeys } from '@nats-io/transport-node';
import type { Address } from '../../protocol/domain.ts';
import { requireToken } from '../bus/subjects.ts';
import { serverConfiguration } from './configuration.ts';
import { ANY_RUN, COORDINATOR, OBSERVER } from './rights.ts';
import { makeTls } from './tls.ts';

export interface CredentialRequest {
  readonly parties: readonly Address[];
  /** Runs the credentials are good for; default any run on the server. */
  readonly runs?: readonly string[];
  /** Hosts the server is reached by: TLS for these. Absent: no TLS. */
  readonly tlsHosts?: readonly string[];
  /** Absolute; where the files will lie. */
  readonly folder: string;
  /** Unix ms. */
  readonly now: number;
}

export interface CredentialFile {
  readonly name: string;
  readonly text: string;
  /** Only its owner may read it. */
  readonly secret: boolean;
}

export const CONFIGURATION_FILE = 'nats-server.conf';
export const AUTHORITY_FILE = 'ca.pem';
const SERVER_CERTIFICATE_FILE = 'server.pem';
const SERVER_KEY_FILE = 'server-key.pem';
export const seedFileOf = (name: string): string => `${name}.nk`;

/** @throws BusError `token` for a party or run that cannot stand in a subject, RangeError for a name taken twice. */
export const makeCredentials = ({ parties, runs = [ANY_RUN], tlsHosts, folder, now }: CredentialRequest): readonly CredentialFile[] => {
  for (const party of parties) requireToken(party, 'party');
  for (const run of runs) if (run !== ANY_RUN) requireToken(run, 'run');
  const names = [...parties, COORDINATOR, OBSERVER];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new RangeError(`"${twice}" stands for two users`);
  const pairs = new Map(names.map((name) => [name, nkeys.createUser()]));
  const users = new Map([...pairs].map(([name, pair]) => [name, pair.getPublicKey()]));
  const tls = tlsHosts === undefined ? undefined : makeTls(tlsHosts, now);
  const paths = { certificate: `${folder}/${SERVER_CERTIFICATE_FILE}`, key: `${folder}/${SERVER_KEY_FILE}` };
  const text = new TextDecoder();
  return [
    { name: CONFIGURATION_FILE, text: serverConfiguration({ users, parties, runs, ...(tls === undefined ? {} : { tls: paths }) }), secret: false },
    ...[...pairs].map(([name, pair]) => ({ name: seedFileOf(name), text: `${text.decode(pair.getSeed())}\n`, secret: true })),
    ...(tls === undefined ? [] : [
      { name: AUTHORITY_FILE, text: tls.authority, secret: false },
      { name: SERVER_CERTIFICATE_FILE, text: tls.certificate, secret: false },
      { name: SERVER_KEY_FILE, text: tls.key, secret: true },
    ]),
  ];
};
