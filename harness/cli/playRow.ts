/** One row for one Group ID: played, kept in a run folder, judged. */
import type { GroupId } from '../../protocol/domain.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import { scenarioFor } from '../scenarios/scenario.ts';
import { judge, type Verdict } from '../verdict/index.ts';
import { processFlags, type WorldFlags } from './options.ts';
import { Rehearsals } from '../world/rehearsal.ts';
import type { World } from '../world/world.ts';
import { perform, type Performance } from './perform.ts';

export interface PlayFlags extends WorldFlags {
  readonly all?: boolean;
  readonly group?: string;
  readonly workers?: string;
  readonly part?: string;
  /** In a process of `--all`: plays what it is told, one after the other. */
  readonly asked?: boolean;
  readonly keep?: boolean;
}

interface Played {
  readonly performed: Performance;
  readonly verdict: Verdict;
}

const optionsOf = (row: CatalogueRow, groupId: GroupId, flags: PlayFlags) => {
  const { world, subject } = scenarioFor(row.id, groupId, flags.seed);
  const ruleSet = world.ruleSet ?? flags.ruleSet;
  return { ruleSet, subject, world: { ruleSet, migrationWeek: flags.week, ...world } };
};

const verdictOn = (world: Pick<World, 'options' | 'startAt' | 'endAt' | 'journal'>, row: CatalogueRow, ruleSet: string, subject: string): Verdict => judge({
  run: world.options.run, ruleSet, estate: world.options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject,
}, row);

/** Without a run folder: the verdict and the journal's hash are what is left. @param rehearsals of what this process has played before. */
export const judgeRow = async (row: CatalogueRow, groupId: GroupId, flags: PlayFlags, rehearsals: Rehearsals): Promise<{ readonly verdict: Verdict; readonly journalSha256: string }> => {
  const { world: options, ruleSet, subject } = optionsOf(row, groupId, flags);
  const world = await rehearsals.world(options);
  await world.run();
  await world.close();
  return { verdict: verdictOn(world, row, ruleSet, subject.id), journalSha256: world.journal.hash() };
};

export const playRow = async (row: CatalogueRow, groupId: GroupId, flags: PlayFlags): Promise<Played> => {
  const { world, ruleSet, subject } = optionsOf(row, groupId, flags);
  const performed = await perform({
    world, name: `${row.id}-${groupId}`, bus: flags.bus, nats: flags.nats, creds: flags.creds, runs: flags.runs, processes: processFlags(flags), run: flags.runId,
  });
  return { performed, verdict: verdictOn(performed.world, row, ruleSet, subject.id) };
};
