/** Options that several verbs share, and what they take. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { RULE_SET_IDS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { dayOfWeek, isLocalDate, type LocalDate } from '../../protocol/time.ts';
import { tokenText } from './party.ts';
import { processCount, workerCounts } from './processes.ts';
import { UsageError } from './usage.ts';
import { DEFAULT_SEED, DEFAULT_WEEK } from '../world/world.ts';

/** It becomes part of a folder's name. */
const MAX_SEED_CHARACTERS = 64;
/** Certificates of the test PKI are valid from ten years before a world to 25 after; British Summer Time as it is now is younger than the first. */
const FIRST_WEEK: LocalDate = '1996-01-01';
const LAST_WEEK: LocalDate = '2099-12-28';

/** @throws InvalidArgumentError unless 1 to 64 characters. */
export const seedText = (text: string): string => {
  if (text === '' || text.length > MAX_SEED_CHARACTERS) throw new InvalidArgumentError(`${text.length} characters, 1 to ${MAX_SEED_CHARACTERS} expected.`);
  return text;
};

/** @throws InvalidArgumentError unless a Monday this emulator has a calendar for. */
export const monday = (text: string): LocalDate => {
  if (!isLocalDate(text) || dayOfWeek(text) !== 1) throw new InvalidArgumentError('a Monday expected, YYYY-MM-DD.');
  if (text < FIRST_WEEK || text > LAST_WEEK) throw new InvalidArgumentError(`a Monday from ${FIRST_WEEK} to ${LAST_WEEK} expected.`);
  return text;
};

const folder = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('a folder expected.');
  return text;
};

export interface WorldFlags {
  readonly seed: string;
  readonly week: string;
  readonly ruleSet: (typeof RULE_SET_IDS)[number];
  readonly bus: string;
  readonly nats?: string;
  readonly creds?: string;
  readonly runs: string;
  readonly json?: boolean;
  readonly processes?: number | true;
  readonly split?: Readonly<Record<string, number>>;
  readonly fleet?: string;
  readonly core?: boolean;
  readonly runId?: string;
}

/** How a run whose parties are processes is to be. */
export interface ProcessFlags {
  readonly processes: number | undefined;
  readonly workers: Readonly<Record<string, number>>;
  readonly fleet: string | undefined;
  readonly core: boolean;
  /** Absent: a name nobody has had. */
  readonly run?: string;
}

/** @throws UsageError for flags that mean nothing without each other. */
export const processFlags = ({ processes, split, fleet, core = false, runId, creds, nats }: WorldFlags): ProcessFlags | undefined => {
  if (processes === undefined && fleet === undefined) {
    if (split !== undefined) throw new UsageError('--split: only with --processes, or of `mehrs up`');
    if (core) throw new UsageError('--core: only with --processes or --fleet');
    if (runId !== undefined && creds === undefined && nats === undefined) throw new UsageError('--run-id: only with --nats, --creds, --processes or --fleet');
    return undefined;
  }
  if (split !== undefined && creds !== undefined) throw new UsageError('--split: not with --creds, which are for whole parties');
  if (split !== undefined && fleet !== undefined) throw new UsageError('--split: a fleet is split as `mehrs up --split` said');
  if (processes !== undefined && fleet !== undefined) throw new UsageError('--processes starts processes of its own, --fleet uses those of `mehrs up`: one of them');
  return { processes: processes === true ? undefined : processes, workers: split ?? {}, fleet, core, ...(runId === undefined ? {} : { run: runId }) };
};

export const withWorldFlags = (command: Command): Command => command
  .option('--seed <text>', 'everything follows from it', seedText, DEFAULT_SEED)
  .option('--week <date>', 'Monday of the Migration Week', monday, DEFAULT_WEEK)
  .addOption(new Option('--rule-set <id>', 'version of the rules').choices([...RULE_SET_IDS]).default('v3.1'))
  .addOption(new Option('--bus <kind>', 'how messages travel').choices(['memory', 'nats']).default('memory'))
  .option('--nats <url>', 'a NATS server to use, or the servers of a cluster, comma-separated')
  .option('--creds <folder>', 'credentials that `mehrs keys` wrote: every party connects as itself', folder)
  .option('--runs <folder>', 'where run folders go', folder, 'runs')
  .option('--processes [n]', 'every party in a process apart from the others, n processes in all', processCount)
  .option('--split <list>', 'with --processes: split parties over workers that read for a party what is about some of its Installations, as s1sp=2,dco=1', workerCounts)
  .option('--fleet <name>', 'parties in the processes of a `mehrs up`', tokenText)
  .option('--core', 'with processes: over core NATS, which keeps nothing')
  .option('--run-id <token>', 'over NATS: name of the run; with processes the same name again takes over a run whose coordinator died', tokenText)
  .option('--json', 'for machines');
