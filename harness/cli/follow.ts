/** `mehrs watch`: the conversation as it happens, filtered by party, Installation or what goes wrong. */
import type { Command } from 'commander';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { londonText } from '../../protocol/time.ts';
import { overhear } from '../bus/overhear.ts';
import { connectionOf } from '../keys/credentials.ts';
import { OBSERVER } from '../keys/rights.ts';
import { failureOf } from '../reports/diagram/failure.ts';
import { timelineOf } from '../reports/timeline.ts';
import { clusterOf } from './connect.ts';
import { serverUrl, tokenText } from './party.ts';
import { findUp, isUp } from './processes.ts';
import { paint } from './terminal.ts';
import { UsageError, reason } from './usage.ts';

interface WatchFlags {
  readonly nats?: string;
  readonly fleet?: string;
  readonly creds?: string;
  readonly run?: string;
  readonly party?: string;
  readonly installation?: string;
  readonly failures?: boolean;
}

const LOOK_MS = 1_000;
const STOP_MS = 500;

const isOf = (at: string, wanted: string): boolean => at === wanted || at.startsWith(`${wanted}-`);

/** Whether it is about what was asked for. */
export const isWanted = (envelope: Envelope, { party, installation, failures }: Pick<WatchFlags, 'party' | 'installation' | 'failures'>): boolean => {
  const { from, to, key, body } = envelope;
  if (party !== undefined && !isOf(from, party) && !isOf(to, party)) return false;
  if (installation !== undefined && key !== installation && !Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(installation)) return false;
  return failures !== true || failureOf(envelope) !== undefined;
};

export const lineOf = (envelope: Envelope, filed: boolean): string => {
  const { from, to, type, key, stamp } = envelope;
  const failure = filed ? undefined : failureOf(envelope);
  const said = filed ? `${type} (large)` : (timelineOf([envelope])[0]?.text ?? type);
  return `${londonText(stamp.t)}  ${from} > ${to}  ${type} ${key}  ${failure === undefined ? said : paint('red', failure)}`;
};

const watch = async (flags: WatchFlags): Promise<void> => {
  const { fleet, run, nats, creds = fleet === undefined ? undefined : findUp(fleet).creds } = flags;
  const servers = nats ?? (fleet === undefined ? serverUrl(undefined) : findUp(fleet).url);
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  const stopped = new Promise<string>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal));
    if (fleet === undefined) return;
    // A fleet that was taken down does not come back to this server.
    const look = setInterval(() => {
      if (isUp(fleet)) return;
      clearInterval(look);
      stop(`fleet ${fleet} has been taken down`);
    }, LOOK_MS);
  });
  const gone = { down: () => say(`no connection to ${servers}; what is said meanwhile is not heard`), up: () => say(`connected to ${servers} again`) };
  const listening = await overhear({ ...clusterOf(servers), ...(creds === undefined ? {} : connectionOf(creds, OBSERVER, clusterOf(servers).servers)) }, run, (envelope, filed) => {
    if (isWanted(envelope, flags)) process.stdout.write(`${lineOf(envelope, filed)}\n`);
  }, gone);
  say(`listening to ${run === undefined ? 'every run' : `run ${run}`} on ${servers}; Ctrl-C ends it`);
  say(await stopped);
  // A server that has gone would be waited for.
  setTimeout(() => process.exit(), STOP_MS).unref();
  await listening.stop();
};

export const registerWatch = (program: Command): void => {
  program.command('watch').description('follow the conversation of a run over NATS as it happens')
    .option('--nats <url>', 'NATS server, or those of a cluster, comma-separated; default NATS_URL')
    .option('--fleet <name>', 'the server of a `mehrs up`, until it is taken down', tokenText)
    .option('--creds <folder>', 'credentials that `mehrs keys` wrote; listens as the observer')
    .option('--run <token>', 'one run; default all', tokenText)
    .option('--party <name>', 'from or to a party, or a role', tokenText)
    .option('--installation <id>', 'about an Installation', tokenText)
    .option('--failures', 'only what tells of something that went wrong')
    .action((flags: WatchFlags) => watch(flags).catch((error: unknown) => {
      throw error instanceof UsageError ? error : new UsageError(reason(error));
    }));
};
