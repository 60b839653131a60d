/** What a world gives its parties on the first day. */
import type { Cohort, Estate } from '../../protocol/domain.ts';
import type { DailyQuantity } from '../../protocol/files/demand.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import type { LocalDate } from '../../protocol/time.ts';
import type { ReferenceOverrides } from '../estate/index.ts';
import type { Identities } from './identities.ts';

/** One Migration Authorisation file in place of that which a supplier would write itself. Several of one supplier, SMSO and week are several files. */
export interface GivenAuthorisation {
  /** SEC Party Signifier. */
  readonly supplier: string;
  readonly cohort: Cohort;
  readonly records: readonly MaRecord[];
  /** Monday of the week it is submitted for, whatever its records say; default the first. */
  readonly migrationWeek?: LocalDate;
  /** Virtual ms; default the supplier's own habit. */
  readonly submitAt?: number;
  /** So many Installations were in the supplier's demand; the file holds what it holds, whatever was committed. Default: its records, and what the commitment leaves room for. */
  readonly demanded?: number;
  /** Demanded besides, for Installations that the estate has not and ahead of these: so that a day may be over-subscribed (Guide 4.5.3). */
  readonly elsewhere?: readonly DailyQuantity[];
}

export interface Provisions {
  readonly estate: Estate;
  readonly seed: string;
  readonly startAt: number;
  /** Monday of the Migration Week the suppliers authorise. */
  readonly migrationWeek: LocalDate;
  /** Mondays of all Migration Weeks, that one first: the later ones are for what has to be authorised again. */
  readonly migrationWeeks: readonly LocalDate[];
  readonly identities: Identities;
  /** Migration Authorisations given by the user, in place of those suppliers would write. */
  readonly authorisations: readonly GivenAuthorisation[];
  /** DCC SharePoint is out of the Migration Control Centre's reach from the start. */
  readonly sharePointDown: boolean;
  /** Reference lists given by the user, in place of those derived from the estate. */
  readonly reference?: ReferenceOverrides;
}
