/**
 * What provokes a catalogue row (law L4): the Installation it happens to, what goes wrong in the world, when, and how long
 * people take to put it right. Nothing here tells a party to fail.
 */
import { COHORT_OF, address, type Address, type Estate, type Installation, type Role } from '../../protocol/domain.ts';
import type { Shape } from '../estate/index.ts';
import type { Fault } from '../faults/plan.ts';
import type { WorldOptions } from '../world/world.ts';

export interface Cause {
  /** Default dual fuel, both Active with one supplier. */
  readonly shape?: Shape;
  readonly commissionedBySupplier?: boolean;
  /** In place of one Installation; all have the suppliers of the first. */
  readonly installations?: number;
  /** @param seed of the world, the default one unless given: what a party keeps of its own making derives from it. */
  readonly faults: (installation: Installation, estate: Estate, seed?: string) => readonly Fault[];
  /** Why exploration leaves it to journeys, where it does. */
  readonly unexplored?: string;
  /** What else is different about the world: records, authorisations, rule set. */
  readonly world?: (installation: Installation, estate: Estate, seed: string) => Pick<WorldOptions, 'reference' | 'authorisations' | 'ruleSet' | 'resolutionMinutes' | 'migrationWeek' | 'weeks' | 'revoked' | 'sharePointDown'>;
}

export type Causes = Readonly<Record<string, Cause>>;

/** The party of an Installation's cohort. */
export const cohortParty = (role: Role, { groupId }: Installation): Address => address(role, COHORT_OF[groupId]);
