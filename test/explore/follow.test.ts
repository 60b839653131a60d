/** Issue 5.1: the explored machines are the shipped ones, and what live actors do with real files is a path of the explored graph. */
import { describe, expect, it } from 'vitest';
import { CONFIGURATIONS, estateOf } from '../../harness/explore/configuration.ts';
import { causesOf } from '../../harness/explore/causes.ts';
import { explore } from '../../harness/explore/explore.ts';
import { Walkthrough, LiveRecorder, type LiveStep } from '../../harness/explore/follow.ts';
import { DEFAULT_SEED, createWorld } from '../../harness/world/world.ts';
import type { FaultPlan } from '../../harness/faults/plan.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/dual-active/cp/v3.1')!;
const estate = estateOf(configuration, DEFAULT_SEED);
const [installation] = estate.installations;

const FOLLOWED = 4;

const live = async (faults: FaultPlan): Promise<readonly LiveStep[]> => {
  let count = (): number => 0;
  const recorder = new LiveRecorder(() => count());
  const world = await createWorld({ estate, faults, onInput: recorder.note });
  count = () => world.journal.steps.length;
  await world.run();
  await world.close();
  return recorder.collect(world.journal.steps);
};

describe('MEHRS 2.3 to 2.7 CB: a live run is a path of the explored graph, step by step', () => {
  const explored = { attempt: explore(configuration), early: explore(configuration, { phase: 'early' }) };
  const follower = { attempt: new Walkthrough(explored.attempt), early: new Walkthrough(explored.early) };
  const explains = (steps: readonly LiveStep[], phase: keyof typeof explored): void => {
    const followed = follower[phase].follow(steps);
    expect(followed).toMatchObject({ ok: true });
    expect(followed.ok && followed.ends.length).toBeGreaterThan(0);
  };

  it('has every cause to choose from, and comes to an end', () => {
    expect(explored.attempt.causes.length + explored.early.causes.length).toBe(causesOf(configuration, installation!, estate).length);
    for (const { search } of Object.values(explored)) expect(search.truncated).toBe(false);
    expect(explored.attempt.executions).toBeGreaterThan(1_000n);
  });
  it('with nothing in the way', async () => {
    explains(await live({ name: 'none', faults: [] }), 'attempt');
  });
  // One in so many: each is a live run of its own.
  const causes = (['attempt', 'early'] as const).flatMap((phase) => explored[phase].causes.map(({ rows, plan }) => [rows.join(', '), plan, phase] as const)).filter((_, index) => index % FOLLOWED === 0);
  it.each(causes)('%s', async (_rows, plan, phase) => {
    explains(await live(plan), phase);
  });
  it('F2: a step that was tampered with is no path', async () => {
    const steps = await live({ name: 'none', faults: [] });
    const middle = steps.findIndex(({ input, steps: [first] }) => input.party === 's1sp-CB' && first?.event === 'DCO_VIABLE');
    const changed = steps.map((each, index) => (index === middle ? { ...each, steps: each.steps.map((step) => ({ ...step, to: 'waking.calling' })) } : each));
    expect(follower.attempt.follow(changed)).toMatchObject({ ok: false, at: middle });
  });
  it('F1: a message nobody sent is no path', async () => {
    const steps = await live({ name: 'none', faults: [] });
    const index = steps.findIndex(({ input }) => input.message?.type === 'MVF' && !input.party.startsWith('bimi'));
    const { input, ...rest } = steps[index]!;
    const changed = steps.map((each, at) => (at === index ? { ...rest, input: { ...input, message: { ...input.message!, body: new Uint8Array([1]) } } } : each));
    expect(follower.attempt.follow(changed)).toMatchObject({ ok: false, at: index });
  });
});
