/** What is held against worlds beside the catalogue's holds in them, and what is exempt does not (law L5; design 5.8). */
import { describe, expect, it, vi } from 'vitest';
import { exemptOf, judgeExcursion } from '../../harness/journeys/excursions.ts';
import { EXCURSIONS, scenarioOf } from '../../harness/scenarios/excursions.ts';
import { readMessage } from '../../harness/verdict/index.ts';
import { createWorld } from '../../harness/world/world.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('an excursion ends as written down', () => {
  it.each(Object.entries(EXCURSIONS))('%s', async (name, excursion) => {
    const { world: options, subject } = scenarioOf(excursion);
    const world = await createWorld(options);
    await world.run();
    await world.close();
    const observed = {
      run: 'excursion', ruleSet: options.ruleSet ?? 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject: subject.id,
    };
    expect(judgeExcursion(name, excursion.rows, observed, readMessage).findings.filter(({ result }) => result !== 'pass')).toEqual([]);
    const failed = judgeExcursion(name, excursion.rows, observed, readMessage, true).findings.filter(({ result }) => result !== 'pass').map(({ expectation }) => expectation);
    expect(exemptOf(name).filter((each) => !failed.includes(each))).toEqual([]);
  });
});
