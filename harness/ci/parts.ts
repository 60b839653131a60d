/**
 * The long checks, which are run now and then and whose outcome is committed (`docs/ci-full.json`). Each names the sources it
 * judges: when their code changes, its entry is stale and `.ci/run` fails.
 */
import { KEPT_RESULT } from '../coverage/kept.ts';

export type Figures = Readonly<Record<string, string | number | boolean>>;

export interface Outcome {
  readonly passed: boolean;
  readonly figures: Figures;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  /** Files and folders. */
  readonly judges: readonly string[];
  /** Run in the repository's root; `{report}` stands for a file the command writes its report to. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** @param report what the command wrote: to `{report}` where its arguments name one, else to stdout. @throws for a report of another form. */
  outcome(report: string): Outcome;
}

/** What matters of vitest's JSON. */
export interface Tests {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

const vitest = (name: string, title: string, file: string, judges: readonly string[]): Part => ({
  name, title, judges: [...judges, file, 'vitest.full.config.ts'],
  command: ['npx', 'vitest', 'run', '--config', 'vitest.full.config.ts', file, '--hookTimeout=600000', '--reporter=default', '--reporter=json', '--outputFile.json={report}'],
  outcome: (report) => {
    const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(report) as Tests;
    return { passed: success && numPassedTests > 0, figures: { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests } };
  },
});

interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const LEAST_SCORE = 85;
const DETECTED = ['Killed', 'Timeout'];
const UNDETECTED = ['Survived', 'NoCoverage'];

/** The score as StrykerJS has it: detected of all that make a program and are not static. */
export const scoreOf = ({ files }: MutationReport): Outcome => {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const of = (wanted: readonly string[]): number => statuses.filter((status) => wanted.includes(status)).length;
  const [killed, survived] = [of(DETECTED), of(UNDETECTED)];
  const percent = killed + survived === 0 ? 0 : Math.round((10_000 * killed) / (killed + survived)) / 100;
  return { passed: percent >= LEAST_SCORE, figures: { percent, mutants: killed + survived, killed, survived, notCounted: statuses.length - killed - survived } };
};

interface Sample {
  /** Mutants of every so many blocks of lines; 1: all (stryker.config.mjs). */
  readonly every: number;
  readonly before?: string;
  /** Of its own, beside `stryker.config.mjs`. */
  readonly config?: string;
}

const stryker = (part: string, judges: readonly string[], tests: readonly string[], { every, before = '', config = '' }: Sample): Part => ({
  name: `stryker-${part}`, title: `StrykerJS over ${judges.join(', ')}${every === 1 ? '' : `, one block of lines in ${every}`}: at least ${LEAST_SCORE} %`, judges: [...judges, ...tests, 'stryker.config.mjs', 'vitest.stryker.config.ts'],
  command: ['sh', '-c', `${before}npx stryker run ${config}`.trimEnd()], environment: { STRYKER_PART: part, STRYKER_EVERY: String(every), STRYKER_REPORT: '{report}', MEHRS_JOURNEYS: KEPT_RESULT },
  outcome: (report) => {
    const { passed, figures } = scoreOf(JSON.parse(report) as MutationReport);
    return { passed, figures: { ...figures, oneBlockIn: every } };
  },
});

interface Hunted {
  readonly total: number;
  readonly killed: number;
  readonly equivalent: readonly unknown[];
  readonly surviving: readonly unknown[];
  readonly staleReasons: readonly unknown[];
  readonly broken: readonly unknown[];
  readonly wallMs: number;
}

interface Explored {
  readonly configurations: number;
  readonly states: number;
  readonly transitions: number;
  readonly executions: string;
  readonly wallMs: number;
  readonly violations: readonly { readonly kind: string }[];
  readonly undeclaredDrops: readonly unknown[];
}

const explored = (report: string, isCut: boolean): Outcome => {
  const { configurations, states, transitions, executions, violations, undeclaredDrops, wallMs } = JSON.parse(report) as Explored;
  const truncated = violations.filter(({ kind }) => kind === 'truncated').length;
  const wrong = violations.length - truncated + undeclaredDrops.length;
  return { passed: wrong === 0 && (isCut || truncated === 0), figures: { configurations, states, transitions, executions, violations: violations.length - truncated, undeclaredDrops: undeclaredDrops.length, truncated, wallMs } };
};

interface Travelled {
  readonly journeys: number;
  readonly passed: number;
  readonly shuffled: number;
  readonly holds: boolean;
  readonly wallMs: number;
}

const SYSTEM = ['protocol', 'machines', 'actors'];
/** Everything that plays a journey and judges it, but for what carries its messages. */
const JOURNEY = [...SYSTEM, 'harness/world', 'harness/scenarios', 'harness/faults', 'harness/verdict', 'harness/journeys'];

const travelled = (name: string, title: string, flags: readonly string[]): Part => ({
  name, title, judges: [...JOURNEY, 'harness/bus'],
  command: ['node', 'bin/mehrs.mjs', 'journeys', '--bus', 'nats', ...flags, '--json'],
  outcome: (report) => {
    const { journeys, passed, shuffled, holds, wallMs } = JSON.parse(report) as Travelled;
    return { passed: holds && passed === journeys, figures: { journeys, passed, shuffled, wallMs } };
  },
});

/** Of one server, as `newerServers.ts` tells it. */
export interface ServerOutcome {
  /** As the server says it, e.g. `2.10.27`. */
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const PARTS: readonly Part[] = [
  {
    name: 'mutants', title: 'every mutant of machines and parameters is killed or equivalent', judges: [...JOURNEY, 'harness/mutants'],
    command: ['node', 'bin/mehrs.mjs', 'mutants', '--json'],
    outcome: (report) => {
      const { total, killed, equivalent, surviving, staleReasons, broken, wallMs } = JSON.parse(report) as Hunted;
      return {
        passed: surviving.length + staleReasons.length + broken.length === 0,
        figures: { total, killed, equivalent: equivalent.length, surviving: surviving.length, staleReasons: staleReasons.length, broken: broken.length, wallMs },
      };
    },
  },
  stryker('checks', ['protocol/checks'], ['test/checks'], { every: 14 }),
  stryker('faults', ['harness/faults'], ['test/faults'], { every: 1 }),
  stryker('verdict', ['harness/verdict'], ['test/verdict'], { every: 24 }),
  stryker('actors', ['actors'], ['test/full/actors.test.ts', 'test/runtime', 'test/planning', 'test/world', 'test/cycle', 'stryker.actors.config.mjs', 'vitest.actors.config.ts'], {
    every: 24, before: 'node bin/mehrs.mjs journeys --result .cache/journeys.json >&2 && ', config: 'stryker.actors.config.mjs',
  }),
  vitest('kills', 'parties, servers and the coordinator killed under virtual time: nothing lost, nothing doubled', 'test/full/processes.kills.test.ts', ['harness/processes', 'harness/bus', 'actors/runtime']),
  vitest('cluster', 'a whole run over a cluster of servers', 'test/full/cluster.test.ts', ['harness/processes', 'harness/bus']),
  {
    name: 'newer-servers', title: 'buses, keys and processes over the nats-servers of later releases of Debian', judges: ['harness/processes', 'harness/bus', 'harness/keys', 'test/bus', 'test/keys', 'test/processes'],
    command: ['npx', 'tsx', 'harness/ci/newerServers.ts'],
    outcome: (report) => {
      const servers = JSON.parse(report) as readonly ServerOutcome[];
      return { passed: servers.length > 0 && servers.every(({ passed, failed }) => passed > 0 && failed === 0), figures: Object.fromEntries(servers.map(({ version, passed, failed }) => [version, `${passed} passed, ${failed} failed`])) };
    },
  },
  vitest('server-kills', 'the server killed ten times in each of more than thirty rows', 'test/full/processes.serverKills.test.ts', ['harness/processes', 'harness/bus', 'test/full/rows.ts']),
  vitest('rows-over-processes', 'catalogue rows with every party in a process of its own', 'test/full/processes.rows.test.ts', ['harness/processes', 'harness/bus', 'test/full/rows.ts']),
  {
    name: 'explore', title: 'every configuration, every order, every cause: timed', judges: [...SYSTEM, 'harness/explore', 'harness/scenarios/cause.ts', 'harness/scenarios/causes', 'harness/scenarios/scenario.ts', 'harness/faults'],
    command: ['node', 'bin/mehrs.mjs', 'explore', '--no-journeys', '--json'],
    outcome: (report) => explored(report, false),
  },
  {
    name: 'two-faults', title: 'two causes in one attempt, five Group IDs, as far as the limit on states lets it go', judges: [...SYSTEM, 'harness/explore', 'harness/scenarios/causes'],
    command: ['node', 'bin/mehrs.mjs', 'explore', '--no-journeys', ...['AA', 'CB', 'DA', 'EA', 'EB'].flatMap((group) => ['--config', `${group}/electricity-active/cp/v3.1`]), '--faults', '2', '--json'],
    outcome: (report) => explored(report, true),
  },
  travelled('journeys-nats', 'every row by live actors with real files, over NATS, kept by JetStream', []),
  travelled('journeys-core', 'every row by live actors with real files, over core NATS', ['--core']),
];
