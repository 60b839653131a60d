/** `mehrs keys`: credentials of every party, and the server configuration that lets each speak only as itself. */
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { BusError } from '../../actors/runtime/ports.ts';
import { CONFIGURATION_FILE, makeCredentials, type CredentialFile } from '../keys/generate.ts';
import { makeFolder } from '../disk/folder.ts';
import { addressesOf } from '../world/directory.ts';
import { DEFAULT_SEED } from '../world/world.ts';
import { estateOf, installationCount } from './estate.ts';
import { seedText } from './options.ts';
import { UsageError, reason } from './usage.ts';

const OWN_HOSTS = ['localhost', '127.0.0.1', '::1'];

interface KeysFlags {
  readonly out: string;
  readonly estate?: string;
  readonly seed: string;
  readonly installations: number;
  readonly runIds?: readonly string[];
  readonly tls?: boolean;
  readonly hosts?: readonly string[];
}

/** Writes over nothing, all or none. @throws UsageError naming the file that could not be written. */
const writeAll = (folder: string, files: readonly CredentialFile[]): void => {
  const begun: string[] = [];
  let at = folder;
  try {
    makeFolder(dirname(resolve(folder)));
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    for (const { name, text, secret } of files) {
      at = join(folder, name);
      writeFileSync(at, text, { flag: 'wx', mode: secret ? 0o600 : 0o644 });
      begun.push(at);
      chmodSync(at, secret ? 0o600 : 0o644);
    }
  } catch (error) {
    for (const each of begun) rmSync(each, { force: true });
    throw new UsageError(`${at}: ${reason(error)}`);
  }
};

const HOST_NAME = /^(?=.{1,253}$)(\*\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** @throws UsageError */
const host = (text: string, before: readonly string[] = []): readonly string[] => {
  if (isIP(text) === 0 && !HOST_NAME.test(text)) throw new UsageError(`--hosts ${JSON.stringify(text)}: names or addresses expected, one after the other, such as --hosts nats.example.org 192.0.2.7`);
  return [...before, text];
};

const filesFor = ({ out, runIds, tls, hosts, ...own }: KeysFlags): readonly CredentialFile[] => {
  const parties = addressesOf(estateOf(own));
  try {
    return makeCredentials({
      parties, folder: resolve(out), now: Date.now(),
      ...(runIds === undefined ? {} : { runs: runIds }),
      ...(tls === true || hosts !== undefined ? { tlsHosts: [...OWN_HOSTS, ...(hosts ?? [])] } : {}),
    });
  } catch (error) {
    if (error instanceof BusError || error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
};

export const registerKeys = (program: Command): void => {
  program.command('keys').description('make credentials per party and the NATS server configuration that goes with them')
    .requiredOption('--out <folder>', 'where to')
    .option('--estate <file>', 'whose parties; default: those of `mehrs run`')
    .option('--installations <n>', 'of the emulator\'s own estate', installationCount, 42)
    .option('--seed <text>', 'of the emulator\'s own estate; no key comes of it', seedText, DEFAULT_SEED)
    .option('--run-ids <ids...>', 'good for these runs only; default: any run on the server')
    .option('--tls', 'with a certificate for this machine')
    .option('--hosts <names...>', 'further names and addresses in the certificate; implies --tls', host)
    .action((flags: KeysFlags) => {
      if (flags.out === '') throw new UsageError('--out: a folder expected');
      const files = filesFor(flags);
      writeAll(flags.out, files);
      for (const { name } of files) process.stdout.write(`${join(flags.out, name)}\n`);
      process.stderr.write(`Start the server with: nats-server -js -sd <folder> -c ${join(flags.out, CONFIGURATION_FILE)}\n`);
    });
};
