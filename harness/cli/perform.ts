/** Runs a world to its end with progress, leaves its folder, and tells what happened. */
import { londonText } from '../../protocol/time.ts';
import { renderDiagram } from '../reports/diagram.ts';
import { outcomesOf, type Outcome } from '../reports/outcome.ts';
import { writeRunFolder, type RunFolder } from '../reports/runFolder.ts';
import { requireRunsFolder } from '../reports/runsFolder.ts';
import { partyName, timelineOf, type TimelineLine } from '../reports/timeline.ts';
import { WorldError, createWorld, type World, type WorldOptions } from '../world/world.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import { openBus, type OpenBus } from './bus.ts';
import { log } from './log.ts';
import { runInProcesses } from './processes.ts';
import type { ProcessFlags } from './options.ts';
import { Interrupted, interruptible } from './signals.ts';
import { Progress, paint, table } from './terminal.ts';
import { UsageError, reason } from './usage.ts';

export interface PerformOptions {
  readonly world: WorldOptions;
  readonly name: string;
  readonly bus: string;
  readonly nats: string | undefined;
  readonly creds?: string | undefined;
  readonly runs: string;
  readonly processes?: ProcessFlags | undefined;
  /** Name of the run; default one that nobody has had. */
  readonly run?: string | undefined;
}

/** What is left of a run, whether it was in one process or in several. */
export type Ran = Pick<World, 'options' | 'startAt' | 'endAt' | 'journal' | 'states' | 'pending' | 'undeclared' | 'unstruck'>;

export interface Performance {
  readonly world: Ran;
  readonly folder: RunFolder;
  readonly hash: string;
  readonly outcomes: readonly Outcome[];
  readonly timeline: readonly TimelineLine[];
  readonly wallMs: number;
  readonly bus: string;
}

const RUN_TOKEN_CHARACTERS = 12;
/** Of a name, in the names of streams and folders: what users call their files may be longer than a file system takes. */
const NAME_CHARACTERS = 60;
/** A bus that has gone is not waited for. */
const CLOSE_WAIT_MS = 2_000;
/** Above this the page would be too heavy to open; the journal has it all. */
const DIAGRAM_MESSAGES = 50_000;

const diagramOf = (world: Ran, name: string, hash: string, ruleSet: string): string => renderDiagram({
  title: name, seed: world.options.seed, ruleSet, hash, messages: world.journal.inOrder(),
  installations: world.options.estate.installations, failures: world.journal.refusals,
});

/** @throws UsageError before anything has run. */
const checkRunsFolder = (runs: string): void => {
  try {
    requireRunsFolder(runs);
  } catch (error) {
    throw new UsageError(`--runs ${runs}: ${reason(error)}`);
  }
};

/** @throws UsageError when the bus is lost on the way. */
const runToEnd = async (options: WorldOptions, { bus, description, stalled }: OpenBus): Promise<World> => {
  const progress = new Progress();
  let reached: number | undefined;
  try {
    const world = await createWorld({
      ...options, bus, onProgress: (now, messages) => {
        reached = now;
        progress.update(() => `${londonText(now)}  ${messages} messages`);
      },
    });
    await (stalled === undefined ? world.run() : Promise.race([world.run(), stalled]));
    await world.close();
    return world;
  } catch (error) {
    await Promise.race([bus.close(), new Promise((late) => setTimeout(late, CLOSE_WAIT_MS).unref())]).catch(() => undefined);
    if (error instanceof WorldError) throw new UsageError(error.message);
    if (!(error instanceof BusError)) throw error;
    throw new UsageError(`${description} was lost${reached === undefined ? '' : ` at ${londonText(reached)} of the run`}, no run folder is left: ${error.message}`);
  } finally {
    progress.done();
  }
};

/** @throws UsageError, or Interrupted, with nothing of the run left behind. */
const leaveFolder = async (runs: string, id: string, world: Ran, extra: Readonly<Record<string, string>>): Promise<RunFolder> => {
  try {
    const folder = await interruptible((signal) => writeRunFolder(runs, id, world, extra, signal));
    if (folder.latestFailed !== undefined) log.warn({ path: folder.path, reason: reason(folder.latestFailed) }, 'the run folder is whole, the link to the latest one is not moved');
    return folder;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    throw new UsageError(`--runs ${runs}: no run folder is left: ${reason(error)}`);
  }
};

