/** Issue 6: who may connect: nobody without credentials, nobody with another's, and with TLS nobody to the wrong server. */
import { readFileSync, rmSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { connect, nkeys, nkeyAuthenticator, type ConnectionOptions } from '@nats-io/transport-node';
import { afterAll, describe, expect, it } from 'vitest';
import { createNatsBus } from '../../harness/bus/nats.ts';
import { connectionOf } from '../../harness/keys/credentials.ts';
import { seedFileOf } from '../../harness/keys/generate.ts';
import { freshRun } from '../bus/support.ts';
import { ATTACKER, SCENE_PARTIES, VICTIM } from './scene.ts';
import { securedServer, writeCredentials } from './support.ts';

const server = await securedServer('refused connections', { parties: SCENE_PARTIES });
const secured = await securedServer('refused connections, TLS', { parties: SCENE_PARTIES, tlsHosts: ['127.0.0.1'] });
const elsewhere = await securedServer('refused connections, TLS for another host', { parties: SCENE_PARTIES, tlsHosts: ['nats.example', '10.0.0.1', 'fd00::1'] });
const stranger = writeCredentials({ parties: SCENE_PARTIES, tlsHosts: ['127.0.0.1'] });
afterAll(() => rmSync(stranger, { recursive: true, force: true }));

const seedIn = (folder: string, name: string): Uint8Array => new TextEncoder().encode(readFileSync(join(folder, seedFileOf(name)), 'utf8').trim());
const publicKeyOf = (seed: Uint8Array): string => nkeys.fromSeed(seed).getPublicKey();

const attempt = (url: string, options: ConnectionOptions): Promise<string> =>
  connect({ servers: url, reconnect: false, timeout: 3_000, ...options }).then(async (nc) => { await nc.close(); return 'connected'; }, (error: unknown) => (error as Error).message);

describe.skipIf(server === undefined)('nobody connects who is not known', () => {
  const as = (options: ConnectionOptions): Promise<string> => attempt(server!.url, options);

  it('a party with its own seed connects', async () => {
    expect(await as({ authenticator: nkeyAuthenticator(seedIn(server!.folder, VICTIM)) })).toBe('connected');
  });

  it.each<[string, () => ConnectionOptions]>([
    ['no credentials', () => ({})],
    ['a user name and a password', () => ({ user: VICTIM, pass: VICTIM })],
    ['a token', () => ({ token: VICTIM })],
    ['the seed of another world', () => ({ authenticator: nkeyAuthenticator(seedIn(stranger, VICTIM)) })],
    ['another\'s public key and one\'s own signature', () => ({
      authenticator: (nonce) => {
        const pair = nkeys.fromSeed(seedIn(server!.folder, ATTACKER));
        return { nkey: publicKeyOf(seedIn(server!.folder, VICTIM)), sig: Buffer.from(pair.sign(new TextEncoder().encode(nonce))).toString('base64url') };
      },
    })],
    ['another\'s public key and no signature', () => ({ authenticator: () => ({ nkey: publicKeyOf(seedIn(server!.folder, VICTIM)), sig: '' }) })],
    ['a signature over another nonce', () => ({
      authenticator: () => {
        const pair = nkeys.fromSeed(seedIn(server!.folder, VICTIM));
        return { nkey: pair.getPublicKey(), sig: Buffer.from(pair.sign(new TextEncoder().encode('an old nonce'))).toString('base64url') };
      },
    })],
  ])('%s: refused', async (_, options) => {
    expect(await as(options())).toMatch(/authorization violation/i);
  });

  it('the bus says so, and what to look at', async () => {
    const options = { run: freshRun(), durability: 'jetstream', party: VICTIM } as const;
    await expect(createNatsBus({ ...options, ...connectionOf(stranger, VICTIM, server!.url), connection: { authenticator: nkeyAuthenticator(seedIn(stranger, VICTIM)) } }))
      .rejects.toThrow(/no connection to NATS at nats:.*authorization violation.*check user and password, or the folder given with --creds/i);
    expect(() => connectionOf(server!.folder, 'supplier-NONE', server!.url)).toThrow(/supplier-NONE\.nk: no credentials of "supplier-NONE"; `mehrs keys` makes them/);
  });

  it('the server learns of a party without anything that could be used to be it: its configuration has no seed', () => {
    const configuration = readFileSync(join(server!.folder, 'nats-server.conf'), 'utf8');
    for (const name of [...SCENE_PARTIES, 'coordinator', 'observer']) {
      const seed = readFileSync(join(server!.folder, seedFileOf(name)), 'utf8').trim();
      expect(configuration).not.toContain(seed);
      expect(configuration).toContain(publicKeyOf(new TextEncoder().encode(seed)));
    }
  });

  it('two calls give two sets of keys: nothing comes of a seed', () => {
    const other = writeCredentials({ parties: SCENE_PARTIES });
    expect(seedIn(other, VICTIM)).not.toEqual(seedIn(stranger, VICTIM));
    rmSync(other, { recursive: true });
  });
});

describe.skipIf(secured === undefined)('with TLS nobody talks to the wrong server, or in the clear', () => {
  const nkey = (): ConnectionOptions => ({ authenticator: nkeyAuthenticator(seedIn(secured!.folder, VICTIM)) });
  const ca = (folder: string): string => readFileSync(join(folder, 'ca.pem'), 'utf8');

  it('the right authority: connected', async () => {
    expect(await attempt(secured!.url, connectionOf(secured!.folder, VICTIM, secured!.url).connection!)).toBe('connected');
  });

  it('another authority: refused', async () => {
    expect(await attempt(secured!.url, { ...nkey(), tls: { ca: ca(stranger) } })).toMatch(/certificate|signature|self.signed/i);
  });

  it('no authority given: refused, since no public one vouches for it', async () => {
    expect(await attempt(secured!.url, nkey())).toMatch(/certificate|self.signed/i);
  });

  it('a host the certificate does not name: refused', async () => {
    expect(await attempt(elsewhere!.url, connectionOf(elsewhere!.folder, VICTIM, elsewhere!.url).connection!)).toMatch(/IP: 127\.0\.0\.1 is not in the cert's list/);
  });

  it('a plain connection: refused', async () => {
    const { hostname, port } = new URL(secured!.url);
    const said = await new Promise<string>((resolve, reject) => {
      let all = '';
      const socket = dial(Number(port), hostname, () => socket.write('CONNECT {"verbose":false}\r\nPING\r\n'));
      socket.setEncoding('utf8').on('data', (chunk: string) => { all += chunk; }).on('close', () => resolve(all)).on('error', reject);
    });
    expect(said).toMatch(/^INFO .*"tls_required":true/);
    expect(said).not.toMatch(/PONG/);
  });
});
