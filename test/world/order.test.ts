/** The order of a backlog: the verdict tells the right one from every other (MEHRS 2.4.1, 2.4.4, 2.5.1, 2.5.5, 2.7.1; ruling A-24). */
import { describe, expect, it, vi } from 'vitest';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { judge, type Observed } from '../../harness/verdict/index.ts';
import { createWorld } from '../../harness/world/world.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import type { InOrder } from '../../protocol/mehrs/expected/expectation.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';

vi.setConfig({ testTimeout: 60_000 });

const observed = async (row: CatalogueRow): Promise<Observed> => {
  const { world: options, subject } = scenarioFor(row.id, 'CB');
  const world = await createWorld(options);
  await world.run();
  await world.close();
  return { run: 'order', ruleSet: 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject: subject.id };
};
/** The row with another idea of the order. */
const otherwise = (row: CatalogueRow, change: Partial<InOrder>): CatalogueRow => ({
  ...row, demands: (situation) => {
    const demands = row.demands(situation);
    return { ...demands, inOrder: (demands.inOrder ?? []).map((each) => ({ ...each, ...change })) };
  },
});
const orderIn = (seen: Observed, row: CatalogueRow) => judge(seen, row).findings.find(({ expectation }) => expectation === 'order of the backlog');

describe('order of a backlog', () => {
  it.each([
    ['2.4.1-backlog-priority', 'I0002, I0001, I0003'],
    ['2.4.4-backlog-order', 'I0002, I0003, I0001'],
    ['2.5.1-backlog-order', 'I0002, I0003, I0001'],
    ['2.5.5-backlog-order', 'I0002, I0003, I0001'],
    ['2.7.1-backlog-priority', 'I0002, I0001, I0003'],
  ])('%s: %s, and a row that wants priority treated otherwise fails', async (id, order) => {
    const row = rowById(id);
    const seen = await observed(row);
    expect(orderIn(seen, row)).toMatchObject({ result: 'pass', detail: order });
    const [rule] = row.demands({ ...row.conditions, groupId: 'CB', ruleSet: 'v3.1' }).inOrder ?? [];
    expect(orderIn(seen, otherwise(row, { priorityFirst: rule?.priorityFirst !== true }))?.result).toBe('fail');
  });

  it('says nothing where there is no order to see', async () => {
    const row = rowById('2.4.1-backlog-priority');
    const seen = await observed(row);
    const alone = { ...seen, estate: { ...seen.estate, installations: seen.estate.installations.slice(0, 1) } };
    expect(orderIn(alone, row)).toMatchObject({ result: 'inconclusive', detail: '1 seen: no order' });
    expect(orderIn(seen, otherwise(row, { after: { of: 'scf', which: 'last' } }))?.result).toBe('inconclusive');
  });
});
