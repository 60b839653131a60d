/** `mehrs up`: a server, every party in a process and a coordinator, kept up and shown until Ctrl-C or `mehrs down`. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { londonText } from '../../protocol/time.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { KEEPER } from '../keys/rights.ts';
import { encodeControl, toProcess, type HelloAnswer } from '../processes/messages.ts';
import { Fleet } from '../processes/fleet.ts';
import { hello } from '../processes/partyProcess.ts';
import { addressesOf } from '../world/directory.ts';
import { DEFAULT_SEED, DEFAULT_WEEK } from '../world/world.ts';
import { estateOf, installationCount } from './estate.ts';
import { readFaultFile } from './faultFile.ts';
import { FirstRun } from './firstRun.ts';
import { monday, seedText } from './options.ts';
import { openAs } from './connect.ts';
import { DEFAULT_FLEET, tokenText } from './party.ts';
import { DEFAULT_PROCESSES, castsOf, findUp, forgetUp, noteUp, openGround, processCount, workerCounts } from './processes.ts';
import { table } from './terminal.ts';
import { UsageError, reason } from './usage.ts';

interface UpFlags {
  readonly processes: number;
  readonly split?: Readonly<Record<string, number>>;
  readonly nats?: string;
  readonly fleet: string;
  readonly creds?: string;
  readonly estate?: string;
  readonly installations: number;
  readonly seed: string;
  readonly week: string;
  readonly faults?: string;
  readonly runs: string;
  readonly idle?: boolean;
}

const LOOK_MS = 500;
/** A log does not want every moment. */
const LOG_LOOK_MS = 5_000;
const DOWN_MS = 10_000;

const standing = (name: string, parties: readonly string[], said: HelloAnswer | undefined): readonly string[] => {
  const runs = (said?.runs ?? []).map(({ run, at, messages }) => `${run} at ${at === null ? 'its beginning' : londonText(at.t)}, ${messages} messages sent`);
  return [name, parties.join(', '), said === undefined ? 'does not answer' : String(said.pid), runs.join('; ') || '-'];
};

/** Prints what has changed: a person sees the whole, a log only new lines. */
const show = (lines: readonly string[], before: readonly string[]): void => {
  if (!process.stdout.isTTY) {
    for (const line of lines) if (!before.includes(line)) process.stdout.write(`${line}\n`);
    return;
  }
  if (before.length > 0) process.stdout.write(`\u001b[${before.length}A`);
  // A line that wraps would put the next picture in the wrong place.
  for (const line of lines) process.stdout.write(`\u001b[2K${line.slice(0, process.stdout.columns)}\n`);
};

/** Flags of `mehrs run` for the first world. */
const worldOf = ({ creds, estate, installations, seed, week, faults, runs }: UpFlags): readonly string[] => [
  ...(estate === undefined ? ['--installations', String(installations)] : ['--estate', estate]), '--seed', seed, '--week', week, '--runs', runs,
  ...(faults === undefined ? [] : ['--faults', faults]), ...(creds === undefined ? [] : ['--creds', creds]),
];

const keepUp = async (control: Bus, fleet: Fleet, first: FirstRun | undefined, stopped: Promise<string>): Promise<string> => {
  let shown: readonly string[] = [];
  for (;;) {
    const said = await Promise.all([...fleet.processes, ...[...fleet.works].map(([name, parties]) => [name, parties.map((party) => `worker of ${party}`)] as const)].map(async ([name, parties]) => standing(name, parties, await hello(control, name))));
    const coordinator = first === undefined ? [] : [['coordinator', 'world', String(first.pid ?? '-'), `${first.run} ${first.standing}`]];
    const lines = table([['Process', 'Parties', 'Process id', 'Runs'], ...coordinator, ...said]).split('\n');
    show(lines, shown);
    shown = lines;
    const why = await Promise.race([stopped, new Promise<undefined>((look) => setTimeout(() => look(undefined), process.stdout.isTTY ? LOOK_MS : LOG_LOOK_MS))]);
    if (why !== undefined) return why;
  }
};

