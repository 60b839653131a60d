/** `mehrs party`: plays one or more parties in a process of their own, in whatever runs a coordinator asks it to join. */
import type { Command } from 'commander';
import { ROLES, roleOf } from '../../protocol/domain.ts';
import { TOKEN } from '../../protocol/messages/envelope.ts';
import { findNatsServer } from '../bus/server.ts';
import { PartyProcess } from '../processes/partyProcess.ts';
import { InvalidArgumentError } from 'commander';
import { workerName } from '../processes/casts.ts';
import { openAsParty } from './connect.ts';
import { whenParentEnds, withTied } from './tied.ts';
import { UsageError, reason } from './usage.ts';

export const DEFAULT_FLEET = 'mehrs';

interface PartyFlags {
  readonly nats?: string;
  readonly fleet: string;
  readonly name?: string;
  readonly creds?: string;
  readonly tied?: boolean;
  readonly worker?: boolean;
}

/** @throws InvalidArgumentError unless it can stand in a subject. */
export const tokenText = (text: string): string => {
  if (!TOKEN.test(text)) throw new InvalidArgumentError('1 to 128 letters, digits, _ and - expected.');
  return text;
};

/** @throws UsageError when there is no server to go to. */
export const serverUrl = (given: string | undefined): string => {
  if (given !== undefined) return given;
  const found = findNatsServer();
  if (found.kind === 'url') return found.url;
  throw new UsageError('which NATS server? --nats nats://host:port, or NATS_URL; `mehrs up` starts one');
};

const play = async (names: readonly string[], flags: PartyFlags): Promise<void> => {
  const stranger = names.find((each) => !TOKEN.test(each) || !ROLES.includes(roleOf(each)));
  if (stranger !== undefined) throw new UsageError(`no party "${stranger}": a role or <role>-<token> expected, roles are ${ROLES.join(', ')}`);
  const servers = serverUrl(flags.nats);
  const [first = ''] = names;
  const { fleet, creds, worker = false, name = worker ? workerName(first, 0) : first } = flags;
  if (worker && creds !== undefined) throw new UsageError('--worker: not with --creds, which are for whole parties');
  if (creds !== undefined && (names.length > 1 || name !== first)) throw new UsageError('--creds: one party a process, which goes by its own name: its credentials are for that party alone');
  const open = openAsParty(servers, creds, name);
  let stop = (why: string): void => { throw new Error(why); };
  const stopped = new Promise<string>((resolve) => { stop = resolve; });
  const party = await PartyProcess.start({ name, ...(worker ? { parties: [], works: names } : { parties: names }), control: await open(fleet, 'core'), open, onStop: (why) => stop(why) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal));
  if (flags.tied === true) whenParentEnds(() => stop('its parent has ended'));
  process.stdout.write(`${JSON.stringify({ process: name, parties: names, fleet, pid: process.pid })}\n`);
  const why = await stopped;
  if (why.startsWith('another ')) process.stderr.write(`mehrs: process ${name} ends: ${why}\n`);
  // Whoever waits for an answer of a server that has gone would wait on.
  setTimeout(() => process.exit(), 1_000).unref();
  await party.stop();
  process.exit();
};

export const registerParty = (program: Command): void => {
  withTied(program.command('party <name...>')).description('play parties (roles, or <role>-<token>) in a process of their own')
    .option('--nats <url>', 'NATS server, or those of a cluster, comma-separated; default NATS_URL')
    .option('--fleet <name>', 'processes of one fleet find each other by it', tokenText, DEFAULT_FLEET)
    .option('--name <token>', 'of this process; default its first party', tokenText)
    .option('--worker', 'be a worker of them: read what is about some of their Installations')
    .option('--creds <folder>', 'credentials that `mehrs keys` wrote')
    .action((names: string[], flags: PartyFlags) => play(names, flags).catch((error: unknown) => {
      throw error instanceof UsageError ? error : new UsageError(reason(error));
    }));
};
