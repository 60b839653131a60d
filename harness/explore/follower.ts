/**
 * Holds many live runs against the graph that the search would go through for their world: one graph a configuration, made
 * step by step where a run needs it, with every cause of the catalogue that can strike there to choose from.
 */
import { CAUSES } from '../scenarios/causes/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { Cause } from './causes.ts';
import { Learned, companyOf } from './company.ts';
import type { Configuration } from './configuration.ts';
import { settingOf } from './explore.ts';
import { Walkthrough, type Followed, type LiveStep } from './follow.ts';

export { LiveRecorder, type Followed, type LiveStep } from './follow.ts';

const configurationOf = ({ world: { estate, ruleSet = 'v3.1' }, subject: { groupId }, shape, commissionedBySupplier }: Scenario): Configuration => {
  const commissioner = commissionedBySupplier ? 'supplier' : 'cp';
  return { name: `${groupId}/${shape}/${commissioner}/${ruleSet}`, groupId, shape, commissioner, ruleSet, estate };
};

/** Causes that strike in one phase, and a walk for each of their plans once a run needs it. */
interface Walks {
  readonly causes: readonly Cause[];
  readonly made: Map<string, Walkthrough>;
}

const planText = ({ faults }: FaultPlan): string => JSON.stringify(faults);

export class Follower {
  readonly #learned = new Learned();
  readonly #walks = new Map<string, readonly Walks[]>();

  /** @param scenario one whose fault plan alone makes it what it is. */
  follow(scenario: Scenario, live: readonly LiveStep[]): Followed {
    const configuration = configurationOf(scenario);
    const plan = scenario.world.faults;
    for (const { causes, made } of this.#walksOf(configuration)) {
      const cause = causes.find((each) => [each.plan, ...each.alike].some((other) => planText(other) === planText(plan)));
      if (cause === undefined && plan.faults.length > 0) continue;
      const isFirst = cause === undefined || planText(cause.plan) === planText(plan);
      const name = isFirst ? '' : planText(plan);
      // One of a class stands for the others in the graph: to follow another, it takes the first one's place.
      const walk = made.get(name) ?? new Walkthrough({ configuration, faults: 1, causes: isFirst ? causes : causes.map((each) => (each === cause ? { ...each, plan } : each)) }, this.#learned);
      made.set(name, walk);
      return walk.follow(live);
    }
    return { ok: false, at: 0, party: '', input: '', why: `no cause of the search is this plan (${Object.keys(CAUSES).length} causes in all)` };
  }

  #walksOf(configuration: Configuration): readonly Walks[] {
    const known = this.#walks.get(configuration.name);
    if (known !== undefined) return known;
    const company = companyOf(configuration, { learned: this.#learned });
    const made = (['attempt', 'early'] as const).map((phase): Walks => ({ causes: settingOf(company, phase).chosen, made: new Map() }));
    this.#walks.set(configuration.name, made);
    return made;
  }
}
