/**
 * `npm run ci:servers`: the tests of buses, keys and processes over nats-servers newer than that of Debian's stable release. They
 * come from its later releases, by `apt-get download` into a folder of their own; nothing is installed. Prints a report as JSON.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ServerOutcome, Tests } from './parts.ts';

const SUITES = ['trixie', 'sid'];
const TESTS = ['test/bus', 'test/keys', 'test/processes'];
/** A machine that others use is slow, and no judge of a server. */
const TEST_TIMEOUT_MS = 600_000;
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Path of the suite's server. @throws Error when apt cannot give it. */
const fetched = (suite: string, folder: string): string => {
  for (const each of ['lists/partial', 'cache/archives/partial', 'deb']) mkdirSync(join(folder, each), { recursive: true });
  const sources = join(folder, 'debian.sources');
  writeFileSync(sources, `Types: deb\nURIs: http://deb.debian.org/debian\nSuites: ${suite}\nComponents: main\nSigned-By: ${KEYRING}\n`);
  const options = Object.entries({
    'Dir::Etc::sourcelist': sources, 'Dir::Etc::sourceparts': '/dev/null', 'Dir::State::lists': join(folder, 'lists'), 'Dir::State::status': '/dev/null', 'Dir::Cache': join(folder, 'cache'), 'APT::Sandbox::User': '',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt = (...args: readonly string[]): unknown => execFileSync('apt-get', ['-q', ...options, ...args], { cwd: join(folder, 'deb'), stdio: ['ignore', 2, 2] });
  apt('update');
  apt('download', 'nats-server');
  const [deb = ''] = readdirSync(join(folder, 'deb'));
  execFileSync('dpkg-deb', ['-x', join(folder, 'deb', deb), join(folder, 'server')], { stdio: ['ignore', 2, 2] });
  return join(folder, 'server/usr/sbin/nats-server');
};

const outcomeOver = async (program: string, report: string): Promise<ServerOutcome> => {
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).replace(/^nats-server: v/, '').trim();
  const child = spawn('npx', ['vitest', 'run', ...TESTS, `--testTimeout=${TEST_TIMEOUT_MS}`, `--hookTimeout=${TEST_TIMEOUT_MS}`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { env: { ...process.env, NATS_SERVER_BIN: program, NATS_URL: '', REQUIRE_NATS: '1' }, stdio: ['ignore', 2, 2] });
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8')) as Tests;
  return { version, passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
};

const folder = mkdtempSync(join(tmpdir(), 'mehrs-servers-'));
try {
  const outcomes: ServerOutcome[] = [];
  for (const suite of SUITES) outcomes.push(await outcomeOver(fetched(suite, join(folder, suite)), join(folder, `${suite}.json`)));
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  process.exitCode = outcomes.every(({ passed, failed }) => passed > 0 && failed === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
