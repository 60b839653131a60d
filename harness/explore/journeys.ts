/** A catalogue row played by live actors with real files, and judged from what was seen on the bus. */
import type { GroupId } from '../../protocol/domain.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { PROVOKED_ROWS, scenarioFor } from '../scenarios/scenario.ts';
import { judge, type Verdict } from '../verdict/index.ts';
import { createWorld } from '../world/world.ts';

export interface Journey {
  readonly row: string;
  readonly groupId: GroupId;
  readonly verdict: Verdict;
  readonly undeclared: number;
  readonly wallMs: number;
}

/** Runs a row on the memory bus and judges it. @throws RangeError for a row nothing provokes. */
export const journey = async (row: string, groupId: GroupId): Promise<Journey> => {
  const startedAt = performance.now();
  const { world: options, subject } = scenarioFor(row, groupId);
  const world = await createWorld(options);
  await world.run();
  const verdict = judge({
    run: 'journey', ruleSet: options.ruleSet ?? 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt },
    messages: world.journal.inOrder(), subject: subject.id,
  }, row);
  const undeclared = world.undeclared().length;
  await world.close();
  return { row, groupId, verdict, undeclared, wallMs: performance.now() - startedAt };
};

/** `[row, Group ID]` of everything that can be played, for these groups. */
export const playable = (groups: ReadonlySet<string>): readonly (readonly [string, GroupId])[] =>
  CATALOGUE.filter(({ id }) => PROVOKED_ROWS.includes(id)).flatMap(({ id, groups: of }) => of.filter((group) => groups.has(group)).map((group) => [id, group] as const));
