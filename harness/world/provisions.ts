/** What a world gives its parties on the first day. */
import type { Cohort, Estate } from '../../protocol/domain.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import type { LocalDate } from '../../protocol/time.ts';
import type { ReferenceOverrides } from '../estate/index.ts';
import type { Identities } from './identities.ts';

/** Records that stand in place of those a supplier would write itself. */
export interface GivenAuthorisation {
  /** SEC Party Signifier. */
  readonly supplier: string;
  readonly cohort: Cohort;
  readonly records: readonly MaRecord[];
}

export interface Provisions {
  readonly estate: Estate;
  readonly seed: string;
  readonly startAt: number;
  /** Monday of the Migration Week the suppliers authorise. */
  readonly migrationWeek: LocalDate;
  readonly identities: Identities;
  /** Migration Authorisations given by the user, in place of those suppliers would write. */
  readonly authorisations: readonly GivenAuthorisation[];
  /** Reference lists given by the user, in place of those derived from the estate. */
  readonly reference?: ReferenceOverrides;
}
