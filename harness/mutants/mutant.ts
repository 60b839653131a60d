/** One small change to what is shipped, and whether a verdict notices (design 5.9). */
import type { AnyParty } from '../../actors/runtime/party.ts';
import type { Role } from '../../protocol/domain.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { MachineEvent } from '../../machines/kit.ts';
import type { Difference, Trying } from './equivalence.ts';

export interface Mutant {
  /** Stable as long as the mutated line is: `<machine or table> <place> <operator>`. */
  readonly id: string;
  readonly operator: string;
  /** The changed lines (`lines.ts`): a run that gets to none of them is as it was. */
  readonly lines: readonly string[];
  /** Whether a party that has not got to a line yet is as it was. Not so where a shared table changes that anybody may read. */
  readonly isLocal: boolean;
  /** The machine that is mutated, if it is one. */
  readonly machine?: string;
  /** Whether the mutated machine does the same after all (`equivalence.ts`). */
  isSameMachine?(trying?: Trying): boolean;
  /** Whether it says anything else when an instance is given these events. */
  differenceOn?(events: readonly MachineEvent[]): Difference;
  /** What a world is made with instead. */
  readonly parties?: Readonly<Partial<Record<Role, AnyParty>>>;
  readonly ruleSet?: (ruleSet: RuleSet) => RuleSet;
  /** Changes shared data in place and gives back what undoes it. */
  readonly apply?: () => () => void;
}
