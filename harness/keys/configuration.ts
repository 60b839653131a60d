/** The nats-server configuration of a world's credentials: JSON, which the server reads, under a heading for people. */
import type { Address } from '../../protocol/domain.ts';
import {
  ANY_RUN, COORDINATOR, OBSERVER, coordinatorPermissions, observerCrossings, observerPermissions, overheard, partyCrossings, partyPermissions, partyServes, type Crossing, type Permissions,
} from './rights.ts';

export interface ConfigurationInput {
  /** Public key of each user, by name: every party, the coordinator and the observer. */
  readonly users: ReadonlyMap<string, string>;
  readonly parties: readonly Address[];
  /** `*` for any run on the server. */
  readonly runs: readonly string[];
  /** Absolute paths of PEM files. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

const HANDSHAKE_S = 20;
/** Holds the streams; the coordinator's. */
const WORLD_ACCOUNT = 'WORLD';
const accountOf = (name: string): string => `PARTY-${name}`;

const exported = (importer: string) => ({ subject, manyAnswers }: Crossing) => ({ service: subject, accounts: [importer], ...(manyAnswers ? { response_type: 'stream' } : {}) });
const imported = ({ subject, local }: Crossing) => ({ service: { account: WORLD_ACCOUNT, subject }, ...(local === subject ? {} : { to: local }) });

/** @throws Error for a user without a key. */
export const serverConfiguration = ({ users, parties, runs, tls }: ConfigurationInput): string => {
  const user = (name: string, permissions: Permissions) => {
    const nkey = users.get(name);
    if (nkey === undefined) throw new Error(`no key for "${name}"`);
    return { nkey, permissions };
  };
  const party = (name: Address) => {
    const crossings = runs.flatMap((run) => partyCrossings(name, run));
    return {
      users: [user(name, partyPermissions(name, runs))],
      imports: crossings.map(imported),
      exports: [...runs.map((run) => ({ service: partyServes(name, run), accounts: [WORLD_ACCOUNT] })), ...heard(name).map(toObserver)],
    };
  };
  const heard = (name: Address): readonly string[] => runs.flatMap((run) => overheard(name, run));
  const toObserver = (stream: string) => ({ stream, accounts: [accountOf(OBSERVER)] });
  const asked = runs.flatMap(observerCrossings);
  const accounts = {
    [WORLD_ACCOUNT]: {
      jetstream: 'enabled',
      users: [user(COORDINATOR, coordinatorPermissions(runs))],
      exports: [
        ...parties.flatMap((name) => runs.flatMap((run) => partyCrossings(name, run)).map(exported(accountOf(name)))),
        ...asked.map(exported(accountOf(OBSERVER))), ...heard(COORDINATOR).map(toObserver),
      ],
      imports: parties.flatMap((name) => runs.map((run) => ({ service: { account: accountOf(name), subject: partyServes(name, run) } }))),
    },
    ...Object.fromEntries(parties.map((name) => [accountOf(name), party(name)])),
    [accountOf(OBSERVER)]: {
      users: [user(OBSERVER, observerPermissions(runs))],
      imports: [
        ...asked.map(imported),
        ...heard(COORDINATOR).map((subject) => ({ stream: { account: WORLD_ACCOUNT, subject } })),
        ...parties.flatMap((name) => heard(name).map((subject) => ({ stream: { account: accountOf(name), subject } }))),
      ],
    },
  };
  const configuration = {
    accounts,
    // Thirty processes that come up on two cores take longer than the 2 s a server gives by itself.
    authorization: { timeout: HANDSHAKE_S },
    ...(tls === undefined ? {} : { tls: { cert_file: tls.certificate, key_file: tls.key, timeout: HANDSHAKE_S } }),
  };
  const scope = runs.includes(ANY_RUN) ? 'any run' : `run ${runs.join(', ')}`;
  return `# nats-server configuration of ${parties.length} parties, ${scope}; written by \`mehrs keys\`.\n# Start it with: nats-server -js -sd <folder> -c <this file>\n${JSON.stringify(configuration, null, 1)}\n`;
};