const up = async (flags: UpFlags): Promise<void> => {
  const { processes, split: workers = {}, nats, fleet: name, creds, idle } = flags;
  // What cannot be played is told before anything is started.
  const estate = estateOf(flags);
  if (flags.faults !== undefined) readFaultFile(flags.faults, estate);
  const casts = castsOf(processes, workers, creds, creds === undefined ? [] : addressesOf(estate));
  let stop = (_why: string): void => undefined;
  const stopped = new Promise<string>((resolve) => { stop = resolve; });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  const ground = await openGround(nats, creds);
  let fleet: Fleet | undefined;
  let first: FirstRun | undefined;
  let control: Bus | undefined;
  try {
    control = await openAs(ground.url, creds)(name, 'core');
    if ((await control.request(toProcess(KEEPER, 'hello'), encodeControl({}), LOOK_MS).catch(() => undefined)) !== undefined) {
      throw new UsageError(`fleet "${name}" is up already on ${ground.url}: \`mehrs down --fleet ${name}\`, or choose another name with --fleet`);
    }
    const own = await Fleet.start({
      url: ground.url, fleet: name, casts, ...(creds === undefined ? {} : { creds }),
      again: true,
      onExit: (each, how) => say(`process ${each} has ended (${how}); it is started again`),
    });
    fleet = own;
    await control.serve(toProcess(KEEPER, 'hello'), () => encodeControl({}));
    await control.serve(toProcess(KEEPER, 'stop'), () => {
      stop('mehrs down');
      return encodeControl({});
    });
    noteUp(name, { url: ground.url, ...(creds === undefined ? {} : { creds: resolve(creds) }), casts: casts.map((cast) => ({ ...cast, parties: [...cast.parties] })) });
    process.stdout.write(`Fleet ${name} is up over ${ground.description} (${ground.url}).\nRun: mehrs run --fleet ${name}   Follow: mehrs watch --fleet ${name}   End: Ctrl-C or mehrs down --fleet ${name}\n\n`);
    if (idle !== true) first = FirstRun.start({ fleet: name, run: `first-${process.pid}-${Date.now().toString(36)}`, flags: worldOf(flags), say });
    const why = await keepUp(control, own, first, stopped);
    process.stdout.write(`\n${why}: everything is taken down.\n`);
  } finally {
    if (fleet !== undefined) forgetUp(name);
    first?.stop();
    await fleet?.stop();
    await control?.close().catch(() => undefined);
    await ground.stop();
  }
  process.exit();
};

const down = async (name: string): Promise<void> => {
  const { url, creds } = findUp(name);
  const control = await openAs(url, creds)(name, 'core');
  try {
    await control.request(toProcess(KEEPER, 'stop'), encodeControl({}), DOWN_MS);
    process.stdout.write(`Fleet ${name} is going down.\n`);
  } finally {
    await control.close().catch(() => undefined);
  }
};

const say = (line: string): void => { process.stderr.write(`mehrs: ${line}\n`); };

const plainly = (work: Promise<void>): Promise<void> => work.catch((error: unknown) => {
  throw error instanceof UsageError ? error : new UsageError(reason(error));
});

export const registerUp = (program: Command): void => {
  program.command('up').description('start a NATS server, every party in processes of their own and a coordinator that plays a first world, and keep them up')
    .option('--processes <n>', 'in so many processes', processCount, DEFAULT_PROCESSES)
    .option('--split <list>', 'split parties over workers that read for a party what is about some of its Installations, as s1sp=2,dco=1', workerCounts)
    .option('--nats <url>', 'a NATS server to use, or those of a cluster, comma-separated; default NATS_URL, else one of its own')
    .option('--fleet <name>', 'name to find it by', tokenText, DEFAULT_FLEET)
    .option('--creds <folder>', 'credentials that `mehrs keys` wrote: a process for every party')
    .option('--idle', 'play nothing yet: worlds come by `mehrs run --fleet`')
    .option('--estate <file>', 'of the first world: your own estate, JSON')
    .option('--installations <n>', 'of the first world: how many of the emulator\'s own making', installationCount, 42)
    .option('--seed <text>', 'of the first world', seedText, DEFAULT_SEED)
    .option('--week <date>', 'of the first world: Monday of the Migration Week', monday, DEFAULT_WEEK)
    .option('--faults <file>', 'of the first world: a plan of faults, JSON')
    .option('--runs <folder>', 'where run folders go', 'runs')
    .action((flags: UpFlags) => plainly(up(flags)));
  program.command('down').description('end what `mehrs up` started')
    .option('--fleet <name>', 'which', tokenText, DEFAULT_FLEET)
    .action(({ fleet }: { readonly fleet: string }) => plainly(down(fleet)));
};
