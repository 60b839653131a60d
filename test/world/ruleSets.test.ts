/** Versions of the MEHRS (rulings section 2): which Group IDs each has, and that all of them migrate under it. */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { outcomesOf } from '../../harness/reports/outcome.ts';
import { WorldError, createWorld } from '../../harness/world/world.ts';
import { COHORT_OF, GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { RULE_SET_IDS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { runWorld } from './support.ts';

/** As the rulings' table has it. */
const GROUPS: Readonly<Record<(typeof RULE_SET_IDS)[number], readonly GroupId[]>> = {
  'v1.0': ['AA', 'BA', 'CA'], 'v3.0': ['AA', 'BA', 'CA', 'CB', 'DA'], 'v3.1': GROUP_IDS, 'v7.1': GROUP_IDS,
};
const estateOf = (groups: readonly GroupId[]) => generateEstate({ seed: '3', installations: groups.length, groups, shape: 'dual-active' });

describe('rule sets', () => {
  it.each(RULE_SET_IDS)('%s migrates every Group ID it has', async (ruleSet) => {
    const estate = estateOf(GROUPS[ruleSet]);
    const { world, messages } = await runWorld({ estate, ruleSet });
    expect(outcomesOf(estate, messages).map(({ groupId, outcome }) => [groupId, outcome])).toEqual(GROUPS[ruleSet].map((groupId) => [groupId, 'commissioned']));
    expect(world.undeclared()).toEqual([]);
    expect(world.pending()).toEqual([]);
  });

  it.each(RULE_SET_IDS.flatMap((ruleSet) => GROUP_IDS.filter((each) => !GROUPS[ruleSet].includes(each)).map((groupId) => [ruleSet, groupId] as const)))(
    '%s refuses an estate with %s, naming the place and what there is', async (ruleSet, groupId) => {
      const refused = createWorld({ estate: estateOf(['AA', groupId]), ruleSet });
      await expect(refused).rejects.toThrow(WorldError);
      await expect(refused).rejects.toThrow(`rule set ${ruleSet} has no Group ID ${groupId} (installations[1]); it has ${GROUPS[ruleSet].join(', ')}`);
    },
  );

  it('the cohorts of v1.0 are IE alone', () => expect(new Set(GROUPS['v1.0'].map((each) => COHORT_OF[each]))).toEqual(new Set(['IE'])));
});
