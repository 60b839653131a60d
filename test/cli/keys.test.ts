/** `mehrs keys`, `--creds` and `--run-id` as a user has them, and what goes wrong with them (issue 6). */
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNatsServer, startNatsServer, type NatsServer } from '../../harness/bus/server.ts';
import { configurationIn } from '../../harness/keys/credentials.ts';
import { emptyFolder, estateText, expectRefused, mehrs, removeFolders } from './support.ts';

const SLOW_MS = 120_000;
afterAll(removeFolders);

const folder = emptyFolder();
writeFileSync(join(folder, 'estate.json'), estateText('CB'));
const keys = (...more: readonly string[]) => mehrs(folder, ['keys', '--estate', 'estate.json', ...more]);

describe('mehrs keys', () => {
  it('writes a seed for every party, readable by its owner only, and a configuration', { timeout: SLOW_MS }, async () => {
    const { code, stdout, stderr } = await keys('--out', 'plain', '--tls');
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Start the server with: nats-server -js -sd <folder> -c ${join('plain', 'nats-server.conf')}\n` });
    const files = readdirSync(join(folder, 'plain')).sort();
    expect(stdout.trim().split('\n').map((each) => each.split('/').at(-1)).sort()).toEqual(files);
    expect(files).toEqual(expect.arrayContaining(['ca.pem', 'coordinator.nk', 'dco.nk', 'nats-server.conf', 'observer.nk', 'rp-CB.nk', 'server-key.pem', 'server.pem', 'supplier-SUPA.nk']));
    for (const name of files) expect(statSync(join(folder, 'plain', name)).mode & 0o777, name).toBe(/\.nk$|-key\.pem$/.test(name) ? 0o600 : 0o644);
  });

  it('writes over nothing, and takes back what it had begun', { timeout: SLOW_MS }, async () => {
    mkdirSync(join(folder, 'begun'));
    writeFileSync(join(folder, 'begun', 'dco.nk'), 'precious');
    expectRefused(await keys('--out', 'begun'), 'begun/dco.nk: there already, and nothing is written over');
    expect(readdirSync(join(folder, 'begun'))).toEqual(['dco.nk']);
    expect(readFileSync(join(folder, 'begun', 'dco.nk'), 'utf8')).toBe('precious');
  });

  it('a run that cannot stand in a subject is refused before anything is written', { timeout: SLOW_MS }, async () => {
    expectRefused(await keys('--out', 'never', '--run-ids', 'week 46'), /run "week 46" is not a token/);
    expect(readdirSync(folder)).not.toContain('never');
  });
});

describe('mehrs asyncapi', () => {
  it('writes both documents, finds them current, and fails when one is not', { timeout: SLOW_MS }, async () => {
    mkdirSync(join(folder, 'docs'));
    expect((await mehrs(folder, ['asyncapi'])).code).toBe(0);
    expect((await mehrs(folder, ['asyncapi', '--check'])).code).toBe(0);
    writeFileSync(join(folder, 'docs', 'subjects.md'), 'old');
    expect(await mehrs(folder, ['asyncapi', '--check'])).toMatchObject({ code: 1, stdout: `${join('docs', 'subjects.md')} is not current: run \`mehrs asyncapi\`\n` });
    rmSync(join(folder, 'docs'), { recursive: true });
  });
});

const found = findNatsServer();
if (found.kind !== 'binary') console.warn(`SKIPPED runs with credentials: ${found.kind === 'url' ? 'NATS_URL is set' : found.reason}`);

describe.skipIf(found.kind !== 'binary')('mehrs run with credentials', () => {
  let server: NatsServer;
  const run = (...more: readonly string[]) => mehrs(folder, ['run', '--estate', 'estate.json', '--json', ...more]);
  beforeAll(async () => {
    expect((await keys('--out', 'good')).code).toBe(0);
    expect((await keys('--out', 'bad')).code).toBe(0);
    expect((await keys('--out', 'pinned', '--run-ids', 'week-46')).code).toBe(0);
    server = await startNatsServer({ config: configurationIn(join(folder, 'good')) });
  }, SLOW_MS);
  afterAll(() => server.stop());

  it('gives the same journal as in memory; a name that is taken is refused, so that two worlds never hear each other', { timeout: SLOW_MS }, async () => {
    const hashOf = (stdout: string): string => (JSON.parse(stdout) as { journalSha256: string }).journalSha256;
    const secured = await run('--nats', server.url, '--creds', 'good', '--run-id', 'mine');
    expect(secured.code).toBe(0);
    expect(hashOf(secured.stdout)).toBe(hashOf((await run()).stdout));
    expectRefused(await run('--nats', server.url, '--creds', 'good', '--run-id', 'mine'), 'run "mine" is on this server already: two worlds of one name would hear each other; give another name');
  });

  it.each<[string, readonly string[], string | RegExp]>([
    ['none', [], /no connection to NATS at nats:.*authorization violation.*check user and password, or the folder given with --creds/i],
    ['those of another server', ['--creds', 'bad'], /no connection to NATS at nats:.*authorization violation.*check user and password, or the folder given with --creds/i],
    ['a folder that is not there', ['--creds', 'nowhere'], 'nowhere/coordinator.nk: no credentials of "coordinator"; `mehrs keys` makes them for the parties of an estate'],
  ])('credentials, %s: told in a line', { timeout: SLOW_MS }, async (_, flags, says) => {
    expectRefused(await run('--nats', server.url, ...flags), says);
  });

  it('credentials without those of one party: told which', { timeout: SLOW_MS }, async () => {
    expect((await keys('--out', 'short')).code).toBe(0);
    rmSync(join(folder, 'short', 'smso-CB.nk'));
    expectRefused(await run('--creds', 'short'), 'short/smso-CB.nk: no credentials of "smso-CB"; `mehrs keys` makes them for the parties of an estate');
  });

  it('credentials for other runs: told so; for this one: it runs, on a server of its own', { timeout: SLOW_MS }, async () => {
    expectRefused(await run('--creds', 'pinned', '--run-id', 'week-47'), /run week-47 is not one of this user's/);
    expect((await run('--creds', 'pinned', '--run-id', 'week-46')).code).toBe(0);
  });
});
