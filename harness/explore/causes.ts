/** The causes a search may choose: those of the catalogue's rows, as `harness/scenarios` has them, for one Installation. */
import type { Estate, Installation } from '../../protocol/domain.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import type { Fault, FaultPlan } from '../faults/plan.ts';
import type { Cause as ScenarioCause } from '../scenarios/cause.ts';
import { CAUSES } from '../scenarios/causes/index.ts';
import { DEFAULT_SEED } from '../world/staging.ts';
import type { Configuration } from './configuration.ts';

export interface Cause {
  /** Rows that this very plan provokes, by id. */
  readonly rows: readonly string[];
  readonly plan: FaultPlan;
}

/** Plans of every row that speaks of the Group ID and rule set; equal plans are one cause. */
export const causesOf = ({ groupId, ruleSet }: Configuration, installation: Installation, estate: Estate, seed = DEFAULT_SEED): readonly Cause[] => {
  const found = new Map<string, Cause>();
  for (const { id } of CATALOGUE.filter((row) => row.groups.includes(groupId) && row.ruleSets.includes(ruleSet))) {
    const cause = CAUSES[id];
    // What makes another world, or takes more than one Installation, is a start of its own.
    if (cause === undefined || cause.world !== undefined || (cause.installations ?? 1) > 1) continue;
    const faults = faultsOf(cause, installation, estate, seed);
    if (faults.length === 0) continue;
    const name = JSON.stringify(faults);
    found.set(name, { rows: [...(found.get(name)?.rows ?? []), id], plan: found.get(name)?.plan ?? { name: id, faults: [...faults] } });
  }
  return [...found.values()];
};

/** Nothing where the cause needs a device or a supply that this Installation has not. */
const faultsOf = ({ faults }: ScenarioCause, installation: Installation, estate: Estate, seed: string): readonly Fault[] => {
  try {
    return faults(installation, estate, seed);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};
