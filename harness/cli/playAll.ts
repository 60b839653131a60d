/** `mehrs play --all`: every row for every Group ID it applies to, as a matrix. */
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { ANSWERS_KEPT, remember } from '../../protocol/security/memo.ts';
import type { Verdict } from '../verdict/index.ts';
import { judgeRow, playRow, type PlayFlags } from './playRow.ts';
import { Rehearsals, inPlayingOrder } from '../world/rehearsal.ts';
import { scenarioFor } from '../scenarios/scenario.ts';
import { processFlags } from './options.ts';
import { Progress, table } from './terminal.ts';
import { UsageError } from './usage.ts';
import { asked, handOut, tell, workersOf } from './workers.ts';

interface Game {
  readonly row: string;
  readonly group: GroupId;
}

interface Result extends Game {
  readonly result: Verdict['result'];
  readonly path: string;
  readonly journalSha256: string;
  readonly findings: readonly string[];
}

const SIGN: Readonly<Record<Verdict['result'], string>> = { pass: 'pass', fail: 'FAIL', inconclusive: '?' };

/** @throws UsageError for a Group ID no row is about. */
const gamesOf = (group: string | undefined): readonly Game[] => {
  const games = CATALOGUE.flatMap((row) => row.groups.filter((each) => group === undefined || each === group).map((each) => ({ row: row.id, group: each })));
  if (games.length === 0) throw new UsageError(`--group ${group}: no row is about it; there are ${GROUP_IDS.join(', ')}`);
  return games;
};

/** Parties in processes of their own: those are the cores' work already. */
const apart = ({ processes, fleet }: PlayFlags): boolean => processes !== undefined || fleet !== undefined;

const playGame = async ({ row: id, group }: Game, flags: PlayFlags, rehearsals: Rehearsals): Promise<Result> => {
  const row = CATALOGUE.find((each) => each.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  const judged = flags.keep === true || flags.bus !== 'memory' || apart(flags) ? undefined : await judgeRow(row, group, flags, rehearsals);
  if (judged?.verdict.result === 'pass') return { row: id, group, result: 'pass', path: '', journalSha256: judged.journalSha256, findings: [] };
  // The same seed gives the same run: now with its folder, to be looked into.
  const { performed, verdict } = await playRow(row, group, flags);
  const findings = verdict.findings.filter(({ result }) => result !== 'pass').map(({ expectation, clause, detail }) => `${expectation} [${clause}] ${detail}`);
  return { row: id, group, result: verdict.result, path: performed.folder.path, journalSha256: performed.hash, findings };
};

/** What the workers are told of the flags. */
const argumentsOf = ({ seed, week, ruleSet, bus, nats, runs, group, keep, creds, processes, split, fleet, core }: PlayFlags): readonly string[] => [
  'play', '--all', '--seed', seed, '--week', week, '--rule-set', ruleSet, '--bus', bus, '--runs', runs,
  ...(nats === undefined ? [] : ['--nats', nats]), ...(group === undefined ? [] : ['--group', group]), ...(keep === true ? ['--keep'] : []),
  ...(creds === undefined ? [] : ['--creds', creds]), ...(fleet === undefined ? [] : ['--fleet', fleet]), ...(core === true ? ['--core'] : []),
  ...(processes === undefined ? [] : ['--processes', ...(processes === true ? [] : [String(processes)])]),
  ...(split === undefined ? [] : ['--split', Object.entries(split).map(([party, workers]) => `${party}=${workers}`).join()]),
];

const matrixOf = (games: readonly Game[], results: readonly Result[]): string => {
  const cell = (row: string, group: GroupId): string => {
    const result = results.find((each) => each.row === row && each.group === group);
    return result === undefined ? '·' : SIGN[result.result];
  };
  return table([['Row', ...GROUP_IDS], ...[...new Set(games.map(({ row }) => row))].map((row) => [row, ...GROUP_IDS.map((group) => cell(row, group))])]);
};

export const playAll = async (flags: PlayFlags): Promise<void> => {
  if (flags.runId !== undefined) throw new UsageError('--run-id: of one run, and not with --all');
  processFlags(flags);
  const games = gamesOf(flags.group);
  if (flags.asked === true) {
    // Most plays sign and read much the same as others before them.
    remember(ANSWERS_KEPT);
    const rehearsals = new Rehearsals();
    const ordered = inPlayingOrder(games, ({ row, group }) => ({ groupId: group, world: scenarioFor(row, group, flags.seed).world }));
    for await (const place of asked()) tell(await playGame(ordered[place] as Game, flags, rehearsals));
    return;
  }
  const progress = new Progress();
  const came: Result[] = [];
  await handOut(argumentsOf(flags), apart(flags) ? 1 : workersOf(flags.workers), games.length, (result) => {
    came.push(result as Result);
    progress.update(() => `${came.length} of ${games.length}  ${(result as Result).row} ${(result as Result).group}`);
  });
  progress.done();
  const results = games.flatMap(({ row, group }) => came.filter((each) => each.row === row && each.group === group));
  const passed = results.filter(({ result }) => result === 'pass').length;
  process.exitCode = passed === games.length ? 0 : 1;
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ passed, failed: games.length - passed, rows: results })}\n`);
    return;
  }
  const failed = results.filter(({ result }) => result !== 'pass').map(({ row, group, findings, path }) => `${row} ${group}: ${findings[0] ?? ''}  (${path})`);
  process.stdout.write(`${[
    matrixOf(games, results), '', ...failed,
    `${passed} of ${games.length} end as their record says: ${new Set(games.map(({ row }) => row)).size} rows, each for every Group ID it applies to`,
  ].join('\n')}\n`);
};
