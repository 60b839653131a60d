/** One small change to what is shipped, and whether a verdict notices (design 5.9). */
import type { AnyParty } from '../../actors/runtime/party.ts';
import type { Role } from '../../protocol/domain.ts';
import type { RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { Trace } from './evidence.ts';

export interface Mutant {
  /** Stable as long as the mutated line is: `<machine or table> <place> <operator>`. */
  readonly id: string;
  readonly operator: string;
  /** Whether a run gets to the mutated line at all. */
  reaches(trace: Trace): boolean;
  /** What a world is made with instead. */
  readonly parties?: Readonly<Partial<Record<Role, AnyParty>>>;
  readonly ruleSet?: (ruleSet: RuleSet) => RuleSet;
  /** Changes shared data in place and gives back what undoes it. */
  readonly apply?: () => () => void;
}