/** Over one bus in this process, or over NATS with every party in another. */
const ran = async (options: WorldOptions & { readonly run: string }, { bus: kind, nats: url, creds, processes }: PerformOptions): Promise<{ readonly world: Ran; readonly description: string; close(): Promise<void> }> => {
  const { run } = options;
  if (processes !== undefined) return { ...(await runInProcesses(options, { run, url, creds, ...processes })), close: async () => undefined };
  const opened = await openBus({ kind, run, url, creds });
  try {
    return { world: await runToEnd(options, opened), description: opened.description, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
};

export const perform = async (asks: PerformOptions): Promise<Performance> => {
  const { world: options, name: asked, runs } = asks;
  const startedAt = performance.now();
  checkRunsFolder(runs);
  const name = asked.slice(0, NAME_CHARACTERS);
  // A process id comes back, in containers at once; a stream of an earlier run on the same server must not.
  const run = `run-${name.replace(/[^A-Za-z0-9_-]/g, '-')}-${process.pid}-${Date.now().toString(36)}`;
  const opened = await ran({ ...options, run: asks.processes?.run ?? asks.run ?? run }, asks);
  try {
    const { world } = opened;
    for (const refusal of world.journal.refusals) log.warn(refusal, 'a message was refused');
    for (const { party, machine, key, from, event } of world.undeclared()) log.error({ party, machine, key, state: from, event }, 'undeclared drop: a defect');
    for (const fault of world.unstruck()) log.warn({ fault: `faults[${fault}]`, on: (options.faults?.faults[fault] as { readonly on?: unknown }).on }, 'this fault never struck: no such message in this run');
    const hash = world.journal.hash();
    log.info({ run, bus: opened.description, messages: world.journal.messages.length, hash }, 'run ended');
    const outcomes = outcomesOf(world.options.estate, world.journal.messages, options.authorisations);
    const timeline = timelineOf(world.journal.inOrder());
    const wallMs = Math.round(performance.now() - startedAt);
    const id = `${name}-seed${world.options.seed}-${hash.slice(0, RUN_TOKEN_CHARACTERS)}`.replace(/[^A-Za-z0-9._-]/g, '-');
    const summary = {
      id, name, seed: world.options.seed, ruleSet: options.ruleSet ?? 'v3.1', migrationWeek: world.options.migrationWeek, bus: opened.description,
      messages: world.journal.messages.length, refusals: world.journal.refusals.length, undeclaredDrops: world.undeclared(), pending: world.pending(),
      journalSha256: hash, outcomes,
    };
    const extra = {
      'summary.json': `${JSON.stringify(summary, null, 2)}\n`,
      'timeline.txt': `${renderTimeline(timeline)}\n`,
      'estate.json': `${JSON.stringify(world.options.estate, null, 2)}\n`,
      ...(world.journal.messages.length > DIAGRAM_MESSAGES ? {} : { 'diagram.html': diagramOf(world, name, hash, options.ruleSet ?? 'v3.1') }),
      ...(options.reference === undefined ? {} : { 'reference.json': `${JSON.stringify(options.reference, null, 2)}\n` }),
      'faults.json': `${JSON.stringify(options.faults ?? { name: 'none', faults: [] }, null, 2)}\n`,
    };
    const folder = await leaveFolder(runs, id, world, extra);
    return { world, folder, hash, outcomes, timeline, wallMs, bus: opened.description };
  } finally {
    await opened.close();
  }
};

const receivers = (to: TimelineLine['to']): string => to.map(partyName).join(', ');

export const renderTimeline = (lines: readonly TimelineLine[]): string => {
  let day = '';
  return lines.flatMap(({ t, from, to, text, count, until, clause }) => {
    const [date = '', time = ''] = londonText(t).split(' ');
    const heading = date === day ? [] : [`${day === '' ? '' : '\n'}${paint('bold', date)}`];
    day = date;
    const times = count > 1 ? paint('dim', `  ×${count}${until === t ? '' : `, last ${londonText(until)}`}`) : '';
    return [...heading, `  ${time}  ${partyName(from)} → ${receivers(to)}: ${text}${times}${clause === '' ? '' : paint('dim', `  [${clause}]`)}`];
  }).join('\n');
};

export const renderOutcomes = (outcomes: readonly Outcome[]): string => table([
  ['Installation', 'Group ID', 'Outcome', 'Reason Code', 'FailedStepNumber', 'Attempts'],
  ...outcomes.map(({ installationId, groupId, outcome, reasonCode, failedStepNumber, attempts }) => [installationId, groupId, outcome, reasonCode || '-', failedStepNumber || '-', String(attempts)]),
]);

export const renderClosing = ({ folder, hash, wallMs, world, bus }: Performance): string => [
  `${world.journal.messages.length} messages ${bus}, ${wallMs} ms of real time`,
  `Run folder: ${folder.path}${folder.latestFailed === undefined ? `  (also ${folder.path.replace(/[^/\\]+$/, 'latest')})` : ''}`,
  `Journal SHA-256: ${hash}`,
].join('\n');
