/** One row for one Group ID: played, kept in a run folder, judged. */
import type { GroupId } from '../../protocol/domain.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import { scenarioFor } from '../scenarios/scenario.ts';
import { judge, type Verdict } from '../verdict/index.ts';
import { processFlags, type WorldFlags } from './options.ts';
import { perform, type Performance } from './perform.ts';

export interface PlayFlags extends WorldFlags {
  readonly all?: boolean;
  readonly group?: string;
  readonly workers?: string;
  readonly part?: string;
}

interface Played {
  readonly performed: Performance;
  readonly verdict: Verdict;
}

export const playRow = async (row: CatalogueRow, groupId: GroupId, flags: PlayFlags): Promise<Played> => {
  const { world: options, subject } = scenarioFor(row.id, groupId, flags.seed);
  const ruleSet = options.ruleSet ?? flags.ruleSet;
  const performed = await perform({
    world: { ruleSet, migrationWeek: flags.week, ...options }, name: `${row.id}-${groupId}`, bus: flags.bus, nats: flags.nats, creds: flags.creds, runs: flags.runs, processes: processFlags(flags),
  });
  const { world } = performed;
  const verdict = judge({
    run: world.options.run, ruleSet, estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject: subject.id,
  }, row);
  return { performed, verdict };
};

