/**
 * Holds many live runs against the graph that the search would go through for their world: one graph a configuration, made
 * step by step where a run needs it, with every cause of the catalogue that can strike there to choose from.
 */
import { CAUSES } from '../scenarios/causes/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { machineSteps } from './company.ts';
import type { Configuration } from './configuration.ts';
import { PHASES, explore, type Explored } from './explore.ts';
import { follow, type Followed, type LiveStep } from './follow.ts';

export { LiveRecorder, type Followed } from './follow.ts';

const configurationOf = ({ world: { estate, ruleSet = 'v3.1' }, subject: { groupId }, shape, commissionedBySupplier }: Scenario): Configuration => {
  const commissioner = commissionedBySupplier ? 'supplier' : 'cp';
  return { name: `${groupId}/${shape}/${commissioner}/${ruleSet}`, groupId, shape, commissioner, ruleSet, estate };
};

export class Follower {
  readonly #machines = machineSteps();
  readonly #graphs = new Map<string, readonly Explored[]>();

  /** @param scenario one whose fault plan alone makes it what it is. */
  follow(scenario: Scenario, live: readonly LiveStep[]): Followed {
    const faults = JSON.stringify(scenario.world.faults.faults);
    const graphs = this.#graphsOf(configurationOf(scenario));
    const fitting = faults === '[]' ? graphs[0] : graphs.find(({ causes }) => causes.some(({ plan }) => JSON.stringify(plan.faults) === faults));
    if (fitting === undefined) return { ok: false, at: 0, party: '', input: '', why: `no cause of the search is this plan (${Object.keys(CAUSES).length} causes in all)` };
    return follow(fitting, live);
  }

  #graphsOf(configuration: Configuration): readonly Explored[] {
    const known = this.#graphs.get(configuration.name);
    if (known !== undefined) return known;
    const made = PHASES.filter((phase) => phase !== 'planning').map((phase) => explore(configuration, { phase, maxStates: 0, machines: this.#machines }));
    this.#graphs.set(configuration.name, made);
    return made;
  }
}
