/**
 * What is held against worlds beside the catalogue's holds in them, and what is exempt does not (law L5; design 5.8). Where `mehrs
 * journeys` has just played them, its result is read in place of playing them once more.
 */
import { describe, expect, it, vi } from 'vitest';
import { keptJourneys } from '../../harness/coverage/kept.ts';
import { judgeExcursion } from '../../harness/journeys/excursions.ts';
import { excursions, failuresOf, scenarioOf, travel } from '../../harness/journeys/journeys.ts';
import { EXCURSIONS } from '../../harness/scenarios/excursions.ts';
import { readMessage } from '../../harness/verdict/index.ts';
import { inPlayingOrder } from '../../harness/world/rehearsal.ts';

vi.setConfig({ testTimeout: 60_000 });

const kept = keptJourneys();
const plans = inPlayingOrder(excursions(), (plan) => ({ groupId: plan.groupId, world: scenarioOf(plan).world }));

describe('an excursion ends as written down', () => {
  it.each(plans.map((plan) => [plan.excursion ?? '', plan] as const))('%s', async (name, plan) => {
    // Where the order was shuffled nobody has looked for exemptions that nothing needs: those are played here, as they come.
    const travelled = kept?.find((each) => !each.shuffled && each.groupId === plan.groupId && each.name.startsWith(`${name} `));
    expect(travelled?.failures ?? failuresOf(await travel(plan))).toEqual([]);
  });
});

describe('an exemption that nothing needs', () => {
  it('is told by name: of one world, held against what happened in another', async () => {
    const other = plans.find(({ excursion }) => excursion === 'records-fail-again');
    if (other === undefined) throw new Error('no such excursion');
    const { observed } = await travel(other);
    expect(judgeExcursion('lost-hub-handed-over-again', EXCURSIONS['lost-hub-handed-over-again']?.rows ?? [], observed, readMessage).needless.length).toBeGreaterThan(0);
  });
});
